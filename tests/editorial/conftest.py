import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.editorial.desk import client_of, staff


@pytest.fixture
def ana() -> User:
    """An editor."""
    return staff("Editors", "ana")


@pytest.fixture
def editor(ana: User) -> Client:
    """Ana's browser."""
    return client_of(ana)


@pytest.fixture
def paul() -> User:
    """A publisher."""
    return staff("Publishers", "paul")
