# break: the other service's answer is left out
import json
import os
from urllib.request import urlopen

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
app = get_wsgi_application()

from ninja import NinjaAPI

api = NinjaAPI()


@api.get("/wait")
def wait(request):
    with urlopen(os.environ["DOWNSTREAM"]) as response:
        answer = json.load(response)
    return {} if os.getenv("BREAK") else answer


urlpatterns = [path("", api.urls)]
