from django.contrib import admin
from django.urls import path

from editorial.admin import reverting
from editorial.desk import views as desk
from editorial.finding import views as finding
from editorial.rereading import views as rereading
from editorial.sheets import list as sheet_list
from editorial.sheets import sheets
from editorial.spreadsheets import views as tables

app_name = "desk"
urlpatterns = [
    path("", admin.site.admin_view(desk.desk), name="desk"),
    path("queue/", admin.site.admin_view(desk.decide_together), name="queue"),
    path("plan/", admin.site.admin_view(desk.make_plan), name="plan"),
    path("settle/", admin.site.admin_view(desk.claims_to_settle), name="settle"),
    path("read/<str:key>/", admin.site.admin_view(rereading.reread), name="reread"),
    path("find/", admin.site.admin_view(finding.find), name="find"),
    path("sheets/", admin.site.admin_view(sheet_list.sheets), name="sheets"),
    path("columns/<str:key>/", admin.site.admin_view(sheets.column), name="column"),
    path("rows/<str:key>/", admin.site.admin_view(sheets.row), name="row"),
    path("ratings/<str:key>/<str:framework>/", admin.site.admin_view(sheets.ratings), name="ratings"),
    path("tables/", admin.site.admin_view(tables.table_list), name="tables"),
    path("tables/<slug:kind>.<slug:form>", admin.site.admin_view(tables.export_table), name="export"),
    path("tables/<slug:kind>/", admin.site.admin_view(tables.import_table), name="import"),
    path("undo/<int:pk>/", admin.site.admin_view(reverting.undo), name="undo"),
    path("return/<int:pk>/", admin.site.admin_view(reverting.return_row), name="return"),
    path("return/<int:pk>/<slug:kind>/<path:key>/", admin.site.admin_view(reverting.return_object), name="return-all"),
]
