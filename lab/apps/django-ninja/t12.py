# break: the header has another name
# note: the middleware is Django's
import os
import re
import uuid

from django.conf import settings
from django.core.wsgi import get_wsgi_application
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


app = get_wsgi_application()

from ninja import NinjaAPI

api = NinjaAPI()


@api.get("/")
def show_id(request):
    return {"request_id": request.id}


@api.get("/fail")
def fail(request):
    raise RuntimeError("on purpose")


urlpatterns = [path("", api.urls)]
