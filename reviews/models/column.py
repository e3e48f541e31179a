from django.db import models

from curation.rows import Guarded, GuardedQuerySet


class FinderColumn(Guarded):
    """One thing the finder weighs or asks of every framework, in the order of their keys: made of the curated rows.

    Every change that touches those rows writes it anew in its own transaction, so it never says anything else than
    they do; ``reviews.finder_columns`` writes and reads it.
    """

    key = models.CharField(max_length=100, primary_key=True)
    made_by = models.CharField(max_length=16, help_text="Which version of the finder’s tables it was made by.")
    words = models.JSONField(default=list)
    codes = models.BinaryField(
        default=b"", help_text="For each framework the place of its words, one byte; or its name."
    )
    unit = models.PositiveIntegerField(default=0, help_text="What full marks are; 0 where it holds no marks.")
    sums = models.BinaryField(default=b"", help_text="Twice the middle of each mark.")
    gaps = models.BinaryField(default=b"", help_text="How much of each mark is open.")

    objects = models.Manager.from_queryset(GuardedQuerySet)()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(made_by=""), name="finder_column_says_what_made_it"),
        ]

    def __str__(self) -> str:
        return self.key
