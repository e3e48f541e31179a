from django.db import models

from curation.dates import day_field
from curation.rows import CuratedRow
from measurements.models.forms import COSTS, MACHINE, METHOD, WORDS


class LabRun(CuratedRow):
    """One run of the lab on one machine; its key is the name of its results file, such as 2026-11-30."""

    day = day_field("The UTC day on which it began.")
    seconds = models.PositiveIntegerField(help_text="How long it took.")
    command = models.CharField(max_length=300)
    commit = models.CharField(max_length=48, help_text="The lab’s commit; a + says that files had changed since.")
    python = models.CharField(max_length=16)
    seed = models.PositiveBigIntegerField(help_text="What the random input came from.")
    machine = models.JSONField(
        default=dict, validators=[MACHINE], help_text="Processor, cores, kernel, load before and after, stolen time."
    )
    servers = models.JSONField(
        default=dict, blank=True, validators=[WORDS], help_text="The servers that the frameworks ran on, with versions."
    )
    method = models.JSONField(
        default=dict,
        blank=True,
        validators=[METHOD],
        help_text="The estimator, how much was measured, and how far subjects measured twice lie apart, in per cent.",
    )
    floors = models.JSONField(
        default=dict,
        blank=True,
        validators=[COSTS],
        help_text="What the raw servers cost, in nanoseconds, by measure and floor.",
    )
    left_out = models.JSONField(default=dict, blank=True, validators=[WORDS], help_text="What was left out, and why.")
    results_sha256 = models.CharField(max_length=64, help_text="The hash of the results file.")

    class Meta:
        ordering = ["day", "key"]
        verbose_name = "run of the lab"
        verbose_name_plural = "runs of the lab"

    def __str__(self) -> str:
        return f"Run of {self.key}"

    @property
    def noise(self) -> float:
        """How far the subject that was measured twice and differed most lies from itself, in per cent."""
        return max(self.method.get("aa", {}).values(), default=0.0)
