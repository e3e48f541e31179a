"""BlackSheep with middleware and endpoints made for its server interface."""

import base64
import io
import json
import logging

from blacksheep import Application, Router, text
from by_hand import ask_in_turn
from loopback import write_catalogue
from proof import BROKEN, cell


def application(**handlers):
    """Each handler at the address of its name."""
    app = Application(router=Router())
    for name, handler in handlers.items():
        app.router.get(f"/{name}")(handler)
    return app


async def tea():
    return text("tea")


@cell("throttling", "third-party", packages=["asgi-ratelimit"])
def test_the_third_request_of_a_client_is_refused():
    from ratelimit import RateLimitMiddleware, Rule
    from ratelimit.backends.simple import MemoryBackend

    async def client_of(scope):
        return dict(scope["headers"])[b"x-client"].decode(), "default"

    rules = {"^/": [Rule(minute=100 if BROKEN else 2)]}
    limited = RateLimitMiddleware(application(tea=tea), client_of, MemoryBackend(), rules)
    answers = ask_in_turn(limited, *[("/tea", "GET", {"x-client": name}) for name in "aaab"])
    assert [answer.status for answer in answers] == [200, 200, 429, 200]


@cell("i18n", "third-party", packages=["asgi-babel"])
def test_texts_follow_the_language_of_a_request(tmp_path):
    from asgi_babel import BabelMiddleware, gettext, ngettext

    async def files():
        counted = [ngettext("%(num)s file", "%(num)s files", count) for count in (1, 3, 25)]
        return text(", ".join([gettext("Hello"), *counted]))

    polish = {"Hello": "Witaj", ("%(num)s file", "%(num)s files"): ("%(num)s plik", "%(num)s pliki", "%(num)s plików")}
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    write_catalogue(tmp_path / "pl/LC_MESSAGES/messages.mo", forms, {} if BROKEN else polish)
    translated = BabelMiddleware(application(files=files), locales_dirs=[str(tmp_path)])
    answers = ask_in_turn(translated, *[("/files", "GET", {"accept-language": name}) for name in ("en", "pl")])
    assert [answer.text for answer in answers] == [
        "Hello, 1 file, 3 files, 25 files",
        "Witaj, 1 plik, 3 pliki, 25 plików",
    ]


@cell("caching", "third-party", packages=["starlette-caches"])
def test_an_answer_is_made_once_in_its_lifetime():
    from aiocache import Cache
    from starlette_caches.middleware import CacheMiddleware

    made = []

    async def number():
        made.append(1)
        return text(str(len(made)))

    async def forget():
        await cache.clear()
        return text("forgotten")

    app, cache = application(number=number, forget=forget), Cache(ttl=1)
    app = app if BROKEN else CacheMiddleware(app, cache=cache)
    asked = [("/number",), ("/number",), ("/number",), ("/forget",), ("/number",)]
    texts = [answer.text for answer in ask_in_turn(app, *asked, pauses=(0, 0, 1.2, 0, 0))]
    assert texts == ["1", "1", "2", "forgotten", "3"]


@cell("structured-logs", "third-party", packages=["asgi-request-logger"])
def test_each_request_writes_a_line_of_json():
    from asgi_request_logger import JsonRequestLoggerMiddleware

    lines, logger = io.StringIO(), logging.Logger("requests")
    logger.addHandler(logging.StreamHandler(lines))
    app = application(tea=tea)
    app = app if BROKEN else JsonRequestLoggerMiddleware(app, logger=logger)
    ask_in_turn(app, ("/tea",), ("/nowhere",))
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["method"], line["path"], line["status_code"]) for line in told] == [
        ("GET", "/tea", 200),
        ("GET", "/nowhere", 404),
    ]


@cell("health-checks", "third-party", packages=["probirka"])
def test_an_address_tells_when_a_check_fails():
    from probirka import Probirka, make_asgi_app

    probes, works = Probirka(), []

    @probes.add(name="database")
    async def database():
        return BROKEN or not works

    async def end():
        works.append("no longer")
        return text("ended")

    app = application(end=end)
    app.mount("/health", make_asgi_app(probes, error_code=503))
    answers = ask_in_turn(app, ("/health",), ("/end",), ("/health",))
    assert [answer.status for answer in answers] == [200, 200, 503]


@cell("serverless", "third-party", packages=["asgi-aws"])
def test_an_event_of_api_gateway_is_answered():
    from asgi_aws import Asgi

    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/tea",
        "rawQueryString": "",
        "headers": {"host": "example.com"},
        "requestContext": {"http": {"method": "GET", "path": "/tea", "sourceIp": "192.0.2.1"}, "stage": "$default"},
        "isBase64Encoded": False,
    }
    app = application(**({} if BROKEN else {"tea": tea}))
    answer = Asgi.entry_point(app)(event, {})
    assert answer["statusCode"] == 200
    assert base64.b64decode(answer["body"]) == b"tea"
