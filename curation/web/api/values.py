"""Fields of the API that hold values: days, and null where there is nothing. Beside them stand the older words."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from curation.dates import days_meant

DEPRECATED = "Deprecated since 2026-11-30: read"
"""What the description of a field begins or ends with that another replaces; the field itself stays as it is."""


def replaced_by(*names: str, meaning: str = "") -> str:
    """Return the help text of a field that others replace."""
    instead = " and ".join(f"`{name}`" for name in names)
    return f"{meaning} {DEPRECATED} {instead}.".strip()


def words(*names: str, meaning: str = "") -> dict[str, str]:
    """Return the extra arguments of a model's field that others replace."""
    return {"help_text": replaced_by(*names, meaning=meaning)}


def dates(*names: str) -> dict[str, dict[str, str]]:
    """Return the extra arguments of a model's dates, which the days that they may mean replace."""
    return {name: words(f"{name}_earliest", f"{name}_latest") for name in names}


@extend_schema_field(OpenApiTypes.DATE)
class DayField(serializers.Field[Any, Any, Any, Any]):
    """A day that a date may mean whose month or year alone may be known; null where no date is."""

    place: int

    def __init__(self, source: str, meaning: str) -> None:
        super().__init__(source=source, read_only=True, allow_null=True, help_text=meaning)

    def to_representation(self, value: str) -> str | None:
        day = days_meant(value)[self.place]
        return day.isoformat() if day else None


class EarliestField(DayField):
    place = 0

    def __init__(self, source: str) -> None:
        super().__init__(source, f"The first day that `{source}` may mean; null where no date is known.")


class LatestField(DayField):
    place = 1

    def __init__(self, source: str) -> None:
        super().__init__(source, f"The last day that `{source}` may mean; null where no date is known.")


@extend_schema_field(OpenApiTypes.URI)
class LinkField(serializers.Field[Any, Any, Any, Any]):
    """An address; null where none is on record."""

    def __init__(self, source: str, meaning: str) -> None:
        super().__init__(source=source, read_only=True, allow_null=True, help_text=meaning)

    def to_representation(self, value: Any) -> str | None:
        return str(value) or None
