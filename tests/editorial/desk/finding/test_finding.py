"""The search of the desk: names first, where each thing is worked on, and what no reader may find."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.search.models import SearchEntry
from frameworks.models import Framework, Source, Support
from tests.editorial.desk.pages import page_of, proposal
from tests.factories import (
    create_feature,
    create_framework,
    create_guide,
    create_rating,
    create_source,
    create_support,
    create_user,
    support_document,
)

pytestmark = pytest.mark.django_db

FIND = "/admin/desk/find/"


def best(client: Client, text: str) -> list[str]:
    return [hit.name for hit in client.get(FIND, {"q": text}).context["best"]]


def groups(client: Client, text: str) -> dict[str, list[Any]]:
    return {group.title: list(group.hits) for group in client.get(FIND, {"q": text}).context["groups"]}


def names(client: Client, text: str, title: str) -> list[str]:
    return [hit.name for hit in groups(client, text).get(title, [])]


def test_a_name_comes_first_and_never_what_has_it_inside_a_word(editor: Client) -> None:
    create_feature(key="platforms", name="Platforms", definition="Forms and platforms.")
    create_feature(key="orm", name="ORM")

    assert best(editor, "ORM") == ["ORM"]


def test_what_is_found_leads_to_its_form_to_its_page_and_a_feature_to_its_sheet(editor: Client) -> None:
    create_feature(key="orm", name="ORM", slug="object-mapping")

    [hit] = editor.get(FIND, {"q": "orm"}).context["best"]

    assert (hit.address, hit.page) == ("/admin/frameworks/feature/orm/change/", "/features/object-mapping/")
    assert hit.sheet == "/admin/desk/rows/orm/"


def test_a_framework_and_a_feature_find_the_cell(editor: Client) -> None:
    create_framework(key="flask")
    create_support(framework="flask", feature="sessions")
    create_support(feature="sessions")

    assert best(editor, "flask sessions")[0] == "Flask: Sessions"
    assert editor.get(FIND, {"q": "flask sessions"}).context["best"][0].address == page_of(
        Support, "change", "flask/sessions"
    )


def test_claims_are_found_by_their_words_and_lead_to_their_forms(editor: Client) -> None:
    create_support(note="Several backends are included.")
    create_rating(summary="It grows with backends.")

    found = groups(editor, "backends")

    assert [hit.address for hit in found["Features of frameworks"]] == [page_of(Support, "change", "django/orm")]
    assert len(found["Ratings by guides"]) == 1


def test_a_source_is_found_by_name_or_address_and_leads_to_reading_it_again(editor: Client) -> None:
    create_source(key="bottle", name="Bottle documentation", url="https://bottlepy.org/docs/")
    create_source(key="other", name="Other")

    for words in ("bottle documentation", "bottlepy"):
        [hit] = groups(editor, words)["Sources"]
        assert hit.address == "/admin/desk/read/bottle/"


def test_a_change_is_found_by_its_reason_its_rows_and_its_author(editor: Client, ana: User) -> None:
    change = proposal(ana)

    for words in ("moved", "django/orm", "ana"):
        assert names(editor, words, "Changes")[0] == f"Change {change.pk}: It moved out."


def test_a_change_is_not_found_by_letters_inside_a_word(editor: Client, ana: User) -> None:
    proposal(ana)

    assert names(editor, "oved", "Changes") == []


@pytest.mark.parametrize("words", ["change {}", "Change {}", "#{}"])
def test_a_change_is_opened_at_once_by_its_number(editor: Client, ana: User, words: str) -> None:
    change = proposal(ana)

    assert editor.get(FIND, {"q": words.format(change.pk)}).headers["Location"] == change.get_absolute_url()


def test_somebody_who_works_here_leads_to_what_they_proposed(editor: Client, paul: User) -> None:
    change = proposal(paul)
    create_user(username="pauline")

    [hit] = groups(editor, "paul")["People"]

    assert list(editor.get(hit.address).context["cl"].result_list) == [change]


def test_what_readers_do_not_see_is_found_at_the_desk_alone(editor: Client, client: Client, ana: User) -> None:
    create_framework(key="secretum", name="Secretum", status="draft")
    draft = {"name": "Occultum", "slug": "occultum", "kind": "full-stack", "tagline": "Hidden.", "status": "draft"}
    keep([Edit(Framework, "occultum", draft)], author=ana, reason="A framework nobody knows.")

    assert names(editor, "secretum", "Not public") == ["Secretum"]
    assert len(names(editor, "occultum", "Changes")) == 1
    for words in ("secretum", "occultum", "nobody knows", "ana"):
        editor.get(FIND, {"q": words})
        assert "Nothing" in client.get("/search/", {"q": words}).text or not re.search(
            r"Secretum|Occultum|nobody knows", client.get("/search/", {"q": words}).text
        )
    assert not SearchEntry.objects.filter(name__iregex="secretum|occultum|ana$").exists()


def test_all_of_a_kind_stand_on_pages(editor: Client) -> None:
    create_feature(key="orm", name="ORM")
    for number in range(7):
        create_support(framework=f"framework-{number}", feature="orm")

    page = editor.get(FIND, {"q": "orm"}).text
    [address] = re.findall(r'href="([^"]+kind=cell)"', page)

    assert len(editor.get(address.replace("&amp;", "&")).context["hits"]) == 7


@pytest.mark.parametrize("query", [{"q": "x", "kind": "nothing"}, {"q": "x" * 201}, {"page": "1", "other": "1"}])
def test_what_cannot_be_asked_is_refused(editor: Client, query: dict[str, str]) -> None:
    assert editor.get(FIND, query).status_code == 400


@pytest.mark.parametrize("words", ["", "  ", "%", "_", "(", "\\", "'", '"*', "a OR b", "ñandú"])
def test_no_search_breaks_the_page(editor: Client, words: str) -> None:
    create_support()

    assert editor.get(FIND, {"q": words}).status_code == 200


def test_nobody_searches_the_desk_without_signing_in(client: Client) -> None:
    assert client.get(FIND, {"q": "orm"}).status_code == 302


def queries(client: Client) -> int:
    client.get(FIND, {"q": "orm"})
    with CaptureQueriesContext(connection) as captured:
        client.get(FIND, {"q": "orm"})
    return len(captured)


def test_a_search_takes_as_many_queries_for_much_as_for_little(editor: Client, ana: User) -> None:
    create_feature(key="orm", name="ORM")
    for number in range(2):
        fill(number, ana)
    few = queries(editor)
    for number in range(2, 8):
        fill(number, ana)

    assert queries(editor) == few
    assert few <= 25


def fill(number: int, ana: User) -> None:
    """Add one of everything that is searched."""
    framework = f"framework-{number}"
    create_framework(key=framework)
    create_support(framework=framework, feature="orm", note="An ORM.")
    create_guide(key=f"g{number}", voice=f"ORM guide {number}")
    create_rating(framework=framework, guide=f"g{number}", summary="Its ORM grows.")
    create_source(key=f"source-{number}", name=f"ORM source {number}")
    create_framework(key=f"draft-{number}", name=f"ORM draft {number}", status="draft")
    create_user(username=f"orm-{number}", is_staff=True)
    document = support_document(framework=framework, feature="orm", note="Newer.")
    keep([Edit(Support, f"{framework}/orm", document)], author=ana, reason="The ORM moved.")


def test_sources_whose_name_is_the_search_come_first(editor: Client) -> None:
    create_source(key="a", name="A longer Bottle source")
    create_source(key="z", name="Bottle")

    assert names(editor, "bottle", "Sources") == ["Bottle", "A longer Bottle source"]
    assert Source.objects.count() == 2
