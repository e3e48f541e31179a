# needs: django-tasks-db
# prepare: {python} {file} migrate
# also: {python} {file} db_worker --interval 0.1
# break: the work cubes n
# note: Django's tasks; the two backends that Django ships are for development and tests
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework", "django_tasks_db"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None},
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

from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from t10_tasks import square


class JobSerializer(serializers.Serializer):
    n = serializers.IntegerField()


@api_view(["POST"])
def create_job(request):
    serializer = JobSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    result = square.enqueue(serializer.validated_data["n"])
    return Response({"id": result.id}, status=status.HTTP_202_ACCEPTED)


@api_view(["GET"])
def job(request, job_id):
    try:
        result = square.get_result(job_id)
    except TaskResultDoesNotExist as error:
        raise NotFound from error
    if result.status == TaskResultStatus.SUCCESSFUL:
        return Response({"state": "done", "result": result.return_value})
    return Response({"state": "pending"})


urlpatterns = [
    path("jobs", create_job),
    path("jobs/<uuid:job_id>", job),
]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
