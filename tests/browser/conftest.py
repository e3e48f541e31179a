"""Chromium as the operating system installed it, and pages that report what went wrong in them."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.server import HOST, free_port, serving
from tests.frameworks.package_index.index_server import IndexServer, index_server
from tests.whole_site import whole_site

# A page may take its time where the machine has other work.
expect.set_options(timeout=30_000)

# The shell has no windows of its own to draw, which takes Chromium a third of its time.
CHROMIUM_NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]


MEASURED = ["test_every_page.py", "test_comparison_heights.py"]
"""What measures pages of the catalogue; in one process, stories of editors publish changes that make some longer."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path.name not in MEASURED)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return browser_type_launch_args | {"executable_path": executable, "args": sandbox}


@dataclass(frozen=True)
class Site:
    """The real site: its own server and settings, its whole catalogue, published yesterday."""

    address: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> None:
        """Run a module beside the server, on its database."""
        subprocess.run([sys.executable, "-m", *arguments], env=self.environment, check=True)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The database every worker's site begins with, made by the first that asks for it, with the static files."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent
    database, unfinished = folder / "prepared.sqlite3", folder / "unfinished.sqlite3"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            subprocess.run(["make", "--silent", "var/static.stamp"], check=True)
            shutil.copy(whole_site(), unfinished)
            site_on(unfinished, "http://127.0.0.1").run("tests.browser.beside.prepare")
            unfinished.rename(database)
    return database


def site_on(database: Path, address: str) -> Site:
    own = {"DATABASE_URL": f"sqlite:///{database}", "PLUMBLINE_ORIGIN": address, "PLUMBLINE_DEBUG": "0"}
    return Site(address, os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings"})


@pytest.fixture(scope="session")
def package_index() -> Iterator[IndexServer]:
    """The package index that the site asks, on loopback; it knows no package until a story says so."""
    with index_server() as server:
        yield server


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path, package_index: IndexServer) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    database = Path(shutil.copy(prepared, folder / "site.sqlite3"))
    site = site_on(database, f"http://{HOST}:{port}")
    site.environment["PLUMBLINE_PACKAGE_INDEX"] = package_index.address
    with serving("tests.browser.beside.asgi:application", port, site.environment, folder / "server.log"):
        yield site


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    return site.address


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """A page that must log no error: no failed script, no refused style, no missing file."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
