"""The editors' desk: what waits, where it leads, and what one click does about it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curation.changes.checks import Edit
from curation.changes.workflow import propose, send_back
from curation.dates import today
from curation.models import Change, State
from editorial.desk.module import Module
from frameworks.models import Fact, Support
from reviews.models import Rating, Statement
from tests.curation.samples import publish_samples
from tests.editorial.desk.pages import client_of, latest, page_of, proposal, staff, texts
from tests.factories import (
    create,
    create_cell_proof,
    create_fact,
    create_framework,
    create_guide,
    create_source,
    create_support,
    publish,
    support_document,
)

pytestmark = pytest.mark.django_db

DESK, READ_AGAIN = "/admin/desk/", "/admin/desk/read-again/"


def ago(days: int) -> str:
    return (today() - datetime.timedelta(days=days)).isoformat()


def module(client: Client, name: str) -> Module:
    modules: dict[str, Module] = {module.anchor: module for module in client.get(DESK).context["modules"]}
    return modules[name]


def titles(client: Client, name: str) -> list[str]:
    return [line.title for line in module(client, name).lines]


def test_the_index_of_the_admin_leads_to_the_desk(editor: Client) -> None:
    assert f'href="{DESK}"' in editor.get("/admin/").content.decode()


def test_nobody_sees_the_desk_without_signing_in(client: Client) -> None:
    assert client.get(DESK).status_code == 302


def test_staff_of_no_group_is_refused() -> None:
    assert client_of(staff("Editors")).get(DESK).status_code == 200
    user = staff("Editors")
    user.groups.clear()
    assert client_of(user).get(DESK).status_code == 403


@pytest.mark.parametrize(
    ("kind", "days", "is_stale"),
    [
        ("index", 14, False),
        ("index", 15, True),
        ("site", 90, False),
        ("site", 91, True),
        ("documentation", 365, False),
        ("documentation", 366, True),
        ("package", 4000, False),
    ],
)
def test_each_kind_of_source_has_its_limit(editor: Client, kind: str, days: int, is_stale: bool) -> None:
    create_source(key="read", kind=kind, package="django", read_on=ago(days))
    create_fact(name="licence", source="read", read_on=ago(days))

    assert ("django/licence" in titles(editor, "stale")) == is_stale


def test_what_a_program_keeps_is_as_fresh_as_its_last_reading(editor: Client) -> None:
    create_source(key="read", kind="index", package="django", read_on=ago(1))
    create_fact(name="licence", source="read", read_on=ago(300))

    assert titles(editor, "stale") == []


def test_a_source_without_an_address_is_never_stale(editor: Client) -> None:
    create_source(key="lost", kind="guide", url="", read_on=ago(500))

    assert titles(editor, "stale") == []


def test_what_readers_do_not_see_is_not_stale(editor: Client) -> None:
    create_framework(key="django", status="draft")
    create_fact(name="licence", read_on=ago(500))

    assert titles(editor, "stale") == []


def test_the_most_overdue_comes_first_with_how_much(editor: Client) -> None:
    create_fact(name="licence", read_on=ago(366))
    create_fact(name="creator", read_on=ago(600))

    lines = module(editor, "stale").lines

    assert [line.title for line in lines] == ["django/creator", "django/licence"]
    assert [line.cells[3] for line in lines] == ["8 months", "1 day"]


def test_each_type_of_stale_row_leads_to_its_filtered_list(editor: Client) -> None:
    create_fact(name="licence", read_on=ago(500))
    create_fact(name="creator", read_on=ago(1))

    [(name, url)] = module(editor, "stale").lists

    assert name == "1 fact"
    assert [row.pk for row in editor.get(url).context["cl"].queryset] == ["django/licence"]
    fresh = editor.get(page_of(Fact) + "?stale=no").context["cl"].queryset
    assert [row.pk for row in fresh] == ["django/creator"]


def test_the_whole_list_of_stale_rows_has_a_page(editor: Client) -> None:
    for number in range(10):
        create_source(key=f"docs-{number}", read_on=ago(500))

    response = editor.get(module(editor, "stale").url)

    assert len(response.context["module"].lines) == 10


def test_reading_again_is_one_click_and_a_change_like_any_other(editor: Client, ana: User) -> None:
    create_support(checked_on=ago(500))

    editor.post(READ_AGAIN, {"only": "support:django/orm"})

    assert (latest().author, latest().state) == (ana, State.IN_REVIEW)
    assert str(Support.objects.get().checked_on) == ago(500)
    assert latest().items.get().document["checked_on"] == ago(0)


def test_reading_many_again_is_one_change(editor: Client) -> None:
    create_support(checked_on=ago(500))
    create_fact(name="licence", read_on=ago(500))

    editor.post(READ_AGAIN, {"row": ["support:django/orm", "fact:django/licence"]})

    assert sorted(latest().items.values_list("key", flat=True)) == ["django/licence", "django/orm"]


def test_a_row_whose_reading_is_proposed_says_so(editor: Client) -> None:
    create_support(checked_on=ago(500))
    editor.post(READ_AGAIN, {"only": "support:django/orm"})

    assert module(editor, "stale").lines[0].cells[-1] == f"change {latest().pk}"


@pytest.mark.parametrize("names", [[], ["rating:x"], ["nothing"], ["support:no/row"]])
def test_reading_nothing_again_proposes_nothing(editor: Client, names: list[str]) -> None:
    response = editor.post(READ_AGAIN, {"row": names}, follow=True)

    assert texts(response) == ["Tick the rows you read again; nothing was proposed."]
    assert not Change.objects.filter(author__isnull=False).exists()


def test_a_cell_not_checked_waits_for_a_source(editor: Client) -> None:
    create_support(level="unknown", source=None)

    assert titles(editor, "sources") == ["django/orm"]
    assert page_of(Support, "change", "django/orm") == module(editor, "sources").lines[0].url


def test_a_statement_without_a_proof_waits_for_a_source(editor: Client) -> None:
    words = {"text": "It is fast.", "locator": "section 1", "verdict": "holds", "checked_on": ago(1)}
    key = create(Statement, "ps/01", guide=create_guide().pk, name="01", **words).pk

    lists = dict(module(editor, "sources").lists)

    assert titles(editor, "sources") == [key]
    assert [row.pk for row in editor.get(lists["Statements without proof"]).context["cl"].queryset] == [key]


def test_a_cell_that_a_program_contests_waits_for_an_editor_until_its_level_is_another(editor: Client) -> None:
    create_support(level="builtin")
    create_cell_proof(verdict="contested", level="builtin", output="assert 1 == 2")

    (line,) = module(editor, "contested").lines
    assert (line.title, line.cells) == ("django/orm", ("Built in", "Contested: assert 1 == 2"))

    publish(Edit(Support, "django/orm", support_document(level="none-found")))
    assert titles(editor, "contested") == []


def test_a_cell_that_a_program_proved_waits_for_nobody(editor: Client) -> None:
    create_support(level="builtin")
    create_cell_proof(verdict="proved", level="builtin")

    assert titles(editor, "contested") == []


def test_the_queue_names_type_author_and_sources(editor: Client, ana: User) -> None:
    change = proposal(ana)

    [line] = module(editor, "queue").lines

    assert line.title == f"{change.pk}: It moved out."
    assert line.cells == ("1 support", "ana", "another publisher, as it is yours", "docs")


def test_what_was_sent_back_stands_among_the_drafts_with_its_note(editor: Client, ana: User, paul: User) -> None:
    send_back(proposal(ana), reviewer=paul, note="Name the page.")

    drafts = module(editor, "drafts")

    assert (drafts.count, drafts.note, drafts.lines[0].cells[-1]) == (1, "1 is yours", "Name the page.")


def test_counts_lead_to_the_lists_they_count(editor: Client, ana: User, paul: User) -> None:
    waiting, returned = proposal(ana), proposal(ana, note="Other words.")
    send_back(returned, reviewer=paul, note="Name the page.")

    listed = {name: editor.get(module(editor, name).url).context["cl"].queryset for name in ("queue", "drafts")}

    assert {name: list(rows) for name, rows in listed.items()} == {"queue": [waiting], "drafts": [returned]}


def test_a_publisher_is_told_why_their_own_cannot_be_ticked(paul: User) -> None:
    proposal(paul)

    assert module(client_of(paul), "queue").lines[0].cells[2] == "another publisher, as it is yours"


def test_what_is_out_of_date_cannot_be_ticked_and_says_so(ana: User, paul: User) -> None:
    proposal(ana)
    publish(Edit(Support, "django/orm", support_document(note="Their words.")))

    [line] = module(client_of(paul), "queue").lines

    assert (line.value, line.cells[2]) == ("", "out of date, to be sent back")


def queries(client: Client) -> int:
    client.get(DESK)
    with CaptureQueriesContext(connection) as captured:
        client.get(DESK)
    return len(captured)


def test_the_desk_takes_as_many_queries_for_much_work_as_for_little(editor: Client, ana: User, paul: User) -> None:
    for number in range(2):
        fill(number, ana, paul)
    few = queries(editor)
    for number in range(2, 7):
        fill(number, ana, paul)

    assert queries(editor) == few


def fill(number: int, ana: User, paul: User) -> None:
    """Add one of everything the desk shows."""
    key = f"feature-{number}"
    create_support(feature=key, checked_on=ago(500))
    create_support(feature=f"open-{number}", level="unknown", source=None)
    edit = Edit(Support, f"django/{key}", support_document(feature=key, note="New."))
    send_back(propose([edit], author=ana, reason="Newer words."), reviewer=paul, note="Which page?")
    propose([edit], author=ana, reason="New words.")


def test_words_of_an_editor_are_shown_as_text(editor: Client, ana: User) -> None:
    create_support()
    attack = "<script>alert(1)</script>"
    propose([Edit(Support, "django/orm", support_document(note="New."))], author=ana, reason=attack)

    assert attack not in editor.get(DESK).content.decode()


def test_ratings_have_no_reading_of_their_own(editor: Client) -> None:
    publish_samples(Rating, 1)

    assert "rating" not in str(module(editor, "stale").lists)
