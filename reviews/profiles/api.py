"""The frameworks, which can be asked for by what guides say of them, and one of them with all that is on record."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from curation.snapshots.protocol import Snapshot
from curation.web.api.telling import tell_by
from curation.web.api.viewsets import SLUG, PastRowViewSet, RowViewSet
from curation.web.querystrings import choice
from frameworks.api import views as facts
from frameworks.api.serializers import FrameworkSerializer
from frameworks.models import Framework
from measurements.api import views as measurements
from reviews.guides.api import views as guides
from reviews.profiles.list.filters import FrameworkFilter

INCLUDE = "include"
INCLUDED: Mapping[str, type[RowViewSet]] = {
    "support": facts.SupportViewSet,
    "facts": facts.FactViewSet,
    "support-windows": facts.SupportWindowViewSet,
    "releases": facts.ReleaseViewSet,
    "adoption": facts.AdoptionViewSet,
    "measurements": measurements.FigureViewSet,
    "programs": measurements.ProgramViewSet,
    "proofs": measurements.CellProofViewSet,
    "ratings": guides.RatingViewSet,
    "remarks": guides.RemarkViewSet,
}
"""The lists of which a framework's own rows can come along, by their names."""
LISTS = OpenApiParameter(
    INCLUDE,
    {"type": "string", "pattern": rf"^({'|'.join(INCLUDED)})(,({'|'.join(INCLUDED)}))*$"},
    description=f"Its rows of these lists too, whole, separated by commas: {', '.join(INCLUDED)}.",
    examples=[OpenApiExample("Features and facts", value="support,facts")],
)


class FrameworkDetailSerializer(FrameworkSerializer):
    included = serializers.DictField(
        child=serializers.ListField(child=serializers.DictField()),
        allow_null=True,
        read_only=True,
        help_text="Its rows of the lists in `include`, by list, as those lists have them; null without it.",
    )

    class Meta(FrameworkSerializer.Meta):
        fields = [*FrameworkSerializer.Meta.fields, "included"]


class FrameworkViewSet(PastRowViewSet):
    """The frameworks, by slug; with `as-of`, as they were at the end of that day."""

    queryset = Framework.objects.public().order_by("slug")
    serializer_class = FrameworkSerializer
    filterset_class = FrameworkFilter
    related = ("kind",)
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def parameters(self) -> tuple[str, ...]:
        return (*super().parameters(), *([INCLUDE] if self.detail else []))

    def get_serializer_class(self) -> type[FrameworkSerializer]:
        return FrameworkDetailSerializer if self.detail else FrameworkSerializer

    @extend_schema(parameters=[LISTS], responses=FrameworkDetailSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read one of the frameworks, with the rows about it that are asked for."""
        return super().retrieve(request, *args, **kwargs)

    def told(self, row: Any) -> dict[str, Any]:
        return {**super().told(row), "included": self.included(row)}

    def included(self, framework: Framework) -> dict[str, Any] | None:
        """Return the framework's rows of the lists that are asked for; None where none is."""
        asked = self.request.query_params.get(INCLUDE, "")
        if not asked:
            return None
        names = dict.fromkeys(choice(INCLUDE, name, list(INCLUDED)) for name in asked.split(","))
        return {name: rows_of(INCLUDED[name], framework, self.request.snapshot) for name in names}


def rows_of(listed: type[RowViewSet], framework: Framework, snapshot: Snapshot) -> list[Any]:
    """Return a framework's rows of a list, as that list has them."""
    return list(map(tell_by(listed.serializer_class), listed.read(snapshot, framework=framework.pk).values()))
