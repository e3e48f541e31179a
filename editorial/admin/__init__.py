"""The admin for curators. Importing the modules registers their models."""

from editorial.accounts import admin as people
from editorial.admin import frameworks, reviews
from editorial.admin.base import register_others
from editorial.admin.changes import admin as changes
from editorial.operation.scheduling import admin as runs
from editorial.public.corrections import admin as corrections

register_others()

__all__ = ["changes", "corrections", "frameworks", "people", "reviews", "runs"]
