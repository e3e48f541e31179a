"""What changes in a task's program for somebody who switches from one framework to another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from measurements.code.sides import ProgramSide


class ChangedPoint(NamedTuple):
    """A point in which two programs, or what was seen of them, differ."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProgramSwitch:
    """Two programs of a task: the first is left, the second is gone to."""

    before: ProgramSide
    after: ProgramSide
    kept: int
    """Lines of the first program that stand in the second too, in the same order."""
    lines: int
    """Lines of the first program that hold a word."""
    changes: Sequence[ChangedPoint]


def switched(sides: Sequence[ProgramSide]) -> "tuple[Sequence[ProgramSide], ProgramSwitch | None]":
    """Return the sides and what changes from the first to the second, where there are two programs and no more."""
    if len(sides) != 2 or not all(side.files for side in sides):
        return sides, None
    before, after = sides
    first, second = (side.files[0].text.split("\n") for side in sides)
    shared = shared_lines(first, second)
    marked = [
        replace(before, shared=frozenset(line for line, _other in shared)),
        replace(after, shared=frozenset(line for _other, line in shared)),
    ]
    lines = sum(map(has_word, first))
    return marked, ProgramSwitch(before, after, len(shared), lines, list(changes(before, after)))


def shared_lines(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of lines that stand in both texts in the same order; those without a word do not count."""
    first, second = ([line.strip() for line in lines] for lines in (before, after))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    pairs = ((block.a + step, block.b + step) for block in blocks for step in range(block.size))
    return [(first, second) for first, second in pairs if has_word(before[first])]


def has_word(line: str) -> bool:
    return re.search(r"\w", line) is not None


def changes(before: ProgramSide, after: ProgramSide) -> Iterator[ChangedPoint]:
    """Yield what differs beside the code: lines, packages, the server, and how bad input is answered."""
    first, second = before.program, after.program
    notes = sorted(first.notes.keys() & second.notes.keys())
    points = [
        ("Lines of Python", str(first.lines), str(second.lines)),
        ("Packages beside it", ", ".join(first.needs) or "None", ", ".join(second.needs) or "None"),
        *((point, first.notes[point], second.notes[point]) for point in notes),
    ]
    return (ChangedPoint(*point) for point in points if point[1] != point[2])
