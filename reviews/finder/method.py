"""How the finder counts, drawn from the tables it counts with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.text import get_text_list

from frameworks.models import AdoptionMetric, SupportLevel
from measurements.models import Measure
from reviews.finder.agreement.agreement import Agreement, PickOutcome, UseCaseTrials
from reviews.finder.agreement.published_advice import INTERESTS, PublishedAdvice, PublishedTrial
from reviews.finder.page.words import inside
from reviews.finder.questions.answers import VERSION
from reviews.finder.questions.choices import Choice, Weight
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.activity import rule_texts
from reviews.finder.ranking.confidence import LEAD
from reviews.finder.ranking.points import ordinal, points
from reviews.finder.ranking.sensitivity import DRAWS, FIELD
from reviews.finder.scoring.adoption import GROWTHS, SIZES
from reviews.finder.scoring.board import Score
from reviews.finder.scoring.costs import COSTS, WORTH
from reviews.finder.scoring.factors import BY_KEY, FACTORS, NOT_WEIGHED, SUPPORT_SCORES, Factor
from reviews.finder.scoring.scales import MEASURES, FactMeasure


@dataclass(frozen=True, slots=True)
class FactorText:
    """A factor and what it is read from."""

    factor: Factor
    evidence: str
    depends: str
    """What a reader may want of it; empty where one end is the better one for everybody."""


ADOPTION = (
    "the mean of three: how many repositories depend on it, how many people have contributed, and how dependent "
    "repositories have grown in three years against the middle of the field"
)


@dataclass(frozen=True, slots=True)
class PresetText:
    """What one answer presets."""

    question: str
    answer: str
    weights: list[tuple[str, str]]
    """Pairs of a weight and the factors that get it, the highest first."""
    wanted: str
    needs: str
    why: str


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What a fact is worth, with the most that is worth so much."""

    name: str
    evidence: str
    steps: list[tuple[str, str]]


@dataclass(frozen=True)
class FinderMethod:
    """All tables of the finder."""

    features: Mapping[str, str]
    """Names by key."""
    criteria: Mapping[str, str]

    version = VERSION
    draws = DRAWS
    lead = LEAD
    field = FIELD
    inactive = rule_texts()
    """The rules that make a framework inactive; one of them is enough."""
    weights = tuple((weight.value, weight.label) for weight in Weight)

    @cached_property
    def factors(self) -> list[FactorText]:
        return [self.factor_text(factor) for factor in FACTORS]

    def factor_text(self, factor: Factor) -> FactorText:
        kind = "the mean of the support for" if len(factor.features) > 1 else "the support for"
        names = ", ".join(self.features.get(key, key) for key in factor.features)
        criteria = " and ".join(self.criteria.get(key, key) for key in factor.criteria)
        costs = " and ".join(Measure(measure).label for measure in factor.measures)
        evidence = (
            (names and f"{kind} {names}")
            or (criteria and f"the guides’ median on {criteria}")
            or (factor.adoption and ADOPTION)
            or (costs and f"what the lab measured: {costs}")
            or measured(factor)
        )
        return FactorText(factor, evidence, "; ".join(side.label for side in factor.sides.values()))

    @cached_property
    def support(self) -> list[tuple[str, str]]:
        """Pairs of a level of support and its score."""
        return [(SupportLevel(level).label, score_text(score)) for level, score in SUPPORT_SCORES.items()]

    @cached_property
    def measures(self) -> list[MeasureText]:
        """The steps of the facts that are placed on some."""
        weighed = ((factor.name, MEASURES[factor.fact]) for factor in FACTORS if factor.fact)
        return [measure_text(name, measure) for name, measure in weighed if measure.steps]

    @cached_property
    def costs(self) -> list[MeasureText]:
        """The steps of what the lab measures, as multiples of the least that any framework needs."""
        return [cost_text(factor.name, Measure(measure)) for factor in FACTORS for measure in factor.measures]

    @cached_property
    def adoption(self) -> list[MeasureText]:
        """What counts and growth are worth."""
        sizes = [
            MeasureText(
                AdoptionMetric(metric).label,
                "at least",
                [(f"{least:,}", fraction_text(worth)) for least, worth in zip(limits, WORTH, strict=True)],
            )
            for metric, limits in SIZES.items()
        ]
        growths = [(words, fraction_text(worth)) for words, worth in GROWTHS.items()]
        return [*sizes, MeasureText("Dependent repositories in three years", "", growths)]

    @cached_property
    def presets(self) -> list[PresetText]:
        return [self.preset(question.label, choice) for question in QUESTIONS for choice in question.choices]

    def preset(self, question: str, choice: Choice) -> PresetText:
        sides = (f"{BY_KEY[factor].name}: {BY_KEY[factor].sides[side].label}" for factor, side in choice.sides.items())
        needs = (self.features.get(key, key) for key in choice.features)
        return PresetText(question, choice.label, given(choice), "; ".join(sides), ", ".join(needs), choice.why)

    @cached_property
    def left_out(self) -> list[tuple[str, str]]:
        """Pairs of a criterion that is no factor and the reason."""
        return [(self.criteria.get(key, key), reason) for key, reason in NOT_WEIGHED.items()]


def measured(factor: Factor) -> str:
    """Say what the fact of a factor is, and that the number is the score where it has no steps."""
    measure = MEASURES[factor.fact]
    return measure.evidence if measure.steps else f"{measure.evidence}; the share is the mark"


def measure_text(name: str, measure: FactMeasure) -> MeasureText:
    steps = [(f"{most} {measure.unit}", fraction_text(worth)) for most, worth in measure.steps]
    return MeasureText(name, measure.evidence, steps)


def cost_text(name: str, measure: Measure) -> MeasureText:
    steps = zip(COSTS[measure], WORTH, strict=True)
    return MeasureText(
        name, measure.label, [(f"{float(most):g} times the least", fraction_text(worth)) for most, worth in steps]
    )


def given(choice: Choice) -> list[tuple[str, str]]:
    by_weight = (
        (weight, [BY_KEY[key].name for key, value in choice.weights.items() if value == weight])
        for weight in reversed(Weight)
    )
    return [(weight.label, ", ".join(names)) for weight, names in by_weight if names]


def score_text(score: Score) -> str:
    return fraction_text(score.low) if score.known else f"{fraction_text(score.low)} to {fraction_text(score.high)}"


def fraction_text(value: Fraction) -> str:
    """Return a score as people write it: whole, as a decimal where that is exact, or as a fraction."""
    tenths = value * 10
    return f"{float(value):g}" if tenths.denominator == 1 else f"{value.numerator}/{value.denominator}"


@dataclass(frozen=True, slots=True)
class Tried:
    """One sort of project put to the finder: how often what guides recommend for it is first, and what is not."""

    name: str
    address: str
    tried: int
    first: int
    near: int
    misses: list[str]


@dataclass(frozen=True, slots=True)
class PublishedText:
    """One published text, and where the finder ranks what it recommends."""

    advice: PublishedAdvice
    interest: str
    address: str
    """The finder with the answers that express its situation."""
    picks: str
    place: str


@dataclass(frozen=True, slots=True)
class AgreementText:
    """How often the finder agrees with what guides and published texts advise."""

    overall: Agreement
    groups: list[Tried]
    not_expressed: list[tuple[str, str, int]]
    published: list[PublishedText]
    published_first: int
    published_near: int

    @property
    def unexpressed(self) -> int:
        return sum(count for _, _, count in self.not_expressed)


def agreement_text(
    agreement: Agreement,
    trials: Sequence[PublishedTrial],
    use_cases: Mapping[str, str],
    frameworks: Mapping[str, str],
) -> AgreementText:
    """Return the outcome in words; the mappings hold names by key."""
    return AgreementText(
        agreement,
        [tried(group, use_cases, frameworks) for group in agreement.groups],
        [
            (use_cases.get(key, "Situations of one guide alone"), reason, count)
            for key, reason, count in agreement.not_expressed
        ],
        [published_text(trial, frameworks) for trial in trials],
        sum(trial.outcome.first for trial in trials),
        sum(trial.outcome.near for trial in trials),
    )


def published_text(trial: PublishedTrial, frameworks: Mapping[str, str]) -> PublishedText:
    advice, outcome = trial
    picks = get_text_list([frameworks.get(key, key) for key in advice.picks], "or")
    return PublishedText(advice, INTERESTS[advice.interest], advice.given.address, picks, place(outcome, frameworks))


def place(outcome: PickOutcome, frameworks: Mapping[str, str]) -> str:
    """Say where the best pick stands and, where it does not lead, on which factors it stays behind."""
    if outcome.first:
        return "First"
    if not outcome.rank:
        return "Not ranked: not confirmed to come with a must, or too little is known of it"
    return f"{ordinal(outcome.rank)}{lost(outcome, frameworks)}"


def tried(group: UseCaseTrials, use_cases: Mapping[str, str], frameworks: Mapping[str, str]) -> Tried:
    return Tried(
        name=use_cases.get(group.use_case, group.use_case),
        address=group.answers.address,
        tried=group.tried,
        first=group.first,
        near=group.near,
        misses=[miss(outcome, count, frameworks) for outcome, count in group.misses],
    )


def miss(outcome: PickOutcome, count: int, frameworks: Mapping[str, str]) -> str:
    """Say where a pick stands and on which factors it stays behind."""
    if not outcome.rank:
        return f"{count} × a pick that is not ranked"
    return f"{count} × {frameworks[outcome.best]}, {ordinal(outcome.rank)}{lost(outcome, frameworks)}"


def lost(outcome: PickOutcome, frameworks: Mapping[str, str]) -> str:
    """Return on which factors a pick stays behind the leader; empty where it does on none."""
    leaders = get_text_list([frameworks[key] for key in outcome.leaders], "and")
    losses = [f"{inside(BY_KEY[loss.factor].name)} ({points(loss.points)})" for loss in outcome.shortfalls]
    return f"; it loses points on {leaders} by {get_text_list(losses, 'and')}" if losses else ""
