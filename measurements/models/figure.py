from django.db import models
from django.db.models import Q

from curation.rows import Claim, key_is, one_of
from frameworks.models import Framework
from measurements.models.forms import ROUNDS
from measurements.models.program import DEFAULT
from measurements.models.run import LabRun


class Measure(models.TextChoices):
    """What the lab measures of a framework. Times are nanoseconds, sizes bytes."""

    CPU_T01 = "cpu-t01", "Processor time of a JSON answer"
    CPU_T02 = "cpu-t02", "Processor time of a validated order"
    CPU_T03 = "cpu-t03", "Processor time of a page of 20 rows"
    CPU_T05 = "cpu-t05", "Processor time of a note read from a database"
    START_CPU = "start-cpu", "Processor time until the first right answer"
    START_WALL = "start-wall", "Time until the first right answer"
    MEMORY_IDLE = "memory-idle", "Memory after the first answer"
    MEMORY_WARM = "memory-warm", "Memory after 900 answers"
    MEMORY_WEBSOCKET = "memory-websocket", "Memory of an idle WebSocket"
    WAIT_1 = "wait-1", "Answer that waits 50 ms, one at a time"
    WAIT_16 = "wait-16", "Answer that waits 50 ms, 16 at once"
    WAIT_64 = "wait-64", "Answer that waits 50 ms, 64 at once"
    SIZE_BARE = "size-bare", "Installed size"
    SIZE_COMMON = "size-common", "Installed size with what the first three tasks need"
    PACKAGES_BARE = "packages-bare", "Packages installed"
    PACKAGES_COMMON = "packages-common", "Packages installed with what the first three tasks need"

    @property
    def unit(self) -> str:
        """What a value counts: nanoseconds, bytes or packages."""
        kind = self.value.partition("-")[0]
        return {"memory": "bytes", "size": "bytes", "packages": "packages"}.get(kind, "ns")


CPU = (Measure.CPU_T01, Measure.CPU_T02, Measure.CPU_T03, Measure.CPU_T05)


class Figure(Claim):
    """One measured value of a framework, with its noise."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=20, choices=Measure)
    variant = models.SlugField(default=DEFAULT, help_text="The program, server or threads it was measured with.")
    label = models.CharField(max_length=80, blank=True, help_text="The variant in words; blank for the default.")
    version = models.CharField(max_length=40, help_text="Of the framework.")
    value = models.PositiveBigIntegerField(help_text="The estimate, in the unit of the measure.")
    low = models.PositiveBigIntegerField(help_text="The lower end of the interval, or the lowest value seen.")
    high = models.PositiveBigIntegerField(help_text="The upper end of the interval, or the highest value seen.")
    above = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The same above the raw application on the same server, where there is one."
    )
    band = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Counted from the cheapest; those of one band are tied."
    )
    raw = models.JSONField(
        default=list, blank=True, validators=[ROUNDS], help_text="Every value measured, in the unit of the lab’s file."
    )
    more = models.JSONField(default=dict, blank=True, help_text="What was seen beside it, such as answers per second.")
    run = models.ForeignKey(LabRun, on_delete=models.PROTECT, related_name="figures")

    named_by = "measure"
    key_fields = ("framework", "measure", "variant")

    class Meta:
        ordering = ["measure", "value", "key"]
        constraints = [
            key_is("framework", "measure", "variant", name="figure_key_is_framework_measure_variant"),
            one_of("measure", Measure, name="figure_measure_valid"),
            models.CheckConstraint(
                condition=Q(low__lte=models.F("value"), value__lte=models.F("high")),
                name="figure_lies_in_its_interval",
                violation_error_message="A figure lies in its interval.",
            ),
        ]
        indexes = [models.Index(fields=["measure", "value"], name="figure_by_measure")]
