from django.contrib import admin
from django.urls import include, path

from config import health, sitemaps, views

urlpatterns = [
    path("", include("reviews.urls")),
    path("", include("frameworks.urls")),
    path("theme/", views.theme, name="theme"),
    path("menu/", views.menu, name="menu"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", include("config.api")),
    path("", include("editorial.public_urls")),
    path("admin/desk/", include("editorial.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
