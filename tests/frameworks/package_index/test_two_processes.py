"""Two processes that are started at once, each with a database connection of its own: one works, the other says so."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import Handler, IndexServer, document

# It connects by itself, to a database of its own on either server.
pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[3]
SERVER = os.environ.get("DATABASE_URL", "")
KINDS = ["postgresql" if SERVER.startswith("postgres") else "sqlite"]
A_FRAMEWORK = 'from tests.factories import create_framework; create_framework(key="flask", package="Flask")'
WHAT_THERE_IS = """
from editorial.models import Run
from frameworks.models import Fact
print(Fact.objects.get(name="latest-version").value, Run.objects.get(name="refresh-facts").outcome)
"""


@contextmanager
def empty_database() -> Iterator[str]:
    """Create a database on the server under test and give its address; drop it when the block ends."""
    name = f"plumbline_{uuid4().hex[:8]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest, tmp_path: Path, index: IndexServer) -> Iterator[dict[str, str]]:
    """The environment of a site with a database of its own and one framework to be read from the index."""
    environment = {**os.environ, "PLUMBLINE_DEBUG": "1", "PLUMBLINE_PACKAGE_INDEX": index.address}
    if request.param == "sqlite":
        yield prepared(environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"})
    else:
        with empty_database() as address:
            yield prepared(environment | {"DATABASE_URL": address})


def prepared(environment: dict[str, str]) -> dict[str, str]:
    for words in (["migrate", "--verbosity", "0"], ["shell", "-c", A_FRAMEWORK]):
        start(environment, *words).communicate()
    return environment


def start(environment: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def test_of_two_at_once_one_reads_the_index_and_the_other_says_so(index: IndexServer, site: dict[str, str]) -> None:
    one_has_ended = threading.Event()

    def wait(handler: Handler) -> None:
        one_has_ended.wait(60)
        document(package_document("Flask", release("3.1.3")))(handler)

    def result(process: "subprocess.Popen[str]") -> tuple[int, str]:
        output = process.communicate()[0]
        one_has_ended.set()
        return process.returncode, output

    index.answers("flask", wait)
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(result, [start(site, "run_scheduled") for _ in range(2)]))

    worked = [output for status, output in results if status == 0 and "refresh-facts: 1 packages" in output]
    refused = [output for status, output in results if status == 0 and "refresh-facts: Another run of" in output]
    assert (len(worked), len(refused)) == (1, 1), results
    assert start(site, "shell", "-v0", "-c", WHAT_THERE_IS).communicate()[0].split() == ["3.1.3", "succeeded"]
