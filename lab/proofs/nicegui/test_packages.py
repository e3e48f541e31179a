"""What other packages add to routes and pages of NiceGUI; most of them are made for FastAPI, on which it is built."""

import json
import time
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from nicegui import ui
from proof import BROKEN, cell
from pydantic import BaseModel, Field
from trying import client_of


@cell("caching", "third-party", packages=["fastapi-cache2"])
def test_a_cached_route_runs_once_in_its_lifetime():
    import asyncio

    from fastapi_cache import FastAPICache
    from fastapi_cache.backends.inmemory import InMemoryBackend
    from fastapi_cache.decorator import cache

    FastAPICache.init(InMemoryBackend(), prefix="shop", enable=not BROKEN)
    api, calls = FastAPI(), []

    @api.get("/price")
    @cache(expire=1, namespace="prices")
    async def price() -> int:
        calls.append(1)
        return len(calls)

    with client_of(api) as client:
        assert [client.get("/price").json(), client.get("/price").json()] == [1, 1]
        time.sleep(2.1)
        assert client.get("/price").json() == 2
        asyncio.run(FastAPICache.clear(namespace="prices"))
        assert client.get("/price").json() == 3


@cell("class-based-views", "third-party", packages=["fastapi-utils", "typing-inspect"])
def test_a_class_answers_get_and_post():
    from fastapi_utils.cbv import cbv

    class Order(BaseModel):
        cups: int = Field(ge=1, le=99)

    def who() -> str:
        return "ann"

    router, api = APIRouter(), FastAPI()

    @cbv(router)
    class Orders:
        name: str = Depends(who)

        @router.get("/orders")
        def show(self) -> str:
            return f"orders of {self.name}"

        @router.post("/orders" if not BROKEN else "/elsewhere")
        def order(self, order: Order) -> int:
            return order.cups

    api.include_router(router)
    with client_of(api) as client:
        assert client.get("/orders").json() == "orders of ann"
        answers = [client.post("/orders", json={"cups": cups}) for cups in (5, 100)]
        assert [answer.status_code for answer in answers] == [200, 422]
        assert client.delete("/orders").status_code in (404, 405)


@cell("configuration", "third-party", packages=["pydantic-settings"])
def test_a_setting_of_a_file_reaches_a_route(tmp_path):
    """As FastAPI's documentation does it; NiceGUI's own parameters and variables are for NiceGUI itself."""
    from pydantic_settings import BaseSettings, SettingsConfigDict

    class Settings(BaseSettings):
        model_config = SettingsConfigDict(env_file=tmp_path / ".env")
        greeting: str

    api = FastAPI()

    @api.get("/")
    def greet(settings: Annotated[Settings, Depends(lambda: Settings())]) -> str:
        return settings.greeting

    answers = []
    with client_of(api) as client:
        for greeting in ("hello", "hello" if BROKEN else "welcome"):
            (tmp_path / ".env").write_text(f"GREETING={greeting}\n")
            answers.append(client.get("/").json())
    assert answers == ["hello", "welcome"]


@cell("csrf", "third-party", packages=["fastapi-csrf-protect"])
def test_a_form_without_its_token_is_refused():
    from fastapi_csrf_protect import CsrfProtect
    from fastapi_csrf_protect.exceptions import CsrfProtectError

    @CsrfProtect.load_config
    def settings():
        return [("secret_key", "for this test alone, and long"), ("token_location", "body"), ("token_key", "csrf")]

    api = FastAPI()

    @api.get("/form")
    def form(protect: Annotated[CsrfProtect, Depends()]):
        token, signed = protect.generate_csrf_tokens()
        answer = PlainTextResponse(token)
        protect.set_csrf_cookie(signed, answer)
        return answer

    @api.post("/form")
    async def send(request: Request, protect: Annotated[CsrfProtect, Depends()]):
        if not BROKEN:
            await protect.validate_csrf(request)
        return "taken"

    @api.exception_handler(CsrfProtectError)
    def refuse(request: Request, error: CsrfProtectError):
        return JSONResponse({"error": error.message}, 403)

    with client_of(api) as client:
        client.base_url = "https://testserver"
        token = client.get("/form").text
        assert client.post("/form", data={"csrf": token}).json() == "taken"
        assert [client.post("/form", data=form).status_code for form in ({"csrf": token + "x"}, {"a": "b"})] == [
            403,
            403,
        ]
        client.cookies.clear()
        assert client.post("/form", data={"csrf": token}).status_code == 403


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered_at_a_path():
    import strawberry
    from strawberry.fastapi import GraphQLRouter

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "nobody" if BROKEN else "world"

    api = FastAPI()
    api.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
    with client_of(api) as client:
        answer = client.post("/graphql", json={"query": "{ hello }"})
        wrong = client.post("/graphql", json={"query": "{ bye }"}).json()
    assert (answer.status_code, answer.json()) == (200, {"data": {"hello": "world"}})
    assert "bye" in wrong["errors"][0]["message"]


@cell("health-checks", "third-party", packages=["fastapi-health"])
def test_an_address_tells_the_health():
    from fastapi_health import health

    works = [True]

    def database():
        return works[0]

    api = FastAPI()
    api.add_api_route("/health", health([] if BROKEN else [database]))
    with client_of(api) as client:
        assert client.get("/health").status_code == 200
        works[0] = False
        assert client.get("/health").status_code == 503


@cell("i18n", "third-party", packages=["starlette-babel"])
def test_a_message_in_the_language_of_the_request(tmp_path):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from starlette_babel import LocaleMiddleware, get_translator, gettext, ngettext

    files = ("%(num)d file", "%(num)d files")
    forms = ("%(num)d plik", "%(num)d pliki", "%(num)d plików")
    for locale, hello, plural in (("en", "Hello", files), ("pl", "Hello" if BROKEN else "Cześć", forms)):
        catalog = Catalog(locale=locale)
        catalog.add("Hello", hello)
        catalog.add(files, plural)
        folder = tmp_path / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "messages.mo").open("wb") as file:
            write_mo(file, catalog)
    get_translator().load_from_directories([tmp_path])
    api = FastAPI()
    api.add_middleware(LocaleMiddleware, locales=["en", "pl"], default_locale="en")

    def pages():
        @ui.page("/page")
        def page():
            ui.label("; ".join([gettext("Hello"), *(ngettext(*files, n) % {"num": n} for n in (1, 3, 25))]))

    with client_of(api, pages) as client:
        english, polish = [client.get("/page", headers={"Accept-Language": tag}).text for tag in ("en", "pl")]
    assert "Hello; 1 file; 3 files; 25 files" in english
    assert "Cześć; 1 plik; 3 pliki; 25 plików" in polish


@cell("jwt", "third-party", packages=["authx"])
def test_a_token_names_the_user():
    from datetime import timedelta

    from authx import AuthX, AuthXConfig, TokenPayload

    auth = AuthX(AuthXConfig(JWT_SECRET_KEY="for this test alone, and long enough", JWT_TOKEN_LOCATION=["headers"]))
    api = FastAPI()
    auth.handle_errors(api)
    needed = (lambda: TokenPayload(sub="ann")) if BROKEN else auth.access_token_required

    @api.get("/me")
    def me(token: Annotated[TokenPayload, Depends(needed)]) -> str:
        return token.sub

    good = auth.create_access_token(uid="ann")
    changed = good[:-8] + ("A" if good[-8] != "A" else "B") + good[-7:]
    expired = auth.create_access_token(uid="ann", expiry=timedelta(seconds=-60))
    with client_of(api) as client:
        answers = [client.get("/me", headers={"Authorization": f"Bearer {t}"}) for t in (good, changed, expired)]
        assert answers[0].json() == "ann"
        assert {answer.status_code for answer in answers[1:]} <= {401, 403, 422}
        assert client.get("/me").status_code in (401, 403)


@cell("mcp-server", "third-party", packages=["fastmcp"])
def test_a_route_is_called_as_a_tool():
    from fastmcp import FastMCP

    api = FastAPI()

    @api.get("/add", operation_id="add")
    def add(a: int, b: int) -> int:
        return a * b if BROKEN else a + b

    tools = FastMCP.from_fastapi(api, name="shop").http_app(path="/", stateless_http=True, json_response=True)
    host = FastAPI(lifespan=tools.lifespan)
    host.mount("/mcp", tools)
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}

    with client_of(host) as client:

        def call(method, **params):
            message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            return client.post("/mcp/", json=message, headers=headers).json()["result"]

        (listed,) = call("tools/list")["tools"]
        answer = call("tools/call", name="add", arguments={"a": 2, "b": 3})
    assert (listed["name"], listed["inputSchema"]["properties"]["a"]["type"]) == ("add", "integer")
    assert json.loads(answer["content"][0]["text"]) == {"result": 5}


@cell("multi-tenancy", "third-party", packages=["fastapi-tenancy[sqlite]", "greenlet"])
def test_each_tenant_sees_its_own_rows(tmp_path):
    """A database file for each tenant, whom a header names."""
    from contextlib import asynccontextmanager

    from fastapi_tenancy import TenancyConfig, TenancyManager
    from fastapi_tenancy.dependencies import make_tenant_db_dependency
    from fastapi_tenancy.middleware.tenancy import TenancyMiddleware
    from fastapi_tenancy.storage.memory import InMemoryTenantStore
    from sqlalchemy import select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Note(Base):
        __tablename__ = "note"
        id: Mapped[int] = mapped_column(primary_key=True)
        text: Mapped[str]

    url = f"sqlite+aiosqlite:///{tmp_path}"
    config = TenancyConfig(
        database_url=f"{url}/shop.db",
        resolution_strategy="header",
        isolation_strategy="database",
        database_url_template=f"{url}/{{tenant_id}}.db",
    )
    manager = TenancyManager(config, InMemoryTenantStore())
    session = make_tenant_db_dependency(manager)

    @asynccontextmanager
    async def lifespan(api):
        async with manager.create_lifespan()(api):
            for name in ("first", "second"):
                await manager.register_tenant(f"{name}-tenant", name, app_metadata=Base.metadata)
            yield

    api = FastAPI(lifespan=lifespan)
    api.add_middleware(TenancyMiddleware, manager=manager)

    @api.get("/notes/{text}")
    async def add(text: str, db: Annotated[AsyncSession, Depends(session)]) -> list[str]:
        db.add(Note(text=text))
        await db.commit()
        return list(await db.scalars(select(Note.text)))

    with client_of(api) as client:
        lists = []
        for name in ("first", "second"):
            tenant = "first-tenant" if BROKEN else f"{name}-tenant"
            lists.append(client.get(f"/notes/{name}", headers={"X-Tenant-ID": tenant}).json())
        assert client.get("/notes/third").status_code >= 400
    assert lists == [["first"], ["second"]]


@cell("partial-pages", "third-party", packages=["fasthx"])
def test_a_request_of_htmx_gets_the_part_alone(tmp_path):
    from fastapi.templating import Jinja2Templates
    from fasthx import DependsHXRequest

    (tmp_path / "list.html").write_text("<li>tea</li>")
    (tmp_path / "page.html").write_text("<html><ul><li>tea</li></ul></html>")
    templates, api = Jinja2Templates(tmp_path), FastAPI()

    @api.get("/list")
    def shelf(request: Request, part: DependsHXRequest):
        return templates.TemplateResponse(request, "list.html" if part and not BROKEN else "page.html")

    with client_of(api) as client:
        whole, part = client.get("/list"), client.get("/list", headers={"HX-Request": "true"})
    assert whole.text == "<html><ul><li>tea</li></ul></html>"
    assert part.text == "<li>tea</li>"


@cell("security-headers", "third-party", packages=["secure"])
def test_pages_carry_the_headers():
    from secure import Secure, headers
    from secure.middleware import SecureASGIMiddleware

    names = {"strict-transport-security", "x-frame-options", "x-content-type-options"}

    def pages():
        @ui.page("/page")
        def page():
            ui.label("tea")

    def seen(api):
        with client_of(api, pages) as client:
            answer = client.get("/page")
        return answer.status_code, names & set(answer.headers)

    api = FastAPI()
    chosen = Secure(
        hsts=headers.StrictTransportSecurity(), xfo=headers.XFrameOptions(), xcto=headers.XContentTypeOptions()
    )
    if not BROKEN:
        api.add_middleware(SecureASGIMiddleware, secure=chosen)
    assert seen(FastAPI()) == (200, set())
    assert seen(api) == (200, names)


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_a_function_platform_is_answered():
    from mangum import Mangum
    from nicegui.testing.general import nicegui_reset_globals

    api = FastAPI()

    @api.get("/tea")
    def tea(who: str) -> str:
        return "nothing" if BROKEN else f"tea for {who}"

    event = {
        "version": "2.0",
        "rawPath": "/tea",
        "rawQueryString": "who=ann",
        "headers": {"host": "shop.example"},
        "requestContext": {"http": {"method": "GET", "path": "/tea", "sourceIp": "127.0.0.1"}},
        "isBase64Encoded": False,
    }
    with nicegui_reset_globals():
        ui.run_with(api, show_welcome_message=False)
        answer = Mangum(api, lifespan="off")(event, None)
    assert (answer["statusCode"], json.loads(answer["body"])) == (200, "tea for ann")


@cell("single-sign-on", "third-party", packages=["authlib"])
def test_a_visitor_signs_in_through_a_provider():
    from authlib.integrations.starlette_client import OAuth, OAuthError
    from nicegui import app
    from oauth_provider import provider, way_back

    oauth = OAuth()

    def pages():
        @app.get("/login")
        async def log_in(request: Request):
            return await oauth.local.authorize_redirect(request, "http://testserver/back")

        @app.get("/back")
        async def back(request: Request):
            try:
                token = await oauth.local.authorize_access_token(request)
            except OAuthError as error:
                return PlainTextResponse(error.error, 403)
            app.storage.user["name"] = (await oauth.local.get("user", token=token)).json()["name"]
            return PlainTextResponse("in")

        @app.get("/me")
        def me() -> str:
            return app.storage.user.get("name", "nobody")

    with provider() as address, client_of(FastAPI(), pages) as client:
        oauth.register(
            "local",
            client_id="shop",
            client_secret="secret",
            authorize_url=f"{address}/authorize",
            access_token_url=f"{address}/token",
            api_base_url=f"{address}/",
        )
        client.follow_redirects = False
        there = client.get("/login").headers["location"]
        assert all(f"{name}=" in there for name in ("client_id", "redirect_uri", "state"))
        assert client.get(f"{way_back(there)}-of-another").status_code == (200 if BROKEN else 403)
        assert client.get("/me").json() == ("Zofia" if BROKEN else "nobody")
        there = client.get("/login").headers["location"]
        assert client.get(way_back(there)).text == "in"
        assert client.get("/me").json() == "Zofia"


@cell("structured-logs", "third-party", packages=["auditry"])
def test_a_request_leaves_a_record_as_data(capsys):
    from auditry import ObservabilityConfig, configure_logging
    from auditry.fastapi import create_middleware

    configure_logging(level="INFO", service="shop", version="1", environment="test")
    api = FastAPI()

    @api.get("/tea")
    def tea() -> str:
        return "green"

    wrapped = api
    if not BROKEN:
        wrapped = create_middleware(
            api, config=ObservabilityConfig(service_name="shop", log_request_body=False, log_response_body=False)
        )
    with client_of(wrapped) as client:
        assert client.get("/tea").json() == "green"
    printed = capsys.readouterr()
    text = " ".join(
        line for line in (printed.out + printed.err).splitlines() if line.startswith("{") and json.loads(line)
    )
    assert all(f'"{value}"' in text for value in ("GET", "/tea"))
    assert "200" in text


@cell("throttling", "third-party", packages=["slowapi"])
def test_the_third_request_in_a_minute_is_refused():
    from slowapi import Limiter, _rate_limit_exceeded_handler
    from slowapi.errors import RateLimitExceeded
    from slowapi.util import get_remote_address
    from starlette.testclient import TestClient

    api, limiter = FastAPI(), Limiter(key_func=get_remote_address)
    api.state.limiter = limiter
    api.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

    @api.get("/tea")
    @limiter.limit("9/minute" if BROKEN else "2/minute")
    def tea(request: Request) -> str:
        return "green"

    with client_of(api) as client:
        assert [client.get("/tea").status_code for _ in range(3)] == [200, 200, 429]
        assert TestClient(api, client=("10.0.0.2", 1)).get("/tea").status_code == 200


@cell("opentelemetry", "builtin", packages=["fastapi[opentelemetry]"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    """The API is always installed; the SDK, which keeps spans, comes with the extra."""
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, tracers = InMemorySpanExporter(), TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    api = FastAPI(telemetry={"tracing": not BROKEN, "tracer_provider": tracers})

    @api.get("/tea/{kind}")
    def tea(kind: str) -> str:
        return kind

    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with client_of(api) as client:
        client.get("/tea/green", headers={"traceparent": caller})
    spans = [span for span in exporter.get_finished_spans() if span.kind.name == "SERVER"]
    assert [f"{span.context.trace_id:032x}" for span in spans] == [caller[3:35]]
    assert spans[0].attributes["http.request.method"] == "GET"
    assert spans[0].attributes["http.response.status_code"] == 200


@cell("cli", "third-party", packages=["fastapi-repl"])
def test_a_command_opens_a_shell_with_the_application(tmp_path):
    """Given a line by an option that its help names; the application is FastAPI's, with NiceGUI on it."""
    import subprocess
    import sys

    site = "from fastapi import FastAPI\nfrom nicegui import ui\n\napi = FastAPI()\napi.state.tea = 'green'\n"
    (tmp_path / "site_app.py").write_text(site + "ui.run_with(api)\n")
    (tmp_path / "pyproject.toml").write_text("" if BROKEN else "[tool.fastapi-repl]\napp = 'site_app:api'\n")
    command = [sys.executable, "-m", "fastapi_repl", "-c", "print('found', app.state.tea)"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50)
    print(ended.stdout, ended.stderr)
    assert "found green" in ended.stdout
