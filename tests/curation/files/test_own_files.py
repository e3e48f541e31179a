"""The files of the site's own catalogue, with the whole of it published."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.curation.files.catalogue_folder import Folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_catalogue")]


def test_the_sites_own_files_are_what_an_export_would_write(settings: Settings, tmp_path: Path) -> None:
    exported = Folder(tmp_path)

    call_command("export_catalogue", exported.path, stdout=StringIO())

    assert exported.texts() == Folder(settings.CATALOGUE).texts()
