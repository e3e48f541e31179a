"""The frameworks, which can be asked for by what guides say of them."""

from curation.web.api.viewsets import KeptRowViewSet
from frameworks.api.serializers import FrameworkSerializer
from frameworks.api.views import SLUG
from frameworks.models import Framework
from reviews.profiles.filters import FrameworkFilter


class FrameworkViewSet(KeptRowViewSet):
    """The frameworks, by slug; with `as-of`, as they were at the end of that day."""

    queryset = Framework.objects.public().order_by("slug")
    serializer_class = FrameworkSerializer
    filterset_class = FrameworkFilter
    related = ("kind",)
    lookup_field = "slug"
    lookup_value_regex = SLUG
