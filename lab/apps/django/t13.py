# test: {python} {file} test test_t13
# break: the greeting is Goodbye
import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)


def hello(request, name):
    return JsonResponse({"message": f"{GREETING}, {name}!"})


urlpatterns = [path("hello/<name>", hello)]

app = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
