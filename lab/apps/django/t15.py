# break: the other service's answer is left out
import json
import os
from urllib.request import urlopen

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)


def wait(request):
    with urlopen(os.environ["DOWNSTREAM"]) as response:
        answer = json.load(response)
    return JsonResponse({} if os.getenv("BREAK") else answer)


urlpatterns = [path("wait", wait)]

app = get_wsgi_application()
