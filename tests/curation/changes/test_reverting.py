"""Undoing a change, and returning rows to what they were: always by a further change."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curation.changes.checks import Edit
from curation.changes.reverting import returning_object, undoing
from curation.changes.workflow import approve
from curation.documents import document_of
from curation.models import Change, Revision, State
from frameworks.models import Fact, Framework, Support
from tests.editorial.desk.pages import client_of, latest, page_of, staff
from tests.factories import create_fact, create_feature, create_framework, create_support, publish, support_document

pytestmark = pytest.mark.django_db


def cell(**fields: str) -> Change:
    """Publish other values of the cell."""
    return publish(Edit(Support, "django/orm", support_document(**fields)))


def accept(client: Client, url: str, paul: User) -> None:
    """Propose the way back that a page shows, and let a publisher approve it."""
    client.post(url, {"reason": "It was right before."})
    approve(latest(), reviewer=paul)


def test_undoing_a_change_gives_back_what_was_before(editor: Client, paul: User) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")

    accept(editor, f"/admin/desk/undo/{change.pk}/", paul)

    assert Support.objects.get().note == "Old words."


def test_history_is_never_edited(editor: Client, paul: User) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")

    accept(editor, f"/admin/desk/undo/{change.pk}/", paul)

    notes = [revision.document["note"] for revision in Revision.objects.filter(row_type="support").order_by("version")]
    assert notes == ["Old words.", "New words.", "Old words."]


def test_undoing_is_proposed_and_needs_its_own_approval(editor: Client) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")

    editor.post(f"/admin/desk/undo/{change.pk}/", {"reason": "It was right before."})

    assert (latest().state, Support.objects.get().note) == (State.IN_REVIEW, "New words.")


def test_undoing_an_addition_removes_the_row(editor: Client, paul: User) -> None:
    create_framework(key="django")
    fact = create_fact(name="creator")
    change = Change.objects.latest("pk")

    accept(editor, f"/admin/desk/undo/{change.pk}/", paul)

    assert not Fact.objects.filter(pk=fact.pk).exists()


def test_undoing_a_removal_gives_the_row_back(editor: Client, paul: User) -> None:
    before = document_of(create_fact(name="creator"))
    change = publish(Edit(Fact, "django/creator", None))

    accept(editor, f"/admin/desk/undo/{change.pk}/", paul)

    assert document_of(Fact.objects.get()) == before


def test_undoing_leaves_what_was_altered_since(editor: Client, paul: User) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.", package="django")
    cell(note="Newest words.", package="django")

    way = undoing(change)

    assert way.left == ["note of support django/orm, which has changed since"]
    assert way.edits[0][0].document == support_document(note="Newest words.")


def test_undoing_what_is_undone_changes_nothing(editor: Client) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")
    cell(note="Old words.")

    page = editor.get(f"/admin/desk/undo/{change.pk}/")

    assert page.context["edits"] == []


def test_undoing_what_others_rest_on_is_refused_with_the_reason(editor: Client) -> None:
    create_feature(key="orm")
    change = Change.objects.latest("pk")
    create_support(feature="orm")

    response = editor.post(f"/admin/desk/undo/{change.pk}/", {"reason": "Not needed."})

    assert "rows still refer to it, 1 in all: cell django/orm." in response.content.decode()


def test_only_a_published_change_can_be_undone(editor: Client, ana: User) -> None:
    assert editor.get("/admin/desk/undo/999/").status_code == 404


def test_one_row_returns_to_one_of_its_versions(editor: Client, paul: User) -> None:
    create_support(note="First.")
    cell(note="Second.")
    cell(note="Third.")
    first = Revision.objects.get(row_type="support", version=1)

    accept(editor, f"/admin/desk/return/{first.pk}/", paul)

    assert Support.objects.get().note == "First."


def test_a_whole_object_returns_with_its_cells_and_facts(editor: Client, paul: User) -> None:
    create_support(note="First.")
    create_fact(name="licence", value="BSD")
    moment = Revision.objects.get(row_type="fact", version=1)
    before = [document_of(row) for model in (Framework, Support, Fact) for row in model.objects.all()]
    cell(note="Second.")
    publish(Edit(Fact, "django/licence", None))
    create_fact(name="creator")

    accept(editor, f"/admin/desk/return/{moment.pk}/framework/django/", paul)

    assert [document_of(row) for model in (Framework, Support, Fact) for row in model.objects.all()] == before


def test_a_whole_object_goes_back_in_one_change(editor: Client) -> None:
    create_support(note="First.")
    moment = Revision.objects.get(row_type="support")
    cell(note="Second.")
    create_fact(name="creator")

    editor.post(f"/admin/desk/return/{moment.pk}/framework/django/", {"reason": "All of it."})

    assert sorted(latest().items.values_list("key", flat=True)) == ["django/creator", "django/orm"]


def test_the_page_shows_what_goes_back_before_anything_is_proposed(editor: Client) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")

    page = editor.get(f"/admin/desk/undo/{change.pk}/")

    [(_, [difference])] = page.context["edits"]
    assert (difference.label, difference.values) == ("Note", ("New words.", "Old words."))
    assert not Change.objects.filter(author__isnull=False).exists()


def test_a_way_back_without_a_reason_is_refused(editor: Client) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")

    response = editor.post(f"/admin/desk/undo/{change.pk}/", {"reason": " "})

    assert "reason" in response.context["form"].errors


@pytest.mark.parametrize("address", ["return/999/", "return/1/nothing/django/", "return/999/framework/django/"])
def test_there_is_no_way_back_to_what_never_was(editor: Client, address: str) -> None:
    create_framework()

    assert editor.get(f"/admin/desk/{address}").status_code == 404


def test_staff_without_a_group_reverts_nothing() -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")
    user = staff("Editors")
    user.groups.clear()

    assert client_of(user).post(f"/admin/desk/undo/{change.pk}/", {"reason": "Because."}).status_code == 403


def test_history_and_change_offer_the_way_back(editor: Client) -> None:
    create_support(note="Old words.")
    change = cell(note="New words.")

    history = editor.get(page_of(Support, "history", "django/orm")).content.decode()

    first = Revision.objects.get(row_type="support", version=1).pk
    assert f"/admin/desk/return/{first}/" in history
    assert f"/admin/desk/return/{first}/support/django/orm/" in history
    assert f"/admin/desk/undo/{change.pk}/" in editor.get(change.get_absolute_url()).content.decode()


def test_what_is_published_now_is_no_version_to_return_to(editor: Client) -> None:
    create_support()

    history = editor.get(page_of(Support, "history", "django/orm")).text

    assert "Return it to this version" not in history


def test_a_way_back_takes_as_many_queries_for_many_rows_as_for_few(ana: User) -> None:
    create_support()
    moment = Revision.objects.get(row_type="support").valid_from
    counts = []
    for names in (["creator", "licence"], ["steward", "interface", "released", "wheel-size"]):
        for name in names:
            create_fact(name=name)
        with CaptureQueriesContext(connection) as captured:
            returning_object(Framework, "django", moment)
        counts.append(len(captured))

    assert counts[0] == counts[1]
