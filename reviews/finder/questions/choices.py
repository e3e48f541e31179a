"""What the finder's questions and answers are, and what some answers amount to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from reviews.finder.scoring.factors import FACTORS


class Weight(IntEnum):
    """How much a factor counts; the labels are those of the form."""

    IGNORE = 0
    MINOR = 1
    IMPORTANT = 2
    DECISIVE = 3

    @property
    def label(self) -> str:
        return self.name.capitalize()


IGNORE, MINOR, IMPORTANT, DECISIVE = Weight


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, and what it presets."""

    key: str
    label: str
    weights: Mapping[str, Weight] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    """What the reader wants of factors whose better end depends on that."""
    features: tuple[str, ...] = ()
    """The features that must be there; only frameworks confirmed to have all of them are ranked."""
    third_party: bool = False
    """Whether packages of others count as coming with a framework."""
    why: str = ""
    """Why it presets these weights."""


@dataclass(frozen=True, slots=True)
class FinderQuestion:
    """One question of the form."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    several: bool = False
    """Whether more than one answer may be given."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What some answers amount to."""

    weights: Mapping[str, int]
    """What every factor counts, in the order of the factors."""
    sides: Mapping[str, str]
    needs: tuple[Choice, ...]
    third_party: bool = False
    """Whether packages of others count for the needs."""


def weights(**given: Weight) -> Mapping[str, Weight]:
    """Return weights by factor; a key that Python keeps for itself is written with an underscore behind it."""
    return MappingProxyType({key.removesuffix("_"): weight for key, weight in given.items()})


def sides(**given: str) -> Mapping[str, str]:
    return MappingProxyType(given)


def settle(chosen: Iterable[Choice], changed: Mapping[str, int] = MappingProxyType({})) -> Settings:
    """Return what some answers, in the order of the questions, and the weights changed by hand amount to.

    Of two answers that want different things of one factor the later one counts. A factor whose better end nobody has
    named weighs nothing, whatever weight was set.
    """
    answers = list(chosen)
    preferred = {factor: side for answer in answers for factor, side in answer.sides.items()}
    preset = {
        factor.key: max((answer.weights.get(factor.key, IGNORE) for answer in answers), default=IGNORE)
        for factor in FACTORS
    }
    settled = {key: int(changed.get(key, weight)) for key, weight in preset.items()}
    undecided = [factor.key for factor in FACTORS if factor.sides and factor.key not in preferred]
    settled.update(dict.fromkeys(undecided, 0))
    needs = tuple(answer for answer in answers if answer.features)
    return Settings(settled, preferred, needs, third_party=any(answer.third_party for answer in answers))
