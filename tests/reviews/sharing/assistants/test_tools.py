"""What an assistant can ask, without a protocol around it."""

import datetime
from typing import Any

import pytest

from curation.dates import today
from curation.snapshots.snapshots import CurrentSnapshot
from reviews.sharing.assistants.arguments import UnusableArguments
from reviews.sharing.assistants.tools import QUESTIONS, ask
from reviews.sharing.briefs.writing import as_data
from tests.factories import create_conflict, create_framework, create_support

pytestmark = pytest.mark.django_db


def asked(name: str, **arguments: Any) -> dict[str, Any]:
    return as_data(ask(CurrentSnapshot(), QUESTIONS[name], arguments))


def refusal(name: str, **arguments: Any) -> str:
    with pytest.raises(UnusableArguments) as refused:
        asked(name, **arguments)
    return str(refused.value)


def texts(answer: dict[str, Any]) -> list[str]:
    return [line["text"] for section in answer["sections"] for line in section["lines"]]


def test_the_evidence_of_a_claim_has_its_source() -> None:
    create_support(feature="orm", locator="models")

    (claim,) = asked("evidence", claim="django/orm")["claims"]

    assert (claim["source"], claim["place"], claim["day"]) == ("Documentation docs", "models", "2026-11-01")
    assert claim["address"] == "https://example.com/"


def test_a_cell_that_nobody_recorded_was_not_checked() -> None:
    create_framework(key="flask")
    create_support(feature="orm")

    answer = asked("evidence", claim="flask/orm")

    assert texts(answer) == ["Flask, Orm: not checked; nobody has recorded evidence"]
    assert answer["claims"][0]["says"] == "not checked"


def test_a_disagreement_names_the_source_of_each_side() -> None:
    create_conflict(key="speed", sides={"ps": "It is fast."})

    answer = asked("evidence", claim="speed")

    assert "Guide PS: It is fast. (Guide PS, 2025-11-13)" in texts(answer)
    assert answer["claims"] == []


def test_a_must_filters_and_names_who_is_not_confirmed() -> None:
    create_support(feature="admin-ui")
    create_support(framework="flask", feature="admin-ui", level="none-found", searched="the index")

    answer = asked("find", need=["admin"])

    titles = [section["title"] for section in answer["sections"]]
    assert any(title.startswith("1st: Django") for title in titles)
    assert "Flask: Admin back office: searched for, none found" in texts(answer)


def test_what_changed_says_before_and_after() -> None:
    before = create_support(feature="orm").pk
    version = CurrentSnapshot().version
    create_support(feature="migrations")

    answer = asked("what_changed", frameworks=["django"], since=str(version))

    assert "Django, feature, Migrations: not on record → Built in" in texts(answer)
    assert before not in [claim["key"] for claim in answer["claims"]]


def test_a_search_that_finds_nothing_says_that_it_was_not_checked() -> None:
    create_framework()

    answer = asked("search", text="zxqv")

    assert any("which is no “no”" in text for text in texts(answer))


def test_a_past_day_is_answered_as_it_was() -> None:
    create_support(feature="orm")

    day = str(today())

    assert asked("evidence", claim="django/orm", as_of=day)["page"].endswith(f"/evidence/django/orm/?as-of={day}")


ASKED: dict[str, dict[str, Any]] = {
    "search": {"text": "django"},
    "framework": {"framework": "django", "parts": ["features", "facts", "measurements", "guides"]},
    "compare": {"frameworks": ["django", "flask"]},
    "find": {"need": ["admin"]},
    "evidence": {"claim": "django/admin-ui"},
    "what_changed": {"frameworks": ["django"], "since": "1"},
    "situation": {},
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_section_can_be_asked_for_alone(name: str) -> None:
    create_support(feature="admin-ui")
    create_support(framework="flask", feature="admin-ui", level="third-party", package="x")
    known = set(QUESTIONS[name].schema["properties"]["fields"]["items"]["enum"])

    sections = asked(name, **ASKED[name])["sections"]

    assert sections
    assert {section["field"] for section in sections} <= known


def test_a_section_asked_for_alone_brings_its_claims_alone() -> None:
    create_support(feature="orm", level="none-found", searched="the index")
    create_support(feature="admin-ui")

    answer = asked("framework", framework="django", fields=["what-it-is"], parts=["features"])

    assert [section["field"] for section in answer["sections"]] == ["what-it-is", "features"]
    assert {claim["key"] for claim in answer["claims"]} == {"django/orm", "django/admin-ui"}
    assert asked("framework", framework="django", fields=["what-it-is"])["claims"] == []


def test_a_section_that_an_answer_does_not_have_is_told_to_be_empty() -> None:
    create_support(feature="admin-ui")

    answer = asked("find", build="site", fields=["left-out"])

    assert texts(answer) == ["nothing on record"]


def test_the_most_that_is_shown_can_be_less() -> None:
    for feature in ("orm", "migrations", "admin-ui"):
        create_support(feature=feature)

    answer = asked("what_changed", frameworks=["django"], since="1", top=1, fields=["changed"])

    assert texts(answer)[1:] == ["2 more; ask for fewer frameworks or a later day"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        (
            "framework",
            {"framework": "djnago"},
            "allowed are django. Did you mean django?",
        ),
        ("framework", {}, "Give framework."),
        (
            "framework",
            {"framework": "django", "colour": 1},
            "There is no colour; allowed are framework, parts, fields, as_of.",
        ),
        (
            "compare",
            {"frameworks": ["django", "flask"], "fields": ["price"]},
            "fields.0: there is no “price”; allowed are",
        ),
        ("evidence", {"claim": "django/orm", "fields": []}, "is not possible; allowed is a list of at least 1."),
        ("search", {"text": "orm", "top": 0}, "top: “0” is not possible; allowed is a number from 1."),
        ("compare", {"frameworks": ["django"]}, "is not possible; allowed is a list of at least 2."),
        ("compare", {"frameworks": ["django", "django"]}, "Chosen twice: django."),
        ("find", {"build": "castle"}, "build: there is no “castle”; allowed are site, api, service, realtime."),
        ("find", {}, "Give at least one of build,"),
        ("evidence", {"claim": "django/ormm"}, "There is no claim “django/ormm”."),
        ("what_changed", {"frameworks": ["django"], "since": "999999"}, "There is no version 999999; allowed are 1 to"),
        ("what_changed", {"frameworks": ["django"], "since": "2001-01-01"}, "The record begins on"),
        ("situation", {"situation": "castle"}, "There is no situation “castle”"),
        (
            "framework",
            {"framework": "django", "as_of": "tomorrow"},
            "allowed are days up to",
        ),
    ],
)
def test_wrong_arguments_are_told_with_what_is_allowed(name: str, arguments: dict[str, Any], said: str) -> None:
    create_support(feature="orm")

    assert said in refusal(name, **arguments)


def test_a_day_in_the_future_is_refused() -> None:
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)

    assert "allowed are days up to today" in refusal("framework", framework="django", as_of=str(tomorrow))
