"""The situations at ``/choose/`` in the API, each with the finder’s answers that it stands for."""

from rest_framework import serializers

from curation.web.api.links import RowAddressField
from curation.web.api.serializers import RowSerializer
from curation.web.api.viewsets import RowViewSet
from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import OrderFilter, RowsFilter, SearchFilter
from measurements.models import Task
from reviews.models import CommonSituation, UseCase


class SituationFilter(StrictFilterSet):
    q = SearchFilter("name", "question", "audience")
    use_case = RowsFilter(UseCase)
    task = RowsFilter(Task)
    ordering = OrderFilter("position", "key", "name")


class SituationSerializer(RowSerializer):
    stack = serializers.ListField(child=serializers.CharField(), help_text="Keys of features.")
    task = serializers.CharField(source="task_id", allow_null=True, help_text="Key of a task of the lab.")
    resources = serializers.ListField(child=serializers.CharField(), help_text="Keys of learning resources.")
    url = RowAddressField("api-situation-detail")

    class Meta:
        model = CommonSituation
        fields = [
            "key",
            "name",
            "slug",
            "question",
            "audience",
            "answers",
            "use_case",
            "stack",
            "task",
            "resources",
            "position",
            "url",
            "page",
        ]


class SituationViewSet(RowViewSet):
    """The situations in which many choose, as answers to the finder; ask `finder/` what follows from them."""

    queryset = CommonSituation.objects.public()
    serializer_class = SituationSerializer
    filterset_class = SituationFilter
    related = ("use_case",)
