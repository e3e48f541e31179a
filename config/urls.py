from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from config.discovery import llms, sitemaps, well_known
from config.frame import views
from config.monitoring import health, metrics
from config.monitoring.operation import operation

urlpatterns = [
    path("", include("reviews.urls")),
    path("", include("measurements.urls")),
    path("", include("frameworks.urls")),
    path("theme/", views.theme, name="theme"),
    path("theme.css", views.theme_css, name="theme-css"),
    path("menu/", views.menu, name="menu"),
    path("llms.txt", llms.llms, name="llms"),
    path("llms-full.txt", llms.llms_full, name="llms-full"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path(".well-known/api-catalog", well_known.api_catalog, name="api-catalog"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", include("config.api.urls")),
    path("", include("editorial.public.urls")),
    # Changes and revisions belonged to another app once; letters and notes still name their pages.
    re_path(
        r"^admin/editorial/(?P<rest>(?:change|revision)/.*)$",
        RedirectView.as_view(url="/admin/curation/%(rest)s", query_string=True),
    ),
    path("admin/desk/", include("editorial.urls")),
    path("admin/operation/", admin.site.admin_view(operation), name="operation"),
    path("admin/", admin.site.urls),
]

handler400 = "config.http.errors.bad_request"
handler403 = "config.http.errors.forbidden"
handler404 = "config.http.errors.not_found"
handler500 = "config.http.errors.server_error"
