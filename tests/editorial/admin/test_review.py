"""What the admin shows of changes and revisions, and what nobody may do to them."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.models import Change, ChangeItem, Revision
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, page_of, proposal, staff
from tests.factories import create_feature, create_user, publish, support_document

pytestmark = pytest.mark.django_db


def test_the_page_shows_each_field_before_and_after(ana: User) -> None:
    change = proposal(ana, note="New words.")

    [item] = client_of(ana).get(change.get_absolute_url()).context["items"]

    rows = {row.label: row.values for row in item.differences}
    assert rows == {
        "Level": ("Built in", "None found"),
        "Note": ("Old words.", "New words."),
        "Searched": ("", "The documentation, for a word."),
    }


def test_a_stale_change_shows_both_versions(ana: User, paul: User) -> None:
    change = proposal(ana)
    publish(Edit(Support, "django/orm", support_document(level="no")))

    response = client_of(paul).get(change.get_absolute_url())

    [item] = response.context["items"]
    assert response.context["is_stale"]
    assert 'value="Approve"' not in response.text
    assert ("Level", ("Built in", "No", "None found")) in [(row.label, row.values) for row in item.differences]


def test_a_published_change_keeps_its_differences(ana: User, paul: User) -> None:
    change = proposal(ana, note="New words.")
    approve(change, reviewer=paul)
    publish(Edit(Support, "django/orm", support_document(level="no")))

    response = client_of(ana).get(change.get_absolute_url())

    [item] = response.context["items"]
    assert not item.is_stale
    assert ("Level", ("Built in", "None found")) in [(row.label, row.values) for row in item.differences]


def test_the_page_takes_as_many_queries_for_many_rows_as_for_one(ana: User) -> None:
    few = proposal(ana)
    for name in ["forms", "cache", "admin", "tests"]:
        create_feature(key=name)
    edits = [
        Edit(Support, f"django/{name}", support_document(feature=name)) for name in ["forms", "cache", "admin", "tests"]
    ]
    many = propose(edits, author=ana, reason="Four cells.")
    client = client_of(staff("Editors"))
    client.get(few.get_absolute_url())

    counts = []
    for change in (few, many):
        with CaptureQueriesContext(connection) as captured:
            client.get(change.get_absolute_url())
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["add", "change", "delete"])
@pytest.mark.parametrize("model", [Change, Revision])
def test_changes_and_revisions_cannot_be_written_in_the_admin(model: Any, page: str, ana: User, paul: User) -> None:
    approve(proposal(ana), reviewer=paul)
    row = model.objects.latest("pk")
    root = create_user(is_staff=True, is_superuser=True)

    response = client_of(root).post(page_of(model, page, "" if page == "add" else str(row.pk)), {"reason": "Mine."})

    assert response.status_code == 403
    assert model.objects.get(pk=row.pk).__dict__.keys() == row.__dict__.keys()


def test_the_items_of_a_change_have_no_pages_of_their_own() -> None:
    assert not admin.site.is_registered(ChangeItem)


def test_a_revision_shows_what_it_changed(ana: User, paul: User) -> None:
    approve(proposal(ana), reviewer=paul)
    revision = Revision.objects.get(key="django/orm", version=2)

    response = client_of(ana).get(reverse("admin:curation_revision_change", args=[revision.pk]))

    labels = [row.label for row in response.context["entry"].differences]
    assert labels == ["Level", "Note", "Searched"]


@pytest.mark.parametrize("model", [Change, Revision])
def test_a_page_that_is_not_there_is_no_error(model: Any, ana: User) -> None:
    assert client_of(ana).get(page_of(model, "change", "nonsense")).status_code == 302
