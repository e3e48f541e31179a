"""The site's addresses, and a view that does nothing, which the others are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bench.server import HELLO
from config.urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500"]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world!")


urlpatterns = [
    path(HELLO.removeprefix("/"), hello, name="hello"),
    path("", include("config.urls")),
]
