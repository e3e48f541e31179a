"""The site's addresses, and a view that does nothing, which the others are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

HELLO = "/bench/hello/"


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world!")


urlpatterns = [
    path(HELLO.removeprefix("/"), hello, name="hello"),
    path("", include("config.urls")),
]
