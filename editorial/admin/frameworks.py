"""Curating what is: frameworks, features, facts, resources and their sources."""

from django.contrib import admin

from editorial.admin.base import CuratedAdmin, KeyedAdmin, lines_of
from editorial.admin.filters import StaleFilter
from frameworks.models import (
    Fact,
    Feature,
    Framework,
    Kind,
    LearningResource,
    Package,
    PythonVersion,
    Release,
    ResourceFramework,
    Source,
    Support,
    SupportWindow,
)


@admin.register(Kind)
class KindAdmin(KeyedAdmin):
    list_display = ["name", "description", "position"]
    search_fields = ["name", "description"]
    prepopulated_fields = {"key": ["name"]}


@admin.register(Framework)
class FrameworkAdmin(CuratedAdmin):
    list_display = ["name", "kind", "package", "tagline", "status"]
    list_filter = ["status", "kind"]
    search_fields = ["name", "key", "package", "tagline"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [lines_of(Fact), lines_of(SupportWindow)]


@admin.register(Feature)
class FeatureAdmin(CuratedAdmin):
    list_display = ["name", "group", "definition", "weight", "position", "status"]
    list_filter = ["group", "status"]
    search_fields = ["name", "key", "definition"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Support)
class SupportAdmin(CuratedAdmin):
    list_display = ["key", "level", "package", "source", "checked_on", "second_checked"]
    list_filter = [StaleFilter, "level", "second_checked", "feature__group", "framework", "checked_on"]
    search_fields = ["key", "framework__name", "feature__name", "package", "note"]
    date_hierarchy = "checked_on"


@admin.register(Fact)
class FactAdmin(CuratedAdmin):
    list_display = ["key", "value", "note", "source", "read_on"]
    list_filter = [StaleFilter, "name", "framework", "read_on"]
    search_fields = ["key", "framework__name", "value", "note"]
    date_hierarchy = "read_on"


@admin.register(SupportWindow)
class SupportWindowAdmin(CuratedAdmin):
    list_display = ["key", "long_term", "released", "full_support_until", "security_until", "read_on"]
    list_filter = [StaleFilter, "long_term", "framework", "read_on"]
    search_fields = ["key", "framework__name", "version", "note"]


@admin.register(Release)
class ReleaseAdmin(CuratedAdmin):
    list_display = ["key", "released_on", "requires_python", "prerelease", "yanked", "yanked_reason", "wheels"]
    list_filter = ["prerelease", "yanked", "wheels", "framework", "released_on"]
    search_fields = ["key", "framework__name", "yanked_reason"]
    date_hierarchy = "released_on"


@admin.register(PythonVersion)
class PythonVersionAdmin(KeyedAdmin):
    list_display = ["key", "released", "security_until", "note", "source", "read_on"]
    list_filter = ["read_on"]
    search_fields = ["key", "note"]


@admin.register(Package)
class PackageAdmin(KeyedAdmin):
    list_display = ["key", "version", "last_release", "source", "read_on"]
    list_filter = [StaleFilter, "read_on"]
    search_fields = ["key"]
    date_hierarchy = "read_on"


@admin.register(Source)
class SourceAdmin(KeyedAdmin):
    list_display = ["name", "kind", "package", "publisher", "published", "read_on"]
    list_filter = [StaleFilter, "kind", "read_on", "publisher"]
    search_fields = ["name", "key", "url", "package", "publisher"]
    prepopulated_fields = {"key": ["name"]}
    date_hierarchy = "read_on"


@admin.register(LearningResource)
class LearningResourceAdmin(CuratedAdmin):
    list_display = ["name", "kind", "access", "price", "source", "status"]
    list_filter = ["status", "kind", "access"]
    search_fields = ["name", "key", "tagline", "website"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [lines_of(ResourceFramework)]
