"""Sites with a database of their own, for tests that start several processes on it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).parents[1]
SERVER = os.environ.get("DATABASE_URL", "")

Environment = dict[str, str]


@pytest.fixture(scope="module")
def own_site(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Environment]:
    """The environment of a site with a copy of the tests' migrated database, on the sort of server under test.

    It is the module's, so that the copy is made before the transaction of a test begins.
    """
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock(), own_database(folder) as address, django_db_blocker.block():
        yield {**os.environ, "PLUMBLINE_DEBUG": "1", "DATABASE_URL": address}


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Copy the tests' database and yield the copy's address; drop it when the block ends."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "site.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    name, template = f"plumbline_{uuid4().hex[:8]}", connection.settings_dict["NAME"]
    # Nobody may be at work in a database that is copied.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        try:
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def start(environment: Environment, *words: str) -> "subprocess.Popen[str]":
    """Start a command of the site."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
