# needs: webtest
# break: the greeting is Goodbye
# note: WebTest is the Pylons Project's own, as in Pyramid's chapter on functional tests
import os

from pyramid.config import Configurator
from pyramid.view import view_config

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"


@view_config(route_name="hello", renderer="json")
def hello(request):
    return {"message": f"{GREETING}, {request.matchdict['name']}!"}


with Configurator() as config:
    config.add_route("hello", "/hello/{name}")
    config.scan(__name__)
    app = config.make_wsgi_app()
