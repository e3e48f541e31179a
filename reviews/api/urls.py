"""The API's addresses of what is said, and of frameworks, which can be asked for by it."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from reviews.comparisons.api.views import ComparisonView
from reviews.finder.api.views import FinderView
from reviews.finder.situations.api import SituationViewSet
from reviews.guides.api import views
from reviews.guides.api.consensus import ConsensusViewSet
from reviews.profiles.api import FrameworkViewSet
from reviews.search.api import SearchView
from reviews.site.uncompared.api import UncomparedViewSet

router = SimpleRouter()
router.register("frameworks", FrameworkViewSet, "api-framework")
router.register("guides", views.GuideViewSet, "api-guide")
router.register("criteria", views.CriterionViewSet, "api-criterion")
router.register("ratings", views.RatingViewSet, "api-rating")
router.register("consensus", ConsensusViewSet, "api-consensus")
router.register("assessments", views.AssessmentViewSet, "api-assessment")
router.register("remarks", views.RemarkViewSet, "api-remark")
router.register("points", views.PointViewSet, "api-point")
router.register("use-cases", views.UseCaseViewSet, "api-use-case")
router.register("situations", SituationViewSet, "api-situation")
router.register("not-compared", UncomparedViewSet, "api-not-compared")
router.register("recommendations", views.RecommendationViewSet, "api-recommendation")
router.register("topics", views.TopicViewSet, "api-topic")
router.register("technologies", views.TechnologyViewSet, "api-technology")
router.register("conflicts", views.ConflictViewSet, "api-conflict")
router.register("statements", views.StatementViewSet, "api-statement")

urlpatterns = [
    path("comparisons/", ComparisonView.as_view(), name="api-comparison"),
    path("finder/", FinderView.as_view(), name="api-finder"),
    path("search/", SearchView.as_view(), name="api-search"),
]
