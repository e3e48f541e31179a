"""Fields that lead from a row to its own addresses, and to the place on which it rests."""

from functools import cache
from typing import Any
from urllib.parse import SplitResult

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from curation.web.addresses import page_root
from curation.web.api.values import LinkField, replaced_by


@cache
def addresses_of(view: str, word: str, origin: SplitResult) -> str:
    """Return with what the addresses of a view's rows begin."""
    return f"{origin.geturl()}{page_root(view, word)}"


@extend_schema_field(OpenApiTypes.URI)
class RowAddressField(serializers.CharField):
    """The address of a row, in the API or of its page, from the name of its view and the word that names the row."""

    def __init__(self, view: str, word: str = "key") -> None:
        self.view, self.word = view, word
        super().__init__(source=word, read_only=True)

    def to_representation(self, value: str) -> str:
        return f"{addresses_of(self.view, self.word, settings.ORIGIN)}{value}/"


@extend_schema_field({"type": "string", "description": replaced_by("place_url"), "deprecated": True})
class PlaceField(serializers.CharField):
    """The address of the place in its source on which a claim rests."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, row: Any) -> str:
        address: str = row.source.link_to(row.locator) if row.source else ""
        return address


class PlaceUrlField(LinkField):
    """The same; null where no address is on record."""

    def __init__(self) -> None:
        super().__init__("*", "Where to read it; null where no address is on record.")

    def to_representation(self, row: Any) -> str | None:
        return (row.source.link_to(row.locator) if row.source else "") or None
