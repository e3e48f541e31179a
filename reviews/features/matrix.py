"""The feature matrix: features down, frameworks across, each cell leading to its evidence."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from curation.web.addresses import evidence_address
from frameworks.addresses import feature_address, framework_address
from frameworks.claims.freshness import LIMITS, SourceReading, is_stale
from frameworks.models import Feature, FeatureGroup, Framework, SupportLevel

WORDS = {
    SupportLevel.BUILTIN.value: "built in",
    SupportLevel.BUILTIN_EXTRA.value: "built in, with an extra",
    SupportLevel.OFFICIAL_EXTENSION.value: "official extension",
    SupportLevel.THIRD_PARTY.value: "third-party",
}
LABELS = dict(SupportLevel.choices)
SHORTEST_LIMIT = min(LIMITS.values())
BREAKS = re.compile(r"(?<=_)|(?=\[)")
"""Where a package's name may break at the end of a line, which a browser would not do by itself."""


# Without slots, so that it can keep how it is drawn.
@dataclass(frozen=True)
class MatrixCell:
    """How one framework supports one feature; without an address nothing is claimed."""

    level: str
    text: str
    word: str = ""
    href: str = ""
    stale: str = ""
    is_proven: bool = False
    """Whether a program has shown it."""

    @property
    def parts(self) -> Sequence[str]:
        """The text in parts between which a line may break."""
        return split_name(self.text)


# A matrix has hundreds of cells, and few different texts.
@lru_cache(maxsize=1024)
def split_name(name: str) -> Sequence[str]:
    return BREAKS.split(name)


NOT_CHECKED = MatrixCell(SupportLevel.UNKNOWN.value, LABELS[SupportLevel.UNKNOWN.value])


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One feature across the frameworks shown."""

    feature: Feature
    address: str
    cells: list[MatrixCell]

    @property
    def differs(self) -> bool:
        """Whether two frameworks differ; cells that nobody checked are ignored."""
        return len({cell.level for cell in self.cells} - {NOT_CHECKED.level}) > 1


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows under one heading."""

    name: str
    label: str
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One framework shown, with how many of the features shown it has built in."""

    framework: Framework
    address: str
    built_in: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the page shows: the rows that pass the filters, and how many there are without them."""

    columns: list[MatrixColumn]
    groups: list[MatrixGroup]
    row_count: int
    all_count: int
    differing_count: int
    unchecked_count: int

    @property
    def width(self) -> int:
        """The number of columns with that of the names."""
        return len(self.columns) + 1

    @property
    def sections(self) -> list[tuple[str, str]]:
        return [(group.name, group.label) for group in self.groups]


@dataclass(frozen=True, slots=True)
class ReadingDays:
    """The days on which the cells shown were read."""

    first: datetime.date
    last: datetime.date
    stale_count: int


class SupportClaim(NamedTuple):
    """The columns of a ``Support`` row that the matrix shows."""

    key: str
    framework: str
    feature: str
    level: str
    package: str
    source: str | None
    checked_on: datetime.date


CLAIM_COLUMNS = ("key", "framework_id", "feature_id", "level", "package", "source_id", "checked_on")


@dataclass(frozen=True, slots=True)
class MatrixEvidence:
    """What cells are judged and linked by: readings of sources, what programs proved, today, and the day shown."""

    sources: Mapping[str, SourceReading]
    proven: frozenset[str]
    today: datetime.date
    as_of: datetime.date | None = None

    def cell(self, claim: SupportClaim) -> MatrixCell:
        if claim.level == NOT_CHECKED.level or not claim.source:
            return NOT_CHECKED
        stale = f"{claim.checked_on:%Y-%m}" if self.is_stale(claim) else ""
        href = evidence_address(claim.key, self.as_of)
        text, word = (claim.package, WORDS.get(claim.level, "")) if claim.package else (LABELS[claim.level], "")
        return MatrixCell(claim.level, text, word, href, stale, href in self.proven)

    def is_stale(self, claim: SupportClaim) -> bool:
        if not may_be_stale(claim, self.today):
            return False
        source = self.sources.get(claim.source or "")
        return source is not None and is_stale(source, claim.checked_on, self.today)


def may_be_stale(claim: SupportClaim, today: datetime.date) -> bool:
    """Tell whether a claim is so old that the kind of its source matters."""
    return (today - claim.checked_on).days > SHORTEST_LIMIT


@dataclass(frozen=True, slots=True)
class MatrixCells:
    """The cells of all frameworks, of which every matrix shows some."""

    claims: list[SupportClaim]
    cells: Mapping[tuple[str, str], MatrixCell]
    """By feature and framework."""

    @classmethod
    def of(cls, claims: list[SupportClaim], evidence: MatrixEvidence) -> "MatrixCells":
        return cls(claims, {(claim.feature, claim.framework): evidence.cell(claim) for claim in claims})

    def claims_about(self, frameworks: Iterable[Framework]) -> list[SupportClaim]:
        keys = {framework.pk for framework in frameworks}
        return [claim for claim in self.claims if claim.framework in keys]

    def rows(self, features: Iterable[Feature], frameworks: Iterable[Framework]) -> list[MatrixRow]:
        """Return a row for every feature."""
        keys, cells = [framework.pk for framework in frameworks], self.cells
        return [
            MatrixRow(row, feature_address(row.slug), [cells.get((row.pk, key), NOT_CHECKED) for key in keys])
            for row in features
        ]

    def reading_days(self, claims: Iterable[SupportClaim]) -> ReadingDays | None:
        """Return when claims were read; None where there is none."""
        checked = [claim for claim in claims if claim.level != NOT_CHECKED.level]
        if not checked:
            return None
        days = {claim.checked_on for claim in checked}
        stale_count = sum(bool(self.cells[claim.feature, claim.framework].stale) for claim in checked)
        return ReadingDays(min(days), max(days), stale_count)


def build_matrix(rows: Sequence[MatrixRow], frameworks: Sequence[Framework], all_count: int) -> Matrix:
    """Return the matrix of some rows, out of so many in all."""
    return Matrix(
        columns=columns_of(frameworks, rows),
        groups=list(grouped(rows)),
        row_count=len(rows),
        all_count=all_count,
        differing_count=sum(row.differs for row in rows),
        unchecked_count=sum(cell is NOT_CHECKED for row in rows for cell in row.cells),
    )


def columns_of(frameworks: Sequence[Framework], rows: Sequence[MatrixRow]) -> list[MatrixColumn]:
    return [
        MatrixColumn(
            framework,
            framework_address(framework.slug),
            sum(row.cells[place].level == SupportLevel.BUILTIN for row in rows),
        )
        for place, framework in enumerate(frameworks)
    ]


def grouped(rows: Sequence[MatrixRow]) -> Iterable[MatrixGroup]:
    """Yield the groups that have rows, in their own order."""
    for name, label in FeatureGroup.choices:
        members = [row for row in rows if row.feature.group == name]
        if members:
            yield MatrixGroup(name, label, members)
