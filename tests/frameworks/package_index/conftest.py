from collections.abc import Iterator

import pytest
import stamina
from pytest_django import Settings

from tests.frameworks.package_index.index_server import IndexServer, index_server


@pytest.fixture
def index() -> Iterator[IndexServer]:
    """A package index on loopback."""
    with index_server() as server:
        yield server


@pytest.fixture
def mirror(index: IndexServer, settings: Settings) -> IndexServer:
    """The same index, which the site reads."""
    settings.PACKAGE_INDEX = index.address
    return index


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """Try again as often as ever, but at once."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield
