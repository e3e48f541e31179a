"""What the lab saw, as lists and one by one."""

from curation.web.api.viewsets import SLUG, PastRowViewSet, RowViewSet
from measurements import filters
from measurements.api import serializers
from measurements.models import CellProof, Figure, LabRun, Program, Task


class TaskViewSet(RowViewSet):
    """The tasks that are programmed in every framework, or in the fourteen best known."""

    queryset = Task.objects.public()
    serializer_class = serializers.TaskSerializer
    filterset_class = filters.TaskFilter
    lookup_field = "slug"
    lookup_value_regex = SLUG


class LabRunViewSet(RowViewSet):
    """The runs of the lab, each with its machine, load and noise; figures of two machines are not to be compared."""

    queryset = LabRun.objects.public()
    serializer_class = serializers.LabRunSerializer
    filterset_class = filters.LabRunFilter


class ProgramViewSet(PastRowViewSet):
    """
    The programs with their code and what their checks found; `not_offered` says why there is none.

    With `as-of`, they are as they were at the end of that day.
    """

    queryset = Program.objects.public().order_by("key")
    serializer_class = serializers.ProgramSerializer
    filterset_class = filters.ProgramFilter
    related = ("framework", "task", "as_in")
    is_kept = False


class CellProofViewSet(PastRowViewSet):
    """
    Programs that used a feature and asserted its effect, and probes that tried in vain; no verdict changes a cell.

    With `as-of`, they are as they were at the end of that day.
    """

    queryset = CellProof.objects.public().order_by("key")
    serializer_class = serializers.CellProofSerializer
    filterset_class = filters.CellProofFilter
    related = ("framework", "feature")


class FigureViewSet(PastRowViewSet):
    """
    What was measured, each value with its interval; those of one `band` are tied.

    With `as-of`, the figures are as they were at the end of that day.
    """

    queryset = Figure.objects.public().order_by("key")
    serializer_class = serializers.FigureSerializer
    filterset_class = filters.FigureFilter
    related = ("framework",)
