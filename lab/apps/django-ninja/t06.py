# prepare: {python} {file}
# break: logging out leaves the session as it is
# note: passwords are hashed by Django's default, PBKDF2
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="a-secret-of-this-program-alone",
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["LAB_DATA"]) / "users.db",
        }
    },
)
app = get_wsgi_application()

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from ninja import Form, NinjaAPI, Status
from ninja.errors import HttpError
from ninja.security import django_auth

api = NinjaAPI()


@api.post("/login")
def log_in(request, username: Form[str], password: Form[str]):
    user = authenticate(request, username=username, password=password)
    if user is None:
        raise HttpError(401, "Wrong name or password.")
    login(request, user)
    return {"user": user.username}


@api.post("/logout", response={204: None})
def log_out(request):
    if not os.getenv("BREAK"):
        logout(request)
    return Status(204, None)


@api.get("/me", auth=django_auth)
def me(request):
    return {"user": request.auth.username}


@api.get("/edit", auth=django_auth)
def edit(request):
    if not request.auth.has_perm("auth.edit"):
        raise HttpError(403, "You may not edit.")
    return {"user": request.auth.username}


urlpatterns = [path("", api.urls)]

if __name__ == "__main__":
    call_command("migrate")
    content_type = ContentType.objects.get_for_model(User)
    permission = Permission.objects.create(codename="edit", name="Can edit", content_type=content_type)
    ann = User.objects.create_user("ann", password="correct horse 42")
    ann.user_permissions.add(permission)
    User.objects.create_user("bob", password="battery staple 43")
