from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from curation.dates import today
from editorial.desk.staleness import is_overdue
from editorial.models import Link


class StaleFilter(admin.SimpleListFilter):
    """Rows that were read longer ago than the limit of their kind of source."""

    title = "age of the reading"
    parameter_name = "stale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Stale"), ("no", "Within its limit")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        condition = is_overdue(queryset.model, today())
        if self.value() == "yes":
            return queryset.filter(condition)
        return (
            queryset.exclude(pk__in=queryset.model.objects.filter(condition).values("pk")) if self.value() else queryset
        )


class ToMendFilter(admin.SimpleListFilter):
    """Addresses that an editor should look at, as the desk counts them."""

    title = "what to do"
    parameter_name = "mend"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "To be mended")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return Link.objects.to_mend() if self.value() else queryset
