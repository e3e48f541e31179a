"""People at the desk and their browsers, as fixtures."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.curation.files.catalogue_folder import Folder, fill
from tests.editorial.desk.pages import client_of, staff


@pytest.fixture
def ana() -> User:
    """An editor."""
    return staff("Editors", "ana")


@pytest.fixture
def editor(ana: User) -> Client:
    """Ana's browser."""
    return client_of(ana)


@pytest.fixture
def paul() -> User:
    """A publisher."""
    return staff("Publishers", "paul")


@pytest.fixture
def ada() -> User:
    """An administrator."""
    return staff("Administrators", "ada")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder of catalogue files with a row of each of some types."""
    return fill(tmp_path / "catalogue")
