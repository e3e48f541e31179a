"""Addresses for readers; the desk has its own."""

from django.urls import include, path
from django.views.decorators.http import require_safe

from editorial import views
from editorial.corrections.views import correction_detail, new_correction
from editorial.feeds import ChangesFeed
from frameworks.alternates.addresses import with_alternates

changes = [
    *with_alternates("changes/", views.change_list, name="list"),
    path("changes/feed.atom", require_safe(ChangesFeed()), name="feed"),
    *with_alternates("changes/<int:number>/", views.change_detail, name="detail"),
]
corrections = [
    path("corrections/new/", new_correction, name="new"),
    path("corrections/<str:token>/", correction_detail, name="detail"),
    path("privacy/", views.privacy, name="privacy"),
]
urlpatterns = [
    path("", include((changes, "changes"))),
    path("", include((corrections, "corrections"))),
]
