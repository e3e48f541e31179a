"""A claim and the source it rests on, which is new as well, go into one change."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from curation.changes.checks import Edit
from curation.changes.drafting import NAMED, keep
from curation.changes.workflow import Unacceptable, approve, propose
from curation.models import Change, State
from frameworks.models import Source, Support
from tests.editorial.desk.pages import client_of, decide, latest, page_of, proposal, save, staff, state_of, texts
from tests.factories import CHECKED_ON, create_support, publish, support_document

pytestmark = pytest.mark.django_db

CELL, NEW_SOURCE = page_of(Support, "change", "django/orm"), f"{page_of(Source, 'add')}?_to_field=key&_popup=1"
SOURCE = {
    "name": "The new manual",
    "kind": "documentation",
    "url": "https://example.com/manual/",
    "read_on": CHECKED_ON,
}
FOUND = "/admin/autocomplete/?{}&app_label=frameworks&model_name=support&field_name=source"


@pytest.fixture(autouse=True)
def _cell() -> None:
    create_support()


def draft_source(client: Client, key: str = "manual", **changes: str) -> Any:
    """Draft a source in the window beside a claim's form."""
    posted = {"_popup": "1", "_to_field": "key", "_draft": "Use", "key": key, "reason": NAMED, **SOURCE, **changes}
    return client.post(NEW_SOURCE, {**posted, "base_version": "0"}, follow=True)


def offered(client: Client, term: str) -> list[str]:
    """Return what the field for a claim's source offers."""
    return [result["text"] for result in client.get(FOUND.format(f"term={term}")).json()["results"]]


def kept_source(author: User, key: str = "manual") -> Change:
    return keep([Edit(Source, key, {**SOURCE, "name": key.title()})], reason="A source of its own.", author=author)


def test_the_window_beside_a_claim_hands_its_new_source_back(editor: Client) -> None:
    response = draft_source(editor)

    assert "&quot;value&quot;: &quot;manual&quot;" in response.text
    assert (latest().state, latest().items.get().key) == (State.DRAFT, "manual")


def test_a_new_source_must_be_whole(editor: Client) -> None:
    response = draft_source(editor, name="")

    assert response.context["adminform"].form.errors.keys() == {"name"}


def test_the_field_offers_a_drafted_source_and_says_so(editor: Client) -> None:
    draft_source(editor)

    assert offered(editor, "new+manual") == [f"The new manual (only in your draft {latest().pk})"]


def test_nobody_is_offered_what_another_drafts(editor: Client) -> None:
    kept_source(staff("Editors"))

    assert offered(editor, "manual") == []


def test_a_published_source_is_offered_once(editor: Client, ana: User) -> None:
    kept_source(ana)
    publish(Edit(Source, "manual", SOURCE))

    assert offered(editor, "manual") == ["The new manual"]


def test_a_claim_on_a_drafted_source_is_proposed_together_with_it(editor: Client) -> None:
    draft_source(editor)

    response = save(editor, CELL, source="manual", reason="The new manual says so.")

    change = latest()
    assert (change.state, change.reason) == (State.IN_REVIEW, "The new manual says so.")
    assert {item.key for item in change.items.all()} == {"manual", "django/orm"}
    assert f"Proposed as change {change.pk}" in re.sub("<[^>]+>", "", texts(response)[0])


def test_a_claim_and_its_source_are_published_together(editor: Client, paul: User) -> None:
    draft_source(editor)
    save(editor, CELL, source="manual")

    decide(paul, latest(), "approve")

    assert Support.objects.get().source_id == "manual"


def test_a_claim_kept_as_a_draft_joins_that_of_its_source(editor: Client) -> None:
    draft_source(editor)

    save(editor, CELL, source="manual", _draft="Keep")

    assert (Change.objects.filter(state=State.DRAFT).count(), latest().items.count()) == (1, 2)


def test_drafts_that_need_each_other_become_one(editor: Client, ana: User) -> None:
    other = kept_source(ana, "another")
    draft_source(editor)

    save(editor, CELL, source="manual", draft=str(other.pk), _draft="Keep")

    assert {item.key for item in other.items.all()} == {"another", "manual", "django/orm"}
    assert state_of(latest()) == State.WITHDRAWN


def test_a_claim_that_comes_back_still_names_its_drafted_source(editor: Client) -> None:
    draft_source(editor)

    response = save(editor, CELL, source="manual", level="", package="x")

    assert "The new manual (only in your draft" in response.text


def test_a_claim_in_a_draft_is_edited_again_with_its_drafted_source(editor: Client) -> None:
    draft_source(editor)
    save(editor, CELL, source="manual", _draft="Keep")
    item = latest().items.get(row_type="support").pk

    form = editor.get(f"/admin/curation/change/{latest().pk}/edit/{item}/", follow=True)

    assert '<option value="manual" selected>The new manual (only in your draft' in form.text


def test_a_draft_that_is_not_ready_is_kept_and_says_what_is_missing(editor: Client, ana: User) -> None:
    keep([Edit(Source, "manual", {"name": "Manual"})], reason="To be looked up.", author=ana)

    response = save(editor, CELL, source="manual")

    assert (latest().state, latest().items.count()) == (State.DRAFT, 2)
    assert "It cannot go before a reviewer yet. source manual" in texts(response)[0]


def test_a_source_of_another_change_is_no_source_yet(ana: User) -> None:
    propose([Edit(Source, "manual", SOURCE)], reason="First the source.", author=ana)

    with pytest.raises(Unacceptable, match="there is no source “manual”"):
        propose([Edit(Support, "django/orm", support_document(source="manual"))], reason="Then it.", author=ana)


def test_approval_looks_for_the_source_again(ana: User, paul: User) -> None:
    publish(Edit(Source, "manual", SOURCE))
    claim = propose([Edit(Support, "django/orm", support_document(source="manual"))], reason="It.", author=ana)
    publish(Edit(Source, "manual", None))

    with pytest.raises(Unacceptable, match="there is no source “manual”"):
        approve(claim, reviewer=paul)


def test_a_claim_that_was_sent_back_with_its_source_becomes_a_draft_again(
    editor: Client, ana: User, paul: User
) -> None:
    draft_source(editor)
    save(editor, CELL, source="manual")
    decide(paul, latest(), "send_back", note="Which page?")

    decide(ana, latest(), "redraft")

    assert (state_of(latest()), latest().note) == (State.DRAFT, "Which page?")
    assert "Edit this row" in client_of(ana).get(latest().get_absolute_url()).text


def test_a_change_with_a_page_of_its_own_needs_no_such_way(editor: Client, ana: User) -> None:
    change = proposal(ana)

    assert "Edit again, as a draft" not in editor.get(change.get_absolute_url()).text


def test_a_table_may_name_a_drafted_source(editor: Client) -> None:
    draft_source(editor)
    file = SimpleUploadedFile("support.csv", b"key,source\ndjango/orm,manual\n")

    editor.post("/admin/desk/tables/support/", {"file": file, "reason": "The new manual."})

    assert (latest().reason, latest().items.count()) == ("The new manual.", 2)
