from django.urls import path

from frameworks import release_views, views
from frameworks.alternates.addresses import with_alternates

app_name = "frameworks"
urlpatterns = [
    *with_alternates("features/", views.feature_list, name="features"),
    *with_alternates("features/<slug:slug>/", views.feature_detail, name="feature"),
    *with_alternates("releases/", release_views.release_list, name="releases"),
    path("releases/feed.atom", release_views.release_feed, name="release-feed"),
    path("releases/calendar.ics", release_views.release_calendar, name="release-calendar"),
]
