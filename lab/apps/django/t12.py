# break: the header has another name
import os
import re
import uuid

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

HEADER = "X-Broken-ID" if os.getenv("BREAK") else "X-Request-ID"
GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[f"{__name__}.request_id_middleware"],
    ROOT_URLCONF=__name__,
)


def request_id_middleware(get_response):
    def middleware(request):
        request.id = request.headers.get(HEADER, "")
        if not GOOD_ID.fullmatch(request.id):
            request.id = str(uuid.uuid4())
        response = get_response(request)
        response.headers[HEADER] = request.id
        return response

    return middleware


def show_id(request):
    return JsonResponse({"request_id": request.id})


def fail(request):
    raise RuntimeError("on purpose")


urlpatterns = [
    path("", show_id),
    path("fail", fail),
]

app = get_wsgi_application()
