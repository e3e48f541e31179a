"""What was published stands on a page, in a feed and as data; what is hidden stands nowhere."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.models import Change
from curation.registry import row_types
from editorial.public.changelog.published import FIRST_ROWS, TYPES
from frameworks.models import Feature, Support
from tests.factories import (
    create_fact,
    create_framework,
    create_rating,
    create_source,
    create_statement,
    create_support,
    create_user,
    publish,
    support_document,
)

pytestmark = pytest.mark.django_db

PAGE = reverse("changes:list")
FEED = reverse("changes:feed")
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def rows_of(response: Any) -> list[tuple[str, str]]:
    """Return the rows a page lists, each with what happened to it."""
    return [(row.row.key, row.verb) for entry in response.context_data["entries"] for row in entry.rows]


def change_support(**fields: Any) -> Change:
    """Let one person propose another level for a cell and a second one approve it."""
    edit = Edit(Support, "django/orm", support_document(**fields))
    return approve(propose([edit], author=create_user(), reason="It moved out."), reviewer=create_user())


def test_a_new_row_is_said_to_be_added(client: Client) -> None:
    create_support()

    assert ("django/orm", "added") in rows_of(client.get(PAGE))


def test_a_change_says_from_what_to_what(client: Client) -> None:
    create_support(level="builtin")
    change_support(level="none-found")

    assert "<del>Built in</del> <ins>None found</ins>" in client.get(PAGE).text


def test_a_row_is_called_by_the_names_of_what_it_is_about(client: Client) -> None:
    create_rating(framework="flask", criterion="scalability", guide="ps")

    titles = [row.title for entry in client.get(PAGE).context_data["entries"] for row in entry.rows]

    assert titles[0] == "Flask · Scalability · Guide PS"


def test_a_fact_is_called_by_its_label(client: Client) -> None:
    create_fact(framework="django", name="latest-version")

    assert "Django · Latest version" in client.get(PAGE).text


def test_a_statement_is_called_by_its_words_and_who_says_them(client: Client) -> None:
    create_statement(text="It has an ORM.")

    assert "Guide PS · It has an ORM." in client.get(PAGE).text


def test_the_key_of_a_row_stands_beside_its_name(client: Client) -> None:
    create_support()

    assert '>Django · Orm</a> <code class="faint">django/orm</code>' in client.get(PAGE).text


def test_what_a_row_refers_to_is_shown_by_name_and_key(client: Client) -> None:
    create_support(source="docs")
    create_source(key="notes", name="Release notes")
    change_support(source="notes")

    assert "<del>Documentation docs (docs)</del> <ins>Release notes (notes)</ins>" in client.get(PAGE).text


def test_what_readers_may_not_see_is_not_called_by_its_name(client: Client) -> None:
    create_framework(key="quart", name="A secret name")
    create_statement(framework="quart")
    create_statement()
    create_framework(key="quart", name="A secret name", status="draft")

    assert "A secret name" not in client.get(PAGE).text


def test_a_change_says_why(client: Client) -> None:
    create_support()
    change_support(level="none-found")

    assert "It moved out." in client.get(PAGE).text


def test_a_change_names_nobody(client: Client) -> None:
    create_support()
    change_support(level="none-found")

    assert not [user for user in User.objects.all() if user.get_username() in client.get(PAGE).text]


def test_a_removed_row_is_said_to_be_removed(client: Client) -> None:
    create_support()
    publish(Edit(Support, "django/orm", None))

    assert rows_of(client.get(PAGE))[0] == ("django/orm", "removed")


def test_what_waits_for_approval_is_not_listed(client: Client) -> None:
    create_support()
    propose([Edit(Support, "django/orm", support_document(level="no"))], author=create_user(), reason="Not yet.")

    assert "Not yet." not in client.get(PAGE).text


def test_nothing_of_a_draft_framework_is_listed(client: Client) -> None:
    create_rating(framework="quart")
    create_framework(key="quart", status="draft")

    assert "quart" not in client.get(PAGE).text.lower()


def test_a_removed_rating_of_a_draft_framework_is_not_listed(client: Client) -> None:
    rating = create_rating(framework="quart")
    publish(Edit(type(rating), rating.pk, None))
    create_framework(key="quart", status="draft")

    assert rating.pk not in client.get(PAGE).text


def test_a_framework_that_is_shown_again_brings_its_past_back(client: Client) -> None:
    create_rating(framework="quart")
    create_framework(key="quart", status="draft")
    create_framework(key="quart", status="published")

    assert ("quart/scalability/ps", "added") in rows_of(client.get(PAGE))


def test_a_framework_narrows_the_list_to_its_rows(client: Client) -> None:
    create_support(framework="django")
    create_support(framework="flask")

    assert {key for key, _verb in rows_of(client.get(PAGE, {"framework": "flask"}))} == {"flask", "flask/orm"}


def test_a_subject_narrows_the_list_to_its_rows(client: Client) -> None:
    create_support()
    create_fact()

    assert {key for key, _verb in rows_of(client.get(PAGE, {"about": "facts"}))} == {"django/latest-version"}


def test_a_day_narrows_the_list_to_what_came_after(client: Client) -> None:
    create_support()
    Change.objects.update(published_at="2026-11-01T12:00Z")

    assert client.get(PAGE, {"since": "2026-11-02"}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [{"framework": "djagno"}, {"about": "colours"}, {"since": "yesterday"}, {"since": "2999-01-01"}, {"page": "x"}],
    ids=str,
)
def test_what_cannot_be_asked_for_is_refused(client: Client, query: dict[str, str]) -> None:
    create_framework()
    response = client.get(PAGE, query)

    assert (response.status_code, next(iter(query)) in response.text) == (400, True)


def publish_features(count: int) -> Change:
    """Publish some features at once."""
    names = [f"feature-{number}" for number in range(count)]
    rows = [
        {
            "name": name,
            "slug": name,
            "group": "data",
            "definition": "What it is.",
            "proof": "What must be seen.",
            "weight_reason": "Because.",
        }
        for name in names
    ]
    return publish(*(Edit(Feature, row["slug"], row) for row in rows))


def test_a_large_change_shows_its_first_rows_and_how_many_there_are(client: Client) -> None:
    publish_features(9)
    entry = client.get(PAGE).context_data["entries"][0]

    assert (len(entry.rows), entry.count) == (FIRST_ROWS, 9)


def test_the_page_of_a_change_shows_all_its_rows(client: Client) -> None:
    change = publish_features(9)

    assert len(rows_of(client.get(reverse("changes:detail", args=[change.pk])))) == 9


def test_a_change_that_is_not_published_has_no_page(client: Client) -> None:
    create_support()
    waiting = propose([Edit(Support, "django/orm", None)], author=create_user(), reason="Not yet.")

    assert client.get(reverse("changes:detail", args=[waiting.pk])).status_code == 404


def test_the_feed_has_an_entry_for_each_change(client: Client) -> None:
    create_support()
    entries = ET.fromstring(client.get(FEED).content).findall("atom:entry", ATOM)  # noqa: S314

    assert len(entries) == Change.objects.count()


def test_the_feed_takes_the_filters_of_the_page(client: Client) -> None:
    create_support(framework="django")
    create_support(framework="flask")

    assert "django/orm" not in client.get(FEED, {"framework": "flask"}).text


def test_the_feed_refuses_what_it_does_not_know(client: Client) -> None:
    assert client.get(FEED, {"colour": "red"}).status_code == 400


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries: Any, count: int) -> None:
    publish_features(count)
    with django_assert_num_queries(5):
        client.get(PAGE)


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize("page", ["list", "detail"])
def test_naming_what_rows_are_about_takes_one_query(
    client: Client, django_assert_num_queries: Any, count: int, page: str
) -> None:
    for number in range(count):
        create_support(feature=f"feature-{number}")
    change = publish(*(Edit(Support, row.pk, None) for row in Support.objects.all()))
    with django_assert_num_queries(6):
        client.get(PAGE if page == "list" else reverse("changes:detail", args=[change.pk]))


@pytest.mark.parametrize("page", ["list", "detail"])
def test_what_was_published_is_read_once_for_all_pages(
    client: Client, django_assert_num_queries: Any, page: str
) -> None:
    address = PAGE if page == "list" else reverse("changes:detail", args=[publish_features(9).pk])
    client.get(address)
    with django_assert_num_queries(1):  # the version
        client.get(address)


def test_every_type_of_row_that_a_subject_names_exists() -> None:
    known = {*row_types(), "release", "pythonversion"}

    assert {name for names in TYPES.values() for name in names} <= known


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_the_page_is_to_be_had_as_data(client: Client, form: str) -> None:
    create_support()

    assert "django/orm" in client.get(f"/changes.{form}").text


def test_data_of_a_long_change_says_how_many_rows_it_has(client: Client) -> None:
    publish_features(9)

    rows = client.get("/changes.json").json()["tables"]["changes"]["rows"]

    assert (len(rows), rows[0]["rows_changed"]) == (FIRST_ROWS, 9)
