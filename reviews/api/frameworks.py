"""The frameworks, which can be asked for by what guides say of them."""

from frameworks.api.serializers import FrameworkSerializer
from frameworks.api.views import SLUG
from frameworks.models import Framework
from frameworks.rest import KeptRowViewSet
from reviews.filters.frameworks import FrameworkFilter


class FrameworkViewSet(KeptRowViewSet):
    """The frameworks, by slug; with `as-of`, as they were at the end of that day."""

    queryset = Framework.objects.public().order_by("slug")
    serializer_class = FrameworkSerializer
    filterset_class = FrameworkFilter
    related = ("kind",)
    lookup_field = "slug"
    lookup_value_regex = SLUG
