import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import create_framework, create_guide, create_support

pytestmark = pytest.mark.django_db


def test_a_claim_on_a_draft_framework_has_no_page(client: Client) -> None:
    create_framework(key="secret", status="draft")
    create_support(framework="secret")

    assert client.get("/evidence/secret/orm/").status_code == 404


@pytest.mark.parametrize("key", ["nope", "django/nope", "ps/nope", "django/nope/ps", "a/b/c/d"])
def test_an_unknown_claim_is_404(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, key: str
) -> None:
    create_support()
    create_guide()

    with django_assert_max_num_queries(10):
        response = client.get(f"/evidence/{key}/")
    assert response.status_code == 404


def test_an_unknown_claim_leads_to_the_nearest(client: Client) -> None:
    create_support(feature="admin-interface")

    assert 'href="/evidence/django/admin-interface/"' in client.get("/evidence/django/admin/").text


def test_a_key_with_a_nul_byte_is_404(client: Client) -> None:
    assert client.get("/evidence/django/%00/").status_code == 404
