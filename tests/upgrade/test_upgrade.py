"""A site of an earlier release goes on after an upgrade."""

import gzip
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from django.apps.registry import Apps, apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoDbBlocker

from config.environment import BASE_DIR
from curation.changes.workflow import approve
from curation.documents import document_of, row_from
from curation.models import Change, Revision, State
from curation.registry import row_type, row_types
from curation.rows import CuratedRow, is_hideable
from editorial.management.backups import state_of
from editorial.operation.nodes.upgrading import WAITS, finishing, waiting
from frameworks.models import Framework
from tests.editorial.desk.pages import client_of
from tests.factories import create_user

pytestmark = pytest.mark.django_db

Tables = dict[str, list[dict[str, Any]]]

FOLDER = Path(__file__).parent / "releases"
RELEASES = sorted(file.stem for file in FOLDER.glob("*.json"))


@pytest.fixture(params=product(RELEASES, ("migrated", "restored")), ids="-".join, scope="module")
def begun(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Tables]:
    """The tables that a release left, in a database as the first new node makes it of them or of a backup."""
    release, way = request.param
    kept = json.loads((FOLDER / f"{release}.json").read_text())
    with emptied(django_db_blocker):
        with django_db_blocker.unblock():
            if way == "migrated":
                fill(migrate(kept["migrations"]), kept["tables"])
                call_command("migrate", stdout=StringIO(), verbosity=0)
            else:
                call_command("restore", FOLDER / f"{release}.xml.gz", stdout=StringIO())
        yield cast(Tables, kept["tables"])
        with django_db_blocker.unblock():
            migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


rolling = pytest.mark.parametrize("begun", [(release, "migrated") for release in RELEASES], indirect=True, ids="-".join)
"""While nodes of the release go on beside new ones; these tests come first, because then the upgrade is finished."""


@pytest.fixture(scope="module")
def upgraded(begun: Tables, django_db_blocker: DjangoDbBlocker) -> Tables:
    """The tables that a release left, in a database whose upgrade is finished."""
    with django_db_blocker.unblock():
        call_command("migrate", finish="always", stdout=StringIO(), verbosity=0)
    return begun


@pytest.fixture(scope="module")
def followed(upgraded: Tables, django_db_blocker: DjangoDbBlocker) -> tuple[int, int]:
    """How many revisions there are before and after the end of an upgrade where its steps were taken long ago."""
    with django_db_blocker.unblock():
        before = Revision.objects.count()
        MigrationRecorder(connection).migration_qs.filter(name__in=[name for _app, name in finishing()]).delete()
        call_command("migrate", finish="always", stdout=StringIO(), verbosity=0)
        return before, Revision.objects.count()


@pytest.fixture(scope="module")
def address(begun: Tables, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> str:
    """Where other processes find the database; one in memory is copied into a file."""
    if connection.vendor == "postgresql":
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    file = tmp_path_factory.mktemp("upgraded") / "site.sqlite3"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    return f"sqlite:///{file}"


@contextmanager
def emptied(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Empty the database for a block, and put back what every test begins with: no transaction holds a migration."""
    with blocker.unblock():
        begun_with = connection.creation.serialize_db_to_string()
        call_command("flush", interactive=False, verbosity=0)
    yield
    with blocker.unblock():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(begun_with)
        ContentType.objects.clear_cache()


def migrate(targets: Iterable[Sequence[str]]) -> Apps:
    """Bring the database to some migrations and return the models as they were there."""
    return MigrationExecutor(connection).migrate([(app, name) for app, name in targets]).apps


@transaction.atomic
def fill(apps: Apps, tables: Tables) -> None:
    """Put the rows of a release into its tables."""
    filled = [apps.get_model(label) for label in tables]
    for model, rows in zip(filled, tables.values(), strict=True):
        model._base_manager.bulk_create(instance(model, row) for row in rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def instance(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """Return a row with its values as the database takes them; a file has words for dates and times."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in row.items()})


def test_waiting_work_can_be_approved(begun: Tables) -> None:
    approve(Change.objects.get(state=State.IN_REVIEW), reviewer=User.objects.get(username="paul"))

    assert Framework.objects.get(key="django").tagline == "Waiting for Paul."


@rolling
def test_a_node_of_the_release_works_beside_those_of_this_one(
    begun: Tables, address: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    release = request.node.callspec.params["begun"][0]
    with tarfile.open(FOLDER / f"{release}.tar.xz") as code:
        code.extractall(tmp_path, filter="data")
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"}
    old = environment | {"PLUMBLINE_DEBUG": "1", "PYTHONPATH": str(tmp_path)}
    before = replayed(tmp_path, environment)

    done = run(FOLDER.parent / "old_node.py", folder=tmp_path, environment=old)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    answers = [told["before"], told["after"]]
    assert [{path for path, status in pages.items() if status != 200} for pages in answers] == [set(), set()]
    assert set(told["published"]) >= {"framework", "feature", "support", "rating", "guide", "usecase"}
    assert replayed(tmp_path, environment) == before


@rolling
def test_a_new_node_shows_what_waits_as_it_was(begun: Tables, client: Client) -> None:
    assert "built in, jinja2" in client.get("/evidence/litestar/orm/").text


@rolling
def test_what_waits_is_said(begun: Tables, client: Client) -> None:
    assert client.get("/readyz").json()["upgrade"] == "waits to be finished"
    assert WAITS in client_of(create_user(is_superuser=True, is_staff=True)).get("/admin/desk/").text


@rolling
def test_a_node_more_leaves_what_waits_and_says_so(begun: Tables) -> None:
    before, told = waiting(), StringIO()

    call_command("migrate", stdout=told)

    assert (waiting(), WAITS in told.getvalue()) == (before, True)


@rolling
def test_a_backup_says_that_the_upgrade_waits(begun: Tables, tmp_path: Path) -> None:
    file = tmp_path / "site.xml.gz"

    call_command("backup", file, stdout=StringIO())

    assert not waiting() & state_of(gzip.decompress(file.read_bytes()).decode()).items()


def test_every_row_is_still_there(upgraded: Tables) -> None:
    kept = {model: {row["key"] for row in upgraded[model._meta.label]} for model in models_in(upgraded)}

    assert {model: set(model.objects.values_list("key", flat=True)) for model in kept} == kept


def test_every_row_still_says_what_its_last_revision_says(upgraded: Tables) -> None:
    for model in models_in(upgraded):
        revisions = Revision.objects.current().filter(row_type=row_type(model), document__isnull=False)

        assert {row.key: document_of(row) for row in model.objects.all()} == {
            revision.key: document_of(row_from(model, revision.key, revision.document or {})) for revision in revisions
        }


def test_the_history_of_a_hidden_row_is_hidden(upgraded: Tables) -> None:
    for model in filter(is_hideable, models_in(upgraded)):
        hidden = model.objects.filter(is_public=False).values("pk")

        assert not Revision.objects.public().filter(row_type=row_type(model), key__in=hidden).exists()


def test_groups_have_the_rights_that_came_since(upgraded: Tables) -> None:
    assert User.objects.get(username="paul").has_perm("editorial.change_correction")


def test_a_finished_upgrade_has_the_levels_that_came_since(upgraded: Tables, client: Client) -> None:
    assert "built in, with an extra, jinja2" in client.get("/evidence/litestar/orm/").text
    assert "upgrade" not in client.get("/readyz").json()


@rolling
def test_a_site_that_had_the_levels_before_is_not_changed(followed: tuple[int, int]) -> None:
    before, after = followed
    assert (before, waiting()) == (after, set())


def test_a_page_shows_what_it_showed(upgraded: Tables, client: Client) -> None:
    assert "not checked" in client.get("/compare/django-vs-litestar/features/").text.lower()


def test_a_former_slug_still_redirects(upgraded: Tables, client: Client) -> None:
    assert client.get("/frameworks/starlite/").headers["Location"] == "/frameworks/litestar/"


def test_a_retired_page_still_says_so(upgraded: Tables, client: Client) -> None:
    assert client.get("/frameworks/zope/").status_code == 410


@pytest.mark.parametrize("release", RELEASES)
def test_a_column_that_came_since_a_release_needs_no_value_of_its_nodes(release: str) -> None:
    before = columns(MigrationLoader(connection).project_state(migrations_of(release)).apps)
    missing = [
        f"{table}.{name}"
        for table, fields in columns(apps).items()
        if table in before
        for name, field in fields.items()
        if name not in before[table] and not (field.null or field.has_db_default())
    ]

    assert missing == []


@pytest.mark.parametrize("release", RELEASES)
def test_every_table_and_column_of_a_release_is_still_there(release: str) -> None:
    now = columns(apps)
    before = columns(MigrationLoader(connection).project_state(migrations_of(release)).apps)

    assert {table: set(fields) - set(now.get(table, ())) for table, fields in before.items()} == dict.fromkeys(
        before, set()
    )


def migrations_of(release: str) -> list[tuple[str, str]]:
    return [(app, name) for app, name in json.loads((FOLDER / f"{release}.json").read_text())["migrations"]]


def columns(registry: Apps) -> "dict[str, dict[str, models.Field[Any, Any]]]":
    """Return the columns of every table that a registry of models knows."""
    return {
        model._meta.db_table: {field.column: field for field in model._meta.concrete_fields if field.column}
        for model in registry.get_models(include_auto_created=True)
    }


def replayed(folder: Path, environment: dict[str, str]) -> str:
    """Return what of the history cannot be replayed; a site of an earlier release has some of that."""
    return run("-m", "bench.drills.work", "check", folder, folder=BASE_DIR, environment=environment).stdout


def run(*arguments: str | Path, folder: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def models_in(tables: Tables) -> list[type[CuratedRow]]:
    """Return the types of curated rows that a release had."""
    return [model for model in row_types().values() if model._meta.label in tables]
