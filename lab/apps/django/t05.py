# prepare: {python} {file} migrate
# break: the list is sorted by the newest note first
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["t05_notes"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["LAB_DATA"]) / "notes.db",
        }
    },
)
app = get_wsgi_application()

from t05_notes import views

urlpatterns = [
    path("notes", views.note_list),
    path("notes/<int:note_id>", views.note_detail),
]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
