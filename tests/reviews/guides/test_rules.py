"""The rules that judge statements: each against rows, without a database."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from frameworks.models import Fact, Feature, Release, Support, SupportWindow
from measurements.models import Figure, Measure
from reviews.guides.fact_checks.rules.judging import FORMULAS, formula_texts, judge
from reviews.guides.fact_checks.rules.known import RuleFinding, RuleInput
from reviews.guides.fact_checks.rules.lines import RULES, check_rules, rules_help
from reviews.models import Verdict

TODAY = datetime.date(2026, 11, 21)
HOLDS, OUTDATED, CONTRADICTED, UNCHECKABLE = Verdict
CPU_T01, CPU_T02 = Measure.CPU_T01, Measure.CPU_T02


def release(version: str, day: str, requires_python: str = "", **fields: bool) -> Release:
    return Release(
        version=version, released_on=datetime.date.fromisoformat(day), requires_python=requires_python, **fields
    )


def cell(name: str, level: str) -> Support:
    return Support(feature=Feature(key=name.lower(), name=name), level=level)


def window(version: str, until: str, *, long_term: bool = True, released: str = "2023-04-03") -> SupportWindow:
    return SupportWindow(version=version, long_term=long_term, released=released, security_until=until)


def find(rule: str, *rows: Release | Support | SupportWindow, published: str = "", **facts: str) -> RuleFinding:
    """Return what a rule finds; ``facts`` are values by name, a note behind a bar."""
    named = {name.replace("_", "-"): text.partition("|") for name, text in facts.items()}
    known = RuleInput(
        TODAY,
        {name: Fact(name=name, value=value, note=note, read_on=TODAY) for name, (value, _, note) in named.items()},
        [row for row in rows if isinstance(row, Support)],
        [row for row in rows if isinstance(row, Release)],
        [row for row in rows if isinstance(row, SupportWindow)],
        published,
    )
    return judge(rule, known)


OLD, NEW = release("1.0", "2023-09-28", ">=3.7"), release("1.1", "2025-11-13", ">=3.8")


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"requires_python": ">=3.10"}, HOLDS),
        ({"requires_python": ">=3.10", "declared_pythons": "3.10, 3.12"}, HOLDS),
        ({"requires_python": ">=3.10", "declared_pythons": "3.10, 3.11"}, UNCHECKABLE),
        ({"requires_python": ">=3.13"}, CONTRADICTED),
        ({"requires_python": "Not stated"}, UNCHECKABLE),
        ({"declared_pythons": "3.12"}, UNCHECKABLE),
        ({}, UNCHECKABLE),
    ],
)
def test_a_python_version_is_supported_where_it_is_allowed_and_declared(
    facts: dict[str, str], verdict: Verdict
) -> None:
    assert find("supports-python 3.12", **facts).verdict == verdict


def test_a_python_version_that_an_earlier_release_allowed_is_outdated_and_the_last_such_release_named() -> None:
    finding = find("supports-python 3.7", OLD, NEW, requires_python=">=3.11", published="2025-11-13")

    assert finding.verdict == OUTDATED
    assert "1.0 of 2023-09-28 was the last that allowed 3.7." in finding.text
    assert "on 2025-11-13, the latest was 1.1, which wanted Python >=3.8." in finding.text


@pytest.mark.parametrize("fields", [{"prerelease": True}, {"yanked": True}])
def test_pre_releases_and_withdrawn_ones_say_nothing_of_the_past(fields: dict[str, bool]) -> None:
    early = release("1.0", "2023-09-28", ">=3.7", **fields)

    assert find("supports-python 3.7", early, NEW, requires_python=">=3.11").verdict == CONTRADICTED


def test_a_guide_that_prints_no_whole_day_is_not_dated_by_a_rule() -> None:
    assert "published" not in find("supports-python 3.7", OLD, requires_python=">=3.11", published="2025-11").text


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("latest-version 1.1", HOLDS),
        ("latest-version 1", HOLDS),
        ("latest-version 1.0", OUTDATED),
        ("latest-version 2.0", CONTRADICTED),
        ("version-at-least 1.0", HOLDS),
        ("version-at-least 1.2", CONTRADICTED),
    ],
)
def test_versions_are_compared_with_the_latest_and_with_those_before(rule: str, verdict: Verdict) -> None:
    assert find(rule, OLD, NEW, latest_version="1.1").verdict == verdict


@pytest.mark.parametrize("rule", ["latest-version 1.1", "version-at-least 1.0", "long-term-support"])
def test_what_an_editor_wrote_for_a_version_and_is_none_cannot_be_compared(rule: str) -> None:
    finding = find(rule, window("22.x", "2030-04"), latest_version="1.1 (soon)")

    assert finding.verdict == UNCHECKABLE
    assert "cannot be compared" in finding.text


def test_a_version_that_is_reached_names_its_first_release() -> None:
    assert "1.1 of 2025-11-13 was the first." in find("version-at-least 1.1", OLD, NEW, latest_version="1.1").text


@pytest.mark.parametrize(
    ("packages", "verdict"),
    [
        ("2|Jinja2, Werkzeug; on some platforms also colorama", HOLDS),
        ("2|jinja2, click", CONTRADICTED),
        ("3|jinja2, click, …", UNCHECKABLE),
        ("0", CONTRADICTED),
    ],
)
def test_packages_are_required_where_the_list_names_them(packages: str, verdict: Verdict) -> None:
    assert find("requires jinja2 werkzeug", required_packages=packages).verdict == verdict


@pytest.mark.parametrize(("count", "verdict"), [("0", HOLDS), ("1", CONTRADICTED)])
def test_no_dependencies_means_none_that_every_install_brings(count: str, verdict: Verdict) -> None:
    assert find("requires-at-most 0", required_packages=count).verdict == verdict


@pytest.mark.parametrize(
    ("windows", "verdict"),
    [
        ([window("4.2", "2026-04"), window("5.2", "2028-04")], HOLDS),
        ([window("5.2", "2026-11")], HOLDS),
        ([window("4.2", "2026-04")], OUTDATED),
        ([window("6.2", "2030-04", released="2027-04")], CONTRADICTED),
        ([window("3.1", "", long_term=False)], CONTRADICTED),
        ([], UNCHECKABLE),
    ],
)
def test_long_term_support_is_a_line_that_is_out_and_gets_fixes(windows: list[SupportWindow], verdict: Verdict) -> None:
    assert find("long-term-support", *windows).verdict == verdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"release_cadence": "31 days (median)"}, HOLDS),
        ({"release_cadence": "31.5 days (median)"}, CONTRADICTED),
        ({}, UNCHECKABLE),
    ],
)
def test_a_rhythm_of_releases_is_held_against_the_median(facts: dict[str, str], verdict: Verdict) -> None:
    assert find("released-every 31", **facts).verdict == verdict


@pytest.mark.parametrize(
    ("licence", "verdict"), [("MIT", HOLDS), ("Apache-2.0 AND MIT", HOLDS), ("Own terms", UNCHECKABLE)]
)
def test_a_licence_is_open_source_where_it_is_one_that_is_approved(licence: str, verdict: Verdict) -> None:
    assert find("open-source-licence", licence=licence).verdict == verdict


@pytest.mark.parametrize(
    ("rule", "verdicts"),
    [
        ("built-in", [HOLDS, CONTRADICTED, CONTRADICTED, CONTRADICTED, CONTRADICTED, UNCHECKABLE]),
        ("not-built-in", [CONTRADICTED, HOLDS, HOLDS, HOLDS, HOLDS, UNCHECKABLE]),
        ("add-on", [CONTRADICTED, HOLDS, HOLDS, CONTRADICTED, CONTRADICTED, UNCHECKABLE]),
    ],
)
def test_features_are_judged_by_their_level(rule: str, verdicts: list[Verdict]) -> None:
    levels = ("builtin", "official-extension", "third-party", "no", "none-found", "unknown")

    assert [find(rule, cell("ORM", level)).verdict for level in levels] == verdicts


def test_one_feature_that_differs_decides_and_is_named() -> None:
    finding = find("built-in", cell("ORM", "builtin"), cell("Forms", "third-party"), cell("Admin", "unknown"))

    assert finding == RuleFinding(CONTRADICTED, "Not built in: Forms.")


def test_of_several_rules_the_worst_verdict_counts_and_each_says_why() -> None:
    finding = find("requires jinja2; built-in", cell("Templates", "builtin"), required_packages="1|click")

    assert finding == RuleFinding(CONTRADICTED, "It does not require jinja2. Built in: Templates.")


@pytest.mark.parametrize("name", RULES)
def test_without_what_it_looks_at_a_rule_cannot_check(name: str) -> None:
    assert FORMULAS[name](RuleInput(TODAY), *(["1"] if RULES[name].most else [])).verdict == UNCHECKABLE


@pytest.mark.parametrize("rule", ["built-in", "requires jinja2; built-in", "supports-python 3.14", "latest-version 6"])
def test_a_rule_with_what_it_takes_is_accepted(rule: str) -> None:
    check_rules(rule)


def cost(framework: str, measure: Measure, low: int, high: int) -> Figure:
    return Figure(framework_id=framework, measure=measure, value=low, low=low, high=high)


def held_against_sanic(*figures: Figure) -> RuleFinding:
    costs: dict[str, dict[str, Figure]] = {"starlette": {}, "sanic": {}}
    for figure in figures:
        costs[figure.framework_id][figure.measure] = figure
    return judge("costs-less-than sanic", RuleInput(TODAY, framework="starlette", costs=costs))


@pytest.mark.parametrize(
    ("ours", "verdict", "words"),
    [
        ((10, 19), HOLDS, "Measured here. Processor time of a JSON answer: less than sanic."),
        ((41, 50), CONTRADICTED, "Measured here. Processor time of a JSON answer: more than sanic."),
        ((30, 50), UNCHECKABLE, "Measured here. Processor time of a JSON answer: tied with sanic."),
    ],
)
def test_a_cost_is_less_only_outside_the_noise(ours: tuple[int, int], verdict: Verdict, words: str) -> None:
    finding = held_against_sanic(cost("starlette", CPU_T01, *ours), cost("sanic", CPU_T01, 20, 40))

    assert finding == (verdict, words)


def test_a_cost_that_is_less_for_one_task_and_more_for_another_cannot_be_checked() -> None:
    finding = held_against_sanic(
        cost("starlette", CPU_T01, 10, 19),
        cost("sanic", CPU_T01, 20, 40),
        cost("starlette", CPU_T02, 50, 60),
        cost("sanic", CPU_T02, 20, 40),
    )

    assert finding.verdict == UNCHECKABLE
    assert finding.text.startswith("It depends on the task. Processor time of a JSON answer: less than sanic; ")


def test_a_cost_that_was_not_measured_of_both_cannot_be_checked() -> None:
    assert held_against_sanic(cost("starlette", CPU_T01, 10, 19)).verdict == UNCHECKABLE


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("buildin", "allowed are supports-python"),
        ("built-in;", "“” is no rule"),
        ("built-in orm", "takes nothing; here is “orm”"),
        ("supports-python", "takes a Python version, such as 3.12; here is “”"),
        ("supports-python three", "here is “three”"),
        ("supports-python 3.7 3.8", "here is “3.7 3.8”"),
    ],
)
def test_any_other_line_is_refused_with_what_is_allowed(rule: str, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem.replace("“", ".").replace("”", ".")):
        check_rules(rule)


def test_every_rule_has_its_formula_and_stands_in_the_help() -> None:
    assert [name.partition(" ")[0] for name, formula in formula_texts() if formula.startswith("Holds where")] == [
        *RULES
    ]
    assert all(name in rules_help() for name in RULES)


@pytest.mark.django_db
def test_the_page_on_method_has_every_rule(client: Client) -> None:
    page = client.get("/method/").text

    assert all(f'<th scope="row">{name}</th>' in page for name, _ in formula_texts())
