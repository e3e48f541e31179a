# prepare: {python} {file}
# break: logging out leaves the session as it is
# note: logging in and out are Django's views, as REST framework's own login pages are; the API reads the session
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
        "rest_framework",
    ],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "rest_framework.authentication.SessionAuthentication"
        ],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    },
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
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import BasePermission
from rest_framework.response import Response


@require_POST
def log_in(request):
    user = authenticate(
        request,
        username=request.POST.get("username"),
        password=request.POST.get("password"),
    )
    if user is None:
        return HttpResponse("Wrong name or password.", status=401)
    login(request, user)
    return JsonResponse({"user": user.username})


@require_POST
def log_out(request):
    if not os.getenv("BREAK"):
        logout(request)
    return HttpResponse(status=204)


class CanEdit(BasePermission):
    def has_permission(self, request, view):
        return request.user.has_perm("auth.edit")


@api_view(["GET"])
def me(request):
    return Response({"user": request.user.username})


@api_view(["GET"])
@permission_classes([CanEdit])
def edit(request):
    return Response({"user": request.user.username})


urlpatterns = [
    path("login", log_in),
    path("logout", log_out),
    path("me", me),
    path("edit", edit),
]

if __name__ == "__main__":
    call_command("migrate")
    content_type = ContentType.objects.get_for_model(User)
    permission = Permission.objects.create(codename="edit", name="Can edit", content_type=content_type)
    ann = User.objects.create_user("ann", password="correct horse 42")
    ann.user_permissions.add(permission)
    User.objects.create_user("bob", password="battery staple 43")
