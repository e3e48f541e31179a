from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse

from curation.rows import CuratedRow, Status, one_of, unique_name
from curation.web.querystrings import InvalidQuery
from measurements.models import Task
from measurements.models.forms import TEXTS
from reviews.models.recommendation import UseCase

NOT_ANSWERS = ("v", "as-of")


def finder_answers(value: str) -> None:
    """Refuse a query string that the finder does not read."""
    # Not above: the finder is made of rows, and rows should not need it to be loaded.
    from reviews.finder.questions.answers import PARAMETERS, read_answers

    query = QueryDict(value)
    if other := sorted(query.keys() - (set(PARAMETERS) - set(NOT_ANSWERS))):
        raise ValidationError(f"“{other[0]}” is no answer of the finder.")
    try:
        given = read_answers(query).given
    except InvalidQuery as error:
        raise ValidationError(str(error)) from error
    if not given:
        raise ValidationError("Give at least one answer, such as build=api.")


class CommonSituation(CuratedRow):
    """A situation in which many choose a framework, as answers to the finder; what it says follows from these."""

    name = models.CharField(max_length=80, help_text="In a few words, for lists.")
    slug = models.SlugField(unique=True)
    question = models.CharField(max_length=120, help_text="The question as a reader asks it.")
    audience = models.CharField(max_length=240, help_text="Who is in it, and what they build.")
    answers = models.CharField(
        max_length=200, validators=[finder_answers], help_text="The finder’s answers, such as build=api&need=openapi."
    )
    use_case = models.ForeignKey(
        UseCase,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The sort of project for which guides give advice.",
    )
    stack = models.JSONField(
        default=list, blank=True, validators=[TEXTS], help_text="Keys of the features that such a project needs too."
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The lab’s typical task."
    )
    resources = models.JSONField(
        default=list, blank=True, validators=[TEXTS], help_text="Keys of the resources to learn with."
    )
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    page = "situation"

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            unique_name(Lower("name"), name="common_situation_name_unique_ci"),
            one_of("status", Status, name="common_situation_status_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("situation", args=[self.slug])
