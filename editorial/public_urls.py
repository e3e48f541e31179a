"""Addresses for readers; the desk has its own."""

from django.urls import path

from editorial import views
from editorial.feeds import ChangesFeed
from frameworks.alternates.addresses import with_alternates

app_name = "changes"
urlpatterns = [
    *with_alternates("changes/", views.change_list, name="list"),
    path("changes/feed.atom", ChangesFeed(), name="feed"),
    *with_alternates("changes/<int:number>/", views.change_detail, name="detail"),
]
