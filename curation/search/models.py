"""The index that searches read. It holds what is public and nothing else, and can be made anew at any time."""

from django.db import models


class SearchEntry(models.Model):
    """A document as it is searched; the database keeps its words beside these columns, see ``engines``."""

    kind = models.CharField(max_length=20, db_index=True)
    name = models.TextField()
    names = models.TextField(help_text="It and its other names as they are compared, each on a line of its own.")
    text = models.TextField()
    about = models.TextField()
    address = models.TextField()
    named = models.BooleanField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class SearchIndex(models.Model):
    """Which data the entries were made from; its one row is also the lock of whoever makes them anew."""

    made_from = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.made_from
