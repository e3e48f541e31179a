"""What works by itself: looked at here, started by `run_scheduled` and the importers' commands."""

from django.contrib import admin

from editorial.admin.changes.admin import ReadOnlyAdmin
from editorial.admin.filters import ToMendFilter
from editorial.models import Link, Reading, Run


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["name", "started_at", "outcome", "duration", "counts", "message"]
    list_filter = ["outcome", "name", "started_at"]
    search_fields = ["message"]
    date_hierarchy = "started_at"
    view_on_site = False


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    list_display = ["package", "read_at", "failed_at", "failure"]
    list_filter = ["read_at", ("failed_at", admin.EmptyFieldListFilter)]
    search_fields = ["package", "failure"]
    view_on_site = False


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ["url", "outcome", "detail", "failures", "checked_at"]
    list_filter = [ToMendFilter, "outcome", "checked_at"]
    search_fields = ["url", "detail"]
    view_on_site = False
