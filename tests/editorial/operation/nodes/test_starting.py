"""Nodes of one site have one secret key; the first node's is the site's."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from editorial.models import SiteIdentity
from editorial.operation.nodes.starting import has_the_secret, look_around

pytestmark = pytest.mark.django_db


def test_nodes_with_one_secret_start() -> None:
    assert [has_the_secret() for _ in range(2)] == [True, True]


def test_the_database_does_not_tell_the_secret(settings: Settings) -> None:
    has_the_secret()
    assert settings.SECRET_KEY not in str(SiteIdentity.objects.values().get())


@pytest.fixture
def _another_secret(settings: Settings) -> None:
    has_the_secret()
    settings.SECRET_KEY = "another " * 10


@pytest.mark.usefixtures("_another_secret")
def test_a_second_secret_is_told_from_the_first() -> None:
    assert not has_the_secret()


@pytest.mark.usefixtures("_another_secret")
def test_a_secret_that_was_changed_on_purpose_is_adopted() -> None:
    call_command("adopt_secret", verbosity=0)
    assert has_the_secret()


@pytest.mark.usefixtures("_another_secret")
def test_on_a_database_that_nodes_share_a_second_secret_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(connection, "close", lambda: None)
    with pytest.raises(ImproperlyConfigured, match="^This node has another secret key than the others"):
        look_around()
