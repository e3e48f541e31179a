import datetime
import statistics
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from frameworks.models import SupportLevel
from frameworks.package_index.derived import FormulaInput, release_cadence
from frameworks.package_index.document import IndexRelease
from frameworks.package_index.stated import size_text
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.factors import BY_KEY, SUPPORT_SCORES, Factor, FactorSide
from reviews.finder.scoring.scales import Dated, interval, megabytes
from reviews.finder.scoring.scores import (
    NO_GUIDE,
    NOT_RECORDED,
    FactorEvidence,
    FrameworkName,
    FrameworkScores,
    Median,
    fact_score,
    median_score,
    support_score,
)
from reviews.guides.opinions.consensus import Position, Scale
from reviews.guides.opinions.consensus import median as consensus_median
from reviews.models import Better, Criterion, Level, ScaleKind

TODAY = datetime.date(2026, 11, 21)


def scale(*names: str, better: Better = Better.HIGHER) -> Scale:
    """Return an ordered scale with levels in rising order."""
    criterion = Criterion(key="c", scale=ScaleKind.ORDERED, better=better, low_end="low", high_end="high")
    return Scale.of(criterion, [Level(key=f"c/{name}", label=name) for name in names])


LEARNING = scale("low", "medium", "high", better=Better.LOWER)
SIZE = scale("small", "any", "large", better=Better.CONTEXT)


def median(*levels: str, of: Scale = LEARNING) -> Median:
    return Median.of(of, [f"c/{level}" for level in levels])


def test_a_feature_counts_by_how_it_is_supported() -> None:
    levels = ("builtin", "official-extension", "third-party", "no")

    assert [support_score((level,)).low for level in levels] == [1, Fraction(4, 5), Fraction(2, 5), 0]


def test_every_level_of_support_has_a_mark() -> None:
    assert set(SUPPORT_SCORES) == set(SupportLevel)


def test_a_feature_nobody_checked_may_be_worth_anything() -> None:
    assert support_score(("unknown",)) == Score(Fraction(0), Fraction(1), "not checked")


def test_a_search_that_found_nothing_leaves_open_a_package_of_others() -> None:
    score = support_score(("none-found",))

    assert (score.low, score.high) == (Fraction(0), support_score(("third-party",)).high)


def test_a_documented_no_is_the_only_certain_zero() -> None:
    assert [level for level in SupportLevel if SUPPORT_SCORES[level].high == 0] == [SupportLevel.NO]


def test_several_features_are_averaged_with_what_is_open_of_each() -> None:
    score = support_score(("builtin", "unknown"))

    assert (score.low, score.high) == (Fraction(1, 2), Fraction(1))


def test_the_median_of_guides_counts_by_its_place_between_the_ends() -> None:
    assert median_score(scale("a", "b", "c", "d"), Median(("c/c",), 3)) == Score.exactly(Fraction(2, 3))


def test_where_lower_is_better_the_lowest_level_is_the_best() -> None:
    assert median_score(LEARNING, median("low", "low")).low == 1


def test_two_levels_around_the_middle_count_by_their_mean() -> None:
    assert median_score(LEARNING, median("low", "medium")) == Score.exactly(Fraction(3, 4))


def test_the_order_of_guides_does_not_matter_to_the_median() -> None:
    assert median("high", "low", "medium") == median("medium", "high", "low") == Median(("c/medium",), 3)


def test_a_single_guide_counts_and_is_called_thin() -> None:
    assert median_score(LEARNING, median("low")).basis == "thin: one guide"


def test_without_a_guide_the_score_may_be_anything() -> None:
    assert (median_score(LEARNING, None), NO_GUIDE.low, NO_GUIDE.high) == (NO_GUIDE, Fraction(0), Fraction(1))


def test_a_reader_who_wants_the_low_end_turns_the_scale_round() -> None:
    rules = FactorSide("it decides", end="low")

    assert median_score(SIZE, median("large", of=SIZE), rules).low == 0


def test_a_level_that_is_a_range_suits_every_size_within_it() -> None:
    small = FactorSide("small", suits=("small", "any"))

    assert [median_score(SIZE, median(level, of=SIZE), small).low for level in ("small", "any", "large")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("released", "score"), [("2026-11-01", 1), ("2026-03-01", Fraction(2, 3)), ("2025-06-01", Fraction(1, 3))]
)
def test_a_release_counts_by_its_age_on_the_day_it_was_read(released: str, score: Fraction) -> None:
    assert fact_score("released", Dated(released, TODAY)) == Score.exactly(Fraction(score))


def test_a_release_more_than_two_years_old_is_worth_nothing() -> None:
    assert fact_score("released", Dated("2024-06-14", TODAY)) == Score.exactly(Fraction(0))


def test_a_release_date_that_is_no_day_is_unknown_and_no_error() -> None:
    assert fact_score("released", Dated("autumn 2026", TODAY)) == NOT_RECORDED


@pytest.mark.parametrize(
    ("name", "value", "score"),
    [
        ("release-cadence", "6 days (median)", 1),
        ("release-cadence", "92 days (median)", 1),
        ("release-cadence", "92.5 days (median)", Fraction(2, 3)),
        ("release-cadence", "240 days (median)", Fraction(1, 3)),
        ("release-cadence", "400 days (median)", 0),
        ("installed-size", "196 kB", 1),
        ("installed-size", "10.3 MB", Fraction(2, 3)),
        ("installed-size", "34.1 MB", Fraction(1, 3)),
        ("installed-size", "82.3 MB", 0),
        ("supported-pythons", "4 of 5", Fraction(4, 5)),
        ("supported-pythons", "0 of 5", 0),
    ],
)
def test_a_measured_fact_counts_by_its_steps_or_its_share(name: str, value: str, score: Fraction) -> None:
    assert fact_score(name, Dated(value, TODAY)) == Score.exactly(Fraction(score))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("release-cadence", "now and then"),
        ("installed-size", "not measured"),
        ("installed-size", "1 GB"),
        ("supported-pythons", "all"),
        ("supported-pythons", "0 of 0"),
        ("supported-pythons", "6 of 5"),
    ],
)
def test_a_fact_that_cannot_be_measured_is_an_interval_and_never_zero(name: str, value: str) -> None:
    assert fact_score(name, Dated(value, TODAY)) == NOT_RECORDED


@pytest.mark.parametrize("gaps", [(1, 1), (20, 21), (93, 101), (101, 93, 101)])
def test_the_time_between_releases_is_weighed_as_exactly_as_it_was_reckoned(gaps: tuple[int, ...]) -> None:
    days = [TODAY - datetime.timedelta(days=sum(gaps[:count])) for count in range(len(gaps) + 1)]
    releases = [IndexRelease(Version(f"1.{number}"), day) for number, day in enumerate(reversed(days))]

    cadence = release_cadence(FormulaInput(releases, TODAY))

    assert cadence is not None
    assert interval(Dated(cadence.value, TODAY)) == statistics.median(gaps)


@pytest.mark.parametrize("size", [999, 196_000, 999_999, 82_300_000, 1_234_000_000])
def test_every_installed_size_that_is_recorded_can_be_read(size: int) -> None:
    assert megabytes(Dated(size_text(size), TODAY)) == pytest.approx(size / 1_000_000, abs=0.05)


def test_a_framework_of_which_nothing_is_recorded_is_unknown_on_every_factor() -> None:
    empty = FactorEvidence({"learning-curve": LEARNING}, {}, {}, {})
    scores = [empty.score(BY_KEY[key], "new") for key in ("admin", "learn", "upkeep")]

    assert [(score.low, score.high) for score in scores] == [(Fraction(0), Fraction(1))] * 3


def test_a_criterion_that_is_not_public_leaves_its_factor_unknown() -> None:
    empty = FactorEvidence({}, {}, {"flask": {"learning-curve": Median(("learning-curve/low",), 2)}}, {})

    assert empty.score(BY_KEY["learn"], "flask") == NO_GUIDE


@pytest.mark.parametrize(("rated", "counts"), [(2, True), (1, False)])
def test_what_guides_think_counts_where_they_have_a_view_on_half_of_all_frameworks(rated: int, counts: bool) -> None:
    names = [FrameworkName(key, key, key) for key in ("django", "flask", "quart", "sanic")]
    medians = {name.key: {"learning-curve": median("low")} for name in names[:rated]}
    scores = FrameworkScores.of(names, FactorEvidence({"learning-curve": LEARNING}, {}, medians, {}))

    assert ("learn" in scores.board({}).factors) == counts


def test_two_criteria_of_one_factor_are_averaged() -> None:
    factor = Factor("people", "People", "?", criteria=("c", "d"))
    evidence = FactorEvidence({"c": LEARNING, "d": LEARNING}, {}, {"flask": {"c": median("low", "low")}}, {})

    assert evidence.score(factor, "flask") == Score(Fraction(1, 2), Fraction(1), "no guide")


@given(st.lists(st.sampled_from(list(LEARNING.places)), min_size=1), st.randoms(use_true_random=False))
def test_the_median_is_that_of_the_strips_and_the_order_of_guides_never_matters(
    levels: list[str], order: Random
) -> None:
    positions = [Position(f"guide-{number}", level, False, "") for number, level in enumerate(levels)]
    shuffled = order.sample(levels, len(levels))

    assert Median.of(LEARNING, shuffled).levels == consensus_median(LEARNING, positions)
