"""The page on which a change is reviewed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.drafting import keep, redraft
from curation.changes.workflow import approve, propose, submit
from curation.dates import today
from curation.documents import document_of
from curation.models import Change
from editorial.models import Link
from frameworks.models import Feature, Framework, Source, Support
from reviews.models import CommonSituation
from tests.editorial.desk.pages import client_of, proposal, staff
from tests.editorial.desk.review.changes import item, read_again, review, three_cells
from tests.factories import create_feature, create_framework, create_support, create_user, publish, support_document

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25


def page(user: User, change: Change) -> str:
    return client_of(user).get(change.get_absolute_url()).text


def checks(user: User, change: Change) -> dict[str, str]:
    found = client_of(user).get(change.get_absolute_url()).context["checks"]
    return {check.text: check.state for check in found}


def test_the_words_that_alter_are_marked_on_both_sides(ana: User, paul: User) -> None:
    create_support(note="The FAQ shows an ORM here.")
    edit = Edit(Support, "django/orm", support_document(note="The FAQ has an ORM here."))

    shown = page(paul, propose([edit], author=ana, reason="Reworded."))

    assert "<del>shows</del>" in shown
    assert "<ins>has</ins>" in shown
    assert '<span class="same">The FAQ </span>' in shown


def test_rows_are_called_by_names(ana: User, paul: User) -> None:
    shown = client_of(paul).get(proposal(ana).get_absolute_url())

    assert [row.title for row in shown.context["cards"]] == ["Django · Orm"]
    assert shown.context["title"] == "Django · Orm changes"


def test_a_new_source_is_called_by_its_name_where_a_claim_of_the_same_change_names_it(ana: User, paul: User) -> None:
    create_support()
    source = {"kind": "site", "name": "A fresh page", "url": "https://example.com/fresh/", "read_on": str(today())}
    cell = Edit(Support, "django/orm", support_document(source="fresh"))

    shown = page(paul, propose([Edit(Source, "fresh", source), cell], author=ana, reason="It moved."))

    assert "<ins>A fresh page</ins>" in shown
    assert 'href="https://example.com/fresh/"' in shown


def test_what_was_only_read_again_is_one_line_for_each_source(ana: User, paul: User) -> None:
    shown = client_of(paul).get(read_again(ana, "orm", "forms", "cache").get_absolute_url())

    [line] = shown.context["read_again"]
    assert (len(line.rows), shown.context["cards"]) == (3, [])


def test_many_rows_are_lines_of_a_table(ana: User, paul: User) -> None:
    names = [f"feature-{number}" for number in range(9)]
    for name in names:
        create_support(feature=name)
    edits = [Edit(Support, f"django/{name}", support_document(feature=name, note=f"On {name}.")) for name in names]

    shown = client_of(paul).get(propose(edits, author=ana, reason="All.").get_absolute_url())

    assert (len(shown.context["altered"]), shown.context["cards"]) == (9, [])
    assert shown.text.count('class="talk"') == 9


def test_words_of_an_editor_are_shown_as_text(ana: User, paul: User) -> None:
    assert "<script>alert(1)" not in page(paul, proposal(ana, note="<script>alert(1)</script>"))


def test_a_level_that_jumps_is_pointed_out(ana: User, paul: User) -> None:
    assert checks(paul, proposal(ana))["1 level moves two steps or more"] == "look"


def test_a_day_of_reading_before_the_last_one_is_pointed_out(ana: User, paul: User) -> None:
    assert checks(paul, proposal(ana, level="builtin", checked_on="2020-01-01"))["A date cannot be right"] == "look"


def test_an_open_change_on_the_same_row_is_pointed_out(ana: User, paul: User) -> None:
    first, second = proposal(ana), proposal(create_user(group="Editors"), note="Others.")

    assert checks(paul, second)["1 other open change on these rows"] == "look"
    assert f"change {first.pk} by ana has another value for it" in page(paul, second)


@pytest.mark.parametrize(
    ("outcome", "text", "state"),
    [
        ("found", "1 source answered", "passes"),
        ("dead", "1 source does not answer", "look"),
        ("", "1 source was never visited", "unknown"),
    ],
)
def test_the_last_visit_to_its_source_stands_beside_it(
    ana: User, paul: User, outcome: str, text: str, state: str
) -> None:
    change = proposal(ana)
    if outcome:
        Link.objects.create(url=Source.objects.get().link, outcome=outcome, checked_at=timezone.now())

    assert checks(paul, change)[text] == state


def test_three_notes_of_the_same_words_are_pointed_out(ana: User, paul: User) -> None:
    names = ["orm", "forms", "cache"]
    for name in names:
        create_support(feature=name)
    edits = [Edit(Support, f"django/{name}", support_document(feature=name, note="It is.")) for name in names]

    assert checks(paul, propose(edits, author=ana, reason="All."))["3 notes are one sentence"] == "look"


def test_a_reviewer_may_say_that_they_read_the_sources_too(ana: User, paul: User) -> None:
    change = proposal(ana)
    assert "I read the sources too" in page(paul, change)

    review(paul, change, "approve", {"orm": "approve"}, **{"has-read": "on"})

    assert Support.objects.get().second_checked


def test_a_source_with_the_address_of_another_is_pointed_out(ana: User, paul: User) -> None:
    create_support()
    url = Source.objects.get().url.replace("https://", "http://www.") + "#top"
    twin = {"kind": "site", "name": "The same again", "url": url, "read_on": str(today())}

    change = propose([Edit(Source, "again", twin)], author=ana, reason="New.")

    assert checks(paul, change)["A source has the address of another"] == "look"


def create_situation() -> None:
    names = {"name": "Small service", "slug": "small-service", "question": "Which?", "audience": "Small teams."}
    publish(Edit(CommonSituation, "small-service", {**names, "answers": "need=admin", "position": 1}))


def test_a_change_that_turns_an_answer_says_so(ana: User, paul: User) -> None:
    create_framework(key="flask", name="Flask")
    create_framework()
    frameworks = list(Framework.objects.order_by("pk"))
    for row, level in zip(frameworks, ("builtin", "none-found"), strict=False):
        create_support(framework=row.pk, feature="admin-ui", level=level)
    create_situation()
    edits = [
        Edit(Support, f"{row.pk}/admin-ui", support_document(framework=row.pk, feature="admin-ui", level=level))
        for row, level in zip(frameworks, ("none-found", "builtin"), strict=False)
    ]

    shown = page(paul, propose(edits, author=ana, reason="They changed places."))

    assert f"This turns the answer to ‘Small service’: {frameworks[0]} → {frameworks[1]}." in shown


def test_what_moved_on_since_it_was_opened_is_said(ana: User, paul: User) -> None:
    change = proposal(ana)
    page(paul, change)
    edit = Edit(Support, "django/orm", support_document(note="Another thing."))
    submit(keep([edit], reason="It moved out.", author=ana, draft=redraft(change)))

    shown = page(paul, change)

    assert "It is not what you had before you" in shown
    assert "Django · Orm was altered" in shown


def test_a_change_that_stays_as_it_is_says_nothing_of_the_kind(ana: User, paul: User) -> None:
    change = proposal(ana)
    page(paul, change)

    assert "It is not what you had before you" not in page(paul, change)


def test_its_author_has_no_ticks(paul: User) -> None:
    assert 'value="approve"' not in page(paul, three_cells(paul))


def test_the_next_in_the_queue_is_linked(ana: User, paul: User) -> None:
    first = proposal(ana)
    second = proposal(ana, note="Others.")

    assert f'<a href="{second.get_absolute_url()}">Next in the queue</a>' in page(paul, first)


def test_a_published_change_shows_what_it_did(ana: User, paul: User) -> None:
    change = proposal(ana, note="New words.")
    approve(change, reviewer=paul)
    publish(Edit(Support, "django/orm", support_document(level="no")))

    shown = page(ana, change)

    assert "<ins>New</ins>" in shown
    assert "out of date" not in shown


def test_the_page_takes_few_queries_however_many_rows_there_are(ana: User, paul: User) -> None:
    create_situation()
    publisher = client_of(paul)
    few = proposal(ana)
    names = [f"feature-{number}" for number in range(30)]
    for name in names:
        create_support(feature=name, checked_on="2026-01-01")
    edits = [
        Edit(Support, f"django/{name}", support_document(feature=name, note=f"On {name}." if number % 2 else None))
        for number, name in enumerate(names)
    ]
    many = propose(edits, author=ana, reason="A column.")

    counts = []
    for change in (few, many, few, many):
        with CaptureQueriesContext(connection) as captured:
            publisher.get(change.get_absolute_url())
        counts.append(len(captured))

    assert max(counts) <= MOST_QUERIES
    assert counts[2] == counts[3]


def test_an_approval_is_refused_with_what_was_typed_kept(ana: User, paul: User) -> None:
    change = proposal(ana)
    client = client_of(paul)
    address = f"{change.get_absolute_url().removesuffix('change/')}approve/"

    response = client.post(
        address, {"seen": "", "line": str(item(change, "orm")), f"comment-{item(change, 'orm')}": "Which page?"}
    )

    assert response.status_code == 302
    assert "Which page?" in client.get(change.get_absolute_url()).text


def test_what_waits_for_its_time_says_when(ana: User, paul: User) -> None:
    change = proposal(ana)
    Change.objects.filter(pk=change.pk).update(publish_at=timezone.now() + timedelta(days=3))

    assert "Published at once." not in page(paul, change)


def test_the_page_of_an_editor_has_the_rows_and_no_decision(ana: User) -> None:
    shown = page(staff("Editors"), proposal(ana))

    assert Feature.objects.get().name in shown
    assert ">Approve</button>" not in shown


def test_another_row_of_the_same_name_is_shown_by_its_key(ana: User, paul: User) -> None:
    create_support()
    name = Source.objects.get().name
    other = {"kind": "site", "name": name, "url": "https://elsewhere.example/", "read_on": str(today())}
    publish(Edit(Source, "other", other))

    change = propose([Edit(Support, "django/orm", support_document(source="other"))], author=ana, reason="It moved.")

    [row] = client_of(paul).get(change.get_absolute_url()).context["cards"]
    assert [field.name for field in row.differing] == ["source"]
    assert "(other)" in row.in_short[2]


def test_values_that_read_alike_are_told_apart(ana: User, paul: User) -> None:
    feature = create_feature(other_names=["one\ntwo"])
    edit = Edit(Feature, feature.pk, {**document_of(feature), "other_names": ["one", "two"]})

    change = propose([edit], author=ana, reason="Two names.")

    [row] = client_of(paul).get(change.get_absolute_url()).context["cards"]
    assert [field.name for field in row.differing] == ["other_names"]
