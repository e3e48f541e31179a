"""The finder's columns as the database keeps them: a request reads some twenty rows, however many frameworks there are.

They are made of the curated rows and published with them. For past days, and where they were made by other tables than
the code's, they are made anew from the record, which takes longer and gives the same.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from itertools import starmap
from typing import Any

import numpy as np

from curation.snapshots.protocol import Record
from frameworks.models import Framework
from reviews.finder.questions import NEED
from reviews.finder.scoring.board import Numbers, WholeMarks
from reviews.finder.scoring.columns import (
    COLUMN_NAMES,
    Column,
    Columns,
    Levels,
    Named,
    Names,
    Wanted,
    Words,
    columns_of,
)
from reviews.finder.scoring.factors import BY_KEY, DRIVERS, SUPPORT_MARKS
from reviews.finder.scoring.reading import read_evidence
from reviews.finder.scoring.scales import MEASURES
from reviews.models import FinderColumn
from reviews.opinions.consensus import Scale

FORM = 1
"""Rises when columns are made or written in another way."""
FACTS = [(name, one.read.__qualname__, one.steps) for name, one in sorted(MEASURES.items())]
TABLES = (FORM, DRIVERS, sorted(SUPPORT_MARKS.items()), FACTS)
MADE_BY = hashlib.sha256(repr(TABLES).encode()).hexdigest()[:16]
EVERYTHING = Wanted(COLUMN_NAMES, sorted({feature for need in NEED.choices for feature in need.features}))
NAMES = [f"framework/{field}" for field in Named._fields]
BETWEEN = "\0"
"""Stands between names, because no text of a row can hold it."""
SHORT, LONG = np.dtype("u1"), np.dtype("<i8")
"""How a column's numbers are written: in a byte each, or in eight where one of them does not fit."""
LARGEST_UNIT = 2**31 - 1
Stored = Mapping[str, Any]
"""A row by its fields."""


def read_columns(record: Record, wanted: Wanted, scales: Mapping[str, Scale] | None = None) -> Columns:
    """Return the columns wanted: those published, in one query, or some made from the record, in five more.

    With ``scales`` that were read already it is four more.
    """
    found = {} if record.day else read_published(wanted)
    return columns_in(found, wanted) if found else make_columns(record, wanted, scales)


def make_columns(record: Record, wanted: Wanted, scales: Mapping[str, Scale] | None = None) -> Columns:
    drivers = dict.fromkeys(name.partition("/")[0] for name in wanted.drivers)
    evidence = read_evidence(record, drivers, wanted.features, scales)
    return columns_of(evidence, starmap(Named, record.values(Framework, *Named._fields)), wanted)


def read_published(wanted: Wanted) -> dict[str, Stored]:
    """Return the rows of the columns wanted; none where one of them is missing or was made by other tables."""
    keys = keys_of(wanted)
    rows = FinderColumn.objects.filter(key__in=keys, made_by=MADE_BY).order_by()
    found: dict[str, Stored] = {row["key"]: row for row in rows.values()}
    return found if len(found) == len(keys) else {}


def columns_in(found: Mapping[str, Stored], wanted: Wanted) -> Columns:
    return Columns(
        Names(*(texts_in(found[key]) for key in NAMES)),
        {name: column_in(found[marks_key(name)]) for name in wanted.drivers},
        {name: levels_in(found[levels_key(name)]) for name in wanted.features},
    )


def column_in(row: Stored) -> Column:
    codes = bytes(row["codes"])
    sums, gaps = (numbers_in(bytes(row[field]), len(codes)) for field in ("sums", "gaps"))
    return Column(WholeMarks(row["unit"], sums, gaps), codes, list(starmap(Words, row["words"])))


def texts_in(row: Stored) -> list[str]:
    text = bytes(row["codes"]).decode()
    return text.split(BETWEEN) if text else []


def levels_in(row: Stored) -> Levels:
    return Levels(bytes(row["codes"]), row["words"])


def numbers_in(text: bytes, count: int) -> Numbers:
    return np.frombuffer(text, SHORT if len(text) == count else LONG).astype(np.int64)


def bytes_of(numbers: Numbers) -> bytes:
    return numbers.astype(SHORT if numbers.max(initial=0) <= np.iinfo(SHORT).max else LONG).tobytes()


def publish_columns(record: Record, touched: Collection[str]) -> None:
    """Write the columns that rest on rows of the types touched, as the record has them now; others stay.

    Raises ``WrittenByChangesOnly`` outside an applied change.
    """
    wanted = resting_on(touched) if are_published() else EVERYTHING
    if wanted.drivers:
        rows = list(rows_of(make_columns(record, wanted)))
        FinderColumn.objects.filter(key__in=keys_of(wanted)).delete()
        FinderColumn.objects.bulk_create(rows)


def are_published() -> bool:
    """Tell whether all columns are there, made by these tables."""
    return FinderColumn.objects.filter(made_by=MADE_BY).count() == len(keys_of(EVERYTHING))


def resting_on(touched: Collection[str]) -> Wanted:
    """Return the columns that rest on rows of some types; every column has a place for each framework."""
    if "framework" in touched:
        return EVERYTHING
    drivers = [name for name in COLUMN_NAMES if rows_read(name) & set(touched)]
    return Wanted(drivers, EVERYTHING.features if "support" in touched else [])


def rows_read(column: str) -> set[str]:
    """Return the types of rows that a driver's marks are made of."""
    driver = BY_KEY[column.partition("/")[0]]
    if driver.features:
        return {"support"}
    return {"rating", "level", "criterion"} if driver.criteria else {"fact"}


def rows_of(columns: Columns) -> Iterator[FinderColumn]:
    """Yield the rows that keep some columns, with the names of the frameworks they stand for.

    A column with a denominator beyond all sense is left out, and answers that need it are made from the record.
    """
    names = columns.names
    for key, texts in zip(NAMES, (names.keys_in_order, names.names, names.slugs), strict=True):
        yield FinderColumn(key=key, made_by=MADE_BY, codes=BETWEEN.join(texts).encode())
    for name, (marks, codes, said) in columns.drivers.items():
        if marks.unit > LARGEST_UNIT:
            continue
        kept = {"unit": marks.unit, "sums": bytes_of(marks.sums), "gaps": bytes_of(marks.gaps)}
        yield FinderColumn(key=marks_key(name), made_by=MADE_BY, words=said, codes=codes, **kept)
    for name, levels in columns.features.items():
        yield FinderColumn(key=levels_key(name), made_by=MADE_BY, words=levels.words, codes=levels.codes)


def keys_of(wanted: Wanted) -> list[str]:
    return [*NAMES, *map(marks_key, wanted.drivers), *map(levels_key, wanted.features)]


def marks_key(column: str) -> str:
    return f"marks/{column}"


def levels_key(feature: str) -> str:
    return f"levels/{feature}"
