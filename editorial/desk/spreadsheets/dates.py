"""Dates as spreadsheets write them."""

import calendar
import datetime
import re

from django.db import models

from curation.dates import validate_partial_date
from editorial.desk.spreadsheets.problems import BadCell

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr)}
MONTH = r"(?P<name>[A-Za-z]{3})[a-z]*\.?"
YEAR = r"(?P<year>\d{4}|\d{2})"
FORMS = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})[-\s]{MONTH}[-\s]{YEAR}",
        rf"{MONTH}\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})",
        rf"{MONTH}[-\s]{YEAR}",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
    )
]
EITHER_WAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
"""What some write with the day first and others with the month first."""


def is_date(column: "models.Field[str, str]") -> bool:
    return isinstance(column, models.DateField) or may_lack_day(column)


def may_lack_day(column: "models.Field[str, str]") -> bool:
    """Tell whether a year or a month is enough for a column."""
    return validate_partial_date in column.validators


def date_from(text: str, *, partial: bool) -> str:
    """Return a date as YYYY-MM-DD; where a year or month is enough, as YYYY or YYYY-MM too."""
    parts = parts_of(text)
    if not parts or (len(parts) < 3 and not partial):
        raise BadCell(f"“{text[:40]}” is no {'date' if partial else 'day'}; write it as 2026-11-20.")
    try:
        day = datetime.date(*(parts + [1, 1])[:3])
    except ValueError as error:
        raise BadCell(f"“{text[:40]}” is no day of the calendar; write it as 2026-11-20.") from error
    return day.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def parts_of(text: str) -> list[int]:
    """Return year, month and day of a date, as many as it has; none where it is no date."""
    if match := EITHER_WAY.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        if first <= 12 and second <= 12 and first != second:
            raise BadCell(f"“{text}” may be either of two days; write it as 2026-11-20.")
        return [full(year), *((second, first) if first > 12 else (first, second))]
    match = next(filter(None, (form.fullmatch(text) for form in FORMS)), None)
    if match is None:
        return []
    named = match.groupdict()
    month = MONTHS.get(named["name"].lower(), 0) if named.get("name") else named.get("month")
    parts = [full(int(named["year"])), month, named.get("day")]
    return [int(part) for part in parts if part is not None]


def full(year: int) -> int:
    return year if year > 99 else 2000 + year
