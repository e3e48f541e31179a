# prepare: {python} {file} migrate
# break: the list is sorted by the newest note first
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework", "t05_notes"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None},
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["LAB_DATA"]) / "notes.db",
        }
    },
)
app = get_wsgi_application()

from rest_framework.routers import SimpleRouter
from t05_notes.views import NoteViewSet

router = SimpleRouter(trailing_slash=False)
router.register("notes", NoteViewSet)

urlpatterns = [path("", include(router.urls))]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
