"""A correction on the desk: what its editor sees, what it becomes, and that its reader can follow all of it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.changes.workflow import approve, submit
from curation.models import Change, State
from editorial.models import Correction
from editorial.public.corrections.receiving import accept, decline, receive
from frameworks.models import Feature, Support
from tests.editorial.desk.pages import decide, filled_in, latest, page_of, texts
from tests.factories import create_support, support_document

pytestmark = pytest.mark.django_db

BOOK, PAGE = "A book, page 12", "https://docs.example.com/orm/"


def accepted(editor: User, source: str) -> tuple[Change, str]:
    """Return the draft that a reader's correction of a cell became, and where the reader follows it."""
    token = receive(create_support(note="Old words."), {"text": "It moved out.", "source": source}, "sender")
    return accept(Correction.objects.get(), editor), reverse("corrections:detail", args=[token])


def edit_row(client: Client, change: Change, **fields: Any) -> Any:
    """Open the cell of a draft as the page of the draft leads to it, and send it with these fields altered."""
    item = change.items.get(row_type="support")
    form_page = client.get(reverse("admin:curation_change_edit", args=[change.pk, item.pk]), follow=True)
    return client.post(form_page.redirect_chain[-1][0], filled_in(form_page, **fields), follow=True)


def edit_again(client: Client, change: Change, **fields: Any) -> Change:
    """Edit a change again from its page, and return the change that came of it."""
    address = client.get(change.get_absolute_url()).context["edit_again"]
    client.post(address, filled_in(client.get(address), **fields), follow=True)
    return latest()


def test_a_draft_put_right_and_submitted_is_published_for_the_reader(
    client: Client, editor: Client, ana: User, paul: User
) -> None:
    draft, followed = accepted(ana, PAGE)
    edit_row(editor, draft, level="none-found", _draft="1")
    decide(ana, draft, "submit")

    approve(Change.objects.get(pk=draft.pk), reviewer=paul)

    assert "It is published" in client.get(followed).text
    assert Support.objects.filter(source__url=PAGE).exists()


def test_the_reader_follows_the_change_that_replaces_one_edited_again(
    client: Client, editor: Client, ana: User, paul: User
) -> None:
    draft, followed = accepted(ana, BOOK)
    edit_row(editor, draft, level="none-found")
    change = edit_again(editor, Change.objects.get(pk=draft.pk), note="New words.")
    assert "It was accepted" in client.get(followed).text

    approve(change, reviewer=paul)

    assert (change.pk == draft.pk, Support.objects.get().note) == (False, "New words.")
    assert "It is published" in client.get(followed).text


def test_the_reader_follows_a_change_that_is_edited_again_as_a_draft(
    client: Client, editor: Client, ana: User, paul: User
) -> None:
    draft, followed = accepted(ana, PAGE)
    edit_row(editor, draft, level="none-found")
    decide(ana, draft, "redraft")
    assert "It was accepted" in client.get(followed).text
    edit_row(editor, draft, note="New words.")

    approve(Change.objects.get(pk=draft.pk), reviewer=paul)

    assert Support.objects.get().note == "New words."
    assert "It is published" in client.get(followed).text


def test_the_reader_follows_a_draft_into_the_one_it_joins(
    client: Client, editor: Client, ana: User, paul: User
) -> None:
    joining, followed = accepted(ana, PAGE)
    first = keep(
        [
            Edit(
                Feature,
                "jobs",
                {
                    "name": "Jobs",
                    "slug": "jobs",
                    "group": "core",
                    "definition": "Work done later.",
                    "proof": "What must be seen.",
                    "weight_reason": "Because.",
                },
            )
        ],
        reason="Readers ask for it.",
        author=ana,
    )
    source = joining.items.get(row_type="source").key
    claim = {**support_document(feature="jobs"), "source": source}
    joined = keep([Edit(Support, "django/jobs", claim)], reason="Found.", author=ana, draft=first)

    approve(submit(joined), reviewer=paul)

    assert joined.pk == first.pk
    assert "Its source was replaced" in client.get(followed).text


def test_a_claim_left_as_it_is_cannot_be_submitted_as_its_correction(editor: Client, ana: User) -> None:
    draft, _followed = accepted(ana, BOOK)

    response = decide(ana, draft, "submit")

    assert Change.objects.get(pk=draft.pk).state == State.DRAFT
    assert "It alters nothing yet" in texts(response)[0]


@pytest.mark.parametrize(
    ("source", "is_link"), [(PAGE, True), (BOOK, False), ("javascript:alert(1)", False)], ids=["page", "book", "script"]
)
def test_a_readers_source_is_a_link_where_it_is_an_address(editor: Client, source: str, is_link: bool) -> None:
    receive(create_support(), {"text": "It moved out.", "source": source}, "sender")

    page = editor.get(page_of(Correction, "change", str(Correction.objects.get().pk))).text

    assert (f'href="{source}"' in page) == is_link


def test_what_was_decided_is_shown_once_there_is_something(editor: Client, ana: User) -> None:
    receive(create_support(), {"text": "It moved out.", "source": PAGE}, "sender")
    address = page_of(Correction, "change", str(Correction.objects.get().pk))
    assert "Decided by" not in editor.get(address).text

    decline(Correction.objects.get(), ana, "The release notes say otherwise.")

    assert "The release notes say otherwise." in editor.get(address).text


def test_a_readers_words_are_never_published(client: Client, editor: Client, ana: User, paul: User) -> None:
    draft, _followed = accepted(ana, PAGE)
    edit_row(editor, draft, level="none-found", _draft="1")
    decide(ana, draft, "submit")
    change = approve(Change.objects.get(pk=draft.pk), reviewer=paul)

    public = [client.get(address).text for address in ("/changes/", f"/changes/{change.pk}/", "/changes/feed.atom")]
    assert not [page for page in public if "It moved out." in page]


def test_the_reviewer_reads_what_the_reader_wrote(editor: Client, ana: User) -> None:
    draft, _followed = accepted(ana, PAGE)

    assert "It moved out." in editor.get(draft.get_absolute_url()).text


def test_a_claim_that_only_rests_on_another_source_is_not_said_to_be_corrected(
    client: Client, editor: Client, ana: User, paul: User
) -> None:
    draft, followed = accepted(ana, PAGE)
    decide(ana, draft, "submit")
    approve(Change.objects.get(pk=draft.pk), reviewer=paul)

    page = client.get(followed).text
    assert "Its source was replaced" in page
    assert "The claim was corrected" not in page


def test_a_claim_that_stays_as_it_is_beside_others_is_not_said_to_be_corrected(
    client: Client, ana: User, paul: User
) -> None:
    draft, followed = accepted(ana, BOOK)
    create_support(feature="forms")
    other = Edit(Support, "django/forms", support_document(feature="forms", note="Other words."))
    approve(submit(keep([other], reason="Found beside it.", author=ana, draft=draft)), reviewer=paul)

    page = client.get(followed).text

    assert "was published without altering the claim" in page
    assert "Its source was replaced" not in page
