"""Reading a copy of the adoption figures, believing nothing of it."""

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from curation.changes.checks import Edit
from frameworks.models import AdoptionMetric, AdoptionSeries, Framework
from frameworks.models.adoption import falls, problems_of_points
from frameworks.package_index.client import Unavailable, unpacked

FILE = "adoption.csv"
SOURCE = "best-of-web-python"
LICENCE = "CC BY-SA 4.0"
COLUMNS: Mapping[str, AdoptionMetric] = {
    "stars": AdoptionMetric.STARS,
    "contributors": AdoptionMetric.CONTRIBUTORS,
    "repository_dependents": AdoptionMetric.DEPENDENTS,
    "index_downloads_month": AdoptionMetric.DOWNLOADS,
}
HEADER = ["framework", "date", *COLUMNS]
LEFT_OUT = {("django-ninja", AdoptionMetric.DEPENDENTS)}
"""Series of which the list has too little to show."""
MOST_BYTES = 4_000_000
SECONDS = 20
MOST_PROBLEMS = 10
Points = dict[str, int]
SeriesName = tuple[str, AdoptionMetric]


class InvalidAdoption(ValueError):
    """A copy that cannot be imported; each line names file, place and what is allowed."""


def read_copy(place: str) -> str:
    """Return the text of the copy in a folder or at an address."""
    content = fetched(place) if place.startswith(("https://", "http://")) else from_folder(Path(place))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidAdoption(f"{FILE}: byte {error.start + 1} is no UTF-8") from error


def from_folder(folder: Path) -> bytes:
    path = folder / FILE if folder.is_dir() else folder
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidAdoption(f"{path.name}: {path.stat().st_size:,} bytes; allowed are {MOST_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise InvalidAdoption(f"{path}: {error.strerror}; name a folder with {FILE}, or its address") from error


def fetched(address: str) -> bytes:
    """Return what an address answers, as far as the bounds allow; a redirect is not followed."""
    content = bytearray()
    try:
        with httpx.stream("GET", address, timeout=SECONDS, headers={"Accept-Encoding": "gzip"}) as response:
            if response.status_code != httpx.codes.OK:
                raise InvalidAdoption(f"{address}: status {response.status_code}; allowed is 200")
            for part in unpacked(response, most=MOST_BYTES):
                content += part
                if len(content) > MOST_BYTES:
                    raise InvalidAdoption(f"{address}: more than {MOST_BYTES:,} bytes, which is what is allowed")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InvalidAdoption(f"{address}: no answer ({error or type(error).__name__})") from error
    except Unavailable as error:
        raise InvalidAdoption(f"{address}: {error}") from error
    return bytes(content)


def read_series(text: str, frameworks: set[str]) -> dict[SeriesName, Points]:
    """Return the points of every series; raise ``InvalidAdoption`` with every fault of the file."""
    try:
        return series_in(csv.reader(io.StringIO(text)), frameworks)
    except csv.Error as error:
        raise InvalidAdoption(f"{FILE} is no CSV: {error}") from error


def series_in(rows: Any, frameworks: set[str]) -> dict[SeriesName, Points]:
    header: list[str] = next(rows, [])
    if header != HEADER:
        raise InvalidAdoption(f"{FILE}, line 1: the header is {','.join(header)}; allowed is {','.join(HEADER)}")
    series: dict[SeriesName, Points] = {}
    problems = [problem for row in rows for problem in read_row(row, rows.line_num, frameworks, series)]
    if not series and not problems:
        problems = [f"{FILE}, line 2: no row; at least one is needed"]
    refuse(problems)
    return {name: points for name, points in series.items() if name not in LEFT_OUT}


def read_row(row: list[str], line: int, frameworks: set[str], series: dict[SeriesName, Points]) -> Iterator[str]:
    """Add the points of a row to their series; yield what is wrong with it."""
    place = f"{FILE}, line {line}"
    if len(row) != len(HEADER):
        yield f"{place}: {len(row)} columns; allowed are {len(HEADER)}"
        return
    framework, day, *counts = row
    if framework not in frameworks:
        yield f"{place}: “{framework}” is no framework; allowed are {', '.join(sorted(frameworks))}"
        return
    for metric, count in zip(COLUMNS.values(), counts, strict=True):
        if count:
            number = int(count) if count.isascii() and count.isdigit() and len(count) < 18 else count
            points = series.setdefault((framework, metric), {})
            yield from (f"{place}, {metric}: {problem}" for problem in problems_of_points({day: number}))
            if day in points:
                yield f"{place}, {metric}: {day} stands here twice; allowed is once"
            points[day] = number if isinstance(number, int) else 0


def refuse(problems: list[str]) -> None:
    if problems:
        raise InvalidAdoption("\n".join(problems[:MOST_PROBLEMS]))


def edits_of(
    series: Mapping[SeriesName, Points], published: Mapping[str, Points], read_on: datetime.date
) -> list[Edit]:
    """Return the series that say something new; points on record that the copy lacks stay.

    Raise ``InvalidAdoption`` where a counter falls by more than a tenth, also against what is on record.
    """
    edits, problems = [], list[str]()
    for (framework, metric), points in series.items():
        key = f"{framework}/{metric}"
        known = published.get(key, {})
        merged = dict(sorted((known | points).items()))
        if metric.is_counter:
            problems += [f"{FILE}, {key}: {fall}" for fall in falls(merged)]
        if merged != known:
            about = {"framework": framework, "metric": metric.value, "points": merged}
            more = {"licence": LICENCE, "source": SOURCE, "read_on": read_on.isoformat()}
            edits.append(Edit(AdoptionSeries, key, about | more))
    refuse(problems)
    return edits


def plan(place: str, read_on: datetime.date) -> list[Edit]:
    """Return what importing a copy that was taken on a day would publish."""
    series = read_series(read_copy(place), set(Framework.objects.values_list("pk", flat=True)))
    return edits_of(series, dict(AdoptionSeries.objects.values_list("pk", "points")), read_on)
