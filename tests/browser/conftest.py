"""Chromium as the operating system installed it, and pages that report what went wrong in them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from bench.server import HOST, free_port, serving

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


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real site: its own server and settings, its whole catalogue, published yesterday."""
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    address = f"http://{HOST}:{port}"
    own = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "PLUMBLINE_ORIGIN": address, "PLUMBLINE_DEBUG": "0"}
    environment = os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-m", "tests.browser.prepare"], env=environment, check=True)
    subprocess.run(["make", "--silent", "var/static.stamp"], check=True)
    with serving("config.wsgi:application", port, environment, folder / "server.log"):
        yield address


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """A page that must log no error: no failed script, no refused style, no missing file."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
