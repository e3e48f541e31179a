"""The plan: which sources are opened, in which order, and how many of them in the time there is."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.changes.workflow import propose
from curation.dates import today
from curation.models import Change
from editorial.desk.today.plan import Plan
from editorial.models import Link
from frameworks.models import Fact, Support
from tests.editorial.desk.pages import ago, client_of, page_of
from tests.factories import (
    create_fact,
    create_framework,
    create_source,
    create_support,
    create_window,
    support_document,
)

pytestmark = pytest.mark.django_db

DESK, PLAN = "/admin/desk/", "/admin/desk/plan/"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    """Work on a day on which the sources that factories make were just read."""
    with time_machine.travel("2026-11-30T09:00Z"):
        yield


def plan(client: Client) -> Plan:
    found = client.get(DESK).context["plan"]
    assert isinstance(found, Plan)
    return found


def planned(client: Client) -> list[str]:
    return [line.source.pk for line in plan(client).left]


def stale_cell(source: str, feature: str = "orm", days: int = 500, **fields: str) -> Support:
    """Publish a cell that rests on a source of its own and was read long ago."""
    create_source(key=source, url=f"https://{source}.example.com/")
    return create_support(feature=feature, source=source, checked_on=ago(days), **fields)


def read_again(author: User, feature: str, source: str) -> Change:
    document = support_document(feature=feature, source=source, checked_on=ago(0))
    return propose([Edit(Support, f"django/{feature}", document)], author=author, reason="It still says so.")


@pytest.mark.parametrize(
    ("kind", "days", "is_planned"),
    [
        ("site", 90, False),
        ("site", 91, True),
        ("documentation", 365, False),
        ("documentation", 366, True),
        ("repository", 366, True),
        ("package", 4000, False),
    ],
)
def test_each_kind_of_source_has_its_limit(editor: Client, kind: str, days: int, is_planned: bool) -> None:
    create_source(key="read", kind=kind, package="django")
    create_fact(name="licence", source="read", read_on=ago(days))

    assert ("read" in planned(editor)) == is_planned


def test_what_a_program_keeps_is_never_in_the_plan_but_said_once_where_it_is_late(editor: Client) -> None:
    create_source(key="read", kind="index", package="django", read_on=ago(15))
    create_fact(name="licence", source="read", read_on=ago(300))

    assert planned(editor) == []
    [line] = editor.get(DESK).context["aside"][1].lines
    assert (line.title, line.cells) == (
        "The package index is read too late",
        ("1 package with 2 rows, the oldest 1 day over its limit",),
    )


def test_what_a_program_keeps_is_as_fresh_as_its_last_reading(editor: Client) -> None:
    create_source(key="read", kind="index", package="django", read_on=ago(1))
    create_fact(name="licence", source="read", read_on=ago(300))

    assert editor.get(DESK).context["aside"][1].lines == []


def test_a_source_without_an_address_is_never_planned_for_itself(editor: Client) -> None:
    create_source(key="lost", kind="guide", url="", read_on=ago(500))

    assert planned(editor) == []


def test_what_readers_do_not_see_is_not_planned(editor: Client) -> None:
    create_framework(key="django", status="draft")
    create_fact(name="licence", read_on=ago(500))

    assert planned(editor) == []


def test_a_source_stands_once_with_all_that_it_carries(editor: Client) -> None:
    stale_cell("docs", locator="https://docs.example.com/a/#one")
    create_support(feature="csrf", checked_on=ago(400), locator="https://docs.example.com/a/#two")
    create_fact(name="licence", read_on=ago(600), locator="https://docs.example.com/b/")
    create_window(read_on=ago(1))

    [line] = plan(editor).lines

    assert (line.carries, line.pages, line.frameworks) == ("2 cells, 1 fact", 2, "Django")
    assert (str(line.read_on), line.over_by) == (ago(600), "8 months over")


def test_the_longest_over_its_limit_comes_first(editor: Client) -> None:
    stale_cell("young", "orm", days=366)
    stale_cell("old", "csrf", days=500)

    assert planned(editor) == ["old", "young"]


def test_what_has_moved_comes_before_what_waits_longer_and_says_so(editor: Client) -> None:
    stale_cell("old", "orm", days=500)
    stale_cell("moved", "csrf", days=366)
    when = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
    Link.objects.create(url="https://moved.example.com/", outcome="moved", checked_at=when)

    assert planned(editor) == ["moved", "old"]
    assert plan(editor).lines[0].trouble == "Moved for good, 2026-11-25"


def test_a_source_that_the_reader_has_begun_says_how_far(editor: Client, ana: User) -> None:
    stale_cell("docs")
    create_support(feature="csrf", checked_on=ago(500))
    read_again(ana, "orm", "docs")

    [line] = plan(editor).lines

    assert (line.action, [row.key for row in line.rows]) == ("Go on, 1 of 2", ["django/csrf"])


def test_what_waits_for_a_reviewer_is_planned_for_nobody(editor: Client, paul: User) -> None:
    stale_cell("docs")
    read_again(paul, "orm", "docs")

    assert planned(editor) == []


def test_what_somebody_else_only_drafts_stays_in_the_plan(editor: Client, paul: User) -> None:
    stale_cell("docs")
    keep([Edit(Support, "django/orm", support_document(note="Words."))], author=paul, reason="To look at.")

    assert planned(editor) == ["docs"]


def fill_hours() -> None:
    """Publish what takes more than an hour: 30 sources of three pages each."""
    for number in range(30):
        source = f"docs-{number:02}"
        create_source(key=source, url=f"https://{source}.example.com/")
        for page in range(3):
            place = f"https://{source}.example.com/{page}/"
            create_support(feature=f"f-{number}-{page}", source=source, locator=place, checked_on=ago(500))


def test_an_hour_is_about_eighty_pages_and_twenty_minutes_are_about_twenty_five(editor: Client) -> None:
    fill_hours()

    assert (plan(editor).pages, plan(editor).over) == (78, 30)
    editor.post(PLAN, {"time": "20-minutes"})
    assert plan(editor).pages == 24
    editor.post(PLAN, {"time": "all"})
    assert plan(editor).pages == 90


def test_a_plan_that_was_made_stays_as_it_is_until_another_is_asked_for(editor: Client, ana: User) -> None:
    stale_cell("first", "orm", days=500)
    stale_cell("second", "csrf", days=400)
    plan(editor)
    read_again(ana, "orm", "first")
    stale_cell("later", "cors", days=900)

    assert [line.source.pk for line in plan(editor).lines] == ["first", "second"]
    assert planned(editor) == ["second"]
    editor.post(PLAN, {"time": "hour"})
    assert planned(editor) == ["later", "second"]


def test_where_all_of_a_plan_is_answered_the_desk_says_how_much_more_there_is(editor: Client, ana: User) -> None:
    stale_cell("first", "orm")
    plan(editor)
    read_again(ana, "orm", "first")
    stale_cell("later", "cors")

    page = editor.get(DESK).text

    assert "All of your plan is answered." in page
    assert "1 more source is over its limit" in page


def test_where_nothing_is_over_its_limit_the_desk_says_when_the_next_is(editor: Client) -> None:
    create_source(key="docs", read_on=ago(10))
    create_support(checked_on=ago(65))

    due = (today() + datetime.timedelta(days=301)).isoformat()
    assert f"The next goes over it on {due}." in editor.get(DESK).text


@pytest.mark.parametrize("sent", [{}, {"time": "week"}])
def test_a_time_that_nobody_has_is_refused(editor: Client, sent: dict[str, str]) -> None:
    assert editor.post(PLAN, sent).status_code == 400


def test_the_desk_takes_no_parameters(editor: Client) -> None:
    assert editor.get(DESK, {"tiem": "hour"}).status_code == 400


def test_stale_rows_can_be_listed_by_their_type(editor: Client) -> None:
    create_fact(name="licence", read_on=ago(500))
    create_fact(name="creator", read_on=ago(1))

    listed = {answer: editor.get(f"{page_of(Fact)}?stale={answer}").context["cl"].queryset for answer in ("yes", "no")}

    assert {answer: [row.pk for row in rows] for answer, rows in listed.items()} == {
        "yes": ["django/licence"],
        "no": ["django/creator"],
    }


def test_two_people_have_plans_of_their_own(editor: Client, paul: User) -> None:
    fill_hours()
    editor.post(PLAN, {"time": "20-minutes"})

    assert plan(client_of(paul)).pages == 78
