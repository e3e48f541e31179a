"""Every route of the public API."""

from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework.routers import APIRootView, DefaultRouter

from config.dataset import DatasetView
from config.documentation import DocsView, SchemaView, policy
from config.fact_history import FactHistoryView
from frameworks.api import views as frameworks
from frameworks.queries import accepts
from frameworks.rest import ReadView
from reviews.api import views as reviews
from reviews.api.comparisons import ComparisonView
from reviews.api.consensus import ConsensusViewSet
from reviews.api.finder import FinderView
from reviews.api.frameworks import FrameworkViewSet


@extend_schema(exclude=True)
class RootView(ReadView, APIRootView):
    """The lists of the API, by name."""


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
    path("v1/facts/<path:key>/history/", FactHistoryView.as_view(), name="api-fact-history"),
    path("v1/", include(router.urls)),
]
