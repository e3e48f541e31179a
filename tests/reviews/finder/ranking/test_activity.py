"""Who is inactive, by the rule that /method/ states; the frameworks are made up."""

import datetime

import pytest
from django.test import Client

from frameworks.models import PythonVersion
from reviews.finder.ranking.activity import Facts, Inactivity, inactivity, rule_texts
from reviews.finder.scoring.scales import Dated
from tests.factories import create_fact, create_python_version, create_support
from tests.reading import data_version

READ_ON = datetime.date(2026, 11, 21)
PYTHONS = [
    PythonVersion(key="3.11", released="2022-10-24", security_until="2027-10-01"),
    PythonVersion(key="3.12", released="2023-10-02", security_until="2028-10-01"),
    PythonVersion(key="3.9", released="2020-10-05", security_until="2025-10-31"),
]


def facts(**values: str) -> Facts:
    return {name.replace("_", "-"): Dated(value, READ_ON) for name, value in values.items()}


def reasons(**values: str) -> list[str]:
    return [reason.fact for reason in inactivity(facts(**values), PYTHONS)]


@pytest.mark.parametrize("status", ["Archived", "Deprecated", "Quarantined"])
def test_a_project_that_the_index_calls_ended_is_inactive(status: str) -> None:
    assert reasons(project_status=status, released="2026-11-01") == ["project-status"]


def test_a_project_that_declares_itself_inactive_is_so() -> None:
    assert reasons(development_status="Inactive") == ["development-status"]


@pytest.mark.parametrize(("released", "inactive"), [("2024-11-20", True), ("2024-11-21", False), ("2026-11-01", False)])
def test_two_years_without_a_release_make_inactive(released: str, inactive: bool) -> None:
    assert reasons(released=released) == (["released"] if inactive else [])


@pytest.mark.parametrize(
    ("requires", "inactive"),
    [("<3.11", True), ("==3.9.*", True), (">=3.9", False), ("<=3.11", False), ("Not stated", False)],
)
def test_what_installs_on_no_supported_python_is_inactive(requires: str, inactive: bool) -> None:
    assert reasons(requires_python=requires, released="2026-11-01") == (["requires-python"] if inactive else [])


def test_the_reason_says_what_was_read_and_when() -> None:
    assert inactivity(facts(released="2023-02-01"), PYTHONS) == (
        Inactivity("released", "Last release 2023-02-01, more than two years before 2026-11-21"),
    )


def test_what_nobody_recorded_is_not_called_inactive() -> None:
    assert inactivity({}, PYTHONS) == ()
    assert inactivity(facts(requires_python="<3.11"), []) == ()


@pytest.fixture
def _one_left_behind() -> None:
    create_python_version(key="3.14")
    create_support(framework="django", feature="admin-ui", level="official-extension", package="pack")
    create_support(framework="relic", feature="admin-ui", level="builtin")
    create_fact(framework="relic", name="requires-python", value="<3.12", read_on="2026-11-21")


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_left_behind")
def test_an_inactive_framework_is_named_with_its_evidence_and_never_ranked(client: Client) -> None:
    answer = client.get("/api/v1/finder/?need=admin").json()
    page = client.get("/finder/?v=2&need=admin").text

    assert [place["framework"]["slug"] for place in answer["ranking"]] == ["django"]
    assert [(row["framework"]["slug"], row["fact"]) for row in answer["inactive"]] == [("relic", "requires-python")]
    assert 'href="/evidence/relic/requires-python/">Python</a>: Requires Python &lt;3.12' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_left_behind")
def test_what_became_inactive_is_said_on_a_later_visit(client: Client) -> None:
    then = data_version()
    create_fact(framework="django", name="project-status", value="Archived")

    rows = client.get(f"/finder/since.json?v=2&need=admin&version={then}").json()["tables"]

    assert rows["order"]["rows"][0]["rank_now"] == "inactive"


@pytest.mark.django_db
def test_the_rule_stands_on_the_page_on_method(client: Client) -> None:
    page = client.get("/method/").text

    assert all(text in page for text in rule_texts())
