"""The read API of what is: frameworks, features, support, facts, sources and resources."""

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from curation.changes.checks import Edit
from curation.snapshots.snapshots import CurrentSnapshot
from frameworks.models import Kind, ResourceFramework, Support
from tests.factories import (
    CHECKED_ON,
    create,
    create_fact,
    create_feature,
    create_framework,
    create_resource,
    create_support,
    create_window,
    ensure_framework,
    ensure_source,
    publish,
    support_document,
)
from tests.frameworks.api_rows import create_covering_resource
from tests.reading import json_at

pytestmark = pytest.mark.django_db

API = "http://127.0.0.1:8000/api/v1"
KIND = {"key": "full-stack", "name": "Full-stack", "url": f"{API}/kinds/full-stack/"}
DJANGO = {"slug": "django", "name": "Django", "url": f"{API}/frameworks/django/"}
DOCS = {
    "key": "docs",
    "name": "Documentation docs",
    "kind": "documentation",
    "published": "",
    "published_earliest": None,
    "published_latest": None,
    "read_on": CHECKED_ON,
    "link": "https://example.com/",
    "link_url": "https://example.com/",
    "url": f"{API}/sources/docs/",
}
FRAMEWORK = {
    "key": "django",
    "slug": "django",
    "name": "Django",
    "kind": KIND,
    "tagline": "A framework.",
    "package": "",
    "index_page": "",
    "index_page_url": None,
    "website": "",
    "website_url": None,
    "documentation": "",
    "documentation_url": None,
    "repository": "",
    "repository_url": None,
    "changelog": "",
    "changelog_url": None,
    "url": f"{API}/frameworks/django/",
    "page": "http://127.0.0.1:8000/frameworks/django/",
}


def keys(client: Client, path: str) -> list[str]:
    return [row["key"] for row in json_at(client, path)["results"]]


def test_framework_list_says_which_edition_it_shows(client: Client) -> None:
    with time_machine.travel("2026-11-18T12:00:00Z", tick=False):
        create_framework()

    assert json_at(client, "frameworks/") == {
        "count": 1,
        "next": None,
        "previous": None,
        "data_version": CurrentSnapshot().version,
        "schema_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "generated_at": "2026-11-18T12:00:00Z",
        "results": [FRAMEWORK],
    }


def test_framework_is_found_by_its_slug(client: Client) -> None:
    create_framework()
    assert json_at(client, "frameworks/django/") == FRAMEWORK | {"included": None}


@pytest.mark.parametrize("query", ["fields=name,slug", "fields=name&fields=slug"])
def test_a_row_is_answered_with_the_fields_asked_for(client: Client, query: str) -> None:
    create_framework()

    assert json_at(client, f"frameworks/django/?{query}") == {"name": "Django", "slug": "django"}
    assert json_at(client, f"frameworks/?{query}")["results"] == [{"name": "Django", "slug": "django"}]


def test_further_pages_keep_the_fields(client: Client) -> None:
    create_framework()
    create_framework(key="flask", name="Flask")

    assert "fields=slug" in json_at(client, "frameworks/?fields=slug&page_size=1")["next"]


def test_an_unknown_field_is_refused_with_those_there_are(client: Client) -> None:
    create_framework()

    response = client.get("/api/v1/kinds/?fields=nome")
    assert response.status_code == 400
    (detail,) = response.json()["error"]["details"]
    assert detail == {
        "parameter": "fields",
        "message": f"there is no “nome”; allowed are {', '.join(detail['allowed'])}.",
        "allowed": ["key", "name", "description", "position", "url"],
    }


def test_framework_names_its_page_on_the_index(client: Client) -> None:
    create_framework(package="Django")
    assert json_at(client, "frameworks/django/")["index_page"].endswith("/project/Django/")


def test_unknown_framework_is_answered_with_the_nearest_names(client: Client) -> None:
    create_framework()

    response = client.get("/api/v1/frameworks/djang/")
    assert response.status_code == 404
    assert response.json()["error"]["message"] == "There is no framework “djang”. Did you mean django?"


def test_draft_framework_is_not_there(client: Client) -> None:
    create_framework(status="draft")
    assert client.get("/api/v1/frameworks/django/").status_code == 404


def test_retired_framework_is_gone(client: Client) -> None:
    create_framework()
    create_framework(kind="full-stack", status="retired")

    response = client.get("/api/v1/frameworks/django/")
    assert response.status_code == 410
    assert response.json()["error"]["message"] == "Django is no longer part of the catalogue."


def test_former_slug_leads_to_the_present_one(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_framework()
    create_framework(kind="full-stack", slug="django-framework")

    response = client.get("/api/v1/frameworks/django/")
    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/frameworks/django-framework/")
    assert client.get("/api/v1/frameworks/django/?as-of=2026-11-18").status_code == 200


def test_support_of_a_hidden_framework_is_not_listed(client: Client) -> None:
    create_framework(status="draft")
    create_support()

    assert json_at(client, "support/")["count"] == 0


def test_support_names_its_evidence(client: Client) -> None:
    create_support(level="third-party", package="Extra", note="By another team.", locator="https://example.com/orm")

    assert json_at(client, "support/django/orm/") == {
        "key": "django/orm",
        "framework": DJANGO,
        "feature": {"slug": "orm", "name": "Orm", "url": f"{API}/features/orm/"},
        "level": "third-party",
        "package": "Extra",
        "note": "By another team.",
        "searched": "",
        "source": DOCS,
        "locator": "https://example.com/orm",
        "place": "https://example.com/orm",
        "place_url": "https://example.com/orm",
        "checked_on": CHECKED_ON,
        "second_checked": False,
        "url": f"{API}/support/django/orm/",
        "page": "http://127.0.0.1:8000/evidence/django/orm/",
    }


def test_support_nobody_checked_has_no_source(client: Client) -> None:
    create_support(level="unknown", source=None)

    row = json_at(client, "support/django/orm/")
    assert (row["source"], row["place"], row["place_url"]) == (None, "", None)


def test_fact_names_its_evidence(client: Client) -> None:
    create_fact()

    assert json_at(client, "facts/django/latest-version/") == {
        "key": "django/latest-version",
        "framework": DJANGO,
        "name": "latest-version",
        "value": "5.2.19",
        "text": "5.2.19",
        "size_bytes": None,
        "interval_days": None,
        "date": None,
        "number": None,
        "number_of": None,
        "versions": None,
        "links": None,
        "note": "",
        "source": DOCS,
        "locator": "",
        "place": "https://example.com/",
        "place_url": "https://example.com/",
        "read_on": CHECKED_ON,
        "url": f"{API}/facts/django/latest-version/",
        "page": "http://127.0.0.1:8000/evidence/django/latest-version/",
    }


@pytest.mark.parametrize(
    ("name", "words", "field", "value"),
    [
        ("wheel-size", "8.4 MB", "size_bytes", 8_400_000),
        ("release-cadence", "20.5 days (median)", "interval_days", 20.5),
        ("released", "2026-11-03", "date", "2026-11-03"),
        ("supported-pythons", "4 of 5", "number_of", 5),
        ("declared-pythons", "3.12, 3.13", "versions", ["3.12", "3.13"]),
        ("project-links", "Docs: https://a.example/", "links", [{"label": "Docs", "url": "https://a.example/"}]),
        ("requires-python", "Not stated", "text", None),
    ],
)
@pytest.mark.parametrize("path", ["", "history/"])
def test_fact_has_its_value_beside_the_words(
    client: Client, name: str, words: str, field: str, value: object, path: str
) -> None:
    create_fact(name=name, value=words)
    answer = client.get(f"/api/v1/facts/django/{name}/{path}").json()
    fact = answer[0] if path else answer
    assert (fact["value"], fact[field]) == (words, value)


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("2028-04-30", ("2028-04-30", "2028-04-30")),
        ("2028-02", ("2028-02-01", "2028-02-29")),
        ("2028", ("2028-01-01", "2028-12-31")),
        ("", (None, None)),
    ],
)
def test_a_date_has_the_days_it_may_mean_beside_it(
    client: Client, printed: str, days: tuple[str | None, str | None]
) -> None:
    create_window(security_until=printed)
    window = json_at(client, "support-windows/django/5.2/")
    assert window["security_until"] == printed
    assert (window["security_until_earliest"], window["security_until_latest"]) == days


def test_resource_names_the_frameworks_it_covers(client: Client) -> None:
    create_covering_resource(1)

    covered = json_at(client, "resources/resource-1/")["covers"]
    assert covered[0] == {"framework": DJANGO, "version": "", "source": DOCS, "locator": ""}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("framework=flask", ["flask/orm"]),
        ("framework=flask&framework=django", ["django/forms", "django/orm", "flask/orm"]),
        ("feature=forms", ["django/forms"]),
        ("group=security", ["django/forms"]),
        ("level=no", ["flask/orm"]),
        ("kind=full-stack", ["django/forms", "django/orm"]),
        ("second_checked=true", ["django/orm"]),
        ("q=WARTS", ["flask/orm"]),
        ("ordering=-key", ["flask/orm", "django/orm", "django/forms"]),
        ("ordering=level,-key", ["django/orm", "django/forms", "flask/orm"]),
        ("framework=django&level=no", []),
    ],
)
@pytest.mark.parametrize("day", ["", "&as-of=2026-11-18"], ids=["now", "as-of"])
def test_support_is_narrowed(client: Client, query: str, expected: list[str], day: str) -> None:
    with time_machine.travel("2026-11-18"):
        create(Kind, "micro", name="Micro", description="Small.")
        create_framework(key="flask", kind="micro")
        create_feature(key="forms", group="security")
        create_support(second_checked=True)
        create_support(feature="forms")
        create_support(framework="flask", level="no", note="Warts and all.")

    assert keys(client, f"support/?{query}{day}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("access=free", ["docs"]),
        ("access=free&access=paid", ["docs", "udemy"]),
        ("format=video", ["udemy"]),
        ("format=video&format=text", ["docs", "udemy"]),
        ("kind=package-index", ["docs"]),
        ("level=Beginners", ["udemy"]),
        ("framework=django", ["docs"]),
        ("q=courses", ["udemy"]),
    ],
)
def test_resources_are_narrowed(client: Client, query: str, expected: list[str]) -> None:
    create_resource(formats=["video", "exercises"], level="Beginners")
    create_resource(key="docs", kind="package-index", access="free", formats=["text"], tagline="Packages.")
    covers = {"resource": "docs", "framework": ensure_framework("django"), "source": ensure_source()}
    create(ResourceFramework, "docs/django", **covers)

    assert keys(client, f"resources/?{query}") == expected


def test_framework_as_of_a_day_is_what_it_was(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_framework(tagline="As it was.")
    with time_machine.travel("2026-11-19"):
        create_framework(kind="full-stack", tagline="As it is.")

    assert json_at(client, "frameworks/django/?as-of=2026-11-18") == FRAMEWORK | {
        "tagline": "As it was.",
        "included": None,
    }


def test_support_as_of_a_day_keeps_what_is_gone(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_support()
    with time_machine.travel("2026-11-19"):
        publish(Edit(Support, "django/orm", None))

    assert keys(client, "support/?as-of=2026-11-18") == ["django/orm"]
    assert keys(client, "support/") == []


def test_edition_as_of_a_day_is_that_of_the_day(client: Client) -> None:
    with time_machine.travel("2026-11-18T12:00:00Z", tick=False):
        create_support()
        version = json_at(client, "support/")["data_version"]
    with time_machine.travel("2026-11-19"):
        publish(Edit(Support, "django/orm", support_document(level="no")))

    page = json_at(client, "support/?as-of=2026-11-18")
    assert (page["data_version"], page["generated_at"]) == (version, "2026-11-18T12:00:00Z")


def test_as_of_is_refused_where_there_is_no_past(client: Client) -> None:
    create_fact()

    error = client.get("/api/v1/facts/?as-of=2026-11-18").json()["error"]
    assert error["details"][0]["parameter"] == "as-of"
