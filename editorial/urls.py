from django.contrib import admin
from django.urls import path

from editorial.admin import desk, reverting

app_name = "desk"
urlpatterns = [
    path("", admin.site.admin_view(desk.desk), name="desk"),
    path("queue/", admin.site.admin_view(desk.decide_together), name="queue"),
    path("stale/", admin.site.admin_view(desk.stale_list), name="stale"),
    path("read-again/", admin.site.admin_view(desk.read_again), name="read-again"),
    path("undo/<int:pk>/", admin.site.admin_view(reverting.undo), name="undo"),
    path("return/<int:pk>/", admin.site.admin_view(reverting.return_row), name="return"),
    path("return/<int:pk>/<slug:kind>/<path:key>/", admin.site.admin_view(reverting.return_object), name="return-all"),
]
