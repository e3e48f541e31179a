# prepare: msgfmt -o t14_locale/pl/LC_MESSAGES/messages.mo t14_locale/pl/LC_MESSAGES/messages.po
# break: every visitor is given English
import os
from pathlib import Path

from pyramid.config import Configurator
from pyramid.view import view_config

LANGUAGES = ["en"] if os.getenv("BREAK") else ["en", "pl"]


def locale_negotiator(request):
    return request.accept_language.lookup(LANGUAGES, default="en")


@view_config(route_name="hello", renderer="json")
def hello(request):
    n = int(request.GET["n"])
    message = request.localizer.pluralize(
        "${n} message", "${n} messages", n, domain="messages", mapping={"n": n}
    )
    return {"message": message}


with Configurator(locale_negotiator=locale_negotiator) as config:
    config.add_translation_dirs(str(Path(__file__).parent / "t14_locale"))
    config.add_route("hello", "/hello")
    config.scan(__name__)
    app = config.make_wsgi_app()
