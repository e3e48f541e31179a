"""Every check passes a right program, and fails one that does a single thing wrong."""

import pytest

from lab.checks.checker import Checker
from lab.checks.runner import run_checks, task_module
from lab.serving.downstream import service

from .conftest import MakeCopy

TASKS = ("t01", "t02", "t03", "t04", "t05", "t06", "t07", "t08", "t10", "t12", "t14")

WRONGS = [
    ("t01", "decodes twice", "q with %41 comes back unchanged"),
    ("t01", "accepts a limit of 51", "limit=51 is refused"),
    ("t01", "answers the id as text", "a plain request gets the right items"),
    ("t01", "answers 404 as a page", "the 404 is JSON"),
    ("t02", "does not look into lines", "nested sku 'abc-1234' is refused"),
    ("t02", "answers 500 to a bad body", "a body of { is refused"),
    ("t02", "repeats itself", "a body of { is refused"),
    ("t03", "does not escape rows", "<script>alert(1)</script> injects no tag"),
    ("t03", "does not escape the title", "the title shows </title> as text"),
    ("t03", "shows 19 rows", "the 20 rows show a&b as text"),
    ("t04", "takes any visitor's token", "a token without its cookie is refused"),
    ("t04", "compares two empty tokens", "a post with neither token nor cookie is refused"),
    ("t04", "compares two empty tokens", "an empty token without a cookie is refused"),
    ("t04", "forgets what was typed", "the typed name with it's is shown again"),
    ("t04", "does not escape the form", 'the typed name with "quoted" is shown again'),
    ("t05", "forgets notes at a restart", "the notes are there after a restart"),
    ("t05", "stores refused notes", "refused notes are not stored"),
    ("t06", "lets bob edit", "bob may not edit"),
    ("t06", "does not log out", "after logging out ann is a stranger"),
    ("t06", "lets scripts read the cookie", "the cookie is HttpOnly"),
    ("t06", "stores passwords", "no password is stored in clear"),
    ("t07", "cuts large files", "large.bin of 3000000 bytes arrives whole, with its name and the note"),
    ("t08", "sends all at once", "the lines come one by one, the first at once"),
    ("t08", "breaks off", "lines come one by one: to the end"),
    ("t10", "works inside the request", "a job is accepted within 150 ms"),
    ("t10", "computes wrongly", "a job ends done with the right result"),
    ("t12", "keeps any id", "the id 'short' gets a UUID"),
    ("t12", "forgets the id of an error", "an answer 500 carries the id"),
    ("t14", "ignores weights", "Accept-Language en;q=0.4,pl;q=0.8: 3 wiadomości"),
    ("t14", "has no plurals", "Accept-Language pl: 3 wiadomości"),
]


def check(make_copy: MakeCopy, task: str, **environ: str) -> Checker:
    return run_checks(make_copy(task=task, **environ), task_module(task), seed=7)


@pytest.mark.parametrize("task", TASKS)
def test_a_right_program_passes(make_copy: MakeCopy, task: str) -> None:
    checker = check(make_copy, task)

    assert checker.failed == []
    assert len(checker.outcomes) > 2


@pytest.mark.parametrize(("task", "wrong", "label"), WRONGS)
def test_a_wrong_program_fails_the_check_that_names_it(make_copy: MakeCopy, task: str, wrong: str, label: str) -> None:
    failed = [failure["check"] for failure in check(make_copy, task, WRONG=wrong).failed]

    assert label in failed


@pytest.mark.parametrize(("wrong", "passes"), [("", True), ("makes answers up", False)])
def test_an_answer_of_the_other_service_is_passed_on(make_copy: MakeCopy, wrong: str, passes: bool) -> None:
    with service() as environ:
        failed = check(make_copy, "t15", WRONG=wrong, **environ).failed

    assert (failed == []) is passes


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ("", None),
        ("upgrades any path", "another path is not upgraded"),
        ("cuts long messages", "70,000 characters is echoed"),
        ("says it goes away", "bye closes with code 1000"),
    ],
)
def test_messages_are_echoed(make_copy: MakeCopy, wrong: str, label: str | None) -> None:
    checker = run_checks(make_copy("echo.py", "t09", WRONG=wrong), task_module("t09"), seed=7)

    assert [failure["check"] for failure in checker.failed] == ([label] if label else [])


def test_notes_say_how_often_something_was_seen(make_copy: MakeCopy) -> None:
    notes = check(make_copy, "t02").notes

    assert notes["the refusal names the field"] == "yes"
    assert notes["all errors are reported at once"] == "yes"
    assert notes["a body that is not UTF-8 is a client error"] == "yes"
