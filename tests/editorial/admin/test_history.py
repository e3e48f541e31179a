"""The history of a row in the admin."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.documents import document_of
from frameworks.models import Fact, Framework, Support
from tests.editorial.desk.pages import client_of, page_of, staff
from tests.factories import create_fact, create_rating, create_support, publish, support_document

pytestmark = pytest.mark.django_db


def entries(user: User, url: str) -> list[tuple[str, int]]:
    """Return the titles and versions that a history lists, in its order."""
    return [(entry.title, entry.revision.version) for entry in client_of(user).get(url).context["entries"]]


def test_history_says_who_when_why_and_what(ana: User) -> None:
    create_support(level="builtin")
    edit = Edit(Support, "django/orm", support_document(level="none-found"))
    approve(propose([edit], author=ana, reason="It moved out."), reviewer=staff("Publishers", "paul"))

    page = client_of(ana).get(page_of(Support, "history", "django/orm"))

    latest = page.context["entries"][0]
    assert [(row.label, row.values) for row in latest.differences] == [
        ("Level", ("Built in", "None found")),
        ("Searched", ("", "The documentation, for a word.")),
    ]
    for words in ["by ana", "approved by paul", "It moved out.", latest.revision.valid_from.isoformat()[:10]]:
        assert words in page.content.decode()


def test_history_has_the_newest_version_first(ana: User) -> None:
    create_support(level="builtin")
    publish(Edit(Support, "django/orm", support_document(level="no")))

    url = page_of(Support, "history", "django/orm")

    assert entries(ana, url) == [("cell django/orm", 2), ("cell django/orm", 1)]


def test_the_history_of_a_framework_has_its_cells_facts_and_ratings(ana: User) -> None:
    create_support(framework="django")
    create_fact(framework="django", name="creator")
    create_rating(framework="django")
    create_support(framework="flask")

    titles = [title for title, _ in entries(ana, page_of(Framework, "history", "django"))]

    assert titles == [
        "rating django/scalability/ps",
        "fact django/creator",
        "cell django/orm",
        "framework django",
    ]


def test_the_history_keeps_what_was_removed(ana: User) -> None:
    create_fact(framework="django", name="creator")
    publish(Edit(Fact, "django/creator", None))

    assert entries(ana, page_of(Framework, "history", "django"))[0] == ("fact django/creator", 2)


def test_a_removed_row_keeps_its_history(ana: User) -> None:
    create_fact(framework="django", name="creator")
    publish(Edit(Fact, "django/creator", None))

    page = client_of(ana).get(page_of(Fact, "history", "django/creator"))

    assert "It is no longer in the catalogue." in page.content.decode()


@pytest.mark.parametrize("key", ["django/creator", "Not a key", "nul\x00byte", "x" * 300])
def test_a_row_that_never_was_has_no_history(ana: User, key: str) -> None:
    assert client_of(ana).get(page_of(Fact, "history", key)).status_code == 404


def test_history_takes_as_many_queries_for_many_versions_as_for_one(ana: User) -> None:
    create_support(level="builtin")
    client, url = client_of(ana), page_of(Framework, "history", "django")
    counts = []
    for _ in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))
        create_fact(name="creator")
        create_rating()
        for note in ["one", "two", "three"]:
            row = Support.objects.get(pk="django/orm")
            row.note = note
            publish(Edit(Support, row.pk, document_of(row)))

    assert counts[0] == counts[1]
