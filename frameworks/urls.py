from django.urls import path

from curation.web.exports.addresses import with_alternates
from frameworks.adoption.views import adoption
from frameworks.releases import subscriptions, views

urlpatterns = [
    *with_alternates("adoption/", adoption, name="adoption"),
    *with_alternates("releases/", views.release_list, name="releases"),
    path("releases/feed.atom", subscriptions.release_feed, name="release-feed"),
    path("releases/calendar.ics", subscriptions.release_calendar, name="release-calendar"),
]
