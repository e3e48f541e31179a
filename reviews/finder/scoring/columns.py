"""The finder's evidence on all frameworks as columns: what is weighed of every one, and looked at of a few.

A column holds one driver's marks of all frameworks in bytes, so that a catalogue of thousands is read and weighed in a
few milliseconds. No request, no query.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from reviews.finder.scoring.board import Board, Mark, Marks, WholeMarks
from reviews.finder.scoring.factors import BY_KEY, DRIVERS
from reviews.finder.scoring.scores import Evidence


class Named(NamedTuple):
    """What a page says of a framework by way of name."""

    key: str
    name: str
    slug: str


class Words(NamedTuple):
    """What a mark rests on, and where that stands: ``/orm`` among the framework's claims, ``#facts`` on its page."""

    basis: str
    place: str


class Column(NamedTuple):
    """The marks on one driver, one for each framework."""

    marks: WholeMarks
    codes: bytes
    """Which of the words belong to each mark; one byte each, because no driver has more than about a dozen."""
    words: Sequence[Words]

    @classmethod
    def of(cls, marks: Sequence[Mark], places: Iterable[str]) -> "Column":
        found = [Words(mark.basis, place) for mark, place in zip(marks, places, strict=True)]
        words = list(dict.fromkeys(found))
        codes = {one: code for code, one in enumerate(words)}
        return cls(WholeMarks.of(marks), bytes([codes[one] for one in found]), words)

    def mark(self, number: int) -> Mark:
        marks = self.marks
        return mark_of(marks.unit, int(marks.sums[number]), int(marks.gaps[number]), self.words_on(number).basis)

    def words_on(self, number: int) -> Words:
        return self.words[self.codes[number]]


class Levels(NamedTuple):
    """How every framework supports one feature."""

    codes: bytes
    words: Sequence[str]

    @classmethod
    def of(cls, levels: Sequence[str]) -> "Levels":
        words = sorted(set(levels))
        return cls(bytes(map(words.index, levels)), words)

    def each(self) -> list[str]:
        return [self.words[code] for code in self.codes]


@dataclass(frozen=True)
class Names(Mapping[str, Named]):
    """What all frameworks are called, in the order of their keys, which is that of all columns."""

    keys_in_order: Sequence[str]
    names: Sequence[str]
    slugs: Sequence[str]

    @classmethod
    def of(cls, named: Iterable[Named]) -> "Names":
        in_order = sorted(named)
        return cls(*([getattr(one, field) for one in in_order] for field in Named._fields))

    def number(self, key: str) -> int:
        """Return which framework has a key; raises ``KeyError`` where none has."""
        number = bisect_left(self.keys_in_order, key)
        if self.keys_in_order[number : number + 1] != [key]:
            raise KeyError(key)
        return number

    def __getitem__(self, key: str) -> Named:
        number = self.number(key)
        return Named(key, self.names[number], self.slugs[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_in_order)

    def __len__(self) -> int:
        return len(self.keys_in_order)


class Wanted(NamedTuple):
    """Which columns an answer needs."""

    drivers: Sequence[str]
    """As ``column_name`` has them."""
    features: Sequence[str]


@dataclass(frozen=True)
class Columns:
    """The evidence on all frameworks, as far as it was wanted."""

    names: "Names"
    drivers: Mapping[str, Column]
    """By ``column_name``."""
    features: Mapping[str, Levels]

    def column(self, driver: str, sides: Mapping[str, str]) -> Column:
        return self.drivers[column_name(driver, sides.get(driver, ""))]

    def board(self, drivers: Iterable[str], sides: Mapping[str, str]) -> Board:
        """Return the marks on some drivers, to be weighed; ``sides`` says what is wanted, by driver."""
        marks = {driver: self.column(driver, sides).marks for driver in drivers}
        return Board.made(self.names.keys_in_order, marks)

    def marks(self, drivers: Iterable[str], sides: Mapping[str, str]) -> Marks:
        """Return the same marks to be looked at one by one."""
        return Rows(self.names, {driver: self.column(driver, sides) for driver in drivers})


class Rows(Mapping[str, Mapping[str, Mark]]):
    """The marks of frameworks, each put together when it is asked for: of thousands a page shows few."""

    def __init__(self, names: Names, columns: Mapping[str, Column]) -> None:
        self.names, self.columns = names, columns
        self.made: dict[str, Mapping[str, Mark]] = {}

    def __getitem__(self, framework: str) -> Mapping[str, Mark]:
        if framework not in self.made:
            number = self.names.number(framework)
            self.made[framework] = {driver: column.mark(number) for driver, column in self.columns.items()}
        return self.made[framework]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@lru_cache(maxsize=4096)
def mark_of(unit: int, double: int, gap: int, basis: str) -> Mark:
    return Mark(Fraction(double - gap, 2 * unit), Fraction(double + gap, 2 * unit), basis)


def column_name(driver: str, side: str = "") -> str:
    """Return what the column is called that holds a driver's marks for one thing wanted of it."""
    return f"{driver}/{side}" if side else driver


COLUMN_NAMES = [column_name(driver.key, side) for driver in DRIVERS for side in driver.sides or ("",)]


def columns_of(evidence: Evidence, names: Iterable[Named], wanted: Wanted) -> Columns:
    """Return the columns wanted from evidence on all frameworks."""
    in_order = Names.of(names)
    frameworks = in_order.keys_in_order
    return Columns(
        in_order,
        {name: column_of(evidence, frameworks, name) for name in wanted.drivers},
        {feature: levels_of(evidence, frameworks, feature) for feature in wanted.features},
    )


def column_of(evidence: Evidence, frameworks: Sequence[str], name: str) -> Column:
    key, _, side = name.partition("/")
    driver = BY_KEY[key]
    marks = [evidence.mark(driver, framework, side) for framework in frameworks]
    return Column.of(marks, [evidence.place(driver, framework) for framework in frameworks])


def levels_of(evidence: Evidence, frameworks: Sequence[str], feature: str) -> Levels:
    return Levels.of([evidence.support.get(framework, {}).get(feature, "unknown") for framework in frameworks])
