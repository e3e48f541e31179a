from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from curation.rows import Claim, CuratedRow, Status, filled, key_is, one_of
from reviews.models.guide import Guide


class Topic(CuratedRow):
    """A page on a matter beyond single frameworks, such as benefits, risks or how to decide."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    introduction = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    page = "topic"

    class Meta:
        ordering = ["position", "title"]
        constraints = [one_of("status", Status, name="topic_status_valid")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", kwargs={"slug": self.slug})


class Question(CuratedRow):
    """A heading within a topic, under which the guides’ answers stand side by side."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="questions")
    name = models.SlugField(max_length=60)
    text = models.CharField(max_length=200)
    note = models.TextField(blank=True, help_text="For example that the guide’s own question is lost.")
    position = models.PositiveSmallIntegerField(default=0)

    named_by = "name"
    key_fields = ("topic", "name")

    class Meta:
        ordering = ["position", "key"]
        constraints = [key_is("topic", "name", name="question_key_is_topic_name")]

    def __str__(self) -> str:
        return self.text


def validate_labelled(value: list[str]) -> None:
    """Refuse texts without a label before them."""
    for text in value:
        if not isinstance(text, str) or not all(text.partition(": ")):
            raise ValidationError(f"{text!r} must be a label, a colon and a text.")


class Answer(Claim):
    """What one guide says under one heading."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    name = models.SlugField(max_length=60, help_text="The guide’s key, with a number where it has several answers.")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(help_text="What it says, in our own words.")
    points = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_labelled],
        help_text="Further texts, each as “Label: text”.",
    )
    locator = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    named_by = "name"
    key_fields = ("question", "name")

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            key_is("question", "name", name="answer_key_is_question_name"),
            filled("locator", "Say where in the guide it stands.", name="answer_has_locator"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """The further texts, each with its label."""
        return [(label, text) for label, _, text in (point.partition(": ") for point in self.points)]


class Technology(CuratedRow):
    """A tool or standard that guides name in passing."""

    name = models.CharField(max_length=80, unique=True)
    role = models.CharField(max_length=200, help_text="What it is to the frameworks, in our own words.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "technologies"
        constraints = [filled("role", "Say what it is.", name="technology_has_role")]

    def __str__(self) -> str:
        return self.name


class Mention(CuratedRow):
    """That a guide names a technology."""

    technology = models.ForeignKey(Technology, on_delete=models.PROTECT, related_name="mentions")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="mentions")

    named_by = "guide"
    key_fields = ("technology", "guide")

    class Meta:
        ordering = ["key"]
        constraints = [key_is("technology", "guide", name="mention_key_is_technology_guide")]
