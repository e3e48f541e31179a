# break: the pieces come without a pause
import os
import time

from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.view import view_config

PAUSE = 0 if os.getenv("BREAK") else 0.1


def lines(n):
    for number in range(1, n + 1):
        yield f"line {number}\n".encode()
        time.sleep(PAUSE)


def ticks(n):
    for number in range(1, n + 1):
        yield f"id: {number}\nevent: tick\ndata: {number}\n\n".encode()
        time.sleep(PAUSE)


@view_config(route_name="stream")
def stream(request):
    return Response(app_iter=lines(int(request.GET["n"])), content_type="text/plain")


@view_config(route_name="events")
def events(request):
    return Response(app_iter=ticks(int(request.GET["n"])), content_type="text/event-stream")


with Configurator() as config:
    config.add_route("stream", "/stream")
    config.add_route("events", "/events")
    config.scan(__name__)
    app = config.make_wsgi_app()
