"""Falcon's ASGI application with middleware made for its server interface."""

import io
import json
import logging

import falcon.asgi
from by_hand import ask_in_turn
from loopback import write_catalogue
from proof import BROKEN, cell


class Tea:
    async def on_get(self, request, response):
        response.text = "tea"

    on_post = on_get


def application(resource):
    app = falcon.asgi.App()
    app.add_route("/tea", resource)
    return app


@cell("csrf", "third-party", packages=["asgi-cross-origin-protection"])
def test_a_request_that_another_site_sends_is_refused():
    from asgi_cross_origin_protection import CrossOriginProtection

    app = application(Tea())
    app = app if BROKEN else CrossOriginProtection(app)
    foreign, own = {"origin": "https://elsewhere.example"}, {"origin": "http://testserver"}
    sent = [("/tea", "POST", headers) for headers in (own, foreign, {"sec-fetch-site": "cross-site"})]
    assert [answer.status for answer in ask_in_turn(app, *sent)] == [200, 403, 403]


@cell("i18n", "third-party", packages=["asgi-babel"])
def test_texts_follow_the_language_of_a_request(tmp_path):
    from asgi_babel import BabelMiddleware, gettext, ngettext

    class Files:
        async def on_get(self, request, response):
            counted = [ngettext("%(num)s file", "%(num)s files", count) for count in (1, 3, 25)]
            response.text = ", ".join([gettext("Hello"), *counted])

    polish = {"Hello": "Witaj", ("%(num)s file", "%(num)s files"): ("%(num)s plik", "%(num)s pliki", "%(num)s plików")}
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    write_catalogue(tmp_path / "pl/LC_MESSAGES/messages.mo", forms, {} if BROKEN else polish)
    translated = BabelMiddleware(application(Files()), locales_dirs=[str(tmp_path)])
    answers = ask_in_turn(translated, *[("/tea", "GET", {"accept-language": name}) for name in ("en", "pl")])
    assert [answer.text for answer in answers] == [
        "Hello, 1 file, 3 files, 25 files",
        "Witaj, 1 plik, 3 pliki, 25 plików",
    ]


@cell("structured-logs", "third-party", packages=["asgi-request-logger"])
def test_each_request_writes_a_line_of_json():
    from asgi_request_logger import JsonRequestLoggerMiddleware

    lines, logger = io.StringIO(), logging.Logger("requests")
    logger.addHandler(logging.StreamHandler(lines))
    app = application(Tea())
    app = app if BROKEN else JsonRequestLoggerMiddleware(app, logger=logger)
    ask_in_turn(app, ("/tea",), ("/nowhere",))
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["method"], line["path"], line["status_code"]) for line in told] == [
        ("GET", "/tea", 200),
        ("GET", "/nowhere", 404),
    ]
