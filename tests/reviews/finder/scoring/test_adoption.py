from fractions import Fraction

import pytest

from frameworks.models import AdoptionMetric
from reviews.finder.scoring.adoption import GROWTH, NOT_COUNTED, PARTS, SeriesLine, adoption_of, part_score, size_worth
from reviews.finder.scoring.factors import Factor
from reviews.finder.scoring.scores import FactorEvidence

DEPENDENTS, CONTRIBUTORS = AdoptionMetric.DEPENDENTS, AdoptionMetric.CONTRIBUTORS
ADOPTION = Factor("adoption", "Adoption", "How many?", adoption=PARTS)


def series(framework: str, before: int, now: int, metric: str = DEPENDENTS) -> SeriesLine:
    return SeriesLine(framework, metric, {"2023-06-25": before, "2026-06-25": now})


@pytest.mark.parametrize(
    ("number", "worth"), [(100_000, 1), (99_999, Fraction(2, 3)), (1_000, Fraction(1, 3)), (999, 0)]
)
def test_dependent_repositories_are_worth_by_how_many_there_are(number: int, worth: Fraction) -> None:
    assert size_worth(DEPENDENTS, number) == worth


def test_growth_is_held_against_the_middle_of_the_field() -> None:
    field = [series("fast", 100, 300), series("middle", 100, 200), series("slow", 100, 110), series("less", 100, 95)]
    worths = adoption_of([*field, series("other", 100, 400)])

    assert [worths[name][GROWTH] for name in ("fast", "middle", "slow", "less")] == [1, 1, Fraction(1, 2), 0]


def test_what_was_not_counted_is_unknown_and_never_rewarded() -> None:
    assert part_score(adoption_of([]).get("django", {}).get(GROWTH)) == NOT_COUNTED
    assert NOT_COUNTED.low == 0


def test_the_mark_is_the_mean_of_what_is_counted_and_open_for_the_rest() -> None:
    evidence = FactorEvidence({}, {}, {}, {}, adoption=adoption_of([series("new", 50, 600, CONTRIBUTORS)]))
    score = evidence.score(ADOPTION, "new")

    assert (score.low, score.high) == (Fraction(1, 3), Fraction(1))


def test_stars_and_downloads_are_not_weighed() -> None:
    assert not {AdoptionMetric.STARS.value, AdoptionMetric.DOWNLOADS.value} & set(PARTS)
