import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from curation.dates import day_field, today
from curation.rows import Claim, key_is, one_of
from frameworks.models.framework import Framework
from frameworks.models.source import Source

GAP = (datetime.date(2024, 7, 1), datetime.date(2025, 6, 30))
"""The list has no record from the first of these days to the last; downloads were counted differently after it."""
LARGEST_FALL = 10
"""A counter that falls by more than this share, one in so many, was counted in another way or of another repository."""

YEARS = 3
"""Over how many years growth is told."""
NEAR = 45
"""How many days a point may lie from the day so many years before."""
Points = Sequence[tuple[datetime.date, int]]


class AdoptionMetric(models.TextChoices):
    """What is counted of a framework's use month by month."""

    DEPENDENTS = "dependents", "Dependent repositories"
    CONTRIBUTORS = "contributors", "Contributors"
    STARS = "stars", "Stars"
    DOWNLOADS = "downloads", "Downloads in a month"

    @property
    def means(self) -> str:
        return MEANINGS[self][0]

    @property
    def is_not(self) -> str:
        """What a reader could take it for that it is not."""
        return MEANINGS[self][1]

    @property
    def is_counter(self) -> bool:
        """Whether it adds up over the years; downloads are those of one month."""
        return self is not AdoptionMetric.DOWNLOADS


MEANINGS: Mapping[AdoptionMetric, tuple[str, str]] = {
    AdoptionMetric.STARS: ("stars of the code repository", "users"),
    AdoptionMetric.CONTRIBUTORS: (
        "people with a commit, as the host of the repository counts them",
        "people active now",
    ),
    AdoptionMetric.DEPENDENTS: (
        "repositories of the same host that declare it, directly or through another package, as the host counts them",
        "production systems",
    ),
    AdoptionMetric.DOWNLOADS: (
        "downloads from the package index in the month before, as the list took them from a download service",
        "people: build machines count each time, and a package that others need is downloaded with them",
    ),
}


def validate_points(value: Any) -> None:
    """Refuse points that are no whole numbers by day, lie in the future or inside the gap of the list."""
    if not isinstance(value, dict) or not value:
        raise ValidationError("Give whole numbers by day, such as {2026-06-25: 1200}.")
    for problem in problems_of_points(value):
        raise ValidationError(problem)


def problems_of_points(points: Mapping[str, Any]) -> Iterator[str]:
    for text, number in points.items():
        day = day_of(text)
        if day is None:
            yield f"“{text}” is no day; allowed is YYYY-MM-DD"
        elif day > today():
            yield f"{text} is in the future; allowed is up to {today()}"
        elif GAP[0] <= day <= GAP[1]:
            yield f"{text} is inside the gap of the list; allowed is before {GAP[0]} or after {GAP[1]}"
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            yield f"{text}: {number!r} is no count; allowed is a whole number from 0"


def day_of(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return day if day.isoformat() == text else None


def falls(points: Mapping[str, int]) -> Iterator[str]:
    """Yield where a counter falls by more than a tenth from one point to the next."""
    for (before, old), (after, new) in pairwise(sorted(points.items())):
        if new * LARGEST_FALL < old * (LARGEST_FALL - 1):
            yield f"{after}: {new:,} after {old:,} on {before}; allowed is at least {-(-old * 9 // 10):,}"


def growth(points: Points, years: int = YEARS) -> float | None:
    """Return by how much a figure grew in three years, as a share; None where the record is shorter."""
    last_day, last = points[-1]
    start = last_day - datetime.timedelta(days=round(365.25 * years))
    distance, first = min((abs((day - start).days), number) for day, number in points)
    return last / first - 1 if distance <= NEAR and first else None


class AdoptionSeries(Claim):
    """How one figure of a framework's use developed, from a public list; its licence is its own."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="adoption")
    metric = models.CharField(max_length=16, choices=AdoptionMetric)
    points = models.JSONField(default=dict, validators=[validate_points], help_text="Whole numbers by day.")
    licence = models.CharField(max_length=40, help_text="Of the list, such as CC BY-SA 4.0.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    read_on = day_field("When the list was last read.")

    named_by = "metric"
    key_fields = ("framework", "metric")

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "adoption series"
        constraints = [
            key_is("framework", "metric", name="adoption_key_is_framework_metric"),
            one_of("metric", AdoptionMetric, name="adoption_metric_valid"),
        ]

    @cached_property
    def in_order(self) -> Points:
        return [(datetime.date.fromisoformat(day), number) for day, number in sorted(self.points.items())]

    @cached_property
    def growth(self) -> float | None:
        return growth(self.in_order)

    def clean(self) -> None:
        """Refuse a counter that falls by more than a tenth."""
        super().clean()
        is_counter = self.metric in AdoptionMetric.values and AdoptionMetric(self.metric).is_counter
        # Of points that are none, their own rule says so.
        if is_counter and isinstance(self.points, dict):
            for fall in falls(self.points):
                raise ValidationError({"points": fall})
