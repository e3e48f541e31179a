"""Rows as the API gives them: what follows from a row's model is told alike in every list."""

from typing import Any

from django.utils.text import camel_case_to_spaces
from rest_framework import serializers

from curation.rows import Claim, CuratedRow, curated, partial_dates
from curation.web.api.links import PlaceField, PlaceUrlField, RowAddressField
from curation.web.api.values import EarliestField, LatestField, dates

Made = tuple[type[serializers.BaseSerializer] | type[serializers.Field], dict[str, Any]]
"""A field's class and the arguments that it is made with."""

LINKS: dict[type[CuratedRow], type["LinkSerializer"]] = {}
"""How rows of each model are named where others refer to them."""
DAYS = {"earliest": EarliestField, "latest": LatestField}
PLACES = {"place": PlaceField, "place_url": PlaceUrlField}


# Docstrings would become the descriptions of all schemas in the OpenAPI document.
class RowSerializer(serializers.ModelSerializer):
    # The fields of a row that ``Meta`` names. Those that its model does not have are made here: its page, its address
    # in the API where the list is called like the model, its place in its source, and the days that a date may mean.
    # Rows that it refers to are named by their links.

    def build_field(self, field_name: str, info: Any, model_class: type[CuratedRow], nested_depth: int) -> Made:
        stem, _, end = field_name.rpartition("_")
        if end in DAYS and stem in partial_dates(model_class):
            return DAYS[end], {"source": stem}
        if field_name in PLACES and field_name not in info.fields:
            return PLACES[field_name], {}
        if field_name == "page":
            is_claim = issubclass(model_class, Claim)
            return RowAddressField, {"view": "evidence"} if is_claim else {"view": model_class.page, "word": "slug"}
        if field_name == "url":
            name = camel_case_to_spaces(model_class.__name__).replace(" ", "-")
            return RowAddressField, {"view": f"api-{name}-detail", "word": "slug" if "slug" in info.fields else "key"}
        made: Made = super().build_field(field_name, info, model_class, nested_depth)
        return made

    def build_relational_field(self, field_name: str, relation_info: Any) -> Made:
        field = relation_info.model_field
        return LINKS[curated(field)], {"allow_null": True} if field.null else {}

    def get_extra_kwargs(self) -> dict[str, Any]:
        """Say of each date that the days that it may mean replace it."""
        model: type[CuratedRow] = self.Meta.model
        names = [name for name in partial_dates(model) if f"{name}_earliest" in self.Meta.fields]
        return {**dates(*names), **super().get_extra_kwargs()}


class LinkSerializer(RowSerializer):
    # How rows of a model are named where others refer to them.

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        LINKS.setdefault(cls.Meta.model, cls)
