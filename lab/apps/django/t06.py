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
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


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


def me(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=401)
    return JsonResponse({"user": request.user.username})


@permission_required("auth.edit", raise_exception=True)
def edit(request):
    return JsonResponse({"user": request.user.username})


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
