"""What the desk shows of one thing that waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SHOWN = 8
"""How many rows of a module stand on the desk."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One row of a module: its title and where it leads, its other cells, and what can be done about it."""

    title: str
    url: str
    cells: tuple[str, ...]
    action: str = ""
    """What to do where the row leads, if that can be said in a word or two."""


@dataclass(frozen=True, slots=True)
class Module:
    """Something that waits for the editors: how much of it there is, where all of it is, and its first lines."""

    anchor: str
    title: str
    count: int
    url: str
    """Where all of it is; empty where its rows are of several types, each with a list of its own."""
    lines: Sequence[DeskLine]
    empty: str
    note: str = ""
    columns: tuple[str, ...] = ()
    """The headings of its table, that of the title first; a module in the narrow column is a list and has none."""
    lists: tuple[tuple[str, str], ...] = ()
    """Further lists, each with its address."""

    @property
    def has_more(self) -> bool:
        return bool(self.url) and self.count > len(self.lines)

    @property
    def rows(self) -> Iterator[tuple[DeskLine, list[tuple[str, str]]]]:
        """Its lines, each with its cells under their headings; the first heading is that of the title."""
        for line in self.lines:
            yield line, list(zip(self.columns[1:], line.cells, strict=False))
