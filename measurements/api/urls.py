"""The API's addresses of what is measured."""

from rest_framework.routers import SimpleRouter

from measurements.api import views

router = SimpleRouter()
router.register("tasks", views.TaskViewSet, "api-task")
router.register("programs", views.ProgramViewSet, "api-program")
router.register("proofs", views.CellProofViewSet, "api-proof")
router.register("runs", views.LabRunViewSet, "api-run")
router.register("measurements", views.FigureViewSet, "api-measurement")
