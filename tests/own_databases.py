"""Sites with a database of their own, for tests that start several processes on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).parents[1]
SERVER = os.environ.get("DATABASE_URL", "")

Environment = dict[str, str]


@contextmanager
def own_site(folder: Path, **variables: str) -> Iterator[Environment]:
    """Yield the environment of a site with an empty database, on the sort of server under test."""
    with own_database(folder) as address:
        environment = {**os.environ, "PLUMBLINE_DEBUG": "1", "DATABASE_URL": address, **variables}
        start(environment, "migrate", "--verbosity", "0").communicate()
        yield environment


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Create a database and yield its address; drop it when the block ends."""
    if not SERVER.startswith("postgres"):
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    name = f"plumbline_{uuid4().hex[:8]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def start(environment: Environment, *words: str) -> "subprocess.Popen[str]":
    """Start a command of the site."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
