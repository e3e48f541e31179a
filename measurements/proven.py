"""Which cells of the feature matrix a program has proved."""

import datetime
from collections.abc import Iterable
from typing import Any

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_addresses
from measurements.models import CellProof
from measurements.models.proof import DOUBTS, HOLDS

COLUMNS = ("framework_id", "feature_id", "verdict")


def read_proven(snapshot: Snapshot, **where: Any) -> frozenset[str]:
    """Return the addresses of the evidence of the cells that programs have proved and none contests; one query."""
    return proven(snapshot.values(CellProof, *COLUMNS, **where), snapshot.day)


def proven(rows: Iterable[tuple[Any, ...]], day: datetime.date | None) -> frozenset[str]:
    """Return the addresses of the evidence of the cells that these proofs hold for."""
    address, verdicts = evidence_addresses(day), dict[str, set[str]]()
    for framework, feature, verdict in rows:
        verdicts.setdefault(address(f"{framework}/{feature}"), set()).add(verdict)
    return frozenset(cell for cell, seen in verdicts.items() if seen & {*HOLDS} and not seen & {*DOUBTS})
