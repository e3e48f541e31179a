"""The rows that every answer of the finder is reckoned from, read once for each data version."""

import datetime
from collections.abc import Mapping

from django.conf import settings

from frameworks.models import Framework
from frameworks.record import Record
from reviews.consensus import Scale
from reviews.drivers import BY_KEY
from reviews.finder_page.finding import Rows
from reviews.finder_reading import read_evidence
from reviews.questions import NEED

NEEDED = sorted({feature for need in NEED.choices for feature in need.features})
KEPT: dict[tuple[int, datetime.date | None], Rows] = {}
"""The rows of one data version."""


def rows_of(record: Record, scales: Mapping[str, Scale] | None = None) -> Rows:
    """Return the rows that every answer is reckoned from, kept in memory while the data is as it was.

    Thousands of readers have thousands of weights; the marks these are multiplied with are the same for all. ``scales``
    are those of the drivers' criteria where they were read already.
    """
    if not (settings.KEEP_PAGES and record.is_kept):
        return read_rows(record, scales)
    key = record.version, record.day
    rows = KEPT.get(key)
    if rows is None:
        rows = read_rows(record, scales)
        KEPT.clear()
        KEPT[key] = rows
    return rows


def read_rows(record: Record, scales: Mapping[str, Scale] | None) -> Rows:
    return Rows(
        frameworks={row.key: row for row in record.rows(Framework)},
        evidence=read_evidence(record, BY_KEY, NEEDED, scales),
    )
