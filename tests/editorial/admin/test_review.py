"""What the admin shows of changes and revisions, and what nobody may do to them."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.workflow import approve
from curation.models import Change, ChangeItem, Revision
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, page_of, proposal
from tests.factories import create_user, publish, support_document

pytestmark = pytest.mark.django_db


def test_a_stale_change_shows_both_versions(ana: User, paul: User) -> None:
    change = proposal(ana)
    publish(Edit(Support, "django/orm", support_document(level="no")))

    response = client_of(paul).get(change.get_absolute_url())

    [row] = response.context["rows"]
    [level] = [field for field in row.fields if field.name == "level"]
    assert response.context["is_stale"]
    assert ">Approve</button>" not in response.text
    assert (level.before[0].text, level.meanwhile, level.after[0].text) == ("Built in", "No", "None found")


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
