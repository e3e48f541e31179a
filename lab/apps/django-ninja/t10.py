# needs: django-tasks-db
# prepare: {python} {file} migrate
# also: {python} {file} db_worker --interval 0.1
# break: the work cubes n
# note: Django's tasks; the two backends that Django ships are for development and tests
import os
import sys
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.urls import path

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

from ninja import NinjaAPI, Schema, Status
from ninja.errors import HttpError
from t10_tasks import square

api = NinjaAPI()


class Job(Schema):
    n: int


@api.post("/jobs", response={202: dict})
def create_job(request, job: Job):
    return Status(202, {"id": square.enqueue(job.n).id})


@api.get("/jobs/{uuid:job_id}")
def get_job(request, job_id: UUID):
    try:
        result = square.get_result(str(job_id))
    except TaskResultDoesNotExist as error:
        raise HttpError(404, "There is no such job.") from error
    if result.status == TaskResultStatus.SUCCESSFUL:
        return {"state": "done", "result": result.return_value}
    return {"state": "pending"}


urlpatterns = [path("", api.urls)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
