"""The geometry of dot plots: an axis, a disc for each guide, the plumb line at the median.

What the dot plots of a page share (discs, plumb lines, the axis of a row) is drawn once, so that each takes few bytes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from reviews.guides.opinions.consensus import Consensus, Position, Scale

MARGIN = 22
DISC_STEP = 20
"""From the centre of a disc to that of the next beside or above it."""
ROOM_FOR_PAIRS = 38
"""Levels that stand closer carry their discs in one column, or pairs of neighbouring levels would overlap."""
LETTER, LINE = 5.8, 13
"""About the width of a letter and the height of a line in the words at the ends of an axis."""
LOWEST_DISC = 12.5
"""From the axis up to the centre of the lowest disc."""

MINI_WIDTH, MINI_MARGIN, MINI_AXIS = 104, 8, 18.5
MINI_LOWEST, MINI_STEP = 5.1, 7.8
MINI_PER_ROW, MINI_ROWS = 2, 2


@dataclass(frozen=True)
class Axis:
    """The axis that the dot plots of one row share, as tall as the tallest of them needs."""

    id: str
    width: int
    places: int
    left: str
    right: str
    stack: int = 1
    """How many discs stand above each other at most."""

    @cached_property
    def y(self) -> float:
        return 6.5 + DISC_STEP * self.stack

    @cached_property
    def height(self) -> int:
        return self.left_baseline + 5 + LINE * self.crowded

    @property
    def left_baseline(self) -> int:
        return 29 + DISC_STEP * self.stack

    @property
    def right_baseline(self) -> int:
        """The y of the word at the right end; below the left one where both do not fit on one line."""
        return self.left_baseline + LINE * self.crowded

    @cached_property
    def crowded(self) -> bool:
        return (len(self.left) + len(self.right) + 1) * LETTER > self.width - 2 * MARGIN + 12

    @property
    def right_end(self) -> int:
        """The x at which the word at the right end ends."""
        return self.width - MARGIN + 6

    def x(self, place: float) -> float:
        return spread_out(place, self.places, self.width, MARGIN)

    @property
    def line(self) -> str:
        return f"M{MARGIN} {self.y}H{self.width - MARGIN}"

    @property
    def ticks(self) -> str:
        return ticks(self.width, self.places, self.y - 2.5)


@cache
def ticks(width: int, places: int, top: float) -> str:
    return "".join(f"M{short(spread_out(place, places, width, MARGIN))} {top:g}v5" for place in range(places))


class Disc(NamedTuple):
    """One guide on a dot plot."""

    guide: str
    graded: bool
    x: str
    y: str


class DotPlot(NamedTuple):
    """What the guides say of one framework on one criterion, as drawn."""

    axis: Axis
    label: str
    """The same in words."""
    discs: Sequence[Disc]
    median: str = ""
    """Where the plumb line hangs; empty without an order."""


@dataclass(frozen=True, slots=True)
class MiniDotPlot:
    """A dot plot 104 pixels wide, with dots instead of discs."""

    label: str
    ticks: str
    dots: tuple[tuple[str, str], ...]
    median: str
    median_words: str
    top: int
    """The y of its upper edge: 0, or less where more dots stand above each other than its usual height holds."""


def short(number: float) -> str:
    """Return a coordinate, rounded to a tenth of a pixel, with as few characters as possible."""
    return f"{round(number, 1):g}"


def spread_out(place: float, places: int, width: int, margin: int) -> float:
    """Return the x of a place on an axis; a single place stands in the middle."""
    return width / 2 if places == 1 else margin + place * (width - 2 * margin) / (places - 1)


def axis_for(name: str, scale: Scale, row: Iterable[Consensus], width: int) -> Axis:
    """Return the axis on which every dot plot of a row has room."""
    flat = Axis(f"axis-{name}", width, len(scale.places), scale.left, scale.right)
    counts = (len(positions) for consensus in row for positions in consensus.by_level().values())
    return Axis(flat.id, width, flat.places, flat.left, flat.right, stacked(max(counts, default=1), beside(flat)))


def beside(axis: Axis) -> int:
    """Return how many discs fit side by side above one level."""
    return 2 if axis.places == 1 or axis.x(1) - axis.x(0) >= ROOM_FOR_PAIRS else 1


def stacked(discs: int, per_row: int) -> int:
    # Rounds up.
    return -(-discs // per_row)


def dot_plot(axis: Axis, scale: Scale, consensus: Consensus, names: Mapping[str, str]) -> DotPlot:
    """Draw a consensus on its row's axis; ``names`` say who each guide is."""
    discs = []
    for level, positions in consensus.by_level().items():
        spots = disc_spots(axis.width, axis.places, axis.stack, scale.places[level], len(positions))
        discs += [Disc(position.guide, position.graded, *spot) for position, spot in zip(positions, spots, strict=True)]
    plumb = plumb_spot(axis.width, axis.places, median_place(scale, consensus)) if consensus.median else ""
    return DotPlot(axis, in_words(scale, consensus, names), discs, plumb)


@cache
def plumb_spot(width: int, places: int, place: float) -> str:
    """Return where the plumb line hangs over a place."""
    return short(spread_out(place, places, width, MARGIN))


@cache
def disc_spots(width: int, places: int, stack: int, place: int, count: int) -> list[tuple[str, str]]:
    """Return where the discs of ``count`` guides at one level stand."""
    axis = Axis("", width, places, "", "", stack)
    centre, lowest = axis.x(place), axis.y - LOWEST_DISC
    spots = grid(count, beside(axis))
    return [(short(centre + across * DISC_STEP), short(lowest - up * DISC_STEP)) for across, up in spots]


def grid(count: int, per_row: int) -> list[tuple[float, int]]:
    """Return where ``count`` discs or dots stand: steps across from the centre, and rows up from the axis."""
    places = []
    for row in range(stacked(count, per_row)):
        in_row = min(per_row, count - row * per_row)
        places += [(number - (in_row - 1) / 2, row) for number in range(in_row)]
    return places


def median_place(scale: Scale, consensus: Consensus) -> float:
    """Return the place of the plumb line: between the lower and the upper median where these differ."""
    return (scale.places[consensus.median[0]] + scale.places[consensus.median[-1]]) / 2


def in_words(scale: Scale, consensus: Consensus, names: Mapping[str, str]) -> str:
    """Say what a dot plot shows, for readers who do not see it."""
    positions = "; ".join([position_in_words(scale, position, names) for position in consensus.positions])
    if len(consensus.positions) < 2 or not consensus.median:
        return positions
    return f"{positions}. Median: {median_in_words(scale, consensus)}"


def position_in_words(scale: Scale, position: Position, names: Mapping[str, str]) -> str:
    graded = " (own grade)" if position.graded else ""
    return f"{names[position.guide]} {scale.labels[position.level]}{graded}"


def median_in_words(scale: Scale, consensus: Consensus) -> str:
    """Name the median level, or the lower and the upper one."""
    return " to ".join(scale.labels[level] for level in consensus.median)


def mini_dot_plot(scale: Scale, consensus: Consensus, names: Mapping[str, str]) -> MiniDotPlot:
    """Draw a consensus in a table cell."""
    xs = [spread_out(place, len(scale.places), MINI_WIDTH, MINI_MARGIN) for place in range(len(scale.places))]
    dots = []
    for level, positions in consensus.by_level().items():
        for across, up in grid(len(positions), MINI_PER_ROW):
            x, y = xs[scale.places[level]] + across * MINI_STEP, MINI_AXIS - MINI_LOWEST - up * MINI_STEP
            dots.append((short(x), short(y)))
    plumb = spread_out(median_place(scale, consensus), len(xs), MINI_WIDTH, MINI_MARGIN) if consensus.median else None
    ticks = f"M{MINI_MARGIN} {MINI_AXIS}H{MINI_WIDTH - MINI_MARGIN}" + "".join(f"M{short(x)} 16v5" for x in xs)
    median = "" if plumb is None else short(plumb)
    most = stacked(max(map(len, consensus.by_level().values()), default=0), MINI_PER_ROW)
    top = -math.ceil(MINI_STEP * max(0, most - MINI_ROWS))
    label, median_words = in_words(scale, consensus, names), median_in_words(scale, consensus)
    return MiniDotPlot(label, ticks, tuple(dots), median, median_words, top)
