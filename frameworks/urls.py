from frameworks import views
from frameworks.alternates.addresses import with_alternates

app_name = "frameworks"
urlpatterns = [
    *with_alternates("features/", views.feature_list, name="features"),
    *with_alternates("features/<slug:slug>/", views.feature_detail, name="feature"),
]
