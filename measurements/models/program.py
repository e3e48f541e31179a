from django.db import models
from django.db.models import Q

from curation.rows import Claim, key_is
from frameworks.models import Framework
from measurements.models.forms import FAILED, FILES, TEXTS, WORDS
from measurements.models.run import LabRun
from measurements.models.task import Task

DEFAULT = "default"


class Program(Claim):
    """A task in a framework, with what its checks found; or why the framework does not offer the task."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="programs")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="programs")
    variant = models.SlugField(default=DEFAULT, help_text="Tells it from the framework's first program of the task.")
    label = models.CharField(max_length=80, blank=True, help_text="The variant in words; blank for the first program.")
    version = models.CharField(max_length=40, help_text="Of the framework.")
    not_offered = models.TextField(blank=True, help_text="Why there is no program, where there is none.")
    left_out = models.TextField(blank=True, help_text="Why it was not checked, where it was not.")
    as_in = models.ForeignKey(Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    files = models.JSONField(default=list, blank=True, validators=[FILES], help_text="Path and text of each file.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="The hash of names and texts of its files.")
    lines = models.PositiveIntegerField(default=0, help_text="Lines of Python without blanks and comments.")
    needs = models.JSONField(
        default=list, blank=True, validators=[TEXTS], help_text="Packages beside the framework’s own."
    )
    command = models.TextField(blank=True, help_text="What served it, with places for interpreter, module and port.")
    breaks = models.CharField(max_length=300, blank=True, help_text="What BREAK=1 breaks, so that a check fails.")
    remarks = models.JSONField(
        default=list, blank=True, validators=[TEXTS], help_text="What readers should know of it."
    )
    passed = models.PositiveSmallIntegerField(default=0, help_text="Checks that passed.")
    checks = models.PositiveSmallIntegerField(default=0, help_text="Checks that were made.")
    failed = models.JSONField(
        default=list, blank=True, validators=[FAILED], help_text="Each check that failed, and what was seen."
    )
    notes = models.JSONField(
        default=dict, blank=True, validators=[WORDS], help_text="How the framework behaves by default."
    )
    fault = models.CharField(max_length=120, blank=True, help_text="The report on the framework’s fault behind it.")
    disputed = models.TextField(blank=True, help_text="What somebody holds against the program, until it is settled.")
    run = models.ForeignKey(LabRun, on_delete=models.PROTECT, related_name="programs")

    named_by = "task"
    key_fields = ("framework", "task", "variant")

    class Meta:
        ordering = ["key"]
        constraints = [
            key_is("framework", "task", "variant", name="program_key_is_framework_task_variant"),
            models.CheckConstraint(
                condition=Q(passed__lte=models.F("checks")),
                name="program_passes_no_more_than_its_checks",
                violation_error_message="No more checks can pass than were made.",
            ),
            models.CheckConstraint(
                condition=~Q(not_offered="") | ~Q(sha256=""),
                name="program_has_files_or_reason",
                violation_error_message="A program has files, or a reason why there is none.",
            ),
        ]

    @property
    def passes(self) -> bool:
        return 0 < self.checks == self.passed

    @property
    def ran(self) -> bool:
        return self.checks > 0

    @property
    def outcome(self) -> str:
        """What came of its checks, in words."""
        if self.not_offered:
            return "not offered"
        return f"{self.passed} of {self.checks} checks passed" if self.ran else "not checked"
