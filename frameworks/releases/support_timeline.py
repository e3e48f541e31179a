"""How long release lines get fixes, as bars on an axis of years for an SVG."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.dates import days_meant
from frameworks.models import SupportWindow

WIDTH = 1100
ROW, BAR, TOP = 30, 15, 8
"""From one row to the next, how high a bar is, and how far below its row's upper edge."""
LETTER = 7.4
"""About how wide a letter of a row's name is."""
SMALL_LETTER = 6.2
"""About how wide a letter of the words after a bar is."""
GAP = 8
"""Between a bar or the line of the day and the words after it."""
ROOM_FOR_ENDS = 150
"""What is kept free at the right for the words after a bar."""
NO_END = "no end date published"
NO_DATES = "no dates published"


def first_day(text: str) -> datetime.date | None:
    return days_meant(text)[0]


def last_day(text: str) -> datetime.date | None:
    return days_meant(text)[1]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Whole years from left to right."""

    first: int
    """The year that begins at the left end."""
    last: int
    """The year that ends at the right end."""
    left: float
    right: float

    @classmethod
    def over(cls, days: Iterable[datetime.date], left: float, right: float) -> "TimeAxis":
        """Return the shortest axis that has room for these days, of which there is at least one."""
        years = [day.year for day in days]
        return cls(min(years), max(years), left, right)

    def x(self, day: datetime.date) -> float:
        """Return where a day begins."""
        begins, ends = datetime.date(self.first, 1, 1), datetime.date(self.last + 1, 1, 1)
        return self.left + (self.right - self.left) * (day - begins).days / (ends - begins).days

    def years(self) -> Iterator[tuple[int, float]]:
        """Yield the years with where each begins."""
        for year in range(self.first, self.last + 1):
            yield year, self.x(datetime.date(year, 1, 1))


class Span(NamedTuple):
    """A part of a row that is drawn as a bar."""

    css: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One release line: its name, its bars, and the words after them."""

    name: str
    spans: list[Span]
    words: str
    words_x: float
    label: str
    """The same as a sentence."""


@dataclass(frozen=True, slots=True)
class SupportTimeline:
    """Some release lines on one axis, with the line of a day."""

    axis: TimeAxis
    lines: list[SupportRow]
    day: datetime.date
    width = WIDTH
    bar = BAR

    @property
    def rows(self) -> list[tuple[SupportRow, int]]:
        """Each release line with where its bars begin, from above."""
        return [(line, ROW * number + TOP) for number, line in enumerate(self.lines)]

    @property
    def foot(self) -> int:
        """Where the rows end and the years are written below."""
        return ROW * len(self.lines) + TOP

    @property
    def height(self) -> int:
        return self.foot + 26

    @property
    def plumb(self) -> float:
        """Where the line of the day hangs."""
        return self.axis.x(self.day)

    @property
    def label(self) -> str:
        """What the figure shows, for readers who do not see it."""
        return " ".join(line.label for line in self.lines)


def supported(window: SupportWindow, day: datetime.date) -> bool:
    """Tell whether a release line gets fixes on a day, going by its published dates."""
    begins, ends = first_day(window.released), last_day(end_of(window))
    return (begins is None or begins <= day) and (ends is None or ends >= day)


def end_of(window: SupportWindow) -> str:
    """Return when the last sort of fixes ends, as the project writes it; empty where it publishes no end."""
    return max(window.full_support_until, window.security_until, key=lambda text: last_day(text) or datetime.date.min)


def computed(window: SupportWindow) -> str:
    """Return the mark of dates that follow from a rule and are printed nowhere, as the window's note says."""
    return " (computed)" if "computed" in window.note.casefold() else ""


def line_name(window: SupportWindow) -> str:
    """Return what a release line is called beside its bar."""
    return f"{window.version} LTS" if window.long_term else window.version


def support_timeline(windows: Sequence[tuple[str, SupportWindow]], today: datetime.date) -> SupportTimeline | None:
    """Return release lines, each with its name, in the order of their beginnings; None where there is none."""
    if not windows:
        return None
    in_order = sorted(windows, key=lambda pair: (pair[1].framework_id, first_day(pair[1].released) or today))
    left = LETTER * max(len(name) for name, _window in windows) + 14
    dates = [(first_day(window.released), last_day(end_of(window))) for _name, window in windows]
    days = [day for pair in dates for day in pair if day]
    axis = TimeAxis.over([today, *days], left, WIDTH - ROOM_FOR_ENDS)
    return SupportTimeline(axis, [line(name, window, axis, today) for name, window in in_order], today)


def line(name: str, window: SupportWindow, axis: TimeAxis, day: datetime.date) -> SupportRow:
    spans = spans_of(window, axis, day)
    right = max((span.x + span.width for span in spans), default=axis.x(day))
    text = words(window, day)
    return SupportRow(name, spans, text, round(clear_of(axis.x(day), right + GAP, text), 1), sentence(name, window))


def clear_of(plumb: float, x: float, text: str) -> float:
    """Return where the words begin: at ``x``, or behind the line of the day where it would cross them."""
    return plumb + GAP if x - GAP < plumb < x + SMALL_LETTER * len(text) + GAP else x


def spans_of(window: SupportWindow, axis: TimeAxis, day: datetime.date) -> list[Span]:
    """Return the bars of a release line: full support, then security fixes only.

    Where no end is published, the bar reaches to the day shown and no further; where no beginning is, it comes from the
    left end, and without any date there is none.
    """
    begins, full, ends = first_day(window.released), last_day(window.full_support_until), last_day(end_of(window))
    if begins is None and ends is None:
        return []
    left = axis.x(begins) if begins else axis.left
    until = axis.x(after(ends)) if ends else max(axis.x(day), left)
    middle = axis.x(after(full)) if full else until if ends is None else left
    parts = [("fill-data", left, middle), ("fill-data2", middle, until)]
    return [Span(css, round(x, 1), round(to - x, 1)) for css, x, to in parts if to > x]


def after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=1)


def words(window: SupportWindow, day: datetime.date) -> str:
    """Say when it ends, as the project writes it."""
    end = end_of(window)
    ends = last_day(end)
    if ends is None:
        return NO_END if window.released else NO_DATES
    return f"{'ended' if ends < day else 'ends'} {end}"


def sentence(name: str, window: SupportWindow) -> str:
    """Say what the bars of a release line show."""
    parts = [
        f"released {window.released}" if window.released else "no release date stated",
        f"full support until {window.full_support_until}" if window.full_support_until else "",
        f"security fixes until {window.security_until}" if window.security_until else "",
        "" if end_of(window) else NO_END,
    ]
    return f"{name}: {', '.join(filter(None, parts))}."
