"""How well founded the site's claims are, framework by framework. Rows in, shares out; no request, no query.

Every share says of how many: what is not known is counted, never left out of the whole.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from frameworks.citations import is_stale
from frameworks.models import Framework, SupportLevel
from reviews.opinions.consensus import ConsensusVerdict
from reviews.opinions.ratings import Opinions


class Claim(NamedTuple):
    """What is so of a framework, with the kind of its source and the day it was read; no kind without a source."""

    framework: str
    kind: str | None
    read_on: datetime.date


class Cell(NamedTuple):
    """A cell of the feature matrix."""

    framework: str
    level: str
    kind: str | None
    read_on: datetime.date
    second_checked: bool


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down, so that only all is 100; None of nothing."""
        return self.part * 100 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Quality:
    """The shares of one framework, or of all."""

    sourced: Share
    """Claims that name a source, of all claims."""
    within_limit: Share
    """Claims read within the limit of their kind of source, of all claims."""
    second_checked: Share
    """Cells that a second person read again, of all cells that claim something."""
    unknown: Share
    """Features not checked, of all features."""
    disputed: Share
    """Criteria on which guides split, of those on which two guides or more give a level."""

    def __add__(self, other: "Quality") -> "Quality":
        return Quality(
            self.sourced + other.sourced,
            self.within_limit + other.within_limit,
            self.second_checked + other.second_checked,
            self.unknown + other.unknown,
            self.disputed + other.disputed,
        )


@dataclass(frozen=True)
class Rows:
    """What the shares are counted from."""

    opinions: Opinions
    features: int
    cells: Sequence[Cell]
    claims: Sequence[Claim]
    """Facts and support windows."""


def qualities(rows: Rows, today: datetime.date) -> list[tuple[Framework, Quality]]:
    """Return the shares of each framework, in the order of the frameworks."""
    known = [cell for cell in rows.cells if cell.level != SupportLevel.UNKNOWN]
    claims = [*rows.claims, *(Claim(cell.framework, cell.kind, cell.read_on) for cell in known)]
    every, cells = Counter(one.framework for one in claims), Counter(cell.framework for cell in known)
    sourced = Counter(one.framework for one in claims if one.kind)
    fresh = Counter(one.framework for one in claims if one.kind and not is_stale(one.kind, one.read_on, today))
    second = Counter(cell.framework for cell in known if cell.second_checked)
    compared, split = disputes(rows.opinions)
    return [
        (
            framework,
            Quality(
                Share(sourced[key], every[key]),
                Share(fresh[key], every[key]),
                Share(second[key], cells[key]),
                Share(rows.features - cells[key], rows.features),
                Share(split[key], compared[key]),
            ),
        )
        for framework in rows.opinions.frameworks
        for key in [framework.key]
    ]


def disputes(opinions: Opinions) -> "tuple[Counter[str], Counter[str]]":
    """Count by framework the criteria on which two guides or more give a level, and those on which they split."""
    compared: Counter[str] = Counter()
    split: Counter[str] = Counter()
    for framework, criterion in opinions.pairs(least=2):
        found = opinions.consensus(framework.key, criterion.key)
        compared[framework.key] += len(found.positions) > 1
        split[framework.key] += found.verdict == ConsensusVerdict.SPLIT
    return compared, split


def total(found: Iterable[tuple[Framework, Quality]]) -> Quality:
    """Return the shares of all frameworks together."""
    nothing = Share(0, 0)
    return sum((quality for _, quality in found), Quality(nothing, nothing, nothing, nothing, nothing))
