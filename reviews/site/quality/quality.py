"""How well founded the site's claims are, framework by framework. Rows in, shares out.

Every share says of how many: what is not known is counted, never left out of the whole.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from frameworks.claims.freshness import SourceReading, is_stale
from frameworks.models import Framework, SupportLevel
from reviews.guides.opinions.consensus import ConsensusVerdict
from reviews.guides.opinions.ratings import Opinions


class DatedClaim(NamedTuple):
    """What is so of a framework, with its source, if it names one, and the day it was read."""

    framework: str
    source: SourceReading | None
    read_on: datetime.date


class CountedCell(NamedTuple):
    """A cell of the feature matrix."""

    framework: str
    level: str
    source: SourceReading | None
    read_on: datetime.date
    second_checked: bool


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """So many of so many."""

    part: int
    whole: int

    def __add__(self, other: "PartOfWhole") -> "PartOfWhole":
        return PartOfWhole(self.part + other.part, self.whole + other.whole)

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down, so that only all is 100; None of nothing."""
        return self.part * 100 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Quality:
    """The shares of one framework, or of all."""

    sourced: PartOfWhole
    """Claims that name a source, of all claims."""
    within_limit: PartOfWhole
    """Claims read within the limit of their kind of source, of all claims."""
    second_checked: PartOfWhole
    """Cells that a second person read again, of all cells that claim something."""
    unknown: PartOfWhole
    """Features not checked, of all features."""
    disputed: PartOfWhole
    """Criteria on which guides split, of those on which two guides or more give a level."""

    def __add__(self, other: "Quality") -> "Quality":
        names = [field.name for field in fields(self)]
        return Quality(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True)
class QualityRows:
    """What the shares are counted from."""

    opinions: Opinions
    features: int
    cells: Sequence[CountedCell]
    claims: Sequence[DatedClaim]
    """Facts and support windows."""


def qualities(rows: QualityRows, today: datetime.date) -> list[tuple[Framework, Quality]]:
    """Return the shares of each framework, in the order of the frameworks."""
    known = [cell for cell in rows.cells if cell.level != SupportLevel.UNKNOWN]
    claims = [*rows.claims, *(DatedClaim(cell.framework, cell.source, cell.read_on) for cell in known)]
    every, cells = Counter(claim.framework for claim in claims), Counter(cell.framework for cell in known)
    sourced = Counter(claim.framework for claim in claims if claim.source)
    fresh = Counter(
        claim.framework for claim in claims if claim.source and not is_stale(claim.source, claim.read_on, today)
    )
    second = Counter(cell.framework for cell in known if cell.second_checked)
    compared, split = disputes(rows.opinions)
    return [
        (
            framework,
            Quality(
                PartOfWhole(sourced[key], every[key]),
                PartOfWhole(fresh[key], every[key]),
                PartOfWhole(second[key], cells[key]),
                PartOfWhole(rows.features - cells[key], rows.features),
                PartOfWhole(split[key], compared[key]),
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
        consensus = opinions.consensus(framework.key, criterion.key)
        compared[framework.key] += len(consensus.positions) > 1
        split[framework.key] += consensus.verdict == ConsensusVerdict.SPLIT
    return compared, split


def total(by_framework: Iterable[tuple[Framework, Quality]]) -> Quality:
    """Return the shares of all frameworks together."""
    nothing = PartOfWhole(0, 0)
    return sum((quality for _, quality in by_framework), Quality(nothing, nothing, nothing, nothing, nothing))
