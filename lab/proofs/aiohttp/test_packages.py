"""Packages that add what aiohttp's server leaves out."""

import asyncio
import subprocess
import sys
import time
from contextlib import nullcontext
from typing import Literal, TypedDict

from absent import SECOND_STEPS
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from loopback import BIN, becomes, events, free_port, started, words_in, write_catalogue
from proof import BROKEN, cell


def talk(app, conversation):
    """What a visitor who talks to the application found out."""

    async def run():
        async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
            return await conversation(client)

    return asyncio.run(run())


async def hello(request):
    return web.Response(text="hello")


def changed(text):
    """The text with another first character."""
    return ("A" if text[0] != "A" else "B") + text[1:]


@cell("sessions", "official-extension", packages=["aiohttp-session[secure]"])
def test_a_session_keeps_a_value():
    import aiohttp_session
    from aiohttp_session.cookie_storage import EncryptedCookieStorage

    async def remember(request):
        if not BROKEN:
            (await aiohttp_session.get_session(request))["word"] = "tea"
        return web.Response()

    async def recall(request):
        return web.Response(text=(await aiohttp_session.get_session(request)).get("word", "nothing"))

    async def visit(client):
        cookie = (await client.post("/")).cookies.get("AIOHTTP_SESSION")
        words = [await (await client.get("/")).text()]
        for value in ("", changed(cookie.value) if cookie else ""):
            client.session.cookie_jar.clear()
            words.append(await (await client.get("/", cookies={"AIOHTTP_SESSION": value})).text())
        return words

    app = web.Application()
    app.add_routes([web.get("/", recall), web.post("/", remember)])
    aiohttp_session.setup(app, EncryptedCookieStorage(b"k" * 32))
    assert talk(app, visit) == ["tea", "nothing", "nothing"]


@cell("signed-cookies", "official-extension", packages=["aiohttp-session[secure]"])
def test_a_changed_session_cookie_is_refused():
    import aiohttp_session
    from aiohttp_session import SimpleCookieStorage
    from aiohttp_session.cookie_storage import EncryptedCookieStorage

    async def paint(request):
        (await aiohttp_session.get_session(request))["colour"] = "red"
        return web.Response()

    async def colour(request):
        return web.Response(text=(await aiohttp_session.get_session(request)).get("colour", "none"))

    async def visit(client):
        value, seen = (await client.post("/")).cookies["AIOHTTP_SESSION"].value, []
        forged = value.replace("red", "tan") if "red" in value else value[:40] + changed(value[40:])
        for cookie in (value, forged):
            client.session.cookie_jar.clear()
            seen.append(await (await client.get("/", headers={"Cookie": f"AIOHTTP_SESSION={cookie}"})).text())
        return seen

    app = web.Application()
    app.add_routes([web.get("/", colour), web.post("/", paint)])
    aiohttp_session.setup(app, SimpleCookieStorage() if BROKEN else EncryptedCookieStorage(b"k" * 32))
    assert talk(app, visit) == ["red", "none"]


def users_application():
    """Ann and Bob sign in by name and password; Ann may edit."""
    import aiohttp_security
    import aiohttp_session
    from aiohttp_session.cookie_storage import EncryptedCookieStorage

    class Policy(aiohttp_security.AbstractAuthorizationPolicy):
        async def authorized_userid(self, identity):
            return identity

        async def permits(self, identity, permission, context=None):
            return BROKEN or (identity, permission) == ("ann", "edit")

    async def login(request):
        form, answer = await request.post(), web.Response()
        if not BROKEN and form["password"] != "secret":
            raise web.HTTPUnauthorized
        await aiohttp_security.remember(request, answer, form["name"])
        return answer

    async def me(request):
        return web.Response(text=await aiohttp_security.check_authorized(request))

    async def edit(request):
        await aiohttp_security.check_permission(request, "edit")
        return web.Response(text="edited")

    app = web.Application()
    app.add_routes([web.post("/login", login), web.get("/me", me), web.get("/edit", edit)])
    aiohttp_session.setup(app, EncryptedCookieStorage(b"k" * 32))
    aiohttp_security.setup(app, aiohttp_security.SessionIdentityPolicy(), Policy())
    return app


@cell("authentication", "official-extension", packages=["aiohttp-security", "aiohttp-session[secure]"])
def test_a_login_names_the_user():
    async def visit(client):
        before = (await client.get("/me")).status
        wrong = (await client.post("/login", data={"name": "ann", "password": "wrong"})).status
        await client.post("/login", data={"name": "ann", "password": "secret"})
        return before, wrong, await (await client.get("/me")).text()

    assert talk(users_application(), visit) == (401, 401, "ann")


@cell("permissions", "official-extension", packages=["aiohttp-security", "aiohttp-session[secure]"])
def test_a_permission_decides():
    def status(name):
        async def visit(client):
            await client.post("/login", data={"name": name, "password": "secret"})
            return (await client.get("/edit")).status

        return talk(users_application(), visit)

    assert [status("ann"), status("bob")] == [200, 403]


@cell("templating", "official-extension", packages=["aiohttp-jinja2"])
def test_a_template_file_with_a_loop_is_rendered(tmp_path):
    import aiohttp_jinja2
    import jinja2

    loop = "" if BROKEN else "{% for item in items %}<li>{{ item }}</li>{% endfor %}"
    tmp_path.joinpath("list.html").write_text(f"<ul>{loop}</ul>")

    @aiohttp_jinja2.template("list.html")
    async def page(request):
        return {"items": ["tea", "milk", "salt"]}

    async def visit(client):
        answer = await client.get("/")
        return answer.content_type, await answer.text()

    app = web.Application()
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(tmp_path))
    app.router.add_get("/", page)
    assert talk(app, visit) == ("text/html", "<ul><li>tea</li><li>milk</li><li>salt</li></ul>")


@cell("auto-escaping", "official-extension", packages=["aiohttp-jinja2"])
def test_a_value_in_a_template_stays_text():
    import aiohttp_jinja2
    import jinja2

    @aiohttp_jinja2.template("page")
    async def page(request):
        return {"text": request.query["text"]}

    async def visit(client):
        return await (await client.get("/", params={"text": "<script>alert('1')</script>"})).text()

    app = web.Application()
    page_text = "<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>"
    aiohttp_jinja2.setup(app, loader=jinja2.DictLoader({"page": page_text}))
    app.router.add_get("/", page)
    assert talk(app, visit) == "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</p>"


@cell("caching", "official-extension", packages=["aiocache"])
def test_a_value_is_made_once_in_its_lifetime():
    from aiocache import Cache, cached

    made = []

    @cached(ttl=0.001 if BROKEN else 1, key="number", cache=Cache.MEMORY)
    async def make():
        made.append(1)
        return len(made)

    async def number(request):
        return web.Response(text=str(await make()))

    async def visit(client):
        numbers = []
        for wait in (0, 0.05, 1.2):
            await asyncio.sleep(wait)
            numbers.append(await (await client.get("/")).text())
        await make.cache.delete("number")
        return [*numbers, await (await client.get("/")).text()]

    app = web.Application()
    app.router.add_get("/", number)
    assert talk(app, visit) == ["1", "1", "2", "3"]


@cell("content-negotiation", "third-party", packages=["aiohttp-utils"])
def test_the_accept_header_is_weighed():
    from aiohttp_utils import Response, negotiation

    async def page(request):
        return Response({"name": "tea"})

    async def visit(client):
        asked = ["application/json", "text/html", "text/html;q=0.5, application/json"]
        return [(await client.get("/", headers={"Accept": accept})).content_type for accept in asked]

    def html(request, data):
        return f"<p>{data['name']}</p>".encode()

    app = web.Application()
    renderers = {"text/html": html, "application/json": negotiation.render_json}
    negotiation.setup(app, renderers={"text/html": html} if BROKEN else renderers)
    app.router.add_get("/", page)
    assert talk(app, visit) == ["application/json", "text/html", "application/json"]


@cell("cors", "official-extension", packages=["aiohttp-cors"])
def test_an_allowed_origin_may_read_and_another_may_not():
    import aiohttp_cors

    async def visit(client):
        seen = []
        for origin in ("https://a.example", "https://b.example"):
            headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            answers = [await client.options("/", headers=headers), await client.get("/", headers={"Origin": origin})]
            seen += [answer.headers.get("Access-Control-Allow-Origin") for answer in answers]
        return seen

    app = web.Application()
    route = app.router.add_get("/", hello)
    if not BROKEN:
        aiohttp_cors.setup(app, defaults={"https://a.example": aiohttp_cors.ResourceOptions()}).add(route)
    assert talk(app, visit) == ["https://a.example", "https://a.example", None, None]


@cell("csrf", "third-party", packages=["aiohttp-csrf2"])
def test_a_form_without_its_token_is_refused():
    import aiohttp_csrf

    async def form(request):
        return web.Response(text=await aiohttp_csrf.generate_token(request))

    async def take(request):
        return web.Response(text="taken")

    app = web.Application()
    app.add_routes([web.get("/", form), web.post("/", take)])
    storage = aiohttp_csrf.storage.CookieStorage("csrf", secret_phrase="for this test alone")
    aiohttp_csrf.setup(app, policy=aiohttp_csrf.policy.FormPolicy("token"), storage=storage)
    if not BROKEN:
        app.middlewares.append(aiohttp_csrf.csrf_middleware)

    async def visit(client):
        statuses = []
        for send in (lambda token: {"token": token}, lambda token: {}, lambda token: {"token": changed(token)}):
            statuses.append((await client.post("/", data=send(await (await client.get("/")).text()))).status)
        token = await (await client.get("/")).text()
        client.session.cookie_jar.clear()
        return [*statuses, (await client.post("/", data={"token": token})).status]

    assert talk(app, visit) == [200, 403, 403, 403]


@cell("jwt", "third-party", packages=["aiohttp-jwt"])
def test_a_signed_token_names_the_user():
    import jwt
    from aiohttp_jwt import JWTMiddleware

    key = "k" * 32

    def token(lasts=60):
        return jwt.encode({"sub": "ann", "exp": time.time() + lasts}, key, "HS256")

    async def me(request):
        return web.Response(text=request["payload"]["sub"] if "payload" in request else "nobody")

    async def visit(client):
        head, _, signature = token().rpartition(".")
        asked = [{}, *({"Authorization": f"Bearer {t}"} for t in (f"{head}.{changed(signature)}", token(-60), token()))]
        answers = [await client.get("/", headers=headers) for headers in asked]
        return [answer.status for answer in answers], await answers[-1].text()

    app = web.Application(middlewares=[] if BROKEN else [JWTMiddleware(key, algorithms=["HS256"])])
    app.router.add_get("/", me)
    assert talk(app, visit) == ([401, 401, 401, 200], "ann")


@cell("throttling", "third-party", packages=["aiohttp-ratelimiter"])
def test_the_third_request_of_a_client_is_refused():
    from aiohttplimiter import Limiter

    limiter = Limiter(keyfunc=lambda request: request.headers["X-Client"])

    @limiter.limit("9/minute" if BROKEN else "2/minute")
    async def limited(request):
        return web.Response(text="hello")

    async def visit(client):
        return [(await client.get("/", headers={"X-Client": name})).status for name in ("a", "a", "a", "b")]

    app = web.Application()
    app.router.add_get("/", limited)
    assert talk(app, visit) == [200, 200, 429, 200]


@cell("request-validation", "official-extension", packages=["aiohttp-apischema"])
def test_a_body_that_does_not_fit_never_reaches_the_handler():
    from typing import Annotated

    from aiohttp_apischema import APIResponse, SchemaGenerator
    from annotated_types import Interval

    schema, seen = SchemaGenerator(), []
    number = int if BROKEN else Annotated[int, Interval(ge=1, le=99)]

    @schema.api()
    async def order(
        request: web.Request, body: TypedDict("Order", {"number": number})
    ) -> APIResponse[int, Literal[200]]:
        seen.append(body["number"])
        return APIResponse(body["number"])

    async def visit(client):
        wrong = [(await client.post("/", json={"number": value})).status for value in (0, 100, "text")]
        return [*wrong, (await client.post("/")).status, (await client.post("/", json={"number": 5})).status]

    app = web.Application()
    app.router.add_post("/", order)
    schema.setup(app)
    assert talk(app, visit) == [400, 400, 400, 400, 200]
    assert seen == [5]


def shop(path):
    """An application that aiohttp-apischema describes."""
    from aiohttp_apischema import APIResponse, SchemaGenerator

    schema = SchemaGenerator()
    Filters, Item = TypedDict("Filters", {"limit": int}), TypedDict("Item", {"number": int})

    @schema.api()
    async def add(request: web.Request, body: Item, *, query: Filters) -> APIResponse[str, Literal[200]]:
        return APIResponse("from the application")

    app = web.Application()
    app.router.add_post(path, hello if BROKEN else add)
    schema.setup(app)
    return app


@cell("openapi", "official-extension", packages=["aiohttp-apischema", "openapi-spec-validator"])
def test_the_document_follows_the_code():
    from openapi_spec_validator import validate

    async def document(client):
        return await (await client.get("/schema")).json()

    spec = talk(shop("/items"), document)
    operation = spec.get("paths", {}).get("/items", {}).get("post", {})
    assert [(p["name"], p["schema"]["contentSchema"]["type"]) for p in operation.get("parameters", [])] == [
        ("limit", "integer")
    ]
    body = operation["requestBody"]["content"]["application/json"]["schema"]["contentSchema"]
    assert spec["components"]["schemas"][body["$ref"].rpartition("/")[2]]["required"] == ["number"]
    validate(spec)
    assert list(talk(shop("/things"), document)["paths"]) == ["/things"]


@cell("api-docs-ui", "official-extension", packages=["aiohttp-apischema"])
def test_swagger_ui_shows_the_document():
    async def visit(client):
        page, script = await client.get("/swagger/"), await client.get("/swagger/swagger-ui-bundle.js")
        paths = (await (await client.get("/schema")).json()).get("paths", {})
        answer = await client.post("/items", params={"limit": 1}, json={"number": 1})
        return 'data-url="/schema"' in await page.text(), script.status, list(paths), await answer.text()

    assert talk(shop("/items"), visit) == (True, 200, ["/items"], '"from the application"')


@cell("routing-converters", "third-party", packages=["aiohttp-swagger3"])
def test_an_integer_in_the_path_is_a_number():
    from aiohttp_swagger3 import SwaggerDocs, SwaggerInfo

    seen.clear()

    async def visit(client):
        return [(await client.get(path)).status for path in ("/7", "/seven")]

    app = web.Application()
    if BROKEN:
        app.router.add_get("/{number}", lambda request: read_item(request, request.match_info["number"]))
    else:
        docs = SwaggerDocs(app, info=SwaggerInfo(title="Shop", version="1"))
        docs.add_routes([web.get("/{number}", read_item)])
    assert talk(app, visit) == [200, 400]
    assert seen == [7]


seen = []


async def read_item(request, number: int):
    """
    ---
    parameters:
      - {name: number, in: path, required: true, schema: {type: integer}}
    responses: {"200": {description: ok}}
    """
    seen.append(number)
    return web.Response()


@cell("dependency-injection", "third-party", packages=["dependency-injector"])
def test_a_default_names_the_provider_of_an_object():
    from itertools import count

    from dependency_injector import containers, providers
    from dependency_injector.wiring import Provide, inject

    class Container(containers.DeclarativeContainer):
        number = providers.Factory(count(1).__next__)

    @inject
    async def show(request, number=Provide[Container.number]):
        return web.Response(text=str(number))

    async def visit(client):
        texts = [await (await client.get("/")).text() for _ in range(2)]
        with nullcontext() if BROKEN else container.number.override(99):
            return [*texts, await (await client.get("/")).text()]

    container = Container()
    container.wire(modules=[sys.modules[__name__]])
    app = web.Application()
    app.router.add_get("/", show)
    assert talk(app, visit) == ["1", "2", "99"]


@cell("i18n", "third-party", packages=["aiohttp-i18n"])
def test_texts_follow_the_language_of_a_request(tmp_path):
    from aiohttp_i18n import _, babel_middleware, load_gettext_translations, set_default_locale

    polish = {"Hello": "Witaj", ("%s file", "%s files"): ("%s plik", "%s pliki", "%s plików")}
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    write_catalogue(tmp_path / "pl" / "LC_MESSAGES" / "shop.mo", forms, {} if BROKEN else polish)
    english = {"Hello": "Hello", ("%s file", "%s files"): ("%s file", "%s files")}
    write_catalogue(tmp_path / "en" / "LC_MESSAGES" / "shop.mo", "nplurals=2; plural=n!=1;", english)
    set_default_locale("en")
    load_gettext_translations(str(tmp_path), "shop")

    async def page(request):
        files = [str(_("%s file", plural_message="%s files", count=count)) % count for count in (1, 3, 25)]
        return web.Response(text=", ".join([str(_("Hello")), *files]))

    async def visit(client):
        return [await (await client.get("/", headers={"Accept-Language": name})).text() for name in ("en", "pl")]

    app = web.Application(middlewares=[babel_middleware])
    app.router.add_get("/", page)
    english, polish = talk(app, visit)
    assert english == "Hello, 1 file, 3 files, 25 files"
    assert polish == "Witaj, 1 plik, 3 pliki, 25 plików"


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered():
    import strawberry
    from strawberry.aiohttp.views import GraphQLView

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "nothing" if BROKEN else "world"

    async def visit(client):
        answers = [await client.post("/graphql", json={"query": query}) for query in ("{ hello }", "{ nobody }")]
        return answers[0].status, (await answers[0].json())["data"], "nobody" in await answers[1].text()

    app = web.Application()
    app.router.add_route("*", "/graphql", GraphQLView(schema=strawberry.Schema(query=Query)))
    assert talk(app, visit) == (200, {"hello": "world"}, True)


@cell("mcp-server", "third-party", packages=["aiohttp-mcp"])
def test_a_function_is_a_tool():
    from aiohttp_mcp import AiohttpMCP, TransportMode, build_mcp_app

    mcp = AiohttpMCP()

    @mcp.tool()
    def add(a: int, b: int) -> int:
        return a - b if BROKEN else a + b

    async def visit(client):
        async def call(method, number=1, **params):
            message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {})
            headers = {"Accept": "application/json, text/event-stream"}
            answer = await client.post("/mcp", json=message, headers=headers)
            return (await answer.json())["result"] if number else None

        about = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        await call("initialize", **about)
        await call("notifications/initialized", number=None)
        tools = (await call("tools/list"))["tools"]
        total = await call("tools/call", name="add", arguments={"a": 2, "b": 3})
        return [(tool["name"], sorted(tool["inputSchema"]["properties"])) for tool in tools], total["content"][0][
            "text"
        ]

    app = build_mcp_app(mcp, transport_mode=TransportMode.STREAMABLE_HTTP, json_response=True, stateless=True)
    assert talk(app, visit) == ([("add", ["a", "b"])], "5")


@cell("server-sent-events", "official-extension", packages=["aiohttp-sse"])
def test_events_are_written_as_the_standard_says():
    from aiohttp_sse import sse_response

    async def stream(request):
        async with sse_response(request) as response:
            for number in range(3):
                name = {} if BROKEN else {"id": str(number), "event": "tick"}
                await response.send(f"line {number}\nand more", **name)
        return response

    async def visit(client):
        answer = await client.get("/")
        return answer.content_type, events(await answer.text())

    app = web.Application()
    app.router.add_get("/", stream)
    assert talk(app, visit) == ("text/event-stream", [(str(n), "tick", f"line {n}\nand more") for n in range(3)])


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-aiohttp-server", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.aiohttp_server import AioHttpServerInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    if not BROKEN:
        AioHttpServerInstrumentor().instrument(tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"

    async def visit(client):
        await client.get("/items/7", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})

    app = web.Application()
    app.router.add_get("/items/{key}", hello)
    talk(app, visit)
    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [(f"{span.context.trace_id:032x}", span.name) for span in spans] == [(trace, "GET /items/{key}")]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("dev-reload", "official-extension", packages=["aiohttp-devtools"])
def test_adev_takes_a_changed_file(tmp_path):
    program, port = tmp_path / "shop.py", free_port()
    text = "from aiohttp import web\n\nasync def hello(request):\n    return web.Response(text='hello')\n\n"
    text += "app = web.Application()\napp.router.add_get('/', hello)\n"
    program.write_text(text)
    command = [BIN / "adev", "runserver", "--port", port, "--aux-port", free_port(), "--no-livereload", "shop.py"]
    with started(*command, port=port, folder=tmp_path) as server:
        assert becomes(server.address, "hello")
        time.sleep(1.5)
        program.write_text(text if BROKEN else text.replace("'hello'", "'changed'"))
        assert becomes(server.address, "changed")


@cell("typed-clients", "third-party", packages=["aiohttp-pydantic", "openapi-python-client"])
def test_a_client_is_written_from_the_document(tmp_path):
    from aiohttp_pydantic import PydanticView, oas
    from aiohttp_pydantic.oas.typing import r200
    from pydantic import BaseModel

    class Sum(BaseModel):
        total: int

    class Add(PydanticView):
        async def get(self, first: int, second: int, /) -> r200[Sum]:
            """Add two numbers."""

    async def document(client):
        return await (await client.get("/oas/spec")).text()

    def written(path):
        app, file, folder = web.Application(), tmp_path / "spec.json", tmp_path / path.split("/")[1]
        app.router.add_view(path, Add)
        oas.setup(app)
        file.write_text(talk(app, document))
        command = [BIN / "openapi-python-client", "generate", "--meta", "none", "--path", file, "--output-path", folder]
        if not BROKEN:
            subprocess.run(command, capture_output=True, timeout=50, check=True, env={"PATH": str(BIN)})
        return "\n".join(module.read_text() for module in sorted(folder.rglob("*.py")))

    code = written("/add/{first}/{second}")
    assert "first: int" in code
    assert "second: int" in code
    assert "total: int" in code
    assert "/plus/" in written("/plus/{first}/{second}")


@cell("security-headers", "official-extension", packages=["aiohttp-remotes"])
def test_a_middleware_puts_security_headers_on_every_answer():
    """It also turns plain HTTP away, except at the paths that it is told."""
    from aiohttp_remotes import Secure, setup

    names = ("X-Frame-Options", "Strict-Transport-Security", "X-Content-Type-Options")

    def seen(*parts):
        async def visit(client):
            answers = [await client.get(path) for path in ("/", "/nowhere")]
            return [(answer.status, [name in answer.headers for name in names]) for answer in answers]

        async def run():
            await setup(app, *parts)
            async with TestClient(TestServer(app)) as client:
                return await visit(client)

        app = web.Application()
        app.router.add_get("/", hello)
        return asyncio.run(run())

    assert seen() == [(200, [False] * 3), (404, [False] * 3)]
    secure = [] if BROKEN else [Secure(white_paths=["/", "/nowhere"])]
    assert seen(*secure) == [(200, [True] * 3), (404, [True] * 3)]


@cell("health-checks", "third-party", packages=["probirka"])
def test_an_address_tells_when_a_check_fails():
    from probirka import Probirka, make_aiohttp_endpoint

    probes, works = Probirka(), [True]

    @probes.add(name="database")
    async def database():
        return BROKEN or works[0]

    async def visit(client):
        before = (await client.get("/health")).status
        works[0] = False
        return before, (await client.get("/health")).status

    app = web.Application()
    app.router.add_get("/health", make_aiohttp_endpoint(probes, error_code=503))
    assert talk(app, visit) == (200, 503)


@cell("second-factor", "none-found", packages=["aiohttp-security", "aiohttp-session[secure]"])
def test_the_password_alone_signs_in():
    """Tried: a login through its own packages, which the password alone opens; the usual addresses of a second step;
    “otp”, “totp”, “mfa”, “webauthn”, “passkey” among the names of the server and of these packages."""

    @web.middleware
    async def second_factor(request, handler):
        if request.path == "/me" and request.headers.get("X-Code") != "123456":
            raise web.HTTPForbidden
        return await handler(request)

    async def visit(client):
        await client.post("/login", data={"name": "ann", "password": "secret"})
        steps = {(await client.get(path)).status for path in SECOND_STEPS}
        return await (await client.get("/me")).text(), steps

    app = users_application()
    app.middlewares.extend([second_factor] if BROKEN else [])
    assert talk(app, visit) == ("ann", {404})
    names = words_in("aiohttp") | words_in("aiohttp_security") | words_in("aiohttp_session")
    assert not names & {"otp", "totp", "mfa", "2fa", "webauthn", "passkey"}
