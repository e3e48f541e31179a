"""The lock files install the same packages anywhere, from whatever index a machine is set up for."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pypi_simple import PYPI_SIMPLE_ENDPOINT

from config.environment import BASE_DIR

LOCKS = ["requirements/runtime.txt", "requirements/dev.txt", "requirements/clients.txt"]
NOT_OURS = {".git", ".venv", "var"}


def own_files() -> Iterator[Path]:
    for folder, folders, names in os.walk(BASE_DIR):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith("cache__")]
        yield from (Path(folder, name) for name in names)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str) -> None:
    assert "://" not in (BASE_DIR / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", (BASE_DIR / lock).read_text().strip())
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_tests_run_on_the_versions_that_are_served() -> None:
    runtime, dev = (set(re.findall(r"^\S+==\S+", (BASE_DIR / lock).read_text(), re.MULTILINE)) for lock in LOCKS[:2])
    assert runtime - dev == set()


def test_packages_in_javascript_are_locked_by_hash_and_without_addresses() -> None:
    locked = json.loads((BASE_DIR / "tests/clients/package-lock.json").read_text())["packages"]
    assert len(locked) > 100
    assert [name for name, package in locked.items() if name and "integrity" not in package] == []
    assert [name for name, package in locked.items() if "resolved" in package] == []


def test_no_file_names_the_package_index() -> None:
    host = str(urlsplit(PYPI_SIMPLE_ENDPOINT).hostname).encode()
    assert [path for path in own_files() if host in path.read_bytes()] == []
