"""The plain modules behind a comparison, without a database: tables, arguments, advice and the choice of frameworks."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.web.suggestions import nearest
from frameworks.claims.side_by_side import (
    ComparedTable,
    FactLine,
    FeatureLine,
    SupportLine,
    TableEvidence,
    built_in_alone,
    fact_rows,
    feature_groups,
    table,
)
from frameworks.models import Framework, Source
from reviews.comparisons.selection import Refusal, choose
from reviews.guides.opinions.arguments import Situations, advice, arguments
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.lines import PickLine, RemarkLine
from reviews.models import Guide

DAY = datetime.date(2026, 11, 20)
DOCS = Source(key="docs", kind="documentation", name="Documentation", read_on=DAY)
FRAMEWORKS = [Framework(key=key, slug=key, name=key.title()) for key in ("django", "flask")]
GUIDES = {key: Guide(key=key, code=key.upper(), voice=key, source_id=f"guide-{key}") for key in ("ps", "dv")}
VOICES = GuidesByCode(GUIDES, {f"guide-{key}": Source(key=f"guide-{key}", kind="guide") for key in GUIDES})


WEIGHTS = {"orm": 5}


def make_evidence(*, today: datetime.date = DAY) -> TableEvidence:
    return TableEvidence({"docs": DOCS}, today)


def make_support(framework: str, feature: str, level: str = "builtin", *, day: datetime.date = DAY) -> SupportLine:
    return SupportLine(f"{framework}/{feature}", framework, feature, level, "", "docs", day)


def feature_table(*support: SupportLine, only_differences: bool = False, today: datetime.date = DAY) -> ComparedTable:
    names = sorted({cell.feature_id for cell in support})
    features = [FeatureLine(0, name, name, "data", WEIGHTS.get(name, 3)) for name in names]
    evidence = make_evidence(today=today)
    return table(feature_groups(features, FRAMEWORKS, support, evidence), evidence, only_differences=only_differences)


def test_equal_rows_are_left_out_where_only_differences_are_asked_for() -> None:
    cells = [make_support("django", "orm"), make_support("flask", "orm"), make_support("django", "admin")]
    cells.append(make_support("flask", "admin", "no"))

    features = feature_table(*cells, only_differences=True)

    assert [row.name for group in features.groups for row in group.rows] == ["admin"]
    assert (features.shown, features.count, features.hidden) == (1, 2, 1)


def test_a_cell_that_nobody_checked_neither_differs_nor_is_equal() -> None:
    features = feature_table(make_support("django", "orm"))
    (row,) = features.groups[0].rows

    assert (row.differs, row.same) == (False, False)
    assert row.cells[1].css == "unknown"


def test_what_one_framework_alone_has_built_in_speaks_for_it() -> None:
    cells = [make_support("django", "orm"), make_support("flask", "orm", "third-party")]
    cells += [make_support("django", "sessions"), make_support("flask", "sessions")]

    assert built_in_alone(feature_table(*cells)) == {"Django": [("orm", "/evidence/django/orm/")]}


def test_what_weighs_most_of_what_one_has_alone_comes_first() -> None:
    cells = [make_support("django", feature) for feature in ("admin", "orm")]
    cells += [make_support("flask", feature, "none-found") for feature in ("admin", "orm")]

    assert [name for name, _address in built_in_alone(feature_table(*cells))["Django"]] == ["orm", "admin"]


def test_nothing_is_built_in_alone_where_another_has_it_with_an_extra() -> None:
    cells = [make_support("django", "templating"), make_support("flask", "templating", "builtin-extra")]

    assert built_in_alone(feature_table(*cells)) == {}


def test_nothing_is_built_in_alone_where_another_was_not_checked() -> None:
    assert built_in_alone(feature_table(make_support("django", "orm"))) == {}


def test_dates_lose_a_year_that_all_of_them_share() -> None:
    features = feature_table(make_support("django", "orm"))
    stamp = features.groups[0].rows[0].cells[0].citation

    assert features.evidence.year == "2026"
    assert stamp is not None
    assert stamp.date == "11-20"


def test_dates_keep_their_years_where_these_differ() -> None:
    other = make_support("flask", "orm", day=datetime.date(2025, 3, 1))
    features = feature_table(make_support("django", "orm"), other)

    assert features.evidence.year == ""
    assert [cell.citation.date for cell in features.groups[0].rows[0].cells if cell.citation] == [
        "2026-11-20",
        "2025-03-01",
    ]


def test_a_source_read_too_long_ago_is_stale() -> None:
    features = feature_table(make_support("django", "orm"), today=DAY + datetime.timedelta(days=400))
    stamp = features.groups[0].rows[0].cells[0].citation

    assert stamp is not None
    assert stamp.css == "documentation old"


def test_facts_stand_in_the_order_of_the_panel() -> None:
    names = ("licence", "latest-version")
    facts = [FactLine(f"django/{name}", "django", name, "1", "", "docs", DAY) for name in names]

    assert [row.name for row in fact_rows(FRAMEWORKS, facts, make_evidence())] == ["Latest version", "Licence"]


def make_remark(guide: str, name: str, *, point: str | None = None, polarity: str = "for") -> RemarkLine:
    text = "It is fast." if point else None
    return RemarkLine(f"django/{name}/{guide}", "django", guide, polarity, f"{guide} {name}", "", point, text)


def test_remarks_of_one_point_become_one_argument_with_a_citation_for_each_guide() -> None:
    remarks = [make_remark("dv", "for-1", point="fast"), make_remark("ps", "for-2", point="fast")]

    (merged,) = arguments(remarks, VOICES).pros

    assert (merged.text, [citation.code for citation in merged.citations]) == ("It is fast.", ["PS", "DV"])


def test_what_most_guides_say_comes_first() -> None:
    remarks = [
        make_remark("ps", "for-0"),
        make_remark("ps", "for-1", point="fast"),
        make_remark("dv", "for-2", point="fast"),
    ]

    assert [argument.guides for argument in arguments(remarks, VOICES).pros] == [2, 1]


def test_remarks_made_in_passing_are_no_arguments() -> None:
    merged = arguments([make_remark("ps", "1", polarity="neutral")], VOICES)

    assert merged.pros == merged.cons == []


def make_situations(*recommendations: str) -> Situations:
    """Return one use case for which these recommendations name Django."""
    picks = [(key, key.partition("/")[0]) for key in recommendations]
    return Situations(
        [
            PickLine(f"{key}/django", "django", "recommended", key, guide, "Few pages", "", "Small service", 1)
            for key, guide in picks
        ]
    )


def test_advice_needs_two_guides() -> None:
    alone, both = make_situations("ps/1"), make_situations("ps/1", "dv/1")

    assert advice("django", alone, [], VOICES).picks == []
    assert [pick.text for pick in advice("django", both, [], VOICES).picks] == ["Small service"]


def test_two_recommendations_of_one_guide_count_once() -> None:
    assert advice("django", make_situations("ps/1", "ps/2"), [], VOICES).picks == []


@given(st.permutations(["flask", "django", "pyramid", "tornado"]))
def test_a_choice_has_one_order_whatever_the_order_it_was_made_in(slugs: list[str]) -> None:
    assert choose(slugs) == ["django", "flask", "pyramid", "tornado"]


@pytest.mark.parametrize("slugs", [[], ["a"], ["a", "a"], ["a", "b", "c", "d", "e", "f"]])
def test_too_few_too_many_or_the_same_twice_cannot_be_chosen(slugs: list[str]) -> None:
    with pytest.raises(Refusal):
        choose(slugs)


@pytest.mark.parametrize(
    ("slug", "names"), [("djngo", ["django"]), ("drf", []), ("django-rest", ["django-rest-framework", "django"])]
)
def test_nearest_names_are_those_most_alike(slug: str, names: list[str]) -> None:
    assert nearest(slug, ["django", "flask", "django-rest-framework"])[: len(names)] == names
