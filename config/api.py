"""Every route of the public API."""

from typing import Any

from django.urls import include, path, re_path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from config.dataset import DatasetView
from config.documentation import DocsView, SchemaView, policy
from config.fact_history import FactHistoryView
from curation.web.api.viewsets import KEY, ReadView, etag
from curation.web.querystrings import accepts
from frameworks.api import views as frameworks
from reviews.comparisons.api.views import ComparisonView
from reviews.finder.api.views import FinderView
from reviews.guides.api import views as reviews
from reviews.guides.api.consensus import ConsensusViewSet
from reviews.profiles.api import FrameworkViewSet

OTHERS = {"comparisons": "api-comparison", "finder": "api-finder", "dataset": "api-dataset"}


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
router.register("kinds", frameworks.KindViewSet, "api-kind")
router.register("frameworks", FrameworkViewSet, "api-framework")
router.register("features", frameworks.FeatureViewSet, "api-feature")
router.register("support", frameworks.SupportViewSet, "api-support")
router.register("facts", frameworks.FactViewSet, "api-fact")
router.register("sources", frameworks.SourceViewSet, "api-source")
router.register("resources", frameworks.ResourceViewSet, "api-resource")
router.register("support-windows", frameworks.SupportWindowViewSet, "api-support-window")
router.register("packages", frameworks.PackageViewSet, "api-package")
router.register("releases", frameworks.ReleaseViewSet, "api-release")
router.register("python-versions", frameworks.PythonVersionViewSet, "api-python-version")
router.register("guides", reviews.GuideViewSet, "api-guide")
router.register("criteria", reviews.CriterionViewSet, "api-criterion")
router.register("ratings", reviews.RatingViewSet, "api-rating")
router.register("consensus", ConsensusViewSet, "api-consensus")
router.register("assessments", reviews.AssessmentViewSet, "api-assessment")
router.register("remarks", reviews.RemarkViewSet, "api-remark")
router.register("points", reviews.PointViewSet, "api-point")
router.register("use-cases", reviews.UseCaseViewSet, "api-use-case")
router.register("recommendations", reviews.RecommendationViewSet, "api-recommendation")
router.register("topics", reviews.TopicViewSet, "api-topic")
router.register("technologies", reviews.TechnologyViewSet, "api-technology")
router.register("conflicts", reviews.ConflictViewSet, "api-conflict")
router.register("statements", reviews.StatementViewSet, "api-statement")

urlpatterns = [
    path("", policy, name="api-policy"),
    path("docs/", accepts("script")(DocsView.as_view()), name="api-docs"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("v1/dataset/", DatasetView.as_view(), name="api-dataset"),
    path("v1/comparisons/", ComparisonView.as_view(), name="api-comparison"),
    path("v1/finder/", FinderView.as_view(), name="api-finder"),
    re_path(rf"^v1/facts/(?P<key>{KEY})/history/$", FactHistoryView.as_view(), name="api-fact-history"),
    path("v1/", include(router.urls)),
]
