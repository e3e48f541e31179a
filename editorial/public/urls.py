"""Addresses for readers; the desk has its own."""

from django.urls import include, path

from curation.web.exports.addresses import with_alternates
from editorial.public.changelog import views
from editorial.public.changelog.feeds import change_feed
from editorial.public.corrections.views import correction_detail, new_correction

changes = [
    *with_alternates("changes/", views.change_list, name="list"),
    path("changes/feed.atom", change_feed, name="feed"),
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
