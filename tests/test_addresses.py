"""What holds at every address of the site, those that are added later included."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.factories import (
    create_answer,
    create_assessment,
    create_conflict,
    create_fact,
    create_framework,
    create_rating,
    create_recommendation,
    create_release,
    create_remark,
    create_resource,
    create_statement,
    create_support,
)

pytestmark = pytest.mark.django_db

STAFF = ("/admin/",)
FORMS = ("/theme/",)
PROBES = ("/healthz", "/readyz")
"""Asked by machines that add what they like."""
MORE = [
    "/compare/django-vs-flask/",
    "/evidence/django/orm/",
    "/evidence/django/scalability/ps/",
    "/evidence/ps/01/",
]
"""Pages with a past that the site map does not list."""
FINDER = ("/finder/", "/method/")
"""What is weighed today is published as columns; a past day has none, so its rows are read."""


def routes(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Yield the address of every view that needs no argument."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern) and not one.pattern.converters and "(" not in route:
            yield route


ADDRESSES = [one for one in routes(get_resolver()) if one not in (*PROBES, *FORMS) and not one.startswith(STAFF)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_parameter_that_an_address_does_not_know_is_refused(client: Client, address: str) -> None:
    response = client.get(address, {"nothing-of-the-kind": "1"})

    assert response.status_code == 400
    assert "nothing-of-the-kind" in response.text


@pytest.fixture
def _a_past() -> None:
    with time_machine.travel("2026-11-17"):
        for framework in ("django", "flask"):
            create_support(framework=framework)
            create_fact(framework=framework)
            create_release(framework=framework)
            create_rating(framework=framework)
            create_remark(framework=framework)
        create_framework(key="bottle")
        create_statement(framework="django", proofs=[{"support": "django/orm"}])
        create_conflict(sides={"ps": "It is small."})
        create_recommendation(picks={"django": "recommended"})
        create_assessment(resource=create_resource().pk)
        create_answer()


def pages_with_a_past(client: Client) -> list[str]:
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    return [one for one in [*listed, *MORE] if one not in FINDER and has_a_past(one)]


def has_a_past(address: str) -> bool:
    view: Any = resolve(address).func
    return "as-of" in view.accepts


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.usefixtures("_a_past")
def test_a_past_day_takes_as_many_queries_as_the_present(client: Client) -> None:
    pages = pages_with_a_past(client)

    assert {one: queries_of(client, f"{one}?as-of=2026-11-18") for one in pages} == {
        one: queries_of(client, one) for one in pages
    }
