"""What every test stands on: the database that DATABASE_URL names, and static files as they lie in the tree."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from config.caching.page_cache import memory
from curation.snapshots import kept
from reviews.finder.scoring import reading as finder_reading
from tests import publishing

pytest_plugins = ["tests.own_databases", "tests.people", "tests.whole_site"]

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


def pytest_collection_finish() -> None:
    """Look less often for garbage: what was imported and collected stays, and a search goes through all of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Set once what holds for every test, and give the folder of its files; a test may set it otherwise for itself."""
    folder = tmp_path_factory.mktemp("files")
    staticfiles = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=settings.STORAGES | {"staticfiles": staticfiles},
        # Every test client would look through all that were collected, which takes longer than most tests.
        STATIC_ROOT=None,
        API_REQUESTS_PER_MINUTE=0,
        PAGE_LIMITS={},
        CACHE_PAGES=False,
        # Rows that a test publishes are seen by its next request.
        DATA_VERSION_SECONDS=0,
        DATASET_FILES=folder / "data-set",
        SLOW_QUERIES=folder / "slow-queries.jsonl",
    ):
        yield folder


@pytest.fixture(autouse=True)
def _nothing_kept(_settings_of_tests: Path) -> None:
    """Forget what is kept by data version, and its files: each test begins with the same version and its own rows."""
    kept.forget()
    finder_reading.kept.clear()
    shutil.rmtree(_settings_of_tests / "data-set", ignore_errors=True)
    (_settings_of_tests / "slow-queries.jsonl").unlink(missing_ok=True)


@pytest.fixture
def cached_pages(settings: Settings) -> None:
    """Keep pages, as the site does."""
    settings.CACHE_PAGES = True
    memory.clear()


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
