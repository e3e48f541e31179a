"""What a framework is strong at and what it lacks, by its place among all: rows in, reasons with evidence out.

Strong: built in here and in few others, or measured in the first quarter. A gap: built in for most of its kind and not
here, or measured in the last third. Measured values whose intervals touch are tied, and what was not checked is no gap.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, CitedReason, source_citation
from frameworks.claims.side_by_side import FeatureLine, SupportLine
from frameworks.models import Framework, Support, SupportLevel
from measurements.models import CellProof, Figure, Measure
from measurements.models.program import DEFAULT
from measurements.proven import COLUMNS, proven
from measurements.speed.beside import SHOWN, MeasuredLine, SeenInLab, seen_in_lab
from measurements.speed.numbers import amount
from reviews.profiles.detail import FrameworkPage

MOST = 5
MOST_MEASURED = 2
"""How many of the reasons on each side are measurements."""
RARE = Fraction(8, 22)
"""The share of frameworks up to which it counts that one of them has a feature built in."""
FIRST, LAST = Fraction(1, 4), Fraction(2, 3)
"""Up to which share of all a place is a strong one, and after which it is a weak one."""
BUILT_IN = SupportLevel.BUILTIN.value
UNKNOWN = SupportLevel.UNKNOWN.value
NO_GAP = (BUILT_IN, SupportLevel.BUILTIN_EXTRA.value, UNKNOWN)
"""What is here, if with an extra to install, or was not checked."""
JUDGED = (Measure.CPU_T02, Measure.START_WALL, Measure.MEMORY_IDLE, Measure.SIZE_BARE)


@dataclass(frozen=True, slots=True)
class Field:
    """All frameworks, as far as the place of one among them needs them."""

    levels: Mapping[str, Mapping[str, str]]
    """By feature how each framework supports it, without what was not checked."""
    figures: Sequence[MeasuredLine]
    lab: SeenInLab
    """What the lab saw of the one."""


def read_field(snapshot: Snapshot, framework: Framework) -> Field:
    """Return how all frameworks stand; one query."""
    measures = sorted({*SHOWN, *JUDGED})
    rows = snapshot.several(
        {
            Support: (("framework_id", "feature_id", "level"), {}),
            Figure: (MeasuredLine._fields, {"measure__in": [each.value for each in measures], "variant": DEFAULT}),
            CellProof: (COLUMNS, {"framework": framework.pk}),
        }
    )
    levels: dict[str, dict[str, str]] = {}
    for key, feature, level in rows[Support]:
        if level != UNKNOWN:
            levels.setdefault(feature, {})[key] = level
    figures = list(map(MeasuredLine._make, rows[Figure]))
    cells = [(key, feature, level) for key, feature, level in rows[Support] if key == framework.pk]
    held = proven(rows[CellProof], cells, snapshot.day)
    return Field(levels, figures, seen_in_lab(snapshot, [framework], figures, held))


@dataclass(frozen=True)
class StandingGrounds:
    """What is known of one framework and of those beside it."""

    page: FrameworkPage
    field: Field

    @cached_property
    def kin(self) -> frozenset[str]:
        """The keys of the others of its kind."""
        return frozenset(other.key for other in self.page.kin)

    @property
    def cells(self) -> Iterator[tuple[FeatureLine, SupportLine]]:
        """Yield its features with the cell of each, those of most weight first."""
        cells = {cell.feature_id: cell for cell in self.page.rows.support}
        by_weight = sorted(self.page.rows.features, key=lambda row: (-row.weight, row.position))
        return ((row, cells[row.key]) for row in by_weight if row.key in cells and cells[row.key].source_id)

    def cite(self, cell: SupportLine) -> Citation:
        """Return who says so; a program that has proved a cell says more than any document."""
        address = evidence_address(cell.key, self.page.as_of)
        source = self.page.rows.sources[cell.source_id or ""]
        cited = source_citation(source, cell.checked_on, address, self.page.today)
        return cited._replace(kind="proven", age="") if address in self.field.lab.proven else cited

    @property
    def places(self) -> Iterator[tuple[MeasuredLine, int, int, int]]:
        """Yield each of its measurements with the first and the last place it may have, and of how many."""
        for measure in JUDGED:
            lines = [line for line in self.field.figures if line.measure == measure]
            for own in (line for line in lines if line.framework_id == self.page.framework.key):
                yield own, *place_among(own, lines), len(lines)


def strong_at(grounds: StandingGrounds) -> list[CitedReason]:
    """Return what few others have built in, and what it costs least."""
    measured = measured_reasons(grounds, lambda first, last, count: last <= count * FIRST)
    rare = [*rare_features(grounds)]
    return [*rare[: MOST - len(measured)], *measured]


def gaps(grounds: StandingGrounds) -> list[CitedReason]:
    """Return what most of its kind have built in and it has not, and what it costs most."""
    measured = measured_reasons(grounds, lambda first, last, count: first > count * LAST)
    lacking = [*lacking_features(grounds)]
    return [*lacking[: MOST - len(measured)], *measured]


def rare_features(grounds: StandingGrounds) -> Iterator[CitedReason]:
    for feature, cell in grounds.cells:
        known = grounds.field.levels.get(feature.key, {})
        having = Counter(known.values())[BUILT_IN]
        if cell.level == BUILT_IN and len(known) > 1 and having <= len(known) * RARE:
            yield CitedReason(feature.name, f"{having} of {len(known)} have it built in.", grounds.cite(cell))


def lacking_features(grounds: StandingGrounds) -> Iterator[CitedReason]:
    for feature, cell in grounds.cells:
        kin = [level for key, level in grounds.field.levels.get(feature.key, {}).items() if key in grounds.kin]
        having = kin.count(BUILT_IN)
        if cell.level not in NO_GAP and 2 * having > len(kin):
            level = SupportLevel(cell.level).by(cell.package)
            words = f"{level}; {having} of {len(kin)} others of its kind have it built in."
            yield CitedReason(feature.name, words, grounds.cite(cell))


def measured_reasons(grounds: StandingGrounds, counts: Callable[[int, int, int], bool]) -> list[CitedReason]:
    reasons = (
        CitedReason(
            Measure(own.measure).label,
            f"{amount(Measure(own.measure), own.value).words}, {place_in_words(first, last)} of {count}.",
            measured_citation(own, grounds),
        )
        for own, first, last, count in grounds.places
        if counts(first, last, count)
    )
    return list(reasons)[:MOST_MEASURED]


def place_among(own: MeasuredLine, lines: Sequence[MeasuredLine]) -> tuple[int, int]:
    """Return the first and the last place that a measurement may have: those whose intervals touch are tied."""
    return 1 + sum(line.high < own.low for line in lines), sum(line.low <= own.high for line in lines)


def place_in_words(first: int, last: int) -> str:
    return f"place {first}" if first == last else f"place {first} to {last}"


def measured_citation(own: MeasuredLine, grounds: StandingGrounds) -> Citation:
    return Citation(
        "measured", "Measured", own.run_id[:10], "Measured by us", evidence_address(own.key, grounds.page.as_of)
    )
