"""Which cells of the feature matrix a program has proved."""

import datetime
from collections.abc import Iterable
from typing import Any

from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_addresses
from frameworks.models import Support
from measurements.models import CellProof
from measurements.models.proof import DOUBTS, HOLDS

COLUMNS = ("framework_id", "feature_id", "verdict", "level")
CELL = ("framework_id", "feature_id", "level")


def read_proven(snapshot: Snapshot, **where: Any) -> frozenset[str]:
    """Return the addresses of the evidence of the cells that programs have proved and none contests; one query."""
    rows = snapshot.several({CellProof: (COLUMNS, where), Support: (CELL, where)})
    return proven(rows[CellProof], rows[Support], snapshot.day)


def proven(
    proofs: Iterable[tuple[Any, ...]], cells: Iterable[tuple[Any, ...]], day: datetime.date | None
) -> frozenset[str]:
    """Return the addresses of the evidence of the cells that proofs hold for, at the level that each has now."""
    levels = {(framework, feature): level for framework, feature, level in cells}
    verdicts: dict[tuple[str, str], set[str]] = {}
    for framework, feature, verdict, level in proofs:
        if verdict not in HOLDS or levels.get((framework, feature)) == level:
            verdicts.setdefault((framework, feature), set()).add(verdict)
    address = evidence_addresses(day)
    return frozenset(
        address(f"{framework}/{feature}")
        for (framework, feature), seen in verdicts.items()
        if seen & {*HOLDS} and not seen & {*DOUBTS}
    )
