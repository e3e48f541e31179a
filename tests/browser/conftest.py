"""Chromium as the operating system installed it, and pages that report what went wrong in them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.server import HOST, free_port, serving

# A page may take its time where the machine has other work.
expect.set_options(timeout=30_000)

CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return browser_type_launch_args | {"executable_path": found, "args": sandbox}


@dataclass(frozen=True)
class Site:
    """The real site: its own server and settings, its whole catalogue, published yesterday."""

    address: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> None:
        """Run a module beside the server, on its database."""
        subprocess.run([sys.executable, "-m", *arguments], env=self.environment, check=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    address = f"http://{HOST}:{port}"
    own = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "PLUMBLINE_ORIGIN": address, "PLUMBLINE_DEBUG": "0"}
    site = Site(address, os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings"})
    site.run("tests.browser.prepare")
    subprocess.run(["make", "--silent", "var/static.stamp"], check=True)
    with serving("config.wsgi:application", port, site.environment, folder / "server.log"):
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
