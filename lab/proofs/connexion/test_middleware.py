"""Connexion with middleware for its server interface, and with packages that take Starlette's requests and answers."""

import io
import json
import logging

from by_hand import ask_in_turn
from connexion import AsyncApp, request
from connexion.middleware import MiddlewarePosition
from connexion.resolver import Resolver
from loopback import events, write_catalogue
from proof import BROKEN, cell


def application(*handlers, method="get"):
    """Each handler at the address of its name."""
    paths = {}
    for handler in handlers:
        operation = {"operationId": handler.__name__, "responses": {"200": {"description": "an answer"}}}
        paths[f"/{handler.__name__}"] = {method: operation}
    app = AsyncApp("shop")
    document = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    app.add_api(document, resolver=Resolver({handler.__name__: handler for handler in handlers}.get))
    return app


async def tea():
    return "tea"


@cell("csrf", "third-party", packages=["asgi-cross-origin-protection"])
def test_a_request_that_another_site_sends_is_refused():
    from asgi_cross_origin_protection import CrossOriginProtection

    app = application(tea, method="post")
    if not BROKEN:
        app.add_middleware(CrossOriginProtection)
    foreign, own = {"origin": "https://elsewhere.example"}, {"origin": "http://testserver"}
    sent = [("/tea", "POST", headers) for headers in (own, foreign, {"sec-fetch-site": "cross-site"})]
    assert [answer.status for answer in ask_in_turn(app, *sent)] == [200, 403, 403]


@cell("throttling", "third-party", packages=["asgi-ratelimit"])
def test_the_third_request_of_a_client_is_refused():
    from ratelimit import RateLimitMiddleware, Rule
    from ratelimit.backends.simple import MemoryBackend

    async def client_of(scope):
        return dict(scope["headers"])[b"x-client"].decode(), "default"

    app = application(tea)
    rules = {"^/": [Rule(minute=100 if BROKEN else 2)]}
    app.add_middleware(RateLimitMiddleware, authenticate=client_of, backend=MemoryBackend(), config=rules)
    answers = ask_in_turn(app, *[("/tea", "GET", {"x-client": name}) for name in "aaab"])
    assert [answer.status for answer in answers] == [200, 200, 429, 200]


@cell("i18n", "third-party", packages=["asgi-babel"])
def test_texts_follow_the_language_of_a_request(tmp_path):
    from asgi_babel import BabelMiddleware, gettext, ngettext

    async def files():
        counted = [ngettext("%(num)s file", "%(num)s files", count) for count in (1, 3, 25)]
        return ", ".join([gettext("Hello"), *counted])

    polish = {"Hello": "Witaj", ("%(num)s file", "%(num)s files"): ("%(num)s plik", "%(num)s pliki", "%(num)s plików")}
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    write_catalogue(tmp_path / "pl/LC_MESSAGES/messages.mo", forms, {} if BROKEN else polish)
    app = application(files)
    app.add_middleware(BabelMiddleware, locales_dirs=[str(tmp_path)])
    answers = ask_in_turn(app, *[("/files", "GET", {"accept-language": language}) for language in ("en", "pl")])
    english, polish = [json.loads(answer.text) for answer in answers]
    assert (english, polish) == ("Hello, 1 file, 3 files, 25 files", "Witaj, 1 plik, 3 pliki, 25 plików")


@cell("structured-logs", "third-party", packages=["asgi-request-logger"])
def test_each_request_writes_a_line_of_json():
    from asgi_request_logger import JsonRequestLoggerMiddleware

    lines, logger = io.StringIO(), logging.Logger("requests")
    logger.addHandler(logging.StreamHandler(lines))
    app = application(tea)
    if not BROKEN:
        app.add_middleware(JsonRequestLoggerMiddleware, MiddlewarePosition.BEFORE_EXCEPTION, logger=logger)
    ask_in_turn(app, ("/tea",), ("/nowhere",))
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["method"], line["path"], line["status_code"]) for line in told] == [
        ("GET", "/tea", 200),
        ("GET", "/nowhere", 404),
    ]


@cell("static-files", "third-party", packages=["servestatic"])
def test_the_files_of_a_folder_stand_under_a_prefix(tmp_path):
    from servestatic import ServeStaticASGI

    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")
    app = application(tea)
    if not BROKEN:
        app.add_middleware(
            ServeStaticASGI, MiddlewarePosition.BEFORE_EXCEPTION, root=str(folder), prefix="files", autorefresh=True
        )
    paths = ("/files/note.txt", "/files/dot.png", "/files/../secret.txt", "/files/%2e%2e/secret.txt", "/tea")
    note, dot, *outside, own = ask_in_turn(app, *[(path,) for path in paths])
    assert (note.status, note.text, note.headers["content-type"].split(";")[0]) == (200, "tea", "text/plain")
    assert (dot.body, dot.headers["content-type"]) == (b"\x89PNG\r\n\x1a\n", "image/png")
    assert [answer.status in (403, 404) for answer in outside] == [True, True]
    assert own.text.strip() == '"tea"'


@cell("server-sent-events", "third-party", packages=["sse-starlette"])
def test_events_are_written_as_the_standard_says():
    from sse_starlette import EventSourceResponse, ServerSentEvent

    async def ticks():
        async def parts():
            for number in range(3):
                named = {} if BROKEN else {"id": str(number), "event": "tick"}
                yield ServerSentEvent(data=f"line {number}\nand more", **named)

        return EventSourceResponse(parts())

    (answer,) = ask_in_turn(application(ticks), ("/ticks",))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert events(answer.text) == [(str(n), "tick", f"line {n}\nand more") for n in range(3)]


@cell("single-sign-on", "third-party", packages=["authlib", "httpx", "itsdangerous"])
def test_a_visitor_signs_in_at_a_provider():
    from authlib.integrations.starlette_client import OAuth, OAuthError
    from sign_in_provider import CLIENT, SECRET, provider, send_back, with_other_state
    from starlette.middleware.sessions import SessionMiddleware

    oauth = OAuth()

    async def login():
        return await oauth.staff.authorize_redirect(request, "http://testserver/back")

    async def back():
        try:
            token = await oauth.staff.authorize_access_token(request)
        except OAuthError:
            return "refused", 403
        if not BROKEN:
            request.session["name"] = (await oauth.staff.userinfo(token=token))["name"]
        return "welcome"

    async def me():
        return request.session.get("name", "nobody")

    app = application(login, back, me)
    app.add_middleware(SessionMiddleware, secret_key="for this test alone")
    client = app.test_client(follow_redirects=False)
    with provider() as address:
        oauth.register(
            "staff",
            client_id=CLIENT,
            client_secret=SECRET,
            authorize_url=f"{address}/auth",
            access_token_url=f"{address}/token",
            userinfo_endpoint=f"{address}/userinfo",
        )
        sent = client.get("/login").headers["location"]
        assert all(f"{name}=" in sent for name in ("client_id", "redirect_uri", "state"))
        returned = send_back(sent)
        assert client.get(with_other_state(returned)).status_code == 403
        assert client.get("/me").json() == "nobody"
        client.get(returned)
        assert client.get("/me").json() == "Zofia"


@cell("graphql", "third-party", packages=["ariadne"])
def test_a_query_is_answered_and_an_unknown_field_named():
    from ariadne import QueryType, make_executable_schema
    from ariadne.asgi import GraphQL

    query = QueryType()
    query.set_field("hello", lambda *_: "changed" if BROKEN else "world")
    app = application(tea)
    schema = make_executable_schema("type Query { hello: String! }", query)
    app.add_url_rule("/graphql", "graphql", GraphQL(schema), methods=["POST"])
    client = app.test_client()
    hello, wrong = [client.post("/graphql", json={"query": text}) for text in ("{ hello }", "{ nothing }")]
    assert (hello.status_code, hello.json()["data"]) == (200, {"hello": "world"})
    assert "nothing" in wrong.json()["errors"][0]["message"]
    assert client.get("/tea").json() == "tea"


@cell("health-checks", "third-party", packages=["probirka"])
def test_an_address_tells_when_a_check_fails():
    from probirka import Probirka, make_asgi_app

    probes, works = Probirka(), [True]

    @probes.add(name="database")
    async def database():
        return BROKEN or works[0]

    async def end():
        works[0] = False
        return "ended"

    app = application(end)
    app.add_url_rule("/health", "health", make_asgi_app(probes, error_code=503))
    answers = ask_in_turn(app, ("/health",), ("/end",), ("/health",))
    assert [answer.status for answer in answers] == [200, 200, 503]


@cell("mcp-server", "third-party", packages=["mcp"])
def test_a_function_is_listed_and_called_as_a_tool():
    from contextlib import asynccontextmanager

    from mcp.server.mcpserver import MCPServer

    server = MCPServer("sums")

    @server.tool()
    def add(a: int, b: int) -> int:
        return a + b + BROKEN

    tools = server.streamable_http_app(json_response=True, stateless_http=True)

    @asynccontextmanager
    async def sessions(app):
        async with server.session_manager.run():
            yield

    app = AsyncApp("shop", lifespan=sessions)
    app.add_url_rule("/mcp", "tools", tools, methods=["POST"])
    headers = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    asked = [("tools/list", {}), ("tools/call", {"name": "add", "arguments": {"a": 2, "b": 3}})]
    sent = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() for method, params in asked
    ]
    answers = ask_in_turn(app, *[("/mcp", "POST", headers | {"host": "127.0.0.1:8000"}, body) for body in sent])
    listed, called = [json.loads(answer.text)["result"] for answer in answers]
    assert [(tool["name"], set(tool["inputSchema"]["properties"])) for tool in listed["tools"]] == [("add", {"a", "b"})]
    assert called["content"][0]["text"] == "5"
