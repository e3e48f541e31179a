"""What every test stands on: the database that DATABASE_URL names, and static files as they lie in the tree."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _uncollected_static_files(settings: Settings) -> None:
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}


@pytest.fixture(autouse=True)
def _unlimited_api(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0


@pytest.fixture(autouse=True)
def _pages_made_anew(settings: Settings) -> None:
    settings.KEEP_PAGES = False
