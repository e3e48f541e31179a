"""Approving a part of a change: what goes back, what is left out, and what was said of it."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.workflow import propose, submit
from curation.documents import Document
from curation.models import Change, ReviewNote, State
from editorial.models import Correction
from frameworks.models import Source, Support
from tests.editorial.desk.pages import client_of, page_of, state_of, texts
from tests.editorial.desk.review.changes import item, review, three_cells
from tests.factories import CHECKED_ON, create_support, publish, support_document

pytestmark = pytest.mark.django_db

LATER = "2026-11-20"
BACK_ONE = {"orm": "approve", "forms": "back", "cache": "approve"}


def notes() -> set[str]:
    return set(Support.objects.values_list("note", flat=True))


def test_the_ticked_rows_are_published_and_the_others_are_not(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "approve", BACK_ONE, note="Which page?")

    assert notes() == {"New words on orm.", "Old words.", "New words on cache."}
    assert state_of(change) == State.PUBLISHED


def test_what_goes_back_is_a_change_of_its_own_with_the_comment(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "approve", BACK_ONE, **{f"comment-{item(change, 'forms')}": "Which page?"})

    returned = Change.objects.latest("pk")
    assert [each.key for each in returned.items.all()] == ["django/forms"]
    assert (returned.state, returned.author, returned.note) == (State.SENT_BACK, ana, "Which page?")
    assert returned.reason == f"Re-read. (from change {change.pk})"
    assert "Which page?" in client_of(ana).get(returned.get_absolute_url()).text


def test_notes_on_more_rows_than_a_statement_has_alternatives_are_found() -> None:
    assert not ReviewNote.objects.on_rows(("support", f"django/{number}") for number in range(1_100)).exists()


def test_its_author_submits_again_what_went_back(ana: User, paul: User) -> None:
    review(paul, three_cells(ana), "approve", BACK_ONE, note="Which page?")

    assert submit(Change.objects.latest("pk")).state == State.IN_REVIEW


def test_a_row_that_goes_back_without_a_comment_is_refused(ana: User, paul: User) -> None:
    change = three_cells(ana)

    [text] = texts(review(paul, change, "approve", BACK_ONE))

    assert text.startswith("Say of each row that goes back what is missing")
    assert state_of(change) == State.IN_REVIEW
    assert notes() == {"Old words."}


@pytest.mark.parametrize("decision", ["approve", "comment"])
def test_what_was_chosen_for_a_row_stays_chosen_until_it_is_decided(ana: User, paul: User, decision: str) -> None:
    change = three_cells(ana)

    response = review(paul, change, decision, {**BACK_ONE, "cache": "out"})

    chosen = re.findall(r'name="row-(\d+)" value="(\w+)" checked', response.text)
    assert dict(chosen) == {
        str(item(change, "orm")): "approve",
        str(item(change, "forms")): "back",
        str(item(change, "cache")): "out",
    }


def test_a_row_that_is_left_out_stays_in_the_record(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "approve", {**BACK_ONE, "forms": "out"})

    left = Change.objects.latest("pk")
    assert ([each.key for each in left.items.all()], left.state) == (["django/forms"], State.WITHDRAWN)


def test_a_row_of_a_table_without_its_tick_goes_back(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "approve", {"orm": "", "forms": "approve", "cache": "approve"}, note="Which page?")

    assert [each.key for each in Change.objects.latest("pk").items.all()] == ["django/orm"]


def test_nothing_ticked_is_refused(ana: User, paul: User) -> None:
    change = three_cells(ana)

    [text] = texts(review(paul, change, "approve", dict.fromkeys(BACK_ONE, "out")))

    assert text == "Tick at least one row, or send the change back as a whole."
    assert state_of(change) == State.IN_REVIEW


def test_a_part_that_names_what_goes_back_is_refused_by_name(ana: User, paul: User) -> None:
    create_support()
    source = {"kind": "site", "name": "A fresh page", "url": "https://example.com/fresh/", "read_on": CHECKED_ON}
    edits = [Edit(Source, "fresh", source), Edit(Support, "django/orm", support_document(source="fresh"))]
    change = propose(edits, author=ana, reason="It moved.")
    fresh, cell = change.items.get(key="fresh").pk, item(change, "orm")
    said = {"seen": change.digest, "line": [str(fresh), str(cell)], "note": "Why?"}

    response = client_of(paul).post(
        reverse("admin:curation_change_approve", args=[change.pk]),
        {**said, f"row-{fresh}": "back", f"row-{cell}": "approve"},
        follow=True,
    )

    assert texts(response)[0].startswith("Django · Orm needs A fresh page. Approve both, or neither.")
    assert state_of(change) == State.IN_REVIEW


def test_a_reader_follows_the_part_that_holds_their_claim(ana: User, paul: User) -> None:
    change = three_cells(ana)
    letter = Correction.objects.create(
        row_type="support", key="django/forms", text="Wrong.", source="A book.", token_hash="x" * 64, change=change,
        answer="accepted", decided_at=change.created_at,
    )  # fmt: skip

    review(paul, change, "approve", BACK_ONE, note="Which page?")

    assert Correction.objects.get(pk=letter.pk).change == Change.objects.latest("pk")


def test_a_part_of_what_was_altered_unseen_is_not_approved(ana: User, paul: User) -> None:
    change = three_cells(ana)

    [text] = texts(review(paul, change, "approve", BACK_ONE, note="Which page?", seen="0" * 64))

    assert text.startswith("The change is not what your page showed")
    assert notes() == {"Old words."}


def test_a_comment_decides_nothing_and_stays(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "comment", BACK_ONE, **{f"comment-{item(change, 'orm')}": "Are you sure?"})

    note = ReviewNote.objects.get()
    assert (note.key, note.author, note.text, note.decision) == ("django/orm", paul, "Are you sure?", "")
    assert state_of(change) == State.IN_REVIEW


def test_a_row_that_a_form_names_again_and_again_gets_one_comment(ana: User, paul: User) -> None:
    change = three_cells(ana)
    number = str(item(change, "orm"))

    review(paul, change, "comment", {}, line=[" ".join([number] * 50), number], **{f"comment-{number}": "Why?"})

    assert ReviewNote.objects.count() == 1


@pytest.mark.parametrize("decision", ["comment", "approve", "send_back"])
def test_a_comment_on_rows_that_is_too_long_to_be_kept_with_each_is_refused(
    ana: User, paul: User, decision: str
) -> None:
    change = three_cells(ana)
    said = {f"comment-{item(change, 'orm')}": "x" * 2_001}

    [text] = texts(review(paul, change, decision, dict.fromkeys(BACK_ONE, "approve"), note="No.", **said))

    assert text == "A comment on a row has at most 2,000 characters. Nothing was decided or kept."
    assert (state_of(change), ReviewNote.objects.count()) == (State.IN_REVIEW, 0)


def test_an_author_answers_a_comment(ana: User, paul: User) -> None:
    change = three_cells(ana)
    review(paul, change, "comment", BACK_ONE, **{f"comment-{item(change, 'orm')}": "Are you sure?"})

    review(ana, change, "comment", BACK_ONE, **{f"comment-{item(change, 'orm')}": "I am."})

    page = client_of(paul).get(change.get_absolute_url()).text
    assert page.index("Are you sure?") < page.index("I am.")


def test_a_comment_on_a_row_shows_in_later_changes_of_the_row(ana: User, paul: User) -> None:
    change = three_cells(ana)
    review(paul, change, "approve", dict.fromkeys(BACK_ONE, "approve"), **{f"comment-{item(change, 'orm')}": "Good."})
    later = propose(
        [Edit(Support, "django/orm", support_document(note="Newer words."))], author=ana, reason="Once more."
    )

    page = client_of(paul).get(later.get_absolute_url()).text

    assert "Good." in page
    assert f">change {change.pk}</a>" in page


def test_sending_all_back_takes_the_comments_on_rows_for_a_reason(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "send_back", BACK_ONE, **{f"comment-{item(change, 'orm')}": "Which page?"})

    assert Change.objects.get(pk=change.pk).note == "Which page?"
    assert state_of(change) == State.SENT_BACK


def test_after_a_decision_the_next_change_follows(ana: User, paul: User) -> None:
    first = three_cells(ana)
    second = propose([Edit(Support, "django/orm", support_document(note="Others."))], author=ana, reason="More.")

    response = review(paul, first, "send_back", BACK_ONE, note="Why?")

    assert response.redirect_chain[-1][0] == second.get_absolute_url()


def test_what_was_said_of_a_row_stands_in_its_history_and_on_its_form(ana: User, paul: User) -> None:
    change = three_cells(ana)
    review(paul, change, "approve", dict.fromkeys(BACK_ONE, "approve"), **{f"comment-{item(change, 'orm')}": "Good."})
    client = client_of(ana)

    pages = [client.get(page_of(Support, page, "django/orm")).text for page in ("history", "change")]

    assert ["Good." in page for page in pages] == [True, True]
    assert "Good." not in client.get(page_of(Support, "change", "django/forms")).text


def test_a_change_of_more_rows_than_a_form_has_fields_for_is_approved_as_a_whole(ana: User, paul: User) -> None:
    publish(*(Edit(Source, f"page-{number}", source_document(f"Page {number}")) for number in range(260)))
    edits = [Edit(Source, f"page-{number}", source_document(f"Page {number}", "Them")) for number in range(260)]
    change = propose(edits, author=ana, reason="They have a publisher.")
    shown = client_of(paul).get(change.get_absolute_url())

    fields = re.findall(r'name="((?:line|row|else|comment|note|seen|whole)[^"]*)"', shown.text)
    posted = {"seen": shown.context["seen"], "note": "", "whole": "yes"}
    client_of(paul).post(reverse("admin:curation_change_approve", args=[change.pk]), posted)

    assert sorted(fields) == ["note", "seen", "whole"]
    assert state_of(change) == State.PUBLISHED


@pytest.mark.parametrize("named", [["orm", "cache"], ["orm"], []])
def test_what_a_form_does_not_name_is_not_approved(ana: User, paul: User, named: list[str]) -> None:
    change = three_cells(ana)

    [text] = texts(review(paul, change, "approve", dict.fromkeys(named, "approve"), note="Fine."))

    assert text.startswith("It was not said what becomes of ")
    assert "Django · Forms" in text
    assert "Nothing was decided: only what is named is approved." in text
    assert (state_of(change), notes()) == (State.IN_REVIEW, {"Old words."})


def test_a_removal_that_a_form_does_not_name_is_called_by_its_name(ana: User, paul: User) -> None:
    create_support(feature="forms")
    create_support()
    edits = [Edit(Support, "django/forms", None), Edit(Support, "django/orm", support_document(note="New words."))]
    change = propose(edits, author=ana, reason="It is gone.")

    [text] = texts(review(paul, change, "approve", {"orm": "approve"}))

    assert text.startswith("It was not said what becomes of Django · Forms. ")


def test_a_row_that_is_named_twice_is_not_decided(ana: User, paul: User) -> None:
    change = three_cells(ana)
    lines = [str(item(change, name)) for name in ("orm", "forms", "cache", "orm")]

    [text] = texts(review(paul, change, "approve", dict.fromkeys(BACK_ONE, "approve"), line=lines))

    assert text.startswith("A row was named twice, or is not among those of the change.")
    assert state_of(change) == State.IN_REVIEW


def test_a_form_that_names_rows_does_not_approve_the_whole_beside(ana: User, paul: User) -> None:
    change = three_cells(ana)

    review(paul, change, "approve", {"orm": "approve"}, whole="yes")

    assert (state_of(change), notes()) == (State.IN_REVIEW, {"Old words."})


def test_a_row_that_alters_beside_hundreds_that_were_read_again_is_decided_by_itself(ana: User, paul: User) -> None:
    names = [f"page-{number}" for number in range(260)]
    publish(*(Edit(Source, name, source_document(name)) for name in names))
    edits = [Edit(Source, name, {**source_document(name), "read_on": LATER}) for name in names[1:]]
    change = propose([Edit(Source, "page-0", source_document("Renamed")), *edits], author=ana, reason="Read again.")
    shown = client_of(paul).get(change.get_absolute_url())
    first = change.items.get(key="page-0").pk

    lines = re.findall(r'name="line" value="([^"]*)"', shown.text)
    approved = {f"row-{line.split()[0]}": "approve" for line in lines}
    numbers = list(change.items.values_list("pk", flat=True))
    posted = {"seen": shown.context["seen"], "line": lines, **approved, f"row-{first}": "out"}
    client_of(paul).post(reverse("admin:curation_change_approve", args=[change.pk]), posted)

    assert sorted(map(int, " ".join(lines).split())) == numbers
    assert (state_of(change), Source.objects.get(pk="page-0").name) == (State.PUBLISHED, "page-0")
    assert Source.objects.filter(read_on=LATER).count() == 259


def source_document(name: str, publisher: str = "") -> Document:
    said = {"kind": "site", "name": name, "url": "https://example.com/", "read_on": CHECKED_ON}
    return {**said, **({"publisher": publisher} if publisher else {})}


def test_what_was_written_is_found_for_a_change_of_more_rows_than_a_database_takes_conditions() -> None:
    assert not ReviewNote.objects.on_rows(("support", f"django/{number}") for number in range(1100)).exists()


@pytest.mark.parametrize("decision", ["approve", "send_back"])
def test_a_decision_of_which_its_author_cannot_be_told_is_not_made(ana: User, paul: User, decision: str) -> None:
    change = three_cells(ana)

    with connection.execute_wrapper(no_notices), pytest.raises(DatabaseError):
        review(paul, change, decision, {"orm": "approve", "forms": "approve", "cache": "approve"}, note="Why?")

    assert state_of(change) == State.IN_REVIEW
    assert not change.revisions.exists()


def no_notices(execute: Any, sql: str, *rest: Any) -> Any:
    """Be a database that fails when a notice is to be written."""
    if sql.startswith('INSERT INTO "editorial_notice"'):
        raise DatabaseError("The server closed the connection.")
    return execute(sql, *rest)
