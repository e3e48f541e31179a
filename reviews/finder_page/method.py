"""How the finder counts, drawn from the tables it counts with, so that it cannot drift. No request, no query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from frameworks.models import SupportLevel
from reviews.answers import VERSION
from reviews.drivers import BY_KEY, DRIVERS, NOT_WEIGHED, RELEASE_AGES, SUPPORT_MARKS, Driver
from reviews.finder import Mark
from reviews.questions import QUESTIONS, Choice, Weight
from reviews.sensitivity import DRAWS


@dataclass(frozen=True, slots=True)
class DriverText:
    """A driver and what it is read from."""

    driver: Driver
    evidence: str
    depends: str
    """What a reader may want of it; empty where one end is the better one for everybody."""


@dataclass(frozen=True, slots=True)
class PresetText:
    """What one answer presets."""

    question: str
    answer: str
    weights: list[tuple[str, str]]
    """Pairs of a weight and the drivers that get it, the highest first."""
    wanted: str
    needs: str


@dataclass(frozen=True)
class FinderMethod:
    """All tables of the finder."""

    features: Mapping[str, str]
    """Names by key."""
    criteria: Mapping[str, str]

    version = VERSION
    draws = DRAWS
    weights = tuple((weight.value, weight.label) for weight in Weight)

    @property
    def drivers(self) -> Iterator[DriverText]:
        return (self.driver(one) for one in DRIVERS)

    def driver(self, one: Driver) -> DriverText:
        kind = "the mean of the support for" if len(one.features) > 1 else "the support for"
        names = ", ".join(self.features.get(key, key) for key in one.features)
        said = " and ".join(self.criteria.get(key, key) for key in one.criteria)
        evidence = f"{kind} {names}" if names else f"the guides’ median on {said}" if said else "the latest release"
        return DriverText(one, evidence, "; ".join(side.label for side in one.sides.values()))

    @property
    def support(self) -> list[tuple[str, str]]:
        """Pairs of a level of support and its mark."""
        return [(SupportLevel(level).label, mark_text(mark)) for level, mark in SUPPORT_MARKS.items()]

    @property
    def ages(self) -> list[tuple[int, str]]:
        """Pairs of the days since a release and its mark."""
        return [(days, fraction_text(mark)) for days, mark in RELEASE_AGES]

    @property
    def presets(self) -> list[PresetText]:
        return [self.preset(question.label, one) for question in QUESTIONS for one in question.choices]

    def preset(self, question: str, one: Choice) -> PresetText:
        wanted = (f"{BY_KEY[driver].name}: {BY_KEY[driver].sides[side].label}" for driver, side in one.sides.items())
        needs = (self.features.get(key, key) for key in one.features)
        return PresetText(question, one.label, given(one), "; ".join(wanted), ", ".join(needs))

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """Pairs of a criterion that is no driver and the reason."""
        return [(self.criteria.get(key, key), reason) for key, reason in NOT_WEIGHED.items()]


def given(one: Choice) -> list[tuple[str, str]]:
    by_weight = (
        (weight, [BY_KEY[key].name for key, value in one.weights.items() if value == weight])
        for weight in reversed(Weight)
    )
    return [(weight.label, ", ".join(names)) for weight, names in by_weight if names]


def mark_text(mark: Mark) -> str:
    return fraction_text(mark.low) if mark.known else f"{fraction_text(mark.low)} to {fraction_text(mark.high)}"


def fraction_text(value: Fraction) -> str:
    """Return a mark as people write it: whole, as a decimal where that is exact, or as a fraction."""
    tenths = value * 10
    return f"{float(value):g}" if tenths.denominator == 1 else f"{value.numerator}/{value.denominator}"
