"""A backup holds the whole site."""

import gzip
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.documents import document_of
from curation.models import Change, Revision
from frameworks.models import Framework, Support
from tests.factories import create_rating, create_support, create_user, support_document

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(scope="module", autouse=True)
def _put_back(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put back what the migrations made, which these tests leave flushed: others may come after them."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]
        ContentType.objects.clear_cache()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.xml.gz"


def empty_database() -> None:
    call_command("flush", interactive=False, verbosity=0)


def backup_and_restore(file: Path) -> None:
    call_command("backup", file, stdout=StringIO())
    empty_database()
    call_command("restore", file, stdout=StringIO())


def test_a_restored_site_has_the_same_rows(file: Path) -> None:
    create_support()
    create_rating()
    before = [document_of(row) for model in (Framework, Support) for row in model.objects.all()]

    backup_and_restore(file)

    assert [document_of(row) for model in (Framework, Support) for row in model.objects.all()] == before


def test_a_restored_site_has_the_same_history(file: Path) -> None:
    create_support()
    edit = Edit(Support, "django/orm", support_document(level="unknown"))
    approve(propose([edit], author=create_user(), reason="Doubt."), reviewer=create_user())
    before = list(Revision.objects.values())

    backup_and_restore(file)

    assert list(Revision.objects.values()) == before


def test_a_restored_site_has_the_same_people(file: Path) -> None:
    create_user(username="ada", group="Publishers")

    backup_and_restore(file)

    assert User.objects.get().has_perm("curation.review_change")


def test_a_restored_site_goes_on_counting_where_the_original_was(file: Path) -> None:
    create_support()

    backup_and_restore(file)

    change = propose([Edit(Support, "django/orm", None)], author=create_user(), reason="Away.")
    assert Change.objects.filter(pk__gt=change.pk).count() == 0


def test_a_database_in_use_is_not_overwritten(file: Path) -> None:
    create_support()
    call_command("backup", file, stdout=StringIO())

    with pytest.raises(CommandError, match="holds a catalogue already"):
        call_command("restore", file, stdout=StringIO())


def test_a_backup_does_not_overwrite_a_file(file: Path) -> None:
    file.touch()

    with pytest.raises(CommandError, match="there already"):
        call_command("backup", file, stdout=StringIO())


def test_a_missing_file_is_named(file: Path) -> None:
    with pytest.raises(CommandError, match=r"site\.xml\.gz"):
        call_command("restore", file, stdout=StringIO())


def test_a_file_that_is_cut_short_is_refused(file: Path) -> None:
    create_support()
    call_command("backup", file, stdout=StringIO())
    empty_database()
    file.write_bytes(file.read_bytes()[:-200])

    with pytest.raises(CommandError, match=r"Nothing was restored: .*is no whole backup"):
        call_command("restore", file, stdout=StringIO())

    assert not Support.objects.exists()


def test_a_database_that_is_not_migrated_is_refused(file: Path) -> None:
    file.touch()
    call_command("migrate", "editorial", "0014", verbosity=0)

    try:
        with pytest.raises(CommandError, match="is not migrated"):
            call_command("restore", file, stdout=StringIO())
    finally:
        call_command("migrate", verbosity=0)


def test_a_backup_of_a_release_before_the_rules_of_support_is_read(file: Path) -> None:
    create_support(level="none-found")
    call_command("backup", file, stdout=StringIO())
    text = gzip.decompress(file.read_bytes()).decode().replace('model="curation.', 'model="editorial.')
    former = re.sub(r'<field name="searched"[^>]*>[^<]*</field>', "", text)
    column = '<object model="reviews.findercolumn" pk="1"><field name="name" type="CharField">orm</field></object>'
    file.write_bytes(gzip.compress(former.replace("</django-objects>", f"{column}</django-objects>").encode()))
    empty_database()

    call_command("restore", file, stdout=StringIO())

    document = Revision.objects.get(row_type="support", valid_to=None).document
    assert document == document_of(Support.objects.get())
    assert document["searched"] == "What was searched was not recorded at the time."
