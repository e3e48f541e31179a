"""The record of the catalogue: changes and what each does to which row; ``revisions`` has every state of a row.

The tables keep the names under which the app ``editorial`` made them.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from curation.registry import RowName, among
from curation.revisions import Revision as Revision
from curation.revisions import RevisionQuerySet as RevisionQuerySet
from curation.rows import one_of
from curation.search.models import SearchEntry as SearchEntry
from curation.search.models import SearchIndex as SearchIndex


class State(models.TextChoices):
    """How far a change has come."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    SENT_BACK = "sent-back", "Sent back"
    APPROVED = "approved", "Approved, waiting for its time"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Origin(models.TextChoices):
    """Where a change comes from; only an editor's needs a second person."""

    EDITOR = "editor", "Editor"
    CATALOGUE = "catalogue", "Catalogue files"
    IMPORTER = "importer", "Importer"


NEEDS_NO_REVIEWER = [Origin.CATALOGUE, Origin.IMPORTER]
OPEN_STATES = [State.DRAFT, State.IN_REVIEW, State.SENT_BACK, State.APPROVED]


class ChangeQuerySet(models.QuerySet["Change"]):
    def open(self) -> Self:
        """Changes that are neither published nor withdrawn."""
        return self.filter(state__in=OPEN_STATES)

    def published_alone(self) -> Self:
        """Changes that nobody but their author has looked at, emergencies all of them."""
        return self.exclude(emergency="").filter(reviewer__isnull=True)

    def due(self, now: datetime) -> Self:
        """Approved changes whose time has come."""
        return self.filter(state=State.APPROVED, publish_at__lte=now)


class Change(models.Model):
    """A proposal to add, alter or remove curated rows; it is published whole or not at all."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    reason = models.TextField(help_text="Why, in a sentence that later readers of the history will understand.")
    origin = models.CharField(max_length=16, choices=Origin, default=Origin.EDITOR)
    state = models.CharField(max_length=16, choices=State, default=State.IN_REVIEW)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="reviewed_changes"
    )
    note = models.TextField(blank=True, help_text="The reviewer’s words to the author.")
    emergency = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="Why its author published it alone; blank for all that took the way of two people.",
    )
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Not before this time; blank for at once.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        db_table = "editorial_change"
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("review_change", "Can approve a change or send it back"),
            ("publish_alone", "Can publish a change of their own in an emergency"),
        ]
        constraints = [
            one_of("origin", Origin, name="change_origin_valid"),
            one_of("state", State, name="change_state_valid"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="change_has_reason", violation_error_message="Give a reason."
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(origin=Origin.EDITOR) | ~Q(reviewer=F("author")),
                name="change_reviewer_is_not_author",
                violation_error_message="The author of a change cannot review it.",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.EDITOR) | Q(author__isnull=False),
                name="change_of_editor_has_author",
                violation_error_message="A change by an editor names its author.",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state__in=[State.APPROVED, State.PUBLISHED])
                    | Q(origin__in=NEEDS_NO_REVIEWER)
                    | Q(reviewer__isnull=False)
                    | ~Q(emergency="")
                ),
                name="change_approved_by_reviewer",
                violation_error_message="An approved change names its reviewer.",
            ),
            models.CheckConstraint(
                condition=Q(emergency="") | Q(state=State.PUBLISHED, origin=Origin.EDITOR),
                name="change_emergency_is_published",
                violation_error_message="Only a published change of an editor was published alone.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PUBLISHED, published_at__isnull=False)
                | (~Q(state=State.PUBLISHED) & Q(published_at__isnull=True)),
                name="change_published_has_time",
                violation_error_message="A published change, and no other, has a time of publication.",
            ),
        ]

    def __str__(self) -> str:
        return f"Change {self.pk}: {self.reason}"

    def get_absolute_url(self) -> str:
        return reverse("admin:curation_change_change", args=[self.pk])

    @property
    def digest(self) -> str:
        """A hash of what a reviewer sees of it: the rows, the reason and the day; another for anything else."""
        items = sorted((item.row_type, item.key, item.base_version, item.document) for item in self.items.all())
        day = self.publish_at.isoformat() if self.publish_at else ""
        seen = json.dumps([self.pk, self.reason, day, items], sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()

    def may_be_reviewed_by(self, user: User | AnonymousUser) -> bool:
        """Tell whether somebody may approve it or send it back now: a publisher, but never its author."""
        is_another = self.author_id != user.pk
        return self.state == State.IN_REVIEW and is_another and user.has_perm("curation.review_change")


class ReviewNoteQuerySet(models.QuerySet["ReviewNote"]):
    def on_rows(self, names: Iterable[RowName]) -> Self:
        """What was ever written about rows, in whichever change."""
        return self.filter(among(names))


class ReviewNote(models.Model):
    """What somebody wrote about a change, or about one row of it; it stays for good, whatever is decided later."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="review_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(
        max_length=16, choices=State, blank=True, help_text="What the change became with it; blank for a comment."
    )
    row_type = models.CharField(max_length=40, blank=True, help_text="Blank for what is about the change as a whole.")
    key = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReviewNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=["", *State.values]), name="review_note_decision_valid")
        ]
        # The page of a change shows what was ever written about its rows.
        indexes = [models.Index(fields=["row_type", "key"], name="review_note_by_row")]

    def __str__(self) -> str:
        return f"{self.get_decision_display() or 'Comment'} by {self.author}"


class ChangeItemQuerySet(models.QuerySet["ChangeItem"]):
    def with_now_version(self) -> Self:
        """Add ``now_version``, the version of each item's row that is published; none where there never was one."""
        return self.annotate(now_version=Subquery(revisions_of_item().current().values("version")[:1]))

    def with_revisions(self) -> Self:
        """Also add ``before``, the document each item was written against, and ``now``, the one that is published."""
        written_against = revisions_of_item().filter(version=OuterRef("base_version"))
        return self.with_now_version().annotate(
            before=Subquery(written_against.values("document")[:1]),
            now=Subquery(revisions_of_item().current().values("document")[:1]),
        )

    def outdated(self) -> Self:
        """The items whose row has another version than the one they were written against."""
        return self.with_now_version().exclude(base_version=Coalesce("now_version", 0))


class ChangeItem(models.Model):
    """What a change does to one row: its new document, or its removal."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="items")
    row_type = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    base_version = models.PositiveIntegerField(help_text="The version it was written against; 0 for a new row.")
    document = models.JSONField(null=True, blank=True, help_text="None removes the row.")

    objects = ChangeItemQuerySet.as_manager()

    class Meta:
        db_table = "editorial_changeitem"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "row_type", "key"], name="change_item_unique_row"),
        ]

    def __str__(self) -> str:
        return f"{self.row_type} {self.key}"


def revisions_of_item() -> RevisionQuerySet:
    """Return the revisions of the row that an item of the outer query is about."""
    return Revision.objects.filter(row_type=OuterRef("row_type"), key=OuterRef("key"))
