from django.core.exceptions import ValidationError
from django.db import models

from curation.dates import past_date_field
from curation.rows import CuratedRow, Status, filled, one_of
from frameworks.models import Source
from reviews.addresses import guide_address


class Interest(models.TextChoices):
    """What whoever speaks in a guide gains from it."""

    NONE = "none", "None noted"
    SELLER = "seller", "Sells work or courses around frameworks"
    MAKER = "maker", "Makes one of the frameworks compared"


class Guide(CuratedRow):
    """A published guide whose opinions are recorded, with its author, date, gaps and commercial interest."""

    code = models.CharField(max_length=4, unique=True, help_text="Two letters that stand for it on discs and chips.")
    voice = models.CharField(max_length=80, help_text="Who speaks, as sentences name them.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="guides")
    author = models.CharField(max_length=120, blank=True)
    dated = models.TextField(blank=True, help_text="What its date rests on, or what is known where it prints none.")
    last_changed = past_date_field(
        "When its text last changed, where a history shows it; its pages may not say so.", default="", db_default=""
    )
    title_note = models.TextField(blank=True, help_text="For example that the title is a working title of ours.")
    audience = models.TextField(blank=True)
    form = models.CharField(max_length=160, blank=True, help_text="What sort of text it is.")
    interest = models.CharField(max_length=16, choices=Interest, default=Interest.NONE, db_default=Interest.NONE)
    commercial_interest = models.TextField(blank=True)
    covers = models.JSONField(default=list, blank=True)
    gaps = models.JSONField(default=list, blank=True, help_text="What our copy lacks and what to know when reading it.")
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            one_of("status", Status, name="guide_status_valid"),
            one_of("interest", Interest, name="guide_interest_valid"),
            filled("code", "A guide has a code.", name="guide_has_code"),
        ]

    def __str__(self) -> str:
        return self.voice

    def clean(self) -> None:
        """Refuse a guide of whose date nothing is said."""
        super().clean()
        if not self.dated and not self.last_changed:
            raise ValidationError(
                {"dated": "Say what its date rests on, or what is known where it prints none, or give last_changed."}
            )

    def get_absolute_url(self) -> str:
        return guide_address(self.key)

    @property
    def undated(self) -> str:
        """What is said of its date where it prints none."""
        return f"undated, last changed {self.last_changed}" if self.last_changed else "undated"
