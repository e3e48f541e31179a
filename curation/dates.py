"""Dates as sources print them: often a month, sometimes only a year."""

import calendar
import datetime
import re
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.deconstruct import deconstructible


@deconstructible
class PartialDateValidator(RegexValidator):
    """Refuses what is no year, month or day of the calendar."""

    regex = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"
    message = "Use YYYY, YYYY-MM or YYYY-MM-DD."

    def __call__(self, value: Any) -> None:
        super().__call__(value)
        if days_meant(value) == (None, None):
            raise ValidationError(f"There is no {value} in the calendar.", code="invalid")


validate_partial_date = PartialDateValidator()


def today() -> datetime.date:
    """Return the current day in UTC, by which the catalogue is dated."""
    return timezone.now().date()


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the moment in UTC at which a day begins."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def read_day(text: str) -> datetime.date | None:
    """Return the day up to today that a text names as YYYY-MM-DD; None for any other text."""
    try:
        day = datetime.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
    return day if day and day <= today() else None


# Pages place the same few hundred dates of support windows on their axes again and again.
@lru_cache(maxsize=1024)
def days_of(partial: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a year, a month or a day."""
    parts = [int(part) for part in partial.split("-")]
    year, first_month, last_month = parts[0], (*parts, 1)[1], (*parts, 12)[1]
    ends = calendar.monthrange(year, last_month)[1]
    first_day, last_day = (parts[2], parts[2]) if len(parts) == 3 else (1, ends)
    return datetime.date(year, first_month, first_day), datetime.date(year, last_month, last_day)


def days_meant(partial: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day that a date may mean; None for one that is blank or that there is not."""
    try:
        return days_of(partial) if partial else (None, None)
    except ValueError:
        return None, None


def validate_not_future(value: datetime.date | str) -> None:
    """Refuse a day that has not come yet; a month or a year counts from its first day."""
    if str(value)[:4].isdigit() and str(value) > today().isoformat():
        raise ValidationError(f"{value} is in the future; allowed is up to {today().isoformat()}.")


def day_field(help_text: str) -> "models.DateField[str | datetime.date, datetime.date]":
    """Return a field for the day on which somebody read or checked something."""
    return models.DateField(help_text=help_text, validators=[validate_not_future])


def past_date_field(help_text: str, **options: Any) -> "models.CharField[str, str]":
    """Return a partial date field for something that has happened; blank where the source prints no date."""
    field = partial_date_field(help_text, **options)
    field.validators.append(validate_not_future)
    return field


def partial_date_field(help_text: str, **options: Any) -> "models.CharField[str, str]":
    """Return a field for a date of which the source may print only year or month; blank where it prints none."""
    return models.CharField(
        max_length=10, blank=True, validators=[validate_partial_date], help_text=help_text, **options
    )
