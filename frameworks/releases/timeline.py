"""The releases of one framework on a timeline, as numbers for an SVG."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from packaging.version import Version

WIDTH, MARGIN = 900, 14
MOST_NOTABLE = 12
MOST_YEARS = 10
LABEL = 46
"""The room that a label needs, so that two of them never touch."""


class ReleaseLine(NamedTuple):
    """What the timeline needs of a release; the names are those of its fields."""

    version: str
    released_on: datetime.date
    prerelease: bool
    yanked: bool


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A place on the line with its words; empty where a later label leaves no room."""

    x: float
    label: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class ReleaseTimeline:
    """What the figure shows: a path of short ticks for each sort of release, tall ones for notable releases."""

    final: str
    early: str
    notable: list[TimelineMark]
    years: list[TimelineMark]
    today: TimelineMark
    count: int
    last: ReleaseLine
    first_day: datetime.date
    withdrawn: int

    @property
    def label(self) -> str:
        """What the figure shows, for readers who do not see it."""
        notable = "".join([f"; {mark.label} on {mark.day}" for mark in self.notable if mark.label])
        return f"{self.count} releases from {self.first_day} to {self.today.label}{notable}"

    @property
    def days_since(self) -> int:
        """Days from the last final release to the day that the page shows."""
        return (self.today.day - self.last.released_on).days


def release_timeline(releases: Sequence[ReleaseLine], today: datetime.date) -> ReleaseTimeline | None:
    """Return the timeline from the first release to a day; None without a final release."""
    final = sorted(
        (release for release in releases if not release.prerelease and not release.yanked),
        key=lambda release: release.released_on,
    )
    if not final:
        return None
    first = min(release.released_on for release in releases)
    scale = TimeScale(first, today)
    return ReleaseTimeline(
        final=path(map(scale.x, {release.released_on for release in releases if not release.prerelease}), 9),
        early=path(map(scale.x, {release.released_on for release in releases if release.prerelease}), 5),
        notable=spaced(
            [TimelineMark(scale.x(release.released_on), name, release.released_on) for name, release in notable(final)]
        ),
        years=list(years(scale)),
        today=TimelineMark(scale.x(today), today.isoformat(), today),
        count=len(releases),
        last=final[-1],
        first_day=first,
        withdrawn=sum(release.yanked for release in releases),
    )


@dataclass(frozen=True)
class TimeScale:
    """Where days stand between the first release and the day shown."""

    first: datetime.date
    last: datetime.date

    def x(self, day: datetime.date) -> float:
        return round(MARGIN + (day - self.first).days * self.step, 1)

    @cached_property
    def step(self) -> float:
        """How wide a day is."""
        return (WIDTH - 2 * MARGIN) / max((self.last - self.first).days, 1)


def path(places: Iterable[float], height: int) -> str:
    """Return the SVG path of ticks that stand on the axis."""
    return "".join([f"M{x:g} 0v-{height}" for x in sorted(set(places))])


def notable(final: Sequence[ReleaseLine]) -> list[tuple[str, ReleaseLine]]:
    """Return the first release of each line: of x.y where there are few, else of each major version."""
    # Hundreds of versions share the texts of a few lines, and parsing a version is slow.
    by_text = first_of_each((release.version.split(".", 2)[:2], release) for release in final)
    first = first_of_each((Version(release.version).release[:2], release) for release in by_text)
    if len(first) > MOST_NOTABLE:
        first = first_of_each((Version(release.version).release[:1], release) for release in first)
    return [(short(release.version), release) for release in first][-MOST_NOTABLE:]


def first_of_each(releases: Iterable[tuple[Sequence[object], ReleaseLine]]) -> list[ReleaseLine]:
    """Return the first release under each name."""
    first: dict[tuple[object, ...], ReleaseLine] = {}
    for name, release in releases:
        first.setdefault(tuple(name), release)
    return list(first.values())


def short(version: str) -> str:
    """Return a version without its last zero: 6.1 for 6.1.0, but 6.0 for 6.0."""
    return version.removesuffix(".0") if version.count(".") > 1 else version


def spaced(marks: list[TimelineMark]) -> list[TimelineMark]:
    """Return marks of which the labels do not touch; the newest keep theirs."""
    kept: list[TimelineMark] = []
    edge = float(WIDTH + LABEL)
    for mark in sorted(marks, key=lambda mark: -mark.x):
        has_room = edge - mark.x >= LABEL
        edge = mark.x if has_room else edge
        kept.append(mark if has_room else TimelineMark(mark.x, "", mark.day))
    return kept[::-1]


def years(scale: TimeScale) -> Iterable[TimelineMark]:
    """Yield the beginnings of years, so many that their labels have room."""
    all_years = range(scale.first.year + 1, scale.last.year + 1)
    step = -(-len(all_years) // MOST_YEARS) or 1
    for year in all_years[::-1][::step][::-1]:
        day = datetime.date(year, 1, 1)
        yield TimelineMark(scale.x(day), str(year), day)
