"""Verdicts that follow the facts: what the program publishes, and what it leaves to people."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from curation.models import Change, Origin
from editorial.models import Run
from editorial.operation.scheduling.statement_checks import check_statements, is_due
from reviews.models import Statement
from tests.curation.files.catalogue_folder import SOURCE, Folder, fill
from tests.editorial.desk.pages import client_of, page_of
from tests.factories import create_fact, create_framework, create_release, create_statement, create_support

pytestmark = pytest.mark.django_db


def statement(**fields: str) -> Statement:
    create_support(level="builtin")
    return create_statement(framework="django", rule="built-in", proofs=[{"support": "django/orm"}], **fields)


def standing() -> tuple[str, str, str]:
    row = Statement.objects.get()
    return row.verdict, row.finding, row.by_hand


def test_a_rule_that_finds_what_an_editor_read_adds_only_why() -> None:
    statement()

    check_statements()

    assert standing() == ("holds", "Built in: Orm.", "")


def test_a_rule_that_finds_something_else_counts_and_the_editors_verdict_stays_beside_it() -> None:
    statement()
    create_support(level="third-party", package="pack")

    check_statements()

    assert standing() == ("contradicted", "Not built in: Orm.", "holds")


def test_what_comes_true_again_needs_nobody() -> None:
    statement()
    create_support(level="third-party", package="pack")
    check_statements()
    create_support(level="builtin")

    check_statements()

    assert standing() == ("holds", "Built in: Orm.", "")


def test_a_release_makes_a_statement_outdated() -> None:
    create_fact(name="requires-python", value=">=3.9")
    create_release(version="5.0", released_on="2025-01-02", requires_python=">=3.9")
    create_statement(framework="django", rule="supports-python 3.9", proofs=[{"fact": "django/requires-python"}])
    check_statements()
    assert standing()[0] == "holds"
    create_fact(name="requires-python", value=">=3.10")

    check_statements()

    assert (standing()[0], standing()[2]) == ("outdated", "holds")


def test_what_is_found_is_published_as_one_change_of_an_importer_and_never_twice() -> None:
    statement()
    create_statement(name="02", framework="django", rule="built-in", proofs=[{"support": "django/orm"}])
    before = Change.objects.count()

    assert [len(check_statements()), len(check_statements())] == [2, 0]

    assert Change.objects.count() == before + 1
    assert Change.objects.latest("pk").origin == Origin.IMPORTER


def test_a_statement_without_a_rule_stays_as_a_person_judged_it() -> None:
    create_statement(verdict="outdated")

    assert check_statements() == []


def test_it_is_due_after_every_publication_and_once_a_day() -> None:
    statement()
    check_statements()
    Run.objects.update(started_at=timezone.now())
    assert not is_due(timezone.now())

    assert is_due(timezone.now() + timedelta(days=1))
    create_framework(key="flask")
    assert is_due(timezone.now())


def test_the_command_says_what_changed() -> None:
    statement(verdict="outdated")
    output = StringIO()

    call_command("check_statements", stdout=output)

    assert output.getvalue() == "ps/01: holds (by hand: outdated). Built in: Orm.\n1 statements changed.\n"


def judged_catalogue(path: Path) -> Folder:
    """Return a loaded catalogue with a statement on which a rule has overturned the editor."""
    folder = fill(path)
    folder.write("sources/guide-ps", {**SOURCE, "kind": "guide", "name": "A guide"})
    folder.write("guides/ps", {"code": "PS", "voice": "A guide", "source": "guide-ps", "dated": "In its head."})
    folder.write("guides/ps/statements/01", STATEMENT)
    folder.load()
    check_statements()
    return folder


STATEMENT = {
    "framework": "django",
    "text": "It has no ORM.",
    "locator": "section 1",
    "rule": "not-built-in",
    "verdict": "holds",
    "explanation": "So we read.",
    "checked_on": "2026-11-01",
    "proofs": {"p1": {"support": "django/orm"}},
}


def test_what_newer_files_say_in_words_is_loaded_although_a_rule_wrote_since(tmp_path: Path) -> None:
    folder = judged_catalogue(tmp_path)
    folder.write("guides/ps/statements/01", {**STATEMENT, "explanation": "It has one now."})

    folder.load()
    check_statements()

    assert Statement.objects.get().explanation == "It has one now."
    assert standing()[0] == "contradicted"


def test_files_that_differ_from_a_rule_alone_leave_its_verdict(tmp_path: Path) -> None:
    folder = judged_catalogue(tmp_path)

    folder.load()

    assert standing() == ("contradicted", "Built in: ORM.", "holds")


def test_a_statement_the_files_no_longer_have_is_removed_although_a_rule_wrote_since(tmp_path: Path) -> None:
    folder = judged_catalogue(tmp_path)
    (folder.path / "guides/ps/statements/01.yaml").unlink()

    folder.load()

    assert not Statement.objects.exists()


def test_a_line_that_is_no_rule_is_an_error_of_the_files(tmp_path: Path) -> None:
    folder = judged_catalogue(tmp_path)
    folder.write("guides/ps/statements/01", {**STATEMENT, "rule": "buildin"})

    assert "“buildin” is no rule; allowed are supports-python" in folder.check()


def test_the_evidence_of_a_statement_has_the_rule_what_it_finds_and_the_verdict_by_hand(client: Client) -> None:
    statement(verdict="outdated")
    check_statements()

    page = client.get("/evidence/ps/01/").text

    assert all(words in page for words in ("The rule finds", "Built in: Orm.", "By hand", "outdated."))


def test_the_api_has_the_rule_and_both_verdicts(client: Client) -> None:
    statement(verdict="outdated")
    check_statements()

    row = client.get("/api/v1/statements/").json()["results"][0]

    assert (row["rule"], row["verdict"], row["by_hand"]) == ("built-in", "holds", "outdated")


@pytest.mark.parametrize("size", [1, 5])
def test_reading_costs_the_same_however_many_statements(
    django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        framework = f"framework-{number}"
        create_support(framework=framework)
        create_fact(framework=framework)
        proofs = [{"support": f"{framework}/orm"}, {"fact": f"{framework}/latest-version"}]
        create_statement(name=f"{number}", framework=framework, rule="built-in", proofs=proofs)
    check_statements()

    with django_assert_num_queries(
        15
    ):  # the run 7, statements, proofs, cells, facts, releases, windows, figures, guides
        check_statements()


def test_the_desk_names_what_rules_overturned_until_it_is_settled(ana: User) -> None:
    statement(verdict="outdated")
    check_statements()

    desk = client_of(ana).get("/admin/desk/settle/").text

    assert "Verdicts that rules overturned" in desk
    assert "Holds: Built in: Orm." in desk


def test_the_form_lists_the_rules_with_what_they_take(ana: User) -> None:
    page = client_of(ana).get(page_of(Statement, "add")).text

    assert "supports-python (a Python version, such as 3.12)" in page


def test_a_page_of_a_past_day_shows_the_verdict_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        statement()
        check_statements()
    with time_machine.travel("2026-11-19"):
        create_support(level="third-party", package="pack")
        check_statements()

    past, present = (client.get(f"/fact-checks/{query}").text for query in ("?as-of=2026-11-18", ""))

    assert "Built in: Orm." in past
    assert "An editor read it as “Holds”" in present
