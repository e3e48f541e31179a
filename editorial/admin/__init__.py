"""The admin for curators. Importing the modules registers their models."""

from editorial.accounts import admin as people
from editorial.admin import changes, frameworks, reviews
from editorial.corrections import admin as corrections
from editorial.scheduling import admin as runs

__all__ = ["changes", "corrections", "frameworks", "people", "reviews", "runs"]
