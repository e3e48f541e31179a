"""The admin for curators. Importing the modules registers their models."""

from editorial.admin import changes, frameworks, people, reviews, runs

__all__ = ["changes", "frameworks", "people", "reviews", "runs"]
