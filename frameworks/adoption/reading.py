"""What the catalogue holds of use, read for a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from curation.snapshots.protocol import Snapshot
from frameworks.adoption.charts import AdoptionRow, adoption_rows
from frameworks.models import AdoptionMetric, AdoptionSeries, Framework, Source


@dataclass(frozen=True, slots=True)
class Adoption:
    """The figures of some frameworks, with the list they come from."""

    rows: list[AdoptionRow]
    missing: list[Framework]
    """The frameworks that are not on the list."""
    source: Source | None
    licence: str
    metrics = list(AdoptionMetric)


def read_adoption(snapshot: Snapshot, frameworks: Sequence[Framework]) -> Adoption:
    """Return the figures of these frameworks, each held against the middle of all; one query."""
    series = snapshot.rows(AdoptionSeries, joined=["source"])
    rows = adoption_rows(series, frameworks)
    first = next((figure.series for row in rows for figure in row.figures if figure), None)
    counted = {row.framework.pk for row in rows}
    missing = [framework for framework in frameworks if framework.pk not in counted]
    return Adoption(rows, missing, first.source if first else None, first.licence if first else "")


def read_all_adoption(snapshot: Snapshot) -> Adoption:
    """Return the figures of every framework by name; two queries."""
    return read_adoption(snapshot, sorted(snapshot.rows(Framework), key=lambda framework: framework.name.casefold()))
