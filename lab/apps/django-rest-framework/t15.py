# break: the other service's answer is left out
import json
import os
from urllib.request import urlopen

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None},
)
app = get_wsgi_application()

from rest_framework.decorators import api_view
from rest_framework.response import Response


@api_view(["GET"])
def wait(request):
    with urlopen(os.environ["DOWNSTREAM"]) as response:
        answer = json.load(response)
    return Response({} if os.getenv("BREAK") else answer)


urlpatterns = [path("wait", wait)]
