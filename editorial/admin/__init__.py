"""The admin for curators. Importing the modules registers their models."""

from django.contrib import admin

from editorial.admin import changes, frameworks, reviews, runs

__all__ = ["changes", "frameworks", "reviews", "runs"]

admin.site.site_header = "Plumbline administration"
admin.site.site_title = "Plumbline administration"
admin.site.index_title = "Curation"
