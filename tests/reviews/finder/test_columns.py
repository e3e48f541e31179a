"""The finder's columns: the same marks as the evidence gives one by one, whatever the evidence; no database."""

import datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from frameworks.models import FactName, SupportLevel
from reviews.finder.scoring.board import Board, Mark
from reviews.finder.scoring.columns import COLUMN_NAMES, Columns, Named, Wanted, column_name, columns_of
from reviews.finder.scoring.factors import BY_KEY, DRIVERS
from reviews.finder.scoring.scales import Dated
from reviews.finder.scoring.scores import Evidence, Median
from reviews.opinions.consensus import Scale
from tests.reviews.finder.problems import UNHURRIED

FRAMEWORKS = ("django", "flask", "sanic")
FEATURES = sorted({feature for driver in DRIVERS for feature in driver.features})
CRITERIA = sorted({criterion for driver in DRIVERS for criterion in driver.criteria})
READ_ON = datetime.date(2026, 11, 1)
VALUES = {
    FactName.RELEASED: st.dates(datetime.date(2023, 1, 1), READ_ON).map(str),
    FactName.CADENCE: st.integers(1, 400).map("{} days (median)".format),
    FactName.INSTALLED_SIZE: st.integers(1, 90).map("{} MB".format),
    FactName.SUPPORTED_PYTHONS: st.tuples(st.integers(0, 4), st.integers(5, 7)).map("{0[0]} of {0[1]}".format),
}
SIDES = [{"size": size, "freedom": freedom} for size in BY_KEY["size"].sides for freedom in BY_KEY["freedom"].sides]


def scale(criterion: str, steps: int) -> Scale:
    keys = [f"{criterion}/{step}" for step in range(steps)]
    return Scale(dict.fromkeys(keys, ""), {key: place for place, key in enumerate(keys)}, ordered=True)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    scales = {criterion: scale(criterion, draw(st.integers(2, 7))) for criterion in CRITERIA}
    levels = st.dictionaries(st.sampled_from(FEATURES), st.sampled_from(SupportLevel.values))
    facts = st.fixed_dictionaries({}, optional={name: VALUES[name] for name in VALUES})
    said = {one: st.lists(st.sampled_from(list(scales[one].places)), min_size=1, max_size=4) for one in CRITERIA}
    named = st.fixed_dictionaries({}, optional=said)
    return Evidence(
        scales,
        {key: draw(levels) for key in FRAMEWORKS},
        {key: {one: Median.of(scales[one], found) for one, found in draw(named).items()} for key in FRAMEWORKS},
        {key: {name: Dated(value, READ_ON) for name, value in draw(facts).items()} for key in FRAMEWORKS},
    )


def columns(found: Evidence) -> Columns:
    names = [Named(key, key.title(), key) for key in FRAMEWORKS]
    return columns_of(found, names, Wanted(COLUMN_NAMES, FEATURES))


@UNHURRIED
@given(evidence(), st.sampled_from(SIDES))
def test_a_mark_of_a_column_is_exactly_that_of_the_evidence(found: Evidence, sides: dict[str, str]) -> None:
    marks = columns(found).marks(BY_KEY, sides)

    for name in FRAMEWORKS:
        assert marks[name] == {key: found.mark(BY_KEY[key], name, sides.get(key, "")) for key in BY_KEY}


@UNHURRIED
@given(evidence(), st.sampled_from(SIDES), st.fixed_dictionaries(dict.fromkeys(BY_KEY, st.integers(0, 3))))
def test_totals_of_whole_numbers_are_exactly_the_sums_of_fractions(
    found: Evidence, sides: dict[str, str], weights: dict[str, int]
) -> None:
    board = columns(found).board(BY_KEY, sides)
    totals = board.totals(weights)

    for number, name in enumerate(board.frameworks):
        marks = {key: found.mark(driver, name, sides.get(key, "")) for key, driver in BY_KEY.items()}
        low, high = (
            sum(weight * getattr(marks[key], end) for key, weight in weights.items()) for end in ("low", "high")
        )
        assert Fraction(totals.doubles[number], board.unit) == low + high
        assert Fraction(totals.gaps[number], board.unit) == high - low


@UNHURRIED
@given(evidence())
def test_levels_of_a_column_are_those_recorded(found: Evidence) -> None:
    for feature, levels in columns(found).features.items():
        assert levels.each() == [found.support[key].get(feature, "unknown") for key in FRAMEWORKS]


def test_a_column_says_where_the_evidence_of_a_mark_stands() -> None:
    found = columns(Evidence({}, {"flask": {"admin-ui": "no"}}, {}, {}))
    column = found.column("admin", {})

    assert [column.words_on(found.names.number(name)).place for name in ("flask", "django")] == [
        "/admin-ui",
        "#features",
    ]


def test_a_driver_has_a_column_for_each_thing_that_can_be_wanted_of_it() -> None:
    assert {column_name("size", "small"), column_name("freedom", "rules"), "admin"} <= set(COLUMN_NAMES)


@given(st.integers(1, 2**70), st.integers(1, 9))
def test_totals_are_exact_however_large_the_denominators(denominator: int, weight: int) -> None:
    low, high = Fraction(1, denominator + 1), Fraction(denominator, denominator + 1)
    board = Board.of({"a": {"x": Mark(low, high)}, "b": {"x": Mark.exactly(low)}}, ["x"])
    totals = board.totals({"x": weight})

    assert [Fraction(total, board.unit) for total in totals.doubles] == [weight, weight * 2 * low]
