"""The addresses of the site, and one that a slug could collide with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


def newest(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The newest frameworks.")


urlpatterns = [path("frameworks/newest/", newest), *urlpatterns]
