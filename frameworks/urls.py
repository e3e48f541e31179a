from django.urls import path

from frameworks.alternates.addresses import with_alternates
from frameworks.views import features, releases

app_name = "frameworks"
urlpatterns = [
    *with_alternates("features/", features.feature_list, name="features"),
    *with_alternates("features/<slug:slug>/", features.feature_detail, name="feature"),
    *with_alternates("releases/", releases.release_list, name="releases"),
    path("releases/feed.atom", releases.release_feed, name="release-feed"),
    path("releases/calendar.ics", releases.release_calendar, name="release-calendar"),
]
