from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from curation.rows import CuratedRow, Status, one_of, unique_name
from measurements.models.forms import TEXTS


class Task(CuratedRow):
    """Something small that the lab has programmed in every framework, or in the fourteen best known; keyed as t01."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    summary = models.TextField(help_text="What a program of it does, in a sentence or two.")
    asks = models.JSONField(
        default=list, blank=True, validators=[TEXTS], help_text="What the test asks of every program, a sentence each."
    )
    everywhere = models.BooleanField(default=False, help_text="Whether every framework has a program of it.")
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=Status, default=Status.PUBLISHED)

    page = "task"

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            unique_name(Lower("name"), name="task_name_unique_ci"),
            one_of("status", Status, name="task_status_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.slug])
