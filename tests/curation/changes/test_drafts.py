"""An editor keeps a change as a draft, comes back to it, adds rows to it and submits it whole."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from curation.changes.checks import Edit
from curation.changes.drafting import keep, take_out
from curation.changes.workflow import Refused, Unacceptable, submit
from curation.models import Change, State
from editorial.desk.remaining import remaining
from frameworks.models import Fact, Feature, Kind, Support
from tests.editorial.desk.pages import client_of, decide, latest, page_of, save, staff, state_of, texts
from tests.factories import create_fact, create_feature, create_framework, create_support, publish, support_document

pytestmark = pytest.mark.django_db

CELL = page_of(Support, "change", "django/orm")


def keep_cell(client: Client, **changes: str) -> Change:
    """Keep a cell as a draft through its form."""
    save(client, CELL, _draft="Keep as draft", **changes)
    return latest()


def edit_address(client: Client, change: Change) -> str:
    """Return the form to which the only row of a draft leads."""
    item = change.items.get().pk
    return client.get(f"/admin/curation/change/{change.pk}/edit/{item}/").headers["Location"]


def test_a_draft_waits_for_nobody(editor: Client, ana: User) -> None:
    create_support(level="builtin")

    draft = keep_cell(editor, level="none-found")

    assert (draft.state, draft.author, Support.objects.get().level) == (State.DRAFT, ana, "builtin")


def test_a_draft_may_hold_what_no_proposal_could(editor: Client) -> None:
    create_support()

    draft = keep_cell(editor, source="", level="")

    assert remaining(list(draft.items.all())) == ["level of django/orm", "source of django/orm"]


def test_a_new_row_is_drafted_from_little_more_than_its_key(editor: Client) -> None:
    save(editor, page_of(Feature, "add"), name="Jobs", slug="jobs", _draft="Keep as draft")

    assert latest().items.get().document == {
        "name": "Jobs",
        "slug": "jobs",
        "group": "",
        "definition": "",
    }


def test_a_draft_without_a_key_is_refused_on_the_form(editor: Client) -> None:
    response = save(editor, page_of(Feature, "add"), name="Jobs", _draft="Keep as draft")

    assert response.context["adminform"].form.errors.keys() == {"slug"}


def test_the_page_of_a_draft_says_what_is_still_to_do(editor: Client) -> None:
    create_support()

    draft = keep_cell(editor, source="")

    assert "Still to do: source of django/orm." in editor.get(draft.get_absolute_url()).content.decode()


def test_a_claim_without_a_source_is_not_submitted_and_the_message_says_which(editor: Client, ana: User) -> None:
    create_support()
    draft = keep_cell(editor, source="")

    response = decide(ana, draft, "submit")

    assert texts(response) == ["support django/orm: Every level but “Not checked” needs a source."]
    assert state_of(draft) == State.DRAFT


def test_an_author_comes_back_to_a_draft(editor: Client) -> None:
    create_support()
    draft = keep_cell(editor, note="First words.")

    save(editor, edit_address(editor, draft), note="Second words.", _draft="Keep")

    assert draft.items.get().document["note"] == "Second words."
    assert Change.objects.filter(state=State.DRAFT).count() == 1


def test_the_form_of_a_draft_has_its_reason(editor: Client) -> None:
    create_support()
    draft = keep_cell(editor, note="Words.", reason="They moved it.")

    form = editor.get(edit_address(editor, draft)).context["adminform"].form

    assert (form["reason"].value(), form["note"].value()) == ("They moved it.", "Words.")


def test_a_row_put_back_as_published_leaves_the_draft(editor: Client) -> None:
    create_support(note="Old words.")
    draft = keep_cell(editor, note="New words.")

    save(editor, edit_address(editor, draft), note="Old words.", _draft="Keep")

    assert not draft.items.exists()


def test_rows_of_several_pages_go_into_one_draft(editor: Client) -> None:
    create_support()
    create_fact(name="creator")
    draft = keep_cell(editor, note="Words.", reason="One.")

    url = page_of(Fact, "change", "django/creator")
    save(editor, url, value="Adrian", reason="Two.", draft=draft.pk, _draft="Keep")

    draft.refresh_from_db()
    assert (draft.items.count(), draft.reason) == (2, "One.\nTwo.")


def test_submitting_from_the_form_submits_the_whole_draft(editor: Client) -> None:
    create_support()
    create_fact(name="creator")
    draft = keep_cell(editor, note="Words.")
    save(editor, page_of(Fact, "change", "django/creator"), value="Adrian", draft=draft.pk, _draft="Keep")
    item = draft.items.get(row_type="support").pk

    save(editor, page_of(Support, "change", "django/orm") + f"?change={draft.pk}&item={item}", note="More words.")

    assert (state_of(draft), draft.items.count()) == (State.IN_REVIEW, 2)


def test_a_draft_that_is_not_ready_keeps_the_words_of_its_form(editor: Client) -> None:
    create_support()
    draft = keep_cell(editor, source="")

    url = edit_address(editor, draft)
    response = save(editor, url, note="Kept.", source="", level="unknown")
    assert state_of(draft) == State.IN_REVIEW

    assert draft.items.get().document["note"] == "Kept."
    assert "Proposed as" in texts(response)[0]


def test_a_submitted_draft_is_approved_like_any_change(editor: Client, ana: User, paul: User) -> None:
    create_support()
    draft = keep_cell(editor, note="New words.")

    decide(ana, draft, "submit")
    decide(paul, draft, "approve")

    assert Support.objects.get().note == "New words."


def test_a_row_is_taken_out_of_a_draft(editor: Client, ana: User) -> None:
    create_support()
    draft = keep_cell(editor, note="New words.")

    decide(ana, draft, "take_out", item=str(draft.items.get().pk))

    assert not draft.items.exists()


@pytest.mark.parametrize("item", ["9" * 5000, "-1", "one", ""])
def test_what_is_no_row_of_a_draft_is_not_taken_out(editor: Client, ana: User, item: str) -> None:
    create_support()
    draft = keep_cell(editor, note="New words.")

    assert texts(decide(ana, draft, "take_out", item=item))[-1].startswith("That row is not in the draft")


def test_of_two_edits_of_a_row_the_later_is_kept(ana: User) -> None:
    create_support()
    edits = [Edit(Support, "django/orm", support_document(note=note)) for note in ("First.", "Second.")]

    [item] = keep(edits, reason="Read.", author=ana).items.all()

    assert (item.document or {})["note"] == "Second."


def test_a_row_whose_key_no_column_holds_is_refused_in_words(ana: User) -> None:
    with pytest.raises(Refused, match="this name has 201 characters; allowed are 200"):
        keep([Edit(Kind, "k" * 201, {})], reason="Long.", author=ana)


def test_an_empty_draft_is_not_submitted(ana: User) -> None:
    create_support()
    draft = keep([Edit(Support, "django/orm", None)], reason="Gone.", author=ana)
    take_out(draft, draft.items.get().pk, author=ana)

    with pytest.raises(Refused, match="nothing in the draft"):
        submit(draft)


def test_nobody_adds_to_the_draft_of_another(editor: Client, ana: User) -> None:
    create_support()
    draft = keep_cell(editor, note="Words.")
    other = staff("Editors")

    with pytest.raises(Refused, match="author’s own"):
        keep([Edit(Support, "django/orm", None)], reason="Mine.", author=other, draft=draft)
    assert decide(other, draft, "submit").status_code == 403
    assert decide(other, draft, "take_out", item="1").status_code == 403
    assert client_of(other).get(f"/admin/curation/change/{draft.pk}/edit/1/").status_code == 403


def test_a_publisher_cannot_approve_a_draft(editor: Client, paul: User) -> None:
    create_support()
    draft = keep_cell(editor, note="Words.")

    response = decide(paul, draft, "approve")

    assert "this needs one that is in review" in texts(response)[0]


def test_a_draft_over_a_row_published_meanwhile_shows_both_and_merges(editor: Client) -> None:
    create_support(level="unknown", note="Old words.")
    draft = keep_cell(editor, note="My words.")
    publish(Edit(Support, "django/orm", support_document(level="unknown", note="Old words.", package="django")))
    assert "Published meanwhile" in editor.get(draft.get_absolute_url()).content.decode()

    save(editor, edit_address(editor, draft), _draft="Keep")

    item = draft.items.get()
    assert (item.base_version, item.document["note"], item.document["package"]) == (2, "My words.", "django")


def test_a_whole_column_of_the_matrix_fits_into_one_draft(ana: User) -> None:
    create_framework(key="django")
    keys = [create_feature(key=f"feature-{number}").pk for number in range(12)]
    create_support()
    edits = [Edit(Support, f"django/{key}", support_document(feature=key)) for key in keys]

    draft = submit(keep(edits, reason="The whole column, read in one go.", author=ana))

    assert (draft.state, draft.items.count()) == (State.IN_REVIEW, 12)


def test_a_draft_whose_rows_clash_is_not_submitted(ana: User) -> None:
    document = {
        "name": "Jobs",
        "slug": "jobs",
        "group": "core",
        "definition": "Later.",
        "proof": "What must be seen.",
        "weight_reason": "Because.",
    }
    draft = keep(
        [Edit(Feature, "jobs", document), Edit(Feature, "tasks", {**document, "slug": "tasks"})],
        reason="Two of a kind.",
        author=ana,
    )

    with pytest.raises(Unacceptable, match="has the same"):
        submit(draft)


def test_what_a_draft_keeps_back_is_not_let_go_by_a_row_that_joins_it(editor: Client, ana: User) -> None:
    create_support()
    release = datetime(2027, 4, 1, 9, tzinfo=UTC)
    edits = [Edit(Support, "django/orm", support_document(note="New in 7.0."))]
    draft = keep(edits, reason="The 7.0 release notes say so.", author=ana, publish_at=release)

    save(editor, page_of(Feature, "add"), name="Jobs", slug="jobs", draft=draft.pk, _draft="Keep as draft")

    assert (draft.items.count(), Change.objects.get(pk=draft.pk).publish_at) == (2, release)


def test_the_author_of_a_draft_may_let_go_what_it_keeps_back(editor: Client, ana: User) -> None:
    create_support()
    edits = [Edit(Support, "django/orm", support_document(note="New in 7.0."))]
    draft = keep(edits, reason="It is out.", author=ana, publish_at=datetime(2027, 4, 1, 9, tzinfo=UTC))

    save(editor, edit_address(editor, draft), publish_at_0="", publish_at_1="", _draft="Keep in the draft")

    assert Change.objects.get(pk=draft.pk).publish_at is None
