from django.contrib import admin
from django.urls import path

from editorial.admin.changes import reverting
from editorial.desk.adding import views as adding
from editorial.desk.adding.covers import covers
from editorial.desk.finding import views as finding
from editorial.desk.notices.views import notices
from editorial.desk.rereading import views as rereading
from editorial.desk.review.queue import queue
from editorial.desk.sheets import sheets
from editorial.desk.spreadsheets import views as tables
from editorial.desk.today import views as desk

app_name = "desk"
urlpatterns = [
    path("", admin.site.admin_view(desk.desk), name="desk"),
    path("notices/", admin.site.admin_view(notices), name="notices"),
    path("queue/", admin.site.admin_view(queue), name="queue"),
    path("plan/", admin.site.admin_view(desk.make_plan), name="plan"),
    path("settle/", admin.site.admin_view(desk.claims_to_settle), name="settle"),
    path("read/<str:key>/", admin.site.admin_view(rereading.reread), name="reread"),
    path("find/", admin.site.admin_view(finding.find), name="find"),
    path("sheets/", admin.site.admin_view(sheets.sheet_list), name="sheets"),
    path("columns/<str:key>/", admin.site.admin_view(sheets.sheet), {"kind": sheets.ColumnAdmin}, name="column"),
    path("rows/<str:key>/", admin.site.admin_view(sheets.sheet), {"kind": sheets.RowAdmin}, name="row"),
    path("facts/<str:key>/", admin.site.admin_view(sheets.sheet), {"kind": sheets.FactsAdmin}, name="facts"),
    path("windows/<str:key>/", admin.site.admin_view(sheets.sheet), {"kind": sheets.WindowsAdmin}, name="windows"),
    path("ratings/<str:key>/<str:framework>/", admin.site.admin_view(sheets.ratings), name="ratings"),
    path("add/", admin.site.admin_view(adding.overview), name="add"),
    path("add/framework/", admin.site.admin_view(adding.framework), name="add-framework"),
    path("add/framework/<int:number>/", admin.site.admin_view(adding.framework), name="add-framework"),
    path("add/index/<int:number>/", admin.site.admin_view(adding.index), name="add-index"),
    path("add/sources/<int:number>/", admin.site.admin_view(adding.sources), name="add-sources"),
    path("add/guide/", admin.site.admin_view(adding.guide), name="add-guide"),
    path("add/guide/<int:number>/", admin.site.admin_view(adding.guide), name="add-guide"),
    path("add/covers/<int:number>/", admin.site.admin_view(covers), name="add-covers"),
    path("add/places/<int:number>/", admin.site.admin_view(adding.places), name="add-places"),
    path("add/resource/", admin.site.admin_view(adding.resource), name="add-resource"),
    path("add/resource/<int:number>/", admin.site.admin_view(adding.resource), name="add-resource"),
    path("tables/", admin.site.admin_view(tables.table_list), name="tables"),
    path("tables/<slug:kind>.<slug:form>", admin.site.admin_view(tables.export_table), name="export"),
    path("tables/<slug:kind>/", admin.site.admin_view(tables.import_table), name="import"),
    path("undo/<int:pk>/", admin.site.admin_view(reverting.undo), name="undo"),
    path("return/<int:pk>/", admin.site.admin_view(reverting.return_row), name="return"),
    path("return/<int:pk>/<slug:kind>/<path:key>/", admin.site.admin_view(reverting.return_object), name="return-all"),
]
