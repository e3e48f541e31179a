# needs: pyramid-jinja2, colander
# break: tokens are not checked
import os
import secrets

import colander
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound
from pyramid.response import Response
from pyramid.session import SignedCookieSessionFactory
from pyramid.view import view_config


class Contact(colander.Schema):
    name = colander.SchemaNode(colander.String(), validator=colander.Length(max=100))
    message = colander.SchemaNode(colander.String(), validator=colander.Length(max=1000))


@view_config(
    route_name="contact", request_method="GET", renderer="templates/t04_contact.jinja2"
)
def show_contact(request):
    return {"values": {}, "errors": {}}


@view_config(
    route_name="contact", request_method="POST", renderer="templates/t04_contact.jinja2"
)
def send_contact(request):
    try:
        Contact().deserialize(request.POST)
    except colander.Invalid as error:
        return {"values": request.POST, "errors": error.asdict()}
    return HTTPFound(request.route_url("thanks"))


@view_config(route_name="thanks")
def thanks(request):
    return Response("Thank you.")


with Configurator() as config:
    config.include("pyramid_jinja2")
    config.set_session_factory(SignedCookieSessionFactory(secrets.token_hex()))
    config.set_default_csrf_options(require_csrf=not os.getenv("BREAK"))
    config.add_route("contact", "/contact")
    config.add_route("thanks", "/contact/thanks")
    config.scan(__name__)
    app = config.make_wsgi_app()
