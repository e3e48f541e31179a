"""What every test stands on: the database that DATABASE_URL names, and static files as they lie in the tree."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from pytest_django import DjangoDbBlocker, Settings

from config.caching.page_cache import memory
from curation.snapshots import kept
from reviews.finder.scoring import reading as finder_reading
from tests import publishing

pytest_plugins = ["tests.people"]

# How long an example takes says how busy the machine is, and nothing about the code.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


OF_THE_DATABASE = {"db", "transactional_db", "shared_rows"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what may touch the database; pytest-django lets nothing else."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & OF_THE_DATABASE:
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _uncollected_static_files(settings: Settings) -> None:
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    # Where they were collected, every test client would look through all of them, which takes longer than most tests.
    settings.STATIC_ROOT = None


@pytest.fixture(autouse=True)
def _unlimited_api(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0
    settings.PAGE_LIMITS = {}


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    settings.DATASET_FILES = tmp_path / "data-set"
    settings.SLOW_QUERIES = tmp_path / "slow-queries.jsonl"


@pytest.fixture(autouse=True)
def _uncached_pages(settings: Settings) -> None:
    settings.CACHE_PAGES = False
    # Rows that a test publishes are seen by its next request.
    settings.DATA_VERSION_SECONDS = 0


@pytest.fixture
def cached_pages(_uncached_pages: None, settings: Settings) -> None:
    """Keep pages, as the site does."""
    settings.CACHE_PAGES = True
    memory.clear()


@pytest.fixture(autouse=True)
def _reads_again() -> None:
    """Forget what is kept by data version: each test begins with the same version and rows of its own."""
    kept.forget()
    finder_reading.kept.clear()


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keep the rows that a module publishes for all its tests; each goes back to them, and the last to none."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def rows_by_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let factories propose and publish each row as the site does, for tests of what a change does besides."""
    monkeypatch.setattr(publishing, "all_new", lambda *_: False)


@pytest.fixture
def open_connection() -> Iterator[None]:
    """Leave the connection open after a request: the test's transaction lives in it, as with Django's test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
