"""A second reading is somebody else's than the author's."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.changes.emergency import publish_alone
from curation.changes.reverting import undoing
from curation.changes.workflow import Unacceptable, approve, propose, publish_from, submit
from curation.documents import document_of
from curation.models import Change, Origin
from frameworks.models import Support
from tests.factories import create_rating, create_support, create_user, support_document

pytestmark = pytest.mark.django_db

RULE = "By rule a second reading is somebody else’s than the author’s."


@pytest.fixture
def ana() -> User:
    return create_user(username="ana")


@pytest.fixture
def otto() -> User:
    return create_user(username="otto")


@pytest.fixture
def paul() -> User:
    return create_user(username="paul")


@pytest.fixture(autouse=True)
def _cell() -> None:
    create_support(note="Of the files.")


def cell(**fields: Any) -> Edit:
    return Edit(Support, "django/orm", support_document(**{"note": "Of the files.", **fields}))


def second(**fields: Any) -> Edit:
    return cell(second_checked=True, **fields)


def written_by(author: User, reviewer: User) -> Change:
    """Publish words of somebody's own."""
    return approve(propose([cell(note="Mine.")], author=author, reason="It says so."), reviewer=reviewer)


def published() -> Support:
    return Support.objects.get()


def test_new_words_have_no_second_reader_yet(ana: User) -> None:
    with pytest.raises(Unacceptable, match=RULE) as refused:
        propose([second(note="Mine.")], author=ana, reason="It says so.")

    assert [problem.field for _, problem in refused.value.problems] == ["second_checked"]


def test_nobody_reads_their_own_claim_a_second_time(ana: User, paul: User) -> None:
    written_by(ana, paul)

    with pytest.raises(Unacceptable, match=RULE):
        propose([second(note="Mine.")], author=ana, reason="I read it again.")


def test_a_later_day_makes_nobody_its_author(ana: User, otto: User, paul: User) -> None:
    written_by(ana, paul)
    approve(propose([cell(note="Mine.", checked_on="2026-11-03")], author=otto, reason="Read."), reviewer=paul)

    with pytest.raises(Unacceptable, match=RULE):
        propose([second(note="Mine.", checked_on="2026-11-04")], author=ana, reason="I read it again.")


def test_somebody_else_reads_it_a_second_time(ana: User, otto: User, paul: User) -> None:
    written_by(ana, paul)

    approve(propose([second(note="Mine.")], author=otto, reason="It does."), reviewer=paul)

    assert published().second_checked


def test_a_claim_of_the_files_may_be_read_by_any_editor(ana: User, paul: User) -> None:
    approve(propose([second()], author=ana, reason="It does."), reviewer=paul)

    assert published().second_checked


def test_the_files_say_what_was_read_a_second_time() -> None:
    publish_from(Origin.CATALOGUE, [second(note="New.")], reason="Loaded.")

    assert published().second_checked


def test_a_draft_is_refused_where_it_is_submitted(ana: User) -> None:
    draft = keep([second(note="Mine.")], author=ana, reason="It says so.")

    with pytest.raises(Unacceptable, match=RULE):
        submit(draft)


def test_an_emergency_is_no_second_reading(ana: User) -> None:
    draft = keep([second(note="Mine.")], author=ana, reason="It says so.")

    with pytest.raises(Unacceptable, match=RULE):
        publish_alone(draft, administrator=ana, why="It is harmful.")


def test_a_change_of_before_the_rule_is_refused_at_its_approval(ana: User, paul: User) -> None:
    change = propose([cell(note="Mine.")], author=ana, reason="It says so.")
    change.items.update(document=second(note="Mine.").document)

    with pytest.raises(Unacceptable, match=RULE):
        approve(change, reviewer=paul)


@pytest.mark.parametrize("way", ["proposed", "drafted"])
def test_other_words_end_the_second_reading_of_the_earlier_ones(ana: User, way: str) -> None:
    publish_from(Origin.CATALOGUE, [second()], reason="Read.")
    edit = second(note="Mine.")
    change = (propose if way == "proposed" else keep)([edit], author=ana, reason="It says so.")

    assert change.items.get().document == cell(note="Mine.").document


def test_other_words_end_what_only_a_second_reader_could_say(ana: User) -> None:
    rating = create_rating(label="Fast", second_checked=True, quoted=True, summary="It is.")
    edit = Edit(type(rating), rating.pk, {**document_of(rating), "summary": "Mine."})
    change = propose([edit], author=ana, reason="It says so.")

    assert {"second_checked", "quoted"}.isdisjoint(change.items.get().document or {})


def test_undoing_brings_the_second_reading_of_the_old_words_back(ana: User, paul: User) -> None:
    publish_from(Origin.CATALOGUE, [second()], reason="Read.")
    change = written_by(ana, paul)
    edits = [edit for edit, _ in undoing(change).edits]

    approve(propose(edits, author=ana, reason="I was wrong."), reviewer=paul)

    assert (published().note, published().second_checked) == ("Of the files.", True)


def test_a_reviewer_who_read_the_source_is_its_second_reader(ana: User, paul: User) -> None:
    change = propose([cell(note="Mine.")], author=ana, reason="It says so.")

    approve(change, reviewer=paul, has_read=True)

    assert (published().note, published().second_checked) == ("Mine.", True)


def test_a_reviewer_is_no_second_reader_of_words_of_their_own(ana: User, paul: User) -> None:
    written_by(paul, ana)
    change = propose([cell(note="Mine.", checked_on="2026-11-03")], author=ana, reason="Read again.")

    approve(change, reviewer=paul, has_read=True)

    assert not published().second_checked
