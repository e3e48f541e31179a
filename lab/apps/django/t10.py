# needs: django-tasks-db
# prepare: {python} {file} migrate
# also: {python} {file} db_worker --interval 0.1
# break: the work cubes n
# note: the two backends that Django ships are for development and tests: one runs a task inside the request, the other runs none
import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import Http404, JsonResponse
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.urls import path
from django.views.decorators.http import require_POST

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django_tasks_db"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["LAB_DATA"]) / "tasks.db",
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    },
    TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
)
app = get_wsgi_application()

from t10_tasks import square


@require_POST
def create_job(request):
    result = square.enqueue(json.loads(request.body)["n"])
    return JsonResponse({"id": result.id}, status=202)


def job(request, job_id):
    try:
        result = square.get_result(job_id)
    except TaskResultDoesNotExist as error:
        raise Http404 from error
    if result.status == TaskResultStatus.SUCCESSFUL:
        return JsonResponse({"state": "done", "result": result.return_value})
    return JsonResponse({"state": "pending"})


urlpatterns = [
    path("jobs", create_job),
    path("jobs/<uuid:job_id>", job),
]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
