"""The addresses that are measured are those of the site, its error pages included."""

import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="bench.urls")
def test_an_address_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/nowhere/").status_code == 404
