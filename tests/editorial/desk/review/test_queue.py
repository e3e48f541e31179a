"""The queue of what waits for a publisher."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db import connection
from django.db.models.signals import post_init
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.models import Change, ChangeItem, State
from editorial.desk.review.duplicates import close_done
from editorial.models import Notice
from frameworks.models import Support
from tests.editorial.desk.pages import client_of, proposal, staff, state_of, texts, ticked
from tests.editorial.desk.review.changes import read_again, three_cells
from tests.factories import create_feature, create_support, create_user, publish, support_document

pytestmark = pytest.mark.django_db

QUEUE = "/admin/desk/queue/"


def groups(client: Client, **asked: str) -> dict[str, list[int]]:
    """Return the numbers of the changes in each group."""
    found = client.get(QUEUE, asked).context["groups"]
    return {group["title"]: [line.change.pk for line in group["lines"]] for group in found}


def opened(client: Client, *changes: Change) -> Client:
    for change in changes:
        client.get(change.get_absolute_url())
    return client


def tick(client: Client, *changes: Change, do: str = "approve", **posted: str) -> Any:
    values = [ticked(Change.objects.get(pk=change.pk)) for change in changes]
    return client.post(QUEUE, {"row": values, "do": do, **posted}, follow=True)


def another_cell(author: User, name: str) -> Change:
    create_support(feature=name, note="Old words.")
    edit = Edit(Support, f"django/{name}", support_document(feature=name, note=f"On {name}."))
    return propose([edit], author=author, reason=f"New words on {name}.")


def test_changes_stand_in_groups_by_what_they_do(ana: User, paul: User) -> None:
    values, read, mine = another_cell(ana, "forms"), read_again(ana, "cache"), another_cell(paul, "admin")
    create_feature(key="orm")
    new = propose([Edit(Support, "django/orm", support_document())], author=ana, reason="New.")

    assert groups(client_of(paul)) == {
        "Values change": [values.pk],
        "New": [new.pk],
        "Only read again": [read.pk],
        "Yours": [mine.pk],
    }


def test_what_is_out_of_date_stands_after_what_can_be_decided(ana: User, paul: User) -> None:
    outdated = proposal(ana)
    publish(Edit(Support, "django/orm", support_document(note="Their words.")))
    other = another_cell(ana, "forms")

    assert groups(client_of(paul)) == {"Values change": [other.pk], "Out of date": [outdated.pk]}


def test_a_line_says_from_what_to_what_its_row_goes(ana: User, paul: User) -> None:
    proposal(ana)

    shown = client_of(paul).get(QUEUE).text

    assert "level: <del>Built in</del> → <ins>None found</ins>" in shown
    assert "Django · Orm" in shown


def test_a_line_shows_long_words_from_where_they_differ(ana: User, paul: User) -> None:
    words = "A sentence that says a good deal of how it is done, in many words. "
    create_support(level="builtin", note=f"{words}Once.")
    edit = Edit(Support, "django/orm", support_document(level="builtin", note=f"{words}Twice."))
    propose([edit], author=ana, reason="It is more.")

    shown = client_of(paul).get(QUEUE).text

    assert "<del>…how it is done, in many words. Once.</del>" in shown
    assert "<ins>…how it is done, in many words. Twice.</ins>" in shown


def test_two_changes_of_the_same_row_name_each_other(ana: User, paul: User) -> None:
    first, second = proposal(ana), proposal(create_user(group="Editors"), note="Others.")

    shown = client_of(paul).get(QUEUE).text

    assert f"Django · Orm is in change {second.pk} too, with another value" in shown
    assert f"Django · Orm is in change {first.pk} too" in shown


def approved(change: Change, paul: User, callbacks: Any) -> None:
    """Approve a change, and let happen what follows a publication."""
    with callbacks(execute=True):
        approve(change, reviewer=paul)


def test_what_another_change_published_just_so_is_closed_and_its_author_told(
    ana: User, paul: User, django_capture_on_commit_callbacks: Any
) -> None:
    otto = create_user(username="otto", group="Editors")
    first, same, other = proposal(ana), proposal(otto), proposal(otto, note="Other words.")

    approved(first, paul, django_capture_on_commit_callbacks)

    same.refresh_from_db()
    assert (same.state, same.note) == (State.WITHDRAWN, f"Change {first.pk} published the same.")
    assert [(notice.change, notice.user) for notice in Notice.objects.all()] == [(same, otto)]
    assert state_of(other) == State.IN_REVIEW


def test_rows_that_were_published_just_so_leave_a_change_whose_others_wait(
    ana: User, paul: User, django_capture_on_commit_callbacks: Any
) -> None:
    waiting = three_cells(create_user(username="otto", group="Editors"))
    edit = Edit(Support, "django/orm", support_document(note="New words on orm."))

    approved(propose([edit], author=ana, reason="I read it too."), paul, django_capture_on_commit_callbacks)

    assert set(waiting.items.values_list("key", flat=True)) == {"django/cache", "django/forms"}
    assert groups(client_of(paul)) == {"Values change": [waiting.pk]}


def test_a_publication_reads_no_waiting_rows_but_its_own(ana: User, paul: User) -> None:
    otto = create_user(username="otto", group="Editors")
    first, _same, _of_another_row = proposal(ana), proposal(otto), another_cell(otto, "forms")
    approve(first, reviewer=paul)
    read: list[str] = []

    def note(instance: ChangeItem, **_signal: Any) -> None:
        read.append(instance.key)

    post_init.connect(note, sender=ChangeItem)
    try:
        close_done(first)
    finally:
        post_init.disconnect(note, sender=ChangeItem)

    assert {*read} == {"django/orm"}


def test_links_to_other_pages_keep_the_filters() -> None:
    request, page = RequestFactory().get("/?q=django&p=2"), Paginator(range(3), 1).get_page(2)

    shown = Template("{% load desk %}{% page_links page %}").render(Context({"page": page, "request": request}))

    assert 'href="?q=django&amp;p=3"' in shown


def test_a_change_has_a_tick_once_it_was_opened(ana: User, paul: User) -> None:
    change, publisher = proposal(ana), client_of(paul)
    before = publisher.get(QUEUE).text

    after = opened(publisher, change).get(QUEUE).text

    assert (f'value="{ticked(change)}"' in before, f'value="{ticked(change)}"' in after) == (False, True)


def test_what_was_never_opened_is_not_approved(ana: User, paul: User) -> None:
    change = proposal(ana)

    response = tick(client_of(paul), change)

    assert texts(response) == [f"Change {change.pk}: Open it first: only what you had before you can be ticked."]
    assert state_of(change) == State.IN_REVIEW


def test_what_is_ticked_is_approved(ana: User, paul: User) -> None:
    changes = [another_cell(ana, "forms"), another_cell(ana, "cache")]
    publisher = opened(client_of(paul), *changes)

    response = tick(publisher, *changes)

    assert texts(response) == ["2 changes approved."]
    assert [state_of(change) for change in changes] == [State.PUBLISHED] * 2


def test_a_refusal_names_itself_and_leaves_the_others_published(ana: User, paul: User) -> None:
    first, second = proposal(ana), proposal(create_user(group="Editors"), note="Others.")
    publisher = opened(client_of(paul), first, second)

    response = tick(publisher, first, second)

    assert f"Change {second.pk}: " in texts(response)[0]
    assert [state_of(first), state_of(second)] == [State.PUBLISHED, State.IN_REVIEW]


def test_sending_several_back_asks_for_a_note_to_each(ana: User, paul: User) -> None:
    change = proposal(ana)
    publisher = opened(client_of(paul), change)

    asked = tick(publisher, change, do="send-back")
    tick(publisher, change, do="send-back", **{f"note-{change.pk}": "Which page?"})

    assert f'name="note-{change.pk}"' in asked.text
    assert (state_of(change), Change.objects.get(pk=change.pk).note) == (State.SENT_BACK, "Which page?")


def test_an_editor_sees_the_queue_and_decides_nothing(ana: User) -> None:
    change, editor = proposal(ana), client_of(staff("Editors"))

    assert 'name="row"' not in editor.get(QUEUE).text
    assert tick(editor, change).status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "forms"}, ["forms"]),
        ({"q": "new forms"}, ["forms"]),
        ({"kind": "support"}, ["forms", "cache"]),
        ({"q": "nothing like it"}, []),
        ({"framework": "django"}, ["forms", "cache"]),
        ({"age": "7"}, ["cache"]),
    ],
)
def test_the_queue_is_filtered(ana: User, paul: User, asked: dict[str, str], found: list[str]) -> None:
    changes = {name: another_cell(ana, name) for name in ("forms", "cache")}
    Change.objects.filter(pk=changes["cache"].pk).update(created_at=timezone.now() - timedelta(days=8))

    shown = groups(client_of(paul), **asked)

    assert {pk for numbers in shown.values() for pk in numbers} == {changes[name].pk for name in found}


def test_an_unknown_choice_is_refused(paul: User) -> None:
    assert client_of(paul).get(QUEUE, {"age": "forever"}).status_code == 400


def test_nothing_ticked_says_so(paul: User) -> None:
    assert texts(client_of(paul).post(QUEUE, {"do": "approve"}, follow=True)) == [
        "Tick the changes first; nothing was decided."
    ]


def test_the_queue_takes_few_queries_however_many_wait(ana: User, paul: User) -> None:
    publisher = client_of(paul)
    counts = []
    for number in range(2):
        for each in range(1 + 9 * number):
            opened(publisher, another_cell(ana, f"feature-{number}-{each}"))
        with CaptureQueriesContext(connection) as captured:
            publisher.get(QUEUE)
        counts.append(len(captured))

    assert max(counts) <= 25
    assert counts[0] == counts[1]


def test_the_address_of_the_queue_stays(paul: User) -> None:
    assert reverse("desk:queue") == QUEUE


def test_several_rows_of_a_framework_are_counted(ana: User, paul: User) -> None:
    three_cells(ana)

    assert "Django, 3 cells" in client_of(paul).get(QUEUE).text


def test_a_publisher_does_not_approve_their_own(paul: User) -> None:
    change = proposal(paul)
    publisher = opened(client_of(paul), change)

    tick(publisher, change)

    assert f'value="{ticked(change)}"' not in publisher.get(QUEUE).text
    assert state_of(change) == State.IN_REVIEW


def test_a_head_request_opens_nothing(ana: User, paul: User) -> None:
    change = proposal(ana)

    client_of(paul).head(change.get_absolute_url())
    client_of(paul).post(QUEUE, {"row": ticked(change)})

    assert state_of(change) == State.IN_REVIEW


def test_a_number_that_is_spelled_otherwise_names_no_change(ana: User, paul: User) -> None:
    change = proposal(ana)

    [text] = texts(client_of(paul).post(QUEUE, {"row": f"0{ticked(change)}"}, follow=True))

    assert text == "Tick the changes first; nothing was decided."
