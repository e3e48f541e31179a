"""A page and its list in the API answer the same query string alike: same names, same rows, same refusals."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from frameworks.models import Kind, ResourceFramework
from reviews.profiles.list.filters import FrameworkFilter
from tests.factories import (
    create,
    create_fact,
    create_feature,
    create_framework,
    create_rating,
    create_resource,
    create_statement,
    create_support,
)

pytestmark = pytest.mark.django_db

ROWS = {
    "/frameworks/": re.compile(r'name="framework" value="([^"]+)" aria-label'),
    "/features/": re.compile(r'<th scope="row"><a href="/features/([^/]+)/">'),
    "/learn/": re.compile(r'<(?:th scope="row"|li)><a href="/learn/([^/]+)/">'),
    "/fact-checks/": re.compile(r'<a class="flag [^"]+" href="/evidence/([^"]+)/">'),
}
LISTS = {"/frameworks/": "frameworks", "/features/": "features", "/learn/": "resources", "/fact-checks/": "statements"}
QUERIES = {
    "/frameworks/": [
        "q=SMALL",
        "kind=micro",
        "kind=micro&kind=full-stack",
        "guide=ps",
        "guide=ps&guide=dv",
        "feature=admin",
        "feature=admin&level=builtin",
        "feature=admin&level=unknown&level=third-party",
        "criterion=scalability",
        "criterion=scalability&at_least=medium",
        "ordering=-scalability,name",
        "ordering=scalability,-name",
        "ordering=-released,slug",
        "ordering=-built-in,slug",
        "ordering=-guides,slug",
        "kind=micro&guide=ps&feature=admin&ordering=-name",
    ],
    "/features/": [
        "q=WHAT",
        "q=adm",
        "group=data&group=security",
        "level=builtin",
        "level=third-party",
        "differ=1",
        "differ=1&framework=django&framework=flask",
        "level=builtin&framework=django",
        "ordering=-slug&group=data",
    ],
    "/learn/": [
        "q=COURSES",
        "kind=package-index",
        "access=free&access=paid",
        "format=video&format=books",
        "level=Beginners",
        "framework=django",
        "framework=django&access=free",
        "ordering=-name",
        "ordering=access,name",
    ],
    "/fact-checks/": [
        "q=TEMPLATES",
        "verdict=outdated&verdict=contradicted",
        "guide=dv",
        "framework=flask",
        "rule=any",
        "rule=none",
        "rule=requires",
        "rule=none&rule=built-in",
        "rule=any&thin=true",
        "thin=false&framework=django",
        "ordering=-key",
        "ordering=verdict,-key",
    ],
}


@pytest.fixture(autouse=True, scope="module")
def _rows(shared_rows: None) -> None:
    create(Kind, "micro", name="Micro", description="Small.")
    create_framework(key="django")
    create_framework(key="flask", kind="micro", tagline="A small core.")
    create_framework(key="bottle", kind="micro")
    create_feature(key="csrf", group="security")
    create_support(framework="django", feature="admin")
    create_support(framework="flask", feature="admin", level="third-party", package="Flask-Admin")
    create_support(framework="django", feature="orm", level="third-party", package="x")
    create_rating(framework="django", guide="ps", level="low")
    create_rating(framework="flask", guide="ps", level="high")
    create_rating(framework="flask", guide="dv", level="medium")
    create_fact(framework="django", name="released", value="2026-11-03")
    create_fact(framework="flask", name="released", value="2026-11-18")
    create_resource(key="udemy", formats=["video", "quizzes"], level="Beginners")
    create_resource(key="docs", kind="package-index", access="free", formats=["books"], tagline="Packages.")
    create(ResourceFramework, "docs/django", resource="docs", framework="django", source="docs")
    create_statement(framework="django", rule="built-in; requires jinja2", thin=True)
    create_statement(name="02", framework="django", verdict="contradicted", rule="not-built-in")
    create_statement(guide="dv", framework="flask", verdict="outdated", text="Its templates are Jinja.")


def on_page(client: Client, address: str, query: str) -> list[str]:
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200
    return ROWS[address].findall(response.text)


def in_api(client: Client, address: str, query: str) -> list[str]:
    response = client.get(f"/api/v1/{LISTS[address]}/?{query}")
    assert response.status_code == 200
    return [row.get("slug", row["key"]) for row in response.json()["results"]]


@pytest.mark.parametrize(
    ("address", "query"), [(address, query) for address, some in QUERIES.items() for query in some]
)
def test_page_and_api_find_the_same_rows(client: Client, address: str, query: str) -> None:
    found = in_api(client, address, query)

    assert set(on_page(client, address, query)) == set(found)
    assert found or "level=unknown" in query


@pytest.mark.parametrize(
    ("address", "query"),
    [(one, query) for one in ("/frameworks/", "/fact-checks/") for query in QUERIES[one] if "ordering" in query],
)
def test_page_and_api_put_rows_in_the_same_order(client: Client, address: str, query: str) -> None:
    assert on_page(client, address, query) == in_api(client, address, query)


@pytest.mark.parametrize("address", LISTS)
def test_page_and_api_have_the_same_filters(client: Client, address: str) -> None:
    of_the_answer = {"page", "page_size", "version", "fields"}
    only_on_page = {"frameworks", "as-of"}  # which columns the matrix opens on; a past day
    described = client.get("/api/schema/").json()["paths"][f"/api/v1/{LISTS[address]}/"]["get"]["parameters"]

    refusal = client.get(f"{address}?nothing=1").text
    on_the_page = set(re.search(r"allowed are ([^.]+)\.", refusal)[1].split(", "))

    assert on_the_page - only_on_page == {one["name"] for one in described} - of_the_answer - {"as-of"}


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/frameworks/", "kind=nope"),
        ("/frameworks/", "guide=nope"),
        ("/frameworks/", "feature=nope"),
        ("/frameworks/", "feature=orm&level=nope"),
        ("/frameworks/", "level=builtin"),
        ("/frameworks/", "criterion=scalability&at_least=nope"),
        ("/frameworks/", "ordering=nope"),
        ("/frameworks/", "kind=nope&guide=nope"),
        ("/features/", "group=nope"),
        ("/features/", "level=no"),
        ("/features/", "differ=yes"),
        ("/features/", "framework=nope"),
        ("/learn/", "access=cheap"),
        ("/learn/", "format=nope"),
        ("/learn/", "framework=nope"),
        ("/learn/", "ordering=price"),
        ("/learn/", "q=" + "a" * 201),
        ("/fact-checks/", "verdict=true"),
        ("/fact-checks/", "rule=magic&framework=nope"),
    ],
)
def test_page_and_api_refuse_in_the_same_words(client: Client, address: str, query: str) -> None:
    refused = client.get(f"/api/v1/{LISTS[address]}/?{query}")
    assert refused.status_code == 400

    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    for detail in refused.json()["error"]["details"]:
        assert f"{detail['parameter']}: {detail['message']}" in response.text


def test_what_is_asked_for_twice_counts_once() -> None:
    read = FrameworkFilter.read(QueryDict("ordering=name,-slug,name&ordering=name&kind=micro,micro&kind=micro&q=a&q=a"))

    assert dict(read.lists()) == {"ordering": ["name,-slug"], "kind": ["micro"], "q": ["a"]}
