"""What the lab saw, as the API gives it."""

from rest_framework import serializers

from curation.documents import field_names
from curation.web.api.links import RowAddressField
from curation.web.api.serializers import LinkSerializer, RowSerializer
from measurements.models import CellProof, Figure, LabRun, Measure, Program, Task


class TaskLink(LinkSerializer):
    class Meta:
        model = Task
        fields = ["key", "slug", "name", "url"]


class TaskSerializer(RowSerializer):
    asks = serializers.ListField(child=serializers.CharField(), help_text="What the test asks of every program.")

    class Meta:
        model = Task
        fields = ["key", "slug", "name", "summary", "asks", "everywhere", "position", "url", "page"]


class LabRunSerializer(RowSerializer):
    machine = serializers.DictField(help_text="Processor, cores, kernel, load before and after, stolen time.")
    servers = serializers.DictField(child=serializers.CharField())
    method = serializers.DictField(help_text="Estimator, counts, and how far the same measured twice lies apart.")
    floors = serializers.DictField(help_text="What the bare servers cost, in nanoseconds, by measure and server.")
    left_out = serializers.DictField(child=serializers.CharField())
    url = RowAddressField("api-run-detail")

    class Meta:
        model = LabRun
        fields = ["key", *field_names(LabRun), "url"]


class FileSerializer(serializers.Serializer):
    path = serializers.CharField()
    text = serializers.CharField()


class FailedCheckSerializer(serializers.Serializer):
    check = serializers.CharField()
    seen = serializers.CharField()


class ProgramSerializer(RowSerializer):
    files = FileSerializer(many=True)
    needs = serializers.ListField(child=serializers.CharField())
    remarks = serializers.ListField(child=serializers.CharField())
    failed = FailedCheckSerializer(many=True)
    notes = serializers.DictField(child=serializers.CharField(), help_text="How it behaves by default.")
    run = serializers.CharField(source="run_id", help_text="The key of the run that checked it.")

    class Meta:
        model = Program
        fields = ["key", *field_names(Program), "url", "page"]


class CellProofSerializer(RowSerializer):
    packages = serializers.ListField(child=serializers.CharField())
    versions = serializers.DictField(child=serializers.CharField(), help_text="The packages that it loaded.")
    run = serializers.CharField(source="run_id", help_text="The key of the run.")
    url = RowAddressField("api-proof-detail")

    class Meta:
        model = CellProof
        fields = ["key", *field_names(CellProof), "url", "page"]


class FigureSerializer(RowSerializer):
    unit = serializers.SerializerMethodField(help_text="What value, low, high and above count.")
    raw = serializers.ListField(help_text="Every value measured, in the unit of the lab’s results file.")
    more = serializers.DictField(help_text="What was seen beside it, such as answers per second.")
    run = serializers.CharField(source="run_id", help_text="The key of the run.")
    url = RowAddressField("api-measurement-detail")

    class Meta:
        model = Figure
        fields = [
            "key",
            "framework",
            "measure",
            "variant",
            "label",
            "version",
            "value",
            "low",
            "high",
            "above",
            "unit",
            "band",
            "raw",
            "more",
            "run",
            "url",
            "page",
        ]

    def get_unit(self, figure: Figure) -> str:
        return Measure(figure.measure).unit
