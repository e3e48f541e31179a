"""What holds at every address of the site, those that are added later included."""

from collections.abc import Iterable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from curation.search.index import bring_up_to_date
from curation.snapshots import kept
from reviews.comparisons.parts.parts import ComparisonPart
from tests.factories import (
    create_answer,
    create_assessment,
    create_cell_proof,
    create_conflict,
    create_fact,
    create_figure,
    create_program,
    create_rating,
    create_recommendation,
    create_release,
    create_remark,
    create_resource,
    create_statement,
    create_support,
    create_uncompared,
    create_window,
)
from tests.reading import site_map

pytestmark = pytest.mark.django_db

STAFF = ("/admin/",)
FORMS = ("/theme/", "/mcp")
PROBES = ("/healthz", "/readyz")
"""Asked by machines that add what they like."""
MORE = [
    "/compare/django-vs-framework-1/",
    *(f"/compare/django-vs-framework-1/{part}/" for part in ComparisonPart),
    "/evidence/django/feature-1/",
    "/evidence/django/scalability/g1/",
    "/evidence/ps/1/",
    "/evidence/framework-1/t01/default/",
    "/evidence/framework-1/cpu-t01/default/",
    "/search/?q=framework",
]
"""Pages that the site map does not list."""
MOST_QUERIES = 13
FINDER = ("/finder/", "/method/", "/choose/")
"""What is weighed is kept for each data version; of a past day it is read each time."""


def routes(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Yield the address of every view that needs no argument."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern) and not pattern.pattern.converters and "(" not in route:
            yield route


ADDRESSES = [
    route for route in routes(get_resolver()) if route not in (*PROBES, *FORMS) and not route.startswith(STAFF)
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_parameter_that_an_address_does_not_know_is_refused(client: Client, address: str) -> None:
    response = client.get(address, {"nothing-of-the-kind": "1"})

    assert response.status_code == 400
    assert "nothing-of-the-kind" in response.text


def publish_some(number: int) -> None:
    """Publish a row of each sort that says something of a framework, by a guide of its own, and others beside them."""
    framework, guide = f"framework-{number}", f"g{number}"
    cell = create_support(framework=framework, feature=f"feature-{number}").pk
    create_support(framework="django", feature=f"feature-{number}")
    create_fact(framework=framework)
    create_release(framework=framework)
    create_program(framework=framework)
    create_cell_proof(framework=framework)
    create_figure(framework=framework)
    create_window(framework=framework)
    create_uncompared(key=f"uncompared-{number}", framework=framework)
    create_rating(framework=framework, guide=guide)
    create_rating(framework="django", guide=guide)
    create_remark(framework=framework, guide=guide)
    create_statement(framework=framework, guide="ps", name=f"{number}", proofs=[{"support": cell}])
    create_conflict(key=f"conflict-{number}", sides={guide: "It is small."})
    create_recommendation(guide=guide, picks={"django": "recommended", framework: "alternative"})
    create_assessment(resource=create_resource(key=f"resource-{number}").pk, guide=guide)
    create_answer(question=f"benefits/question-{number}", guide=guide)


def pages_of(client: Client) -> list[str]:
    return [*site_map(client, without=["comparisons", "evidence"]), *MORE]


def has_a_past(client: Client, address: str) -> bool:
    return client.get(address, {"as-of": "2026-11-18"}).status_code != 400


def queries_of(client: Client, addresses: Iterable[str]) -> dict[str, int]:
    # Whoever searches first after a publication makes the index anew.
    bring_up_to_date()
    return {address: len(captured(client, address)) for address in addresses}


def captured(client: Client, address: str) -> CaptureQueriesContext:
    """Return the queries of an address that nobody has read before."""
    kept.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return queries


def test_no_page_takes_more_queries_for_more_rows_nor_more_than_twelve_and_the_version(client: Client) -> None:
    publish_some(1)
    of_few = queries_of(client, pages_of(client))
    for number in range(2, 5):
        publish_some(number)

    assert queries_of(client, of_few) == of_few
    assert {page: count for page, count in of_few.items() if count > MOST_QUERIES} == {}


def test_a_past_day_takes_no_more_queries_than_the_present_and_one_for_its_version(client: Client) -> None:
    with time_machine.travel("2026-11-17"):
        publish_some(1)
    pages = [page for page in pages_of(client) if page not in FINDER and has_a_past(client, page)]

    past = queries_of(client, [f"{page}?as-of=2026-11-18" for page in pages])

    present = queries_of(client, pages)
    assert [page for page in pages if past[f"{page}?as-of=2026-11-18"] > present[page] + 1] == []
