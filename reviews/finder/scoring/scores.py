"""From evidence to scores: what guides, features and facts say of a framework, on the scale from 0 to 1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from frameworks.models import SupportLevel
from reviews.finder.ranking.activity import Inactivity
from reviews.finder.scoring.adoption import Adoption, part_score
from reviews.finder.scoring.board import UNKNOWN, Board, Score
from reviews.finder.scoring.costs import Costs, cost_score
from reviews.finder.scoring.factors import FACTORS, FEWEST_VIEWS, SUPPORT_SCORES, Factor, FactorSide, judged
from reviews.finder.scoring.scales import MEASURES, NOTHING, Dated
from reviews.guides.opinions.consensus import Scale

NO_GUIDE = Score(UNKNOWN.low, UNKNOWN.high, "no guide")
NOT_RECORDED = Score(UNKNOWN.low, UNKNOWN.high, "not recorded")


class Median(NamedTuple):
    """The middle level of the guides, or the two around the middle, and how many guides name a level."""

    levels: tuple[str, ...]
    guides: int

    @classmethod
    def of(cls, scale: Scale, levels: Iterable[str]) -> "Median":
        """Return the median of the levels guides name, in any order."""
        in_order = sorted(levels, key=scale.places.__getitem__)
        middle = in_order[(len(in_order) - 1) // 2 : len(in_order) // 2 + 1]
        return cls(tuple(dict.fromkeys(middle)), len(in_order))


@dataclass(frozen=True, slots=True)
class FactorEvidence:
    """What the factors read, by framework; what is missing is unknown."""

    scales: Mapping[str, Scale]
    support: Mapping[str, Mapping[str, str]]
    """Support levels by feature."""
    medians: Mapping[str, Mapping[str, Median]]
    """The guides' medians by criterion."""
    facts: Mapping[str, Mapping[str, Dated]]
    costs: Costs = field(default_factory=dict)
    adoption: Adoption = field(default_factory=dict)
    inactive: Mapping[str, tuple[Inactivity, ...]] = field(default_factory=dict)
    """Why those frameworks are inactive that are."""

    def score(self, factor: Factor, framework: str, side: str = "") -> Score:
        """Return the score of one framework; ``side`` is what the reader wants where the better end depends on it."""
        if factor.features:
            levels = self.support.get(framework, {})
            return support_score(tuple(levels.get(key, SupportLevel.UNKNOWN) for key in factor.features))
        if factor.measures:
            costs = self.costs.get(framework, {})
            return average([cost_score(measure, costs.get(measure)) for measure in factor.measures])
        if factor.adoption:
            worths = self.adoption.get(framework, {})
            return average([part_score(worths.get(part)) for part in factor.adoption])
        if factor.criteria:
            medians = self.medians.get(framework, {})
            preferred = factor.sides[side] if factor.sides else None
            return average([median_score(self.scales.get(key), medians.get(key), preferred) for key in factor.criteria])
        fact = self.facts.get(framework, {}).get(factor.fact)
        return fact_score(factor.fact, fact) if fact else NOT_RECORDED

    def views(self, factor: Factor) -> int:
        """Return of how many frameworks guides think anything on a factor."""
        return sum(any(key in medians for key in factor.criteria) for medians in self.medians.values())

    def place(self, factor: Factor, framework: str) -> str:
        """Return where the evidence of a score stands: the claim itself where it is one, else a place on the pages.

        A claim is told as ``/orm``, which the framework's key goes before, a place as ``#facts`` or ``guides/#speed``.
        """
        claims = self.facts if factor.fact else self.support
        names = [factor.fact] if factor.fact else factor.features
        if len(names) == 1 and names[0] in claims.get(framework, {}):
            return f"/{names[0]}"
        if factor.criteria:
            medians = self.medians.get(framework, {})
            return f"guides/#{next((key for key in factor.criteria if key in medians), 'ratings')}"
        if factor.adoption:
            return "#adoption" if framework in self.adoption else "#facts"
        if factor.measures:
            costs = self.costs.get(framework, {})
            figures = [costs[measure].figure for measure in factor.measures if measure in costs]
            return figures[0].removeprefix(framework) if len(figures) == 1 else "#measured"
        return "#features" if factor.features else "#facts"


class FrameworkName(NamedTuple):
    """What a page says of a framework by way of name."""

    key: str
    name: str
    slug: str


@dataclass(frozen=True)
class FrameworkScores:
    """What the finder weighs of all frameworks in one state of the catalogue."""

    frameworks: Mapping[str, FrameworkName]
    """By key, and in the order of their keys."""
    evidence: FactorEvidence
    boards: dict[frozenset[tuple[str, str]], Board] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The boards made so far, by what is wanted: there are about a dozen things that can be."""
    outcomes: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Where picks of guides and published texts rank, by answers and picks: asked again on every visit of a page."""

    @classmethod
    def of(cls, frameworks: Iterable[FrameworkName], evidence: FactorEvidence) -> "FrameworkScores":
        return cls({framework.key: framework for framework in sorted(frameworks)}, evidence)

    def counts(self, factor: Factor) -> bool:
        """Tell whether a factor may count: what guides think does where they have views enough."""
        return factor.key in self.counted

    @cached_property
    def counted(self) -> frozenset[str]:
        """The factors that may count."""
        enough = FEWEST_VIEWS * len(self.frameworks)
        return frozenset(each.key for each in FACTORS if not each.criteria or self.evidence.views(each) >= enough)

    def board(self, sides: Mapping[str, str]) -> Board:
        """Return the scores on the factors that can be judged; ``sides`` says what is wanted, by factor."""
        side_items = frozenset(sides.items())
        if side_items not in self.boards:
            factors = {factor.key: factor for factor in judged(sides) if self.counts(factor)}
            scores = {
                name: {key: self.evidence.score(factor, name, sides.get(key, "")) for key, factor in factors.items()}
                for name in self.frameworks
            }
            self.boards[side_items] = Board.of(scores, factors)
        return self.boards[side_items]


@cache
def support_score(levels: tuple[str, ...]) -> Score:
    return average([SUPPORT_SCORES[level] for level in levels])


def median_score(scale: Scale | None, median: Median | None, side: FactorSide | None = None) -> Score:
    """Return where the guides' median stands between the ends of a scale, or whether it suits.

    Two levels around the middle count by their mean: guides who differ are a disagreement about something known, which
    the dot plot draws as a line between the two; an interval would say that nobody knows.
    """
    if scale is None or median is None:
        return NO_GUIDE
    values = [level_value(scale, level, side) for level in median.levels]
    return Score.exactly(sum(values, NOTHING) / len(values), "thin: one guide" if median.guides == 1 else "")


def level_value(scale: Scale, level: str, side: FactorSide | None) -> Fraction:
    """Return what a level is worth; a scale with a better end has it on the right."""
    if side is not None and side.suits:
        return Fraction(level.rpartition("/")[2] in side.suits)
    place = Fraction(scale.places[level], len(scale.places) - 1)
    return 1 - place if side is not None and side.end == "low" else place


@lru_cache
def fact_score(name: str, fact: Dated) -> Score:
    """Return what a fact is worth; one that cannot be measured is as unknown as one that is not there."""
    worth = MEASURES[name].worth(fact)
    return NOT_RECORDED if worth is None else Score.exactly(worth)


def average(scores: list[Score]) -> Score:
    """Return the mean of scores, with what each of them rests on said once."""
    if len(scores) == 1:
        return scores[0]
    basis = "; ".join(dict.fromkeys(score.basis for score in scores if score.basis))
    low, high = sum((score.low for score in scores), NOTHING), sum((score.high for score in scores), NOTHING)
    return Score(low / len(scores), high / len(scores), basis)
