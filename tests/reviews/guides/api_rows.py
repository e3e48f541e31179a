"""Rows for every list of the API of what is said: the more of them, the more other rows they refer to."""

from collections.abc import Callable
from typing import Any

from reviews.models import CommonSituation, Conflict, Mention, Proof, Side, Statement, Technology, UseCase
from tests.factories import (
    CHECKED_ON,
    create,
    create_answer,
    create_assessment,
    create_criterion,
    create_fact,
    create_guide,
    create_point,
    create_question,
    create_rating,
    create_recommendation,
    create_remark,
    create_resource,
    create_support,
    create_uncompared,
    ensure_framework,
    ensure_guide,
    ensure_source,
)


def create_shared_point(number: int) -> None:
    point = create_point(key=f"point-{number}").pk
    for guide in ("ps", f"g{number}"):
        create_remark(framework=f"framework-{number}", guide=guide, point=point)


def create_situation(number: int) -> None:
    key = create(UseCase, f"case-{number}", name=f"Case {number}").pk
    words = {"name": f"Situation {number}", "question": "Which one?", "audience": "Teams."}
    create(CommonSituation, f"s{number}", slug=f"s{number}", answers="build=api", use_case=key, **words)


def create_use_case(number: int) -> None:
    key = create(UseCase, f"case-{number}", name=f"Case {number}").pk
    for guide in ("ps", f"g{number}"):
        picks = {"django": "alternative", f"framework-{number}": "recommended"}
        create_recommendation(guide=guide, name=f"{number}", use_case=key, picks=picks)


def create_answered_topic(number: int) -> None:
    for name in ("first", "second"):
        create_question(topic=f"topic-{number}", name=name, text="Why?")
        create_answer(question=f"topic-{number}/{name}", text="So.", locator="§ 1")


def create_technology(number: int) -> None:
    key = create(Technology, f"technology-{number}", name=f"Technology {number}", role="A standard.").pk
    for guide in ("ps", f"g{number}"):
        create(Mention, f"{key}/{guide}", technology=key, guide=ensure_guide(guide))


def create_conflict(number: int) -> None:
    framework = ensure_framework(f"framework-{number}")
    key = create(Conflict, f"conflict-{number}", title="They differ.", extent="between", framework=framework).pk
    for guide in ("ps", f"g{number}"):
        create(Side, f"{key}/{guide}", conflict=key, name=guide, guide=ensure_guide(guide), text="So it is.")


def create_statement(number: int) -> None:
    framework = ensure_framework(f"framework-{number}")
    document = {"guide": ensure_guide("ps"), "name": f"s{number}", "framework": framework, "text": "It has no ORM."}
    judged = {"locator": "§ 1", "verdict": "contradicted", "checked_on": CHECKED_ON}
    key = create(Statement, f"ps/s{number}", **document, **judged).pk
    proofs = {
        "cell": {"support": create_support(framework=framework, feature=f"feature-{number}").pk},
        "fact": {"fact": create_fact(framework=framework).pk},
        "text": {"source": ensure_source()},
    }
    for name, proof in proofs.items():
        create(Proof, f"{key}/{name}", statement=key, name=name, **proof)


def create_assessed_resource(number: int) -> None:
    create_resource(key=f"resource-{number}")
    create_assessment(resource=f"resource-{number}", criterion=f"criterion-{number}", guide=f"g{number}")


MAKERS: dict[str, Callable[[int], Any]] = {
    "guide": lambda number: create_guide(key=f"g{number}"),
    "criterion": lambda number: create_criterion(key=f"criterion-{number}"),
    "rating": lambda number: create_rating(
        framework=f"framework-{number}", criterion=f"criterion-{number}", guide=f"g{number}"
    ),
    "assessment": create_assessed_resource,
    "remark": lambda number: create_remark(framework=f"framework-{number}", guide=f"g{number}"),
    "point": create_shared_point,
    "situation": create_situation,
    "not-compared": lambda number: create_uncompared(
        key=f"uncompared-{number}", framework=ensure_framework(f"framework-{number}")
    ),
    "use-case": create_use_case,
    "recommendation": create_use_case,
    "topic": create_answered_topic,
    "technology": create_technology,
    "conflict": create_conflict,
    "statement": create_statement,
}
