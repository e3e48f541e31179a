"""Every state that a row ever had: the record of what the public saw."""

from collections.abc import Callable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from curation.registry import row_type
from curation.rows import CuratedRow, Guarded, GuardedQuerySet, Status, curated, has_status, parents


def text_in_document(name: str) -> Cast:
    """Return a document's value as SQL text, so that it compares with keys and not as JSON."""
    return Cast(KT(f"document__{name}"), models.TextField())


class RevisionQuerySet(GuardedQuerySet["Revision"]):
    def public(self) -> Self:
        """The revisions of rows that the public may see now, and of removed rows whose parents it may see."""
        return self.filter(is_public=True)

    def current(self) -> Self:
        """The latest revision of every row, removed ones included."""
        return self.filter(valid_to__isnull=True)

    def just_before(self, moment: datetime) -> Self:
        """The revisions that were in force up to a moment, removed rows left out."""
        still_valid = Q(valid_to__isnull=True) | Q(valid_to__gte=moment)
        return self.filter(still_valid, valid_from__lt=moment, document__isnull=False)

    def at(self, version: int) -> Self:
        """The revisions in force at a version of the data, removed rows left out."""
        later = Revision.objects.filter(
            row_type=OuterRef("row_type"), key=OuterRef("key"), version=OuterRef("version") + 1, pk__lte=version
        )
        return self.filter(~Exists(later), pk__lte=version, document__isnull=False)

    def public_just_before(self, model: type[CuratedRow], moment: datetime) -> Self:
        """The revisions of one type of row that the public saw up to a moment."""
        return self.just_before(moment).public_of(
            model, lambda parent: Revision.objects.public_just_before(parent, moment)
        )

    def public_at(self, model: type[CuratedRow], version: int) -> Self:
        """The revisions of one type of row that the public saw at a version of the data."""
        return self.at(version).public_of(model, lambda parent: Revision.objects.public_at(parent, version))

    def public_of(self, model: type[CuratedRow], public: "Callable[[type[CuratedRow]], RevisionQuerySet]") -> Self:
        """Those of a model's rows that are published and whose parents are among the public ones."""
        rows = self.filter(row_type=row_type(model))
        if has_status(model):
            # A document leaves out its defaults, and published is one.
            rows = rows.alias(status=text_in_document("status")).filter(
                Q(status=Status.PUBLISHED) | Q(status__isnull=True)
            )
        for parent in parents(model):
            keys = public(curated(parent)).values("key")
            rows = rows.alias(**{f"{parent.name}_key": text_in_document(parent.name)})
            is_public = Q((f"{parent.name}_key__in", keys))
            rows = rows.filter(is_public | Q((f"{parent.name}_key__isnull", True)) if parent.null else is_public)
        return rows


class Revision(Guarded):
    """The state of one row from one publication to the next; the record of what the public saw."""

    row_type = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    version = models.PositiveIntegerField(help_text="Counts the row’s revisions from 1.")
    document = models.JSONField(null=True, help_text="None where the row was removed.")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    change = models.ForeignKey("curation.Change", on_delete=models.PROTECT, related_name="revisions")
    is_public = models.BooleanField(
        default=True,
        db_default=True,
        editable=False,
        help_text="Whether the public may see the row now; kept by every change.",
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        db_table = "editorial_revision"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["row_type", "key", "version"], name="revision_version_unique"),
            models.UniqueConstraint(
                fields=["row_type", "key"], condition=Q(valid_to__isnull=True), name="revision_one_current"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="revision_version_from_one"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="revision_ends_after_it_begins",
            ),
        ]
        # Pages shown as of a past day read one type of row by time.
        indexes = [models.Index(fields=["row_type", "valid_from"], name="revision_by_type_and_time")]

    def __str__(self) -> str:
        return f"{self.row_type} {self.key} version {self.version}"
