from django.urls import path

from frameworks import views

app_name = "frameworks"
urlpatterns = [
    path("features/", views.feature_list, name="features"),
    path("features/<slug:slug>/", views.feature_detail, name="feature"),
]
