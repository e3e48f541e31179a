"""The admin for curators. Importing the modules registers their models."""

from editorial.admin import changes, corrections, frameworks, people, reviews, runs

__all__ = ["changes", "corrections", "frameworks", "people", "reviews", "runs"]
