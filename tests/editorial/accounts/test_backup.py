"""A backup holds the whole site."""

import gzip
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.documents import document_of
from curation.models import Change, Revision
from curation.rows import writing
from editorial.management.backups import LAST_SILENT, RELEASE_0_1_0, present_state, state_of, stated
from editorial.management.commands.backup import verify, write
from frameworks.models import Framework, Support
from tests.factories import create_rating, create_support, create_user, support_document

pytestmark = pytest.mark.django_db

UNSEEN = "One\x0btwo\x1b[31m three\u202e."


@pytest.fixture(autouse=True)
def _forget_content_types() -> Iterator[None]:
    """Forget the numbers that content types have after a restoration, which the end of the test takes back."""
    yield
    ContentType.objects.clear_cache()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.xml.gz"


def empty_database() -> None:
    # PostgreSQL empties no table in a transaction that has constraints to check.
    connection.check_constraints()
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


def test_a_file_that_holds_far_more_than_it_seems_is_refused(file: Path) -> None:
    file.write_bytes(gzip.compress(b" " * 3_000_000))

    with pytest.raises(CommandError, match="holds more than 2 MB"):
        call_command("restore", file, most_megabytes=2)


ROW = '<object model="frameworks.source" pk="x"><field name="name" type="CharField">{}</field></object>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format("<" + "a><" * 20_000 + "a>" + "</a>" * 20_001),
        ROW.format('</field><field name="read_on" type="DateField">yesterday'),
        ROW.format('</field><field name="colour" type="CharField">red'),
        ROW.format('</field><field name="publisher" written="json">{"unquoted}'),
        ROW.format('</field><field name="publisher" written="json">"\\u0000"'),
        ROW.format('</field><field name="publisher" written="json">["a", 1]'),
        '<object model="frameworks.nothing" pk="x"></object>',
        '<object model="nothing" pk="x"></object>',
        '<object pk="x"></object>',
        '<object model="frameworks.support" pk="a/b"><field name="framework" rel="ManyToOneRel">a</field></object>',
        "\x01",
    ],
    ids=["deep", "day", "field", "JSON", "NUL", "list", "model", "no app", "no model", "torn", "control"],
)
def test_a_file_made_by_hand_is_refused_in_words(file: Path, rows: str) -> None:
    file.write_bytes(gzip.compress(f"<django-objects>{rows}</django-objects>{stated(present_state())}".encode()))
    people = list(User.objects.all())

    with pytest.raises(CommandError, match="Nothing was restored"):
        call_command("restore", file)

    assert (list(User.objects.all()), Change.objects.count()) == (people, 0)


def test_a_file_with_entities_is_refused_before_they_grow(file: Path) -> None:
    file.write_bytes(gzip.compress(f"{ENTITIES}<django-objects>&b;</django-objects>{stated(present_state())}".encode()))

    with pytest.raises(CommandError, match="Nothing was restored"):
        call_command("restore", file)


@pytest.mark.parametrize("name", ["editorial.9999_later", "auth.zero", "auth.0001_initial", "elsewhere.0001_initial"])
def test_a_backup_of_a_release_that_is_not_known_is_refused_before_anything_is_altered(file: Path, name: str) -> None:
    file.write_bytes(gzip.compress(f"<django-objects></django-objects><!-- Written at {name} -->".encode()))
    applied = MigrationRecorder(connection).applied_migrations().keys()

    with pytest.raises(CommandError, match=f"this release does not know {name}. Upgrade first."):
        call_command("restore", file)

    assert MigrationRecorder(connection).applied_migrations().keys() == applied


def test_a_database_that_is_not_migrated_is_refused(file: Path) -> None:
    file.touch()
    MigrationRecorder(connection).record_unapplied(*present_state().popitem())

    with pytest.raises(CommandError, match="is not migrated"):
        call_command("restore", file, stdout=StringIO())


def test_a_backup_says_at_which_migrations_it_was_written(file: Path) -> None:
    call_command("backup", file, stdout=StringIO())

    assert state_of(gzip.decompress(file.read_bytes()).decode()) == present_state()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ('<field name="key">django</field>', RELEASE_0_1_0),
        ('<field name="key">django</field><field name="is_public">True</field>', LAST_SILENT),
    ],
)
def test_a_backup_that_does_not_say_so_is_known_by_its_revisions(fields: str, state: dict[str, str]) -> None:
    assert state_of(f'<object model="editorial.revision" pk="1">{fields}</object>') == state
    assert set(state.items()) - {("curation", "zero")} <= set(MigrationLoader(connection).graph.nodes)


def test_a_backup_can_be_read_by_its_owner_alone(file: Path) -> None:
    call_command("backup", file, stdout=StringIO())

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_was_left_by_a_backup_that_was_killed_is_in_nobodys_way(file: Path) -> None:
    (file.parent / f".unfinished-{file.name}").write_text("cut sho")

    call_command("backup", file, stdout=StringIO())

    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_backup_onto_a_full_disk_leaves_nothing(file: Path) -> None:
    create_support()

    with bounded_files(2_000), pytest.raises(CommandError, match=r"No backup was written to .*File too large"):
        call_command("backup", file, stdout=StringIO())

    assert list(file.parent.iterdir()) == []


def test_a_backup_that_lacks_a_row_is_not_kept(file: Path) -> None:
    create_support()
    write(file)
    lines = gzip.decompress(file.read_bytes()).decode()
    start = lines.index('<object model="frameworks.support"')
    end = lines.index("</object>", start) + len("</object>")
    file.write_bytes(gzip.compress((lines[:start] + lines[end:]).encode()))

    with pytest.raises(CommandError, match=r"has \d+ rows and the database \d+"):
        verify(file)


def test_a_backup_keeps_every_character(file: Path) -> None:
    create_support()
    text = f" {UNSEEN}\r\n "
    Change.objects.update(reason=text)
    with writing():
        Support.objects.update(note=text)
        Revision.objects.filter(key="django/orm").update(document=support_document(note=text))
    documents = list(Revision.objects.values_list("document", flat=True))

    backup_and_restore(file)

    assert (Support.objects.get().note, set(Change.objects.values_list("reason", flat=True))) == (text, {text})
    assert list(Revision.objects.values_list("document", flat=True)) == documents


def test_a_failed_login_with_such_a_character_does_not_break_the_backup(file: Path, client: Client) -> None:
    client.post(reverse("admin:login"), {"username": "a\x0bb", "password": "x"})

    call_command("backup", file, stdout=StringIO())

    assert file.exists()


@contextmanager
def bounded_files(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
