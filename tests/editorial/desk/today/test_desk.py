"""The editors' desk: what waits, where it leads, and what one click does about it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.workflow import propose, send_back, submit
from editorial.desk.today.module import Module
from editorial.models import Link, Reading, RunOutcome
from editorial.operation.scheduling.runs import begin
from frameworks.models import Support
from reviews.models import Statement
from tests.editorial.desk.pages import ago, client_of, page_of, proposal, staff
from tests.factories import (
    create,
    create_cell_proof,
    create_guide,
    create_source,
    create_support,
    publish,
    support_document,
)

pytestmark = pytest.mark.django_db

DESK, SETTLE = "/admin/desk/", "/admin/desk/settle/"
MOST_QUERIES = 25
TO_SETTLE = {"sources", "overturned", "contested"}


def module(client: Client, name: str) -> Module:
    context = client.get(SETTLE if name in TO_SETTLE else DESK).context
    shown = context["modules"] if name in TO_SETTLE else [context["mine"], *context["aside"]]
    modules: dict[str, Module] = {module.anchor: module for module in shown}
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


def test_what_was_sent_back_to_the_reader_comes_first_with_who_says_what(editor: Client, ana: User, paul: User) -> None:
    returned, waiting = proposal(ana), proposal(ana, note="Other words.")
    send_back(returned, reviewer=paul, note="Name the page.")

    mine = module(editor, "mine")

    assert [line.url for line in mine.lines] == [returned.get_absolute_url(), waiting.get_absolute_url()]
    assert (mine.note, mine.lines[0].cells[-1]) == ("1 sent back to you, 1 in review", "paul: Name the page.")


def test_what_others_have_open_is_not_among_my_changes(editor: Client, paul: User) -> None:
    proposal(paul)

    assert module(editor, "mine").count == 0


def test_counts_lead_to_the_lists_they_count(editor: Client, ana: User, paul: User) -> None:
    proposal(paul)
    returned = proposal(ana, note="Other words.")
    send_back(returned, reviewer=paul, note="Name the page.")

    assert list(editor.get(module(editor, "mine").url).context["cl"].queryset) == [returned]


def test_a_program_whose_last_run_failed_is_named_with_what_happened(editor: Client) -> None:
    begin("check_links").finish(RunOutcome.SUCCEEDED)
    failed = begin("refresh_facts")
    failed.message = "The index did not answer."
    failed.finish(RunOutcome.FAILED)

    programs = module(editor, "programs")

    assert [line.title for line in programs.lines] == ["refresh_facts failed"]
    assert "The index did not answer." in programs.lines[0].cells[0]


def test_packages_that_gave_no_good_answer_are_one_line(editor: Client) -> None:
    for name in ("bottle-cork", "flask-seasurf"):
        Reading.objects.create(package=name, failed_at=timezone.now(), failure="404")

    [line] = module(editor, "programs").lines

    assert (line.title, line.cells) == ("No answer about 2 packages", ("bottle-cork: 404; flask-seasurf: 404",))


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("address", [DESK, SETTLE, "/admin/"])
def test_a_page_takes_as_many_queries_for_much_work_as_for_little(address: str, ana: User, paul: User) -> None:
    publisher = client_of(paul)
    for number in range(2):
        fill(number, ana, paul)
    few = queries(publisher, address)
    for number in range(2, 7):
        fill(number, ana, paul)

    assert queries(publisher, address) == few
    assert few <= MOST_QUERIES


def fill(number: int, ana: User, paul: User) -> None:
    """Add one of everything the desk shows."""
    key = f"feature-{number}"
    create_source(key=f"source-{number}")
    create_support(feature=key, source=f"source-{number}", checked_on=ago(500))
    create_support(feature=f"read-{number}", source=f"source-{number}", checked_on=ago(500))
    create_cell_proof(feature=key, verdict="contested", level="builtin", output="assert 1 == 2")
    Link.objects.create(url=f"https://example.com/{number}/", outcome="dead", checked_at=timezone.now())
    create_support(feature=f"open-{number}", level="unknown", source=None)
    edit = Edit(Support, f"django/{key}", support_document(feature=key, note="New."))
    send_back(propose([edit], author=ana, reason="Newer words."), reviewer=paul, note="Which page?")
    propose([edit], author=ana, reason="New words.")


def test_words_of_an_editor_are_shown_as_text(editor: Client, ana: User) -> None:
    create_support()
    attack = "<script>alert(1)</script>"
    propose([Edit(Support, "django/orm", support_document(note="New."))], author=ana, reason=attack)

    assert attack not in editor.get(DESK).content.decode()


def test_what_was_sent_back_and_submitted_again_waits_like_any_other(editor: Client, ana: User, paul: User) -> None:
    submit(send_back(proposal(ana), reviewer=paul, note="Say why."))

    assert "Queue</a>: 1 change waits for a publisher." in editor.get(DESK).text
