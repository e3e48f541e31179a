"""
Synthetic copies of the catalogue's frameworks, with all that is claimed of them: large, and true of nothing.

Each copy lacks other claims than the next, so that they differ as frameworks do. Guides recommend the originals alone,
because no guide's recommendation names hundreds of frameworks.
"""

import copy
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from zlib import crc32

from django.db.models import Q

from curation.registry import row_types
from curation.rows import CuratedRow, curated, references, writing
from frameworks.models import Framework
from reviews.models import Pick

ROWS_AT_ONCE = 2000
LACKING = 8
"""One claim in so many is missing from a copy."""


def enlarge(times: int) -> int:
    """Copy every framework until there are ``times`` as many; return how many there are then.

    No change publishes the copies, so past days know nothing of them.
    """
    numbers = range(1, times)
    with writing():
        originals = list(Framework.objects.all())
        insert(Framework, (framework_copy(row, number) for row in originals for number in numbers))
        for model in models_about_frameworks():
            rows: list[Any] = list(model.objects.filter(Q(("framework__in", originals))))
            copies = (claim_copy(row, number) for row in rows for number in numbers)
            insert(model, (claim for claim in copies if claim is not None))
    return Framework.objects.count()


def models_about_frameworks() -> Iterator[type[CuratedRow]]:
    """Yield the models whose rows refer to a framework, but for what guides recommend."""
    for model in set(row_types().values()) - {Pick}:
        if any(field.name == "framework" and curated(field) is Framework for field in references(model)):
            yield model


def insert(model: type[CuratedRow], rows: Iterable[CuratedRow]) -> None:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        model.objects.bulk_create(batch)


def framework_copy(row: Framework, number: int) -> Framework:
    framework = copy.copy(row)
    framework.key = framework.slug = f"{row.key}-{number}"
    framework.name = f"{row.name} {number} (synthetic)"
    framework.tagline = f"Synthetic copy of {row.name}, to measure with."
    return framework


def claim_copy(row: Any, number: int) -> CuratedRow | None:
    """Return a claim on a copy of its framework; None for one it lacks, and for a row not named by its framework."""
    claim: CuratedRow = copy.copy(row)
    claim.framework_id = f"{row.framework_id}-{number}"  # type: ignore[attr-defined]
    claim.key = claim.natural_key_text()
    return claim if claim.key != row.key and crc32(claim.key.encode()) % LACKING else None
