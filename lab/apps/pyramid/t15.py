# break: the other service's answer is left out
import json
import os
from urllib.request import urlopen

from pyramid.config import Configurator
from pyramid.view import view_config


@view_config(route_name="wait", renderer="json")
def wait(request):
    with urlopen(os.environ["DOWNSTREAM"]) as response:
        answer = json.load(response)
    return {} if os.getenv("BREAK") else answer


with Configurator() as config:
    config.add_route("wait", "/wait")
    config.scan(__name__)
    app = config.make_wsgi_app()
