# break: the header has another name
# note: Pyramid leaves an unhandled exception to the server; the view for Exception makes it an answer that the tween sees
import os
import re
import uuid

from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.view import exception_view_config, view_config

HEADER = "X-Broken-ID" if os.getenv("BREAK") else "X-Request-ID"
GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id_tween_factory(handler, registry):
    def request_id_tween(request):
        request.request_id = request.headers.get(HEADER, "")
        if not GOOD_ID.fullmatch(request.request_id):
            request.request_id = str(uuid.uuid4())
        response = handler(request)
        response.headers[HEADER] = request.request_id
        return response

    return request_id_tween


@exception_view_config(Exception)
def server_error(request):
    return Response("Internal Server Error", status=500)


@view_config(route_name="home", renderer="json")
def show_id(request):
    return {"request_id": request.request_id}


@view_config(route_name="fail")
def fail(request):
    raise RuntimeError("on purpose")


with Configurator() as config:
    config.add_tween(f"{__name__}.request_id_tween_factory")
    config.add_route("home", "/")
    config.add_route("fail", "/fail")
    config.scan(__name__)
    app = config.make_wsgi_app()
