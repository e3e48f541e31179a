"""The public API: what its apps can be asked for, and the documents about it."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition, require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from config.api.data_changes import DataChangesView
from config.api.dataset.views import DatasetView, DatasetZipView
from config.api.documentation import DocsView, SchemaView, policy
from curation.web.api.reading import ReadView, etag
from curation.web.querystrings import accepts
from frameworks.api import urls as frameworks
from measurements.api import urls as measurements
from reviews.api import urls as reviews

OTHERS = {
    "comparisons": "api-comparison",
    "finder": "api-finder",
    "search": "api-search",
    "dataset": "api-dataset",
    "dataset-csv": "api-dataset-csv",
    "changes": "api-changes",
}


@extend_schema(exclude=True)
class RootView(ReadView, APIRootView):
    """The lists and other endpoints of the API, by name."""

    @method_decorator(condition(etag_func=etag))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        others = {name: request.build_absolute_uri(reverse(view)) for name, view in OTHERS.items()}
        return Response({**response.data, **others})


router = DefaultRouter()
router.include_format_suffixes = False
router.APIRootView = RootView
router.registry.extend([*frameworks.router.registry, *measurements.router.registry, *reviews.router.registry])

urlpatterns = [
    path("", policy, name="api-policy"),
    path("docs/", require_safe(accepts("script")(DocsView.as_view())), name="api-docs"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("v1/dataset/", DatasetView.as_view(), name="api-dataset"),
    path("v1/dataset.zip", DatasetZipView.as_view(), name="api-dataset-csv"),
    path("v1/changes/", DataChangesView.as_view(), name="api-changes"),
    path("v1/", include([*frameworks.urlpatterns, *reviews.urlpatterns])),
    path("v1/", include(router.urls)),
]
