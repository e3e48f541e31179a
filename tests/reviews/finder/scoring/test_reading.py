"""What the finder weighs: read once for each data version, and again wherever a reader sees other rows."""

import datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from curation.changes.workflow import propose
from curation.snapshots.preview import token_for
from curation.snapshots.snapshots import CurrentSnapshot, PastSnapshot
from frameworks.models import Support
from reviews.finder.questions.choices import Choice
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.factors import BY_KEY
from reviews.finder.scoring.reading import MOST_KEPT, kept, read_scores
from reviews.finder.scoring.scores import FactorEvidence
from tests.factories import create_framework, create_rating, create_support, create_user, support_document

pytestmark = pytest.mark.django_db

FINDER = "/api/v1/finder/?need=admin"


def test_a_version_is_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    create_support(framework="django", feature="orm")
    create_rating(framework="django", criterion="learning-curve")

    with django_assert_num_queries(5):  # the version, names, scales, all that is weighed, Pythons
        first = read_scores(CurrentSnapshot())
    with django_assert_num_queries(1):  # the version
        assert read_scores(CurrentSnapshot()) is first


def test_a_change_is_weighed_at_once() -> None:
    create_support(framework="flask", feature="orm")
    read_scores(CurrentSnapshot())

    create_framework(key="django")

    assert list(read_scores(CurrentSnapshot()).frameworks) == ["django", "flask"]


def test_former_versions_do_not_fill_the_memory() -> None:
    for number in range(MOST_KEPT + 2):
        create_framework(key=f"framework-{number}")
        read_scores(CurrentSnapshot())

    assert len(kept) == MOST_KEPT


def test_a_past_day_is_made_from_its_own_rows() -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)):
        create_framework(key="django")
    with time_machine.travel(datetime.datetime(2026, 11, 4, tzinfo=datetime.UTC)):
        create_framework(key="flask")

    assert list(read_scores(CurrentSnapshot()).frameworks) == ["django", "flask"]
    assert list(read_scores(PastSnapshot(datetime.date(2026, 11, 3))).frameworks) == ["django"]
    assert len(kept) == 1


def test_a_preview_weighs_its_change_and_leaves_nothing_behind(client: Client) -> None:
    create_support(framework="django", feature="admin-ui", level="builtin")
    create_support(framework="flask", feature="admin-ui", level="no")
    document = support_document(framework="flask", feature="admin-ui", level="builtin")
    change = propose([Edit(Support, "flask/admin-ui", document)], author=create_user(), reason="It has one.")

    addresses = (FINDER, f"{FINDER}&preview={token_for(change)}", FINDER)
    ruled_out = [client.get(address).json()["ruled_out"] for address in addresses]

    assert [len(excluded) for excluded in ruled_out] == [1, 0, 1]


@pytest.mark.parametrize(
    ("question", "choice"),
    [(question.key, choice) for question in QUESTIONS for choice in question.choices if choice.features],
)
def test_a_framework_that_has_what_is_asked_for_is_known_to_have_it(
    client: Client, question: str, choice: Choice
) -> None:
    for feature in choice.features:
        create_support(framework="django", feature=feature, level="builtin")

    assert client.get(f"/api/v1/finder/?{question}={choice.key}").json()["not_known"] == []


def test_the_evidence_of_a_score_says_where_it_stands() -> None:
    evidence = FactorEvidence({}, {"flask": {"admin-ui": "no"}}, {}, {})
    places = [evidence.place(BY_KEY["admin"], name) for name in ("flask", "django")]

    assert places == ["/admin-ui", "#features"]
