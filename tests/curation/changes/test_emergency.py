"""An administrator publishes alone: loud, recorded for good, and looked at afterwards."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.changes.emergency import check_afterwards, publish_alone
from curation.changes.workflow import Refused, Unacceptable
from curation.models import Change, Origin, State
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, decide, page_of, proposal, staff, state_of, texts
from tests.factories import create_support, support_document

pytestmark = pytest.mark.django_db

WHY = "The page says the opposite of the truth."


@pytest.fixture
def root() -> User:
    return staff("Administrators", "root")


def alone(root: User) -> Change:
    return publish_alone(proposal(root), administrator=root, why=WHY)


def test_an_administrator_publishes_alone_and_at_once(root: User) -> None:
    change = proposal(root)

    response = decide(root, change, "publish_alone", why=WHY)

    assert (state_of(change), Support.objects.get().level) == (State.PUBLISHED, "none-found")
    assert "published without a second person" in texts(response)[0]


def test_the_change_keeps_the_reason_for_good(root: User) -> None:
    change = alone(root)

    assert (change.emergency, change.reviewer) == (WHY, None)


def test_the_desk_the_change_and_the_history_say_so(root: User, ana: User) -> None:
    change = alone(root)

    pages = ["/admin/desk/", change.get_absolute_url(), page_of(Support, "history", "django/orm")]

    assert [url for url in pages if WHY not in client_of(ana).get(url).content.decode()] == []


def test_the_log_has_it_as_a_warning(root: User, caplog: pytest.LogCaptureFixture) -> None:
    alone(root)

    assert [record.levelname for record in caplog.records if "published_alone" in str(record.msg)] == ["WARNING"]


def test_without_a_reason_nothing_is_published(root: User) -> None:
    change = proposal(root)

    response = decide(root, change, "publish_alone", why=" ")

    assert texts(response) == ["Say why it cannot wait for a second person."]
    assert state_of(change) == State.IN_REVIEW


@pytest.mark.parametrize("group", ["Editors", "Publishers"])
def test_nobody_else_publishes_alone(group: str) -> None:
    user = staff(group)
    change = proposal(user)

    assert decide(user, change, "publish_alone", why=WHY).status_code == 403
    assert state_of(change) == State.IN_REVIEW


def test_the_change_of_another_is_approved_instead(root: User, ana: User) -> None:
    with pytest.raises(Refused, match="there are two of you"):
        publish_alone(proposal(ana), administrator=root, why=WHY)


def test_a_claim_still_needs_its_source(root: User) -> None:
    create_support()
    draft = keep([Edit(Support, "django/orm", support_document(source=None))], reason="Quick.", author=root)

    with pytest.raises(Unacceptable, match="needs a source"):
        publish_alone(draft, administrator=root, why=WHY)


def test_a_second_person_checks_it_afterwards(root: User, paul: User) -> None:
    change = alone(root)

    decide(paul, change, "check_afterwards")

    change.refresh_from_db()
    assert (change.reviewer, change.emergency) == (paul, WHY)
    assert WHY not in client_of(paul).get("/admin/desk/").content.decode()


def test_its_author_cannot_check_it(root: User) -> None:
    with pytest.raises(Refused, match="Its author cannot check it"):
        check_afterwards(alone(root), reviewer=root)


def test_what_took_the_usual_way_needs_no_check_afterwards(ana: User, paul: User, root: User) -> None:
    change = proposal(ana)
    decide(paul, change, "approve")

    with pytest.raises(Refused, match="does not wait"):
        check_afterwards(change, reviewer=root)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"state": State.PUBLISHED, "published_at": "2026-11-01T00:00Z"}, "change_approved_by_reviewer"),
        ({"state": State.IN_REVIEW, "emergency": WHY}, "change_emergency_is_published"),
        ({"state": State.WITHDRAWN, "emergency": WHY}, "change_emergency_is_published"),
    ],
)
def test_the_database_knows_four_eyes_and_the_exception(root: User, fields: dict[str, str], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Change.objects.create(author=root, reason="Because.", origin=Origin.EDITOR, **fields)
