"""The differences between a few frameworks that weigh most: cells in, rows of a table out.

A difference counts the weight of its feature, which editors set with a reason, times how far apart the levels of
support are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from frameworks.claims.side_by_side import ComparedRow, FeatureLine, FrameworkCell, SharedCitation
from frameworks.models import SupportLevel

MOST_FEATURES = 5
"""How many of the differences shown are features; support, a measurement and guides have a row each."""
STRENGTH: Mapping[str, int] = {
    SupportLevel.BUILTIN: 4,
    SupportLevel.BUILTIN_EXTRA: 3,
    SupportLevel.OFFICIAL_EXTENSION: 2,
    SupportLevel.THIRD_PARTY: 1,
    SupportLevel.NONE_FOUND: 0,
    SupportLevel.NO: 0,
}
"""How far a level of support is from none; what was not checked has no place."""
UNKNOWN = SupportLevel.UNKNOWN.value
SUFFIXES: Mapping[str, str] = {
    SupportLevel.BUILTIN_EXTRA: "built in, with an extra",
    SupportLevel.OFFICIAL_EXTENSION: "official extension",
    SupportLevel.THIRD_PARTY: "third-party",
}
"""What stands behind a package."""


class Bundle(NamedTuple):
    """Features that one decision takes together."""

    name: str
    reason: str
    features: tuple[str, ...]


BUNDLES = (
    Bundle("ORM and migrations", "Tables from classes, and their changes in files.", ("orm", "migrations")),
    Bundle(
        "Validation and OpenAPI",
        "Bad input is refused, and clients get a schema.",
        ("request-validation", "openapi", "api-docs-ui"),
    ),
    Bundle("Forms, CSRF, translations", "What pages with forms need.", ("forms", "csrf", "i18n")),
)
"""Each stands as one row where at least two of its features differ, and takes its weakest level."""


@dataclass(frozen=True, slots=True)
class DecisiveCell:
    """What one framework has in one row, with one source."""

    framework: str
    css: str
    text: str
    href: str = ""
    citation: SharedCitation | None = None
    ran: bool = False
    """Whether a program has proved all of it."""


@dataclass(frozen=True, slots=True)
class DecisiveRow:
    """One row: what differs, why it counts, and what each framework has."""

    name: str
    reason: str
    cells: Sequence[DecisiveCell]


class Candidate(NamedTuple):
    """One or several features that may stand as a row."""

    name: str
    reason: str
    rows: Sequence[ComparedRow]
    weight: int

    @property
    def apart(self) -> int:
        """How many levels lie between the strongest and the weakest framework."""
        known = [STRENGTH[level] for level in map(weakest, by_framework(self.rows)) if level != UNKNOWN]
        return max(known) - min(known) if len(known) > 1 else 0


def decisive(
    features: Sequence[FeatureLine], rows: Mapping[str, ComparedRow], proven: Collection[str]
) -> list[DecisiveRow]:
    """Return the features that weigh most, the first before the others; ``rows`` are by the features' names."""
    by_weight = sorted(candidates(features, rows), key=lambda candidate: -candidate.weight * candidate.apart)
    return [
        DecisiveRow(each.name, each.reason, [cell_of(cells, proven) for cells in by_framework(each.rows)])
        for each in by_weight[:MOST_FEATURES]
        if each.apart
    ]


def candidates(features: Sequence[FeatureLine], rows: Mapping[str, ComparedRow]) -> Iterator[Candidate]:
    """Yield the bundles of which several features differ, then the other features, in their order."""
    known = {feature.key: feature for feature in features}
    bundled: set[str] = set()
    for bundle in BUNDLES:
        members = [known[key] for key in bundle.features if key in known]
        of_bundle = [rows[feature.name] for feature in members]
        candidate = Candidate(bundle.name, bundle.reason, of_bundle, max((each.weight for each in members), default=0))
        if sum(row.differs for row in of_bundle) > 1 and candidate.apart:
            bundled.update(bundle.features)
            yield candidate
    for feature in features:
        if feature.key not in bundled:
            yield Candidate(feature.name, feature.weight_reason, [rows[feature.name]], feature.weight)


def by_framework(rows: Iterable[ComparedRow]) -> list[list[tuple[str, FrameworkCell]]]:
    """Return for each framework its cells of some features, each with the feature's name."""
    return [list(column) for column in zip(*([(row.name, cell) for cell in row.cells] for row in rows), strict=True)]


def weakest(cells: Iterable[tuple[str, FrameworkCell]]) -> str:
    """Return the weakest level of some cells; unknown where one was not checked."""
    levels = [cell.css for _feature, cell in cells]
    return UNKNOWN if UNKNOWN in levels else min(levels, key=STRENGTH.__getitem__)


def cell_of(cells: Sequence[tuple[str, FrameworkCell]], proven: Collection[str]) -> DecisiveCell:
    """Return the cell of one framework: the packages that one installs first, and the source of the weakest feature."""
    level = weakest(cells)
    first = next(cell for _feature, cell in cells if cell.css == level)
    ran = bool(level in (SupportLevel.BUILTIN, SupportLevel.BUILTIN_EXTRA)) and all(
        cell.href in proven for _feature, cell in cells
    )
    return DecisiveCell(first.framework, level, words(cells), first.href, first.citation, ran)


def words(cells: Sequence[tuple[str, FrameworkCell]]) -> str:
    """Return what a framework has of some features, what it has best first."""
    if len(cells) == 1 or len({(cell.css, cell.below) for _feature, cell in cells}) == 1:
        return support_words(cells[0][1])
    in_order = sorted(cells, key=lambda pair: -STRENGTH.get(pair[1].css, -1))
    groups = groupby(in_order, key=lambda pair: pair[1].css)
    return "; ".join(group_words(level, list(group)) for level, group in groups)


def group_words(level: str, cells: Sequence[tuple[str, FrameworkCell]]) -> str:
    """Return the features of one level: by their packages, or by their names where no package is needed or known."""
    if level in SUFFIXES:
        packages = dict.fromkeys(package for _feature, cell in cells for package in cell.below.split(", "))
        return f"{', '.join(packages)}, {SUFFIXES[level]}"
    names = ", ".join(in_sentence(feature) for feature, _cell in cells)
    return f"{names}: {cells[0][1].text.lower()}"


def support_words(cell: FrameworkCell) -> str:
    """Return a level in words, the package first, since that is what one installs."""
    return f"{cell.below}, {SUFFIXES[cell.css]}" if cell.css in SUFFIXES else cell.text


def in_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: abbreviations and names of products keep their letters."""
    first = name.partition(" ")[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name
