"""
A site with the whole catalogue and all that the lab has measured, for tests that need all of it.

Making one takes half a minute of processor time, so it is kept in var/ and serves every run of the day whose code and
data are the same. It is made as two processes do that start at once, which tests/editorial/test_two_starts.py is about.
"""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from pytest_django import DjangoDbBlocker

from config.environment import BASE_DIR

KEPT = BASE_DIR / "var" / "whole-site"
MIGRATED = BASE_DIR / "var" / "migrated"
CODE = ("config", "curation", "editorial", "frameworks", "measurements", "reviews", "requirements")
DATA = ("catalogue", "lab/results")
START = """
import django
django.setup()
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_catalogue", once=True)
call_command("import_lab_results", once=True)
"""


@cache
def whole_site() -> Path:
    """Return the file of its database, to be copied; what its processes said is in a file beside it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT.parent / "whole-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = KEPT / fingerprint(*CODE, *DATA)
        if not folder.exists():
            shutil.rmtree(KEPT)
            unfinished = KEPT / "unfinished"
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder / "site.sqlite3"


def fingerprint(*folders: str) -> str:
    """Return what differs when the day or what is in some folders does."""
    digest = sha256(str(datetime.now(UTC).date()).encode())
    for folder in folders:
        for file in sorted((BASE_DIR / folder).rglob("*.*")):
            if file.suffix in {".py", ".txt", ".yaml", ".json"}:
                digest.update(f"{file.relative_to(BASE_DIR)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def make(folder: Path) -> None:
    """Let two processes start at once on an empty database."""
    own = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command, environment = [sys.executable, "-c", START], os.environ | own
    starts = [
        subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [line for start in starts for line in start.communicate(timeout=900)[1].decode().splitlines()]
    assert [start.returncode for start in starts] == [0, 0], said
    (folder / "said.json").write_text(json.dumps(said))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """Begin with a migrated database; on SQLite with a copy of one that the same code has migrated today."""
    migrated = MIGRATED / f"{fingerprint(*CODE)}.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and migrated.exists():
            name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
            connection.ensure_connection()
            with closing(sqlite3.connect(migrated)) as copied:
                copied.backup(connection.connection)
            return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and "django_migrations" in connection.introspection.table_names():
            MIGRATED.mkdir(parents=True, exist_ok=True)
            for earlier in set(MIGRATED.glob("*.sqlite3")) - {migrated}:
                earlier.unlink(missing_ok=True)
            unfinished = MIGRATED / f"{os.getpid()}.unfinished"
            with closing(sqlite3.connect(unfinished)) as copy:
                connection.connection.backup(copy)
            unfinished.rename(migrated)


@pytest.fixture(scope="module")
def whole_catalogue(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Let a module's tests begin with the whole catalogue and what the lab measured."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("shared_rows")
        with django_db_blocker.unblock():
            copy_rows(whole_site())
        ContentType.objects.clear_cache()
        yield
        ContentType.objects.clear_cache()
        return
    with closing(sqlite3.connect(":memory:")) as begun_with:
        with django_db_blocker.unblock():
            connection.ensure_connection()
        connection.connection.backup(begun_with)
        with closing(sqlite3.connect(whole_site())) as whole:
            whole.backup(connection.connection)
        ContentType.objects.clear_cache()
        yield
        begun_with.backup(connection.connection)
        ContentType.objects.clear_cache()


def copy_rows(file: Path) -> None:
    """Put the rows of every model from a file of SQLite in the place of those in the tests' PostgreSQL.

    Loading the catalogue takes half a minute more; that it loads on PostgreSQL too is seen by `make cluster`.
    """
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with closing(sqlite3.connect(file)) as whole, connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in models)}")
        for model in models:
            columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in whole.execute(f"SELECT {columns} FROM {model._meta.db_table}"):  # noqa: S608
                    copy.write_row(row)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    connection.check_constraints()
