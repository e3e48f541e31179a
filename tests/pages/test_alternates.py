"""Every page with data, in every form: the forms agree with each other and with the page."""

import csv
import html
import io
import re
from typing import Any

import pytest
from django.test import Client

from curation.changes.checks import Edit
from curation.rows import CuratedRow
from curation.web.exports.addresses import markdown_of
from reviews.models import Answer, Mention, Question, Technology
from tests.factories import (
    create_assessment,
    create_fact,
    create_framework,
    create_rating,
    create_recommendation,
    create_remark,
    create_resource,
    create_support,
    create_topic,
    create_use_case,
    publish,
)
from tests.reading import site_map

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
WITHOUT_DATA = {"/", "/compare/", "/method/", "/privacy/"}
PART = re.compile(r"/frameworks/[^/]+/[^/]+/")
"""A part of a framework's page; the exports stand at the page itself."""
MORE = [
    "/compare/django-vs-flask/",
    "/features/?group=data&frameworks=all",
    "/frameworks/?feature=orm&level=builtin",
    "/learn/?access=paid",
    "/finder/?v=2&build=site&w=admin.1",
    "/finder/since/?v=2&build=site&version=1",
    "/compare/django-vs-flask/since/?version=1",
    "/evidence/django/orm/",
    "/evidence/django/latest-version/",
    "/evidence/django/scalability/ps/",
    "/evidence/django/for-1/ps/",
    "/evidence/udemy/breadth/ps/",
    "/evidence/ps/01/",
    "/evidence/benefits/speed/ps/",
]
# Tables that the page shows as they are, with the columns whose values stand in it word for word.
SHOWN_AS_THEY_ARE = {
    "frameworks": ("framework", "kind", "latest_version", "what_it_is"),
    "facts": ("value", "evidence"),
    "arguments": ("point", "evidence"),
    "features": ("feature", "level", "evidence"),
    "support": ("framework", "level", "evidence"),
    "resources": ("kind",),
    "guides": ("title", "in_short"),
    "sources": ("source", "address"),
    "remarks": ("remark", "evidence"),
    "advice": ("situation", "point"),
    "questions": ("topic", "question"),
    "answers": ("question", "answer"),
    "technologies": ("technology", "role"),
    "claim": ("value",),
}

# Words for what is missing, for which the page has another form.
UNSAID = {
    "nothing is claimed",
    "not recorded",
    "no guide",
    "nothing on record",
    "not answered",
    "No merit on record",
    "No drawback on record",
}


@pytest.fixture(autouse=True, scope="module")
def _one_of_everything(shared_rows: None) -> None:
    create_support(framework="django", feature="orm", package="django-orm")
    create_support(framework="flask", feature="orm", level="third-party", package="flask-sqlalchemy, sqlalchemy")
    create_support(framework="flask", feature="admin", level="none-found")
    create_fact(framework="django", value="5.2.19", note="A <b>note</b> | with marks")
    create_framework(key="pyramid", name="Pyramid & Co")
    create_rating(framework="django", guide="ps", level="high")
    create_rating(framework="django", guide="dv", level="low", applies_to="small projects")
    create_rating(framework="flask", guide="dv", level=None)
    create_remark(framework="django", text="=cmd|' /C calc'!A0 is what it says.")
    create_assessment(resource="udemy")
    create_resource(key="packt")
    create_use_case()
    create_recommendation(picks={"django": "recommended"}, use_case="small-service")
    create_topic(key="benefits")
    publish_rows(
        (Question, "benefits/speed", {"topic": "benefits", "name": "speed", "text": "How fast?"}),
        (
            Answer,
            "benefits/speed/ps",
            {"question": "benefits/speed", "name": "ps", "guide": "ps", "text": "Fast.", "locator": "section 2"},
        ),
        (Technology, "celery", {"name": "Celery", "role": "Runs tasks."}),
        (Mention, "celery/ps", {"technology": "celery", "guide": "ps"}),
    )


def publish_rows(*rows: tuple[type[CuratedRow], str, dict[str, Any]]) -> None:
    for model, key, document in rows:
        publish(Edit(model, key, document))


def pages_with_data(client: Client) -> list[str]:
    listed = site_map(client, without=["comparisons", "evidence"])
    return [page for page in listed if page not in WITHOUT_DATA and not PART.fullmatch(page)] + MORE


def export_address(page: str, suffix: str) -> str:
    path, mark, query = page.partition("?")
    return f"{path.removesuffix('/')}.{suffix}{mark}{query}"


def as_markdown(address: str) -> str:
    """Return where Markdown links a page of the site: at its Markdown."""
    path = address.removeprefix(ORIGIN)
    return f"{ORIGIN}{markdown_of(path) or path}" if path != address else address


def text_of(client: Client, page: str) -> str:
    """Return what a page shows, with those parts of a comparison that have addresses of their own."""
    text = client.get(page).text
    parts = re.findall(rf'href="({page}[a-z-]+/)"', text) if page.startswith(("/compare/", "/frameworks/")) else []
    return html.unescape("".join([text, *(client.get(part).text for part in parts)]))


def tables_of(client: Client, page: str) -> dict[str, list[dict[str, Any]]]:
    tables = client.get(export_address(page, "json")).json()["tables"]
    return {name: table["rows"] for name, table in tables.items()}


@pytest.mark.parametrize("suffix", ["csv", "json", "md"])
def test_every_page_with_data_has_its_exports_and_names_them(client: Client, suffix: str) -> None:
    answers = {page: client.get(export_address(page, suffix)) for page in pages_with_data(client)}

    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    unnamed = [
        page for page in answers if f'href="{html.escape(export_address(page, suffix))}"' not in client.get(page).text
    ]
    assert unnamed == []


def test_csv_has_the_rows_of_json(client: Client) -> None:
    for page in pages_with_data(client):
        rows = list(csv.DictReader(io.StringIO(client.get(export_address(page, "csv")).text)))
        expected = [row for rows in tables_of(client, page).values() for row in rows]

        assert len(rows) == len(expected), page
        for line, row in zip(rows, expected, strict=True):
            assert {name: line[name].removeprefix("'") for name in row} == {
                name: str(value) for name, value in row.items()
            }, page


def test_no_value_is_empty_in_any_table(client: Client) -> None:
    empty = [
        (page, name, row)
        for page in pages_with_data(client)
        for name, rows in tables_of(client, page).items()
        for row in rows
        if any(value in ("", None) for value in row.values())
    ]

    assert empty == []


def test_the_page_shows_what_its_tables_say(client: Client) -> None:
    for page in pages_with_data(client):
        text = text_of(client, page)
        for name, rows in tables_of(client, page).items():
            for column in SHOWN_AS_THEY_ARE.get(name, ()):
                values = {str(row[column]).removeprefix(ORIGIN) for row in rows if column in row}
                missing = [value for value in values - UNSAID if value.casefold() not in text.casefold()]

                assert missing == [], (page, name, column)


def test_markdown_has_the_sources_of_json(client: Client) -> None:
    for page in pages_with_data(client):
        text = client.get(export_address(page, "md")).text
        addresses = {
            as_markdown(row["evidence"])
            for rows in tables_of(client, page).values()
            for row in rows
            if str(row.get("evidence", "")).startswith("http")
        }

        assert [address for address in addresses if f"]({address})" not in text] == [], page
