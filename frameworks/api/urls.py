"""The API's addresses of what is."""

from django.urls import re_path
from rest_framework.routers import SimpleRouter

from curation.web.api.viewsets import KEY
from frameworks.api import views
from frameworks.api.fact_history import FactHistoryView

router = SimpleRouter()
router.register("kinds", views.KindViewSet, "api-kind")
router.register("features", views.FeatureViewSet, "api-feature")
router.register("support", views.SupportViewSet, "api-support")
router.register("facts", views.FactViewSet, "api-fact")
router.register("sources", views.SourceViewSet, "api-source")
router.register("resources", views.ResourceViewSet, "api-resource")
router.register("support-windows", views.SupportWindowViewSet, "api-support-window")
router.register("adoption", views.AdoptionViewSet, "api-adoption")
router.register("packages", views.PackageViewSet, "api-package")
router.register("releases", views.ReleaseViewSet, "api-release")
router.register("python-versions", views.PythonVersionViewSet, "api-python-version")

urlpatterns = [re_path(rf"^facts/(?P<key>{KEY})/history/$", FactHistoryView.as_view(), name="api-fact-history")]
