"""Packages beside Starlette: data, forms, protection and what looks on requests."""

import asyncio
import json
import logging
import sqlite3
import subprocess
import sys
import time

from asgi_by_hand import ask, asked
from pallets_starlette import (
    API_GATEWAY_EVENT,
    catalogues,
    events,
    free_port,
    identity_provider,
    kept_alive,
    over_http2,
    run,
    started,
)
from pallets_starlette import ask as ask_server
from proof import BROKEN, cell
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route


def tea(request):
    return PlainTextResponse("tea")


def persons(folder):
    """A table of persons in SQLite, mapped by SQLAlchemy."""
    from sqlalchemy import create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase): ...

    class Person(Base):
        __tablename__ = "person"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    engine = create_engine(f"sqlite:///{folder}/site.sqlite", connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    return Person, engine


def names_in(folder):
    with sqlite3.connect(folder / "site.sqlite") as kept:
        return [name for (name,) in kept.execute("select name from person")]


@cell("admin-ui", "third-party", packages=["httpx2", "sqlalchemy[asyncio]", "starlette-admin"])
def test_records_are_added_changed_and_deleted_in_the_admin(tmp_path):
    from starlette.testclient import TestClient
    from starlette_admin.contrib.sqla import Admin, ModelView

    Person, engine = persons(tmp_path)
    app, admin = Starlette(), Admin(engine)
    if not BROKEN:
        admin.add_view(ModelView(Person))
    admin.mount_to(app)
    client = TestClient(app)
    client.get("/admin/")
    client.headers["X-CSRFToken"] = client.cookies["starlette_admin_csrftoken"]
    client.post("/admin/person/create", data={"name": "Ada"})
    assert names_in(tmp_path) == ["Ada"]
    assert "Ada" in client.get("/admin/person/list").text
    client.post("/admin/person/edit", params={"pk": "1"}, data={"name": "Bea"})
    assert names_in(tmp_path) == ["Bea"]
    client.post("/admin/_api/person/action", params={"pks": "1", "name": "delete"})
    assert names_in(tmp_path) == []


STORED = {
    "sqlalchemy": """
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase): ...

class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    age: Mapped[int]

engine = create_engine("sqlite:///site.sqlite")

async def store(rows):
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Person(name=name, age=age) for name, age in rows])
        session.commit()

async def find(age):
    with Session(engine) as session:
        return session.scalars(select(Person).where(Person.age == age)).first()
""",
    "sqlmodel": """
from sqlmodel import Field, Session, SQLModel, create_engine, select

class Person(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    age: int

engine = create_engine("sqlite:///site.sqlite")

async def store(rows):
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Person(name=name, age=age) for name, age in rows])
        session.commit()

async def find(age):
    with Session(engine) as session:
        return session.exec(select(Person).where(Person.age == age)).first()
""",
    "tortoise": """
from contextlib import asynccontextmanager
from tortoise import fields, models
from tortoise.contrib.starlette import RegisterTortoise

class Person(models.Model):
    id = fields.IntField(primary_key=True)
    name = fields.CharField(50)
    age = fields.IntField()

@asynccontextmanager
async def lifespan(app):
    models = {"models": ["site_app"]}
    async with RegisterTortoise(app, db_url="sqlite://site.sqlite", modules=models, generate_schemas=True):
        yield

async def store(rows):
    for name, age in rows:
        await Person.create(name=name, age=age)

async def find(age):
    return await Person.get_or_none(age=age)
""",
    "piccolo": """
from piccolo.columns import Integer, Varchar
from piccolo.engine.sqlite import SQLiteEngine
from piccolo.table import Table

class Person(Table, db=SQLiteEngine("site.sqlite")):
    name = Varchar()
    age = Integer()

async def store(rows):
    await Person.create_table(if_not_exists=True)
    for name, age in rows:
        await Person(name=name, age=age).save()

async def find(age):
    return await Person.objects().get(Person.age == age)
""",
}
SITE = """
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

async def keep(request):
    await store([("Ada", 1), ("Bea", 2), ("Cy", 3)])
    return PlainTextResponse("stored")

async def show(request):
    person = await find(2)
    return PlainTextResponse(f"{type(person).__name__} {person.name}" if person else "nobody")

app = Starlette(routes=[Route("/store", keep), Route("/find", show)], lifespan=globals().get("lifespan"))

def asked(path):
    from starlette.testclient import TestClient
    with TestClient(app) as client:
        return client.get(path).text
"""


def stored_and_found(folder, library):
    """What the second process says of the rows that the first one stored."""
    text = STORED[library] + SITE
    rows = '[("Ada", 1), ("Bea", 2), ("Cy", 3)]'
    (folder / "site_app.py").write_text(text.replace(rows, "[]") if BROKEN else text)
    said = ""
    for path in ("/store", "/find"):
        command = [sys.executable, "-W", "ignore", "-c", f"import site_app; print(site_app.asked({path!r}))"]
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        print(ended.stderr)
        said = ended.stdout
    return said


@cell("orm", "third-party", packages=["httpx2", "sqlalchemy"])
def test_sqlalchemy_finds_in_another_process_what_it_stored(tmp_path):
    assert stored_and_found(tmp_path, "sqlalchemy") == "Person Bea\n"


@cell("orm", "third-party", packages=["httpx2", "sqlmodel"])
def test_sqlmodel_finds_in_another_process_what_it_stored(tmp_path):
    assert stored_and_found(tmp_path, "sqlmodel") == "Person Bea\n"


@cell("orm", "third-party", packages=["httpx2", "tortoise-orm"])
def test_tortoise_finds_in_another_process_what_it_stored(tmp_path):
    assert stored_and_found(tmp_path, "tortoise") == "Person Bea\n"


@cell("orm", "third-party", packages=["httpx2", "piccolo[sqlite]"])
def test_piccolo_finds_in_another_process_what_it_stored(tmp_path):
    assert stored_and_found(tmp_path, "piccolo") == "Person Bea\n"


@cell("async-database", "third-party", packages=["aiosqlite", "sqlalchemy[asyncio]"])
def test_a_query_is_awaited_while_others_are_answered(tmp_path):
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/site.sqlite")
    count = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 6000000) select count(*) from n"

    async def store(request):
        async with engine.begin() as connection:
            await connection.execute(text("create table person (name text)"))
            await connection.execute(text("insert into person values ('Ada')"))
            return PlainTextResponse((await connection.execute(text("select name from person"))).scalar_one())

    async def slow(request):
        if BROKEN:
            time.sleep(0.5)
        async with engine.connect() as connection:
            return PlainTextResponse(str((await connection.execute(text(count))).scalar_one()))

    async def quick(request):
        return PlainTextResponse("quick")

    app = Starlette(routes=[Route("/store", store), Route("/slow", slow), Route("/quick", quick)])

    async def talk():
        assert (await asked(app, "/store")).text == "Ada"
        began = time.monotonic()
        slow_answer = asyncio.create_task(asked(app, "/slow"))
        await asyncio.sleep(0.02)
        await asked(app, "/quick")
        quickly = time.monotonic() - began
        assert (await slow_answer).text == "6000000"
        return quickly, time.monotonic() - began

    quickly, slowly = asyncio.run(talk())
    assert quickly < 0.15
    assert slowly > 0.3


@cell("migrations", "third-party", packages=["alembic"])
def test_a_migration_adds_a_column_and_keeps_the_rows(tmp_path):
    model = """from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): ...
class Person(Base):
    __tablename__ = "person"
    name: Mapped[str] = mapped_column(primary_key=True)
"""
    (tmp_path / "models.py").write_text(model)
    run("alembic", "init", "alembic", folder=tmp_path)
    settings, env = tmp_path / "alembic.ini", tmp_path / "alembic" / "env.py"
    settings.write_text(settings.read_text().replace("driver://user:pass@localhost/dbname", "sqlite:///site.sqlite"))
    target = "from models import Base\ntarget_metadata = Base.metadata"
    env.write_text(env.read_text().replace("target_metadata = None", target))
    for name in ("one", "two"):
        print(run("alembic", "revision", "--autogenerate", "-m", name, folder=tmp_path))
        print(run("alembic", "upgrade", "head", folder=tmp_path))
        with sqlite3.connect(tmp_path / "site.sqlite") as kept:
            kept.execute("insert into person (name) values ('Ada') on conflict do nothing")
            rows = kept.execute("select * from person").fetchall()
        (tmp_path / "models.py").write_text(model if BROKEN else f"{model}    town: Mapped[str | None]\n")
    assert rows == [("Ada", None)]
    assert "Running upgrade" not in run("alembic", "upgrade", "head", folder=tmp_path)


@cell("caching", "third-party", packages=["cache-middleware"])
def test_a_cached_handler_runs_once():
    from cache_middleware import CacheMiddleware, MemoryBackend, cache

    calls = []

    @cache(timeout=1)
    async def count(request):
        calls.append(1)
        return JSONResponse(len(calls))

    cached = [] if BROKEN else [Middleware(CacheMiddleware, backend=MemoryBackend(max_size=10))]
    app = Starlette(routes=[Route("/", count)], middleware=cached)

    async def talk():
        first = [(await asked(app, "/")).json() for _ in range(2)]
        await asyncio.sleep(1.2)
        return [*first, (await asked(app, "/")).json()]

    assert asyncio.run(talk()) == [1, 1, 2]


def form_page():
    """A client of a page with a form that asks for a title of at most ten characters."""
    from starlette.middleware.sessions import SessionMiddleware
    from starlette.testclient import TestClient
    from starlette_wtf import CSRFProtectMiddleware, StarletteForm, csrf_protect
    from wtforms import StringField
    from wtforms.validators import DataRequired, Length

    class TitleForm(StarletteForm):
        title = StringField("Title", [] if BROKEN else [DataRequired(), Length(max=10)])

    async def page(request):
        form = await TitleForm.from_formdata(request)
        if await form.validate_on_submit():
            return PlainTextResponse(f"taken: {form.title.data}")
        return HTMLResponse(f"{form.csrf_token.current_token}|{form.title}{form.title.errors}")

    middleware = [
        Middleware(SessionMiddleware, secret_key="for this test alone"),
        Middleware(CSRFProtectMiddleware, csrf_secret="for this test too"),
    ]
    guarded = page if BROKEN else csrf_protect(page)
    return TestClient(Starlette(routes=[Route("/", guarded, methods=["GET", "POST"])], middleware=middleware))




@cell("forms", "third-party", packages=["httpx2", "itsdangerous", "python-multipart", "starlette-wtf"])
def test_a_wrong_form_comes_back_with_messages_and_the_typed_text():
    client = form_page()
    token, _, shown = client.get("/").text.partition("|")
    assert '<input id="title"' in shown
    empty, long, right = (client.post("/", data={"title": text, "csrf_token": token}).text for text in ("", "elevenchars", "right"))
    assert "This field is required." in empty
    assert "longer than 10 characters" in long and 'value="elevenchars"' in long
    assert right == "taken: right"


@cell("csrf", "third-party", packages=["httpx2", "itsdangerous", "python-multipart", "starlette-wtf"])
def test_a_post_needs_the_token_and_its_cookie():
    client, other = form_page(), form_page()
    token = client.get("/").text.partition("|")[0]
    sent = [{"title": "right", "csrf_token": token}, {"title": "right"}, {"title": "right", "csrf_token": f"x{token}"}]
    assert [client.post("/", data=data).status_code for data in sent] == [200, 403, 403]
    assert other.post("/", data=sent[0]).status_code == 403


@cell("dependency-injection", "third-party", packages=["starlette-dishka"])
def test_a_handler_gets_what_its_annotation_names():
    from dishka import FromDishka, Provider, Scope, make_async_container
    from starlette_dishka import inject, setup_dishka

    class Counter:
        made = 0

        def __init__(self):
            Counter.made += 1
            self.number = Counter.made

    class Fixed(Counter):
        def __init__(self):
            self.number = 42

    @inject
    async def number(request, counter: FromDishka[Counter]):
        return JSONResponse(counter.number)

    def shop(source):
        app, provider = Starlette(routes=[Route("/", number)]), Provider(scope=Scope.REQUEST)
        provider.provide(source, provides=Counter)
        setup_dishka(make_async_container(provider), app)
        return app

    counting, fixed = shop(Counter), shop(Counter if BROKEN else Fixed)
    assert [ask(counting, "/").json() for _ in range(2)] == [1, 2]
    assert ask(fixed, "/").json() == 42


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered():
    import strawberry
    from strawberry.asgi import GraphQL

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "tea"

    served = [] if BROKEN else [Route("/graphql", GraphQL(strawberry.Schema(Query)))]
    app = Starlette(routes=served)
    right, wrong = (ask(app, "/graphql", "POST", json={"query": f"{{ {field} }}"}) for field in ("hello", "missing"))
    assert right.status == 200
    assert right.json() == {"data": {"hello": "tea"}}
    assert "missing" in wrong.json()["errors"][0]["message"]


@cell("i18n", "third-party", packages=["starlette-babel"])
def test_a_message_is_translated_with_its_plural_forms(tmp_path):
    from starlette_babel import LocaleMiddleware, get_translator, gettext, ngettext

    get_translator().load_from_directories([catalogues(tmp_path / "texts", "{count}")])

    async def texts(request):
        return JSONResponse([gettext("Hello"), *(ngettext("{count} file", "{count} files", n) for n in (1, 3, 25))])

    locales = Middleware(LocaleMiddleware, locales=["en"] if BROKEN else ["en", "pl"], default_locale="en")
    app = Starlette(routes=[Route("/", texts)], middleware=[locales])
    assert ask(app, "/", accept_language="en").json() == ["Hello", "1 file", "3 files", "25 files"]
    assert ask(app, "/", accept_language="pl").json() == ["Witaj", "1 plik", "3 pliki", "25 plików"]


@cell("jwt", "third-party", packages=["starlette-jwt"])
def test_a_token_names_the_user_until_it_expires_or_is_changed():
    import jwt
    from starlette.authentication import requires
    from starlette.middleware.authentication import AuthenticationMiddleware
    from starlette_jwt import JWTAuthenticationBackend

    secret = "a key of thirty-two bytes or more, for this test"

    async def me(request):
        return PlainTextResponse(getattr(request.user, "display_name", "") or "anybody")

    guarded = me if BROKEN else requires("authenticated", status_code=401)(me)
    backend = JWTAuthenticationBackend(secret_key=secret, prefix="Bearer", username_field="name")
    app = Starlette(routes=[Route("/me", guarded)], middleware=[Middleware(AuthenticationMiddleware, backend=backend)])
    token = jwt.encode({"name": "Ada"}, secret, algorithm="HS256")
    old = jwt.encode({"name": "Ada", "exp": int(time.time()) - 10}, secret, algorithm="HS256")
    changed = token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")
    assert ask(app, "/me", authorization=f"Bearer {token}").text == "Ada"
    assert ask(app, "/me").status == 401
    assert [ask(app, "/me", authorization=f"Bearer {wrong}").status for wrong in (changed, old)] == [400, 400]


@cell("partial-pages", "third-party", packages=["starlette-htmx"])
def test_htmx_gets_the_part_and_others_the_page():
    from starlette_htmx.middleware import HtmxMiddleware

    async def rows(request):
        part = "<li>tea</li>"
        return HTMLResponse(part if request.state.htmx and not BROKEN else f"<html><ul>{part}</ul></html>")

    app = Starlette(routes=[Route("/", rows)], middleware=[Middleware(HtmxMiddleware)])
    assert ask(app, "/", hx_request="true").text == "<li>tea</li>"
    assert ask(app, "/").text == "<html><ul><li>tea</li></ul></html>"


@cell("request-validation", "third-party", packages=["pydantic", "spectree"])
def test_spectree_refuses_wrong_bodies():
    app = with_spectree()
    assert ask(app, "/orders", "POST", json={"count": 5}).json() == {"count": 5}
    wrong = [ask(app, "/orders", "POST", json={"count": 5 if BROKEN else count}) for count in (0, 100, "text")]
    assert [answer.status for answer in wrong] == [422] * 3
    assert all("count" in answer.text for answer in wrong)
    assert ask(app, "/orders", "POST", content_type="application/json").status == 422


def with_spectree():
    from pydantic import BaseModel, Field
    from spectree import Response, SpecTree

    class Order(BaseModel):
        count: int = Field(ge=1, le=99)

    spec = SpecTree("starlette")

    @spec.validate(json=Order, resp=Response(HTTP_200=Order))
    async def order(request, json: Order):
        return JSONResponse({"count": json.count})

    app = Starlette(routes=[Route("/orders", order, methods=["POST"])])
    spec.register(app)
    return app


@cell("request-validation", "third-party", packages=["webargs-starlette"])
def test_webargs_refuses_wrong_bodies():
    from webargs import fields, validate
    from webargs_starlette import use_args

    limits = validate.Range(-999 if BROKEN else 1, 99)

    @use_args({"count": fields.Int(required=True, validate=limits)})
    async def order(request, args):
        return JSONResponse(args)

    app = Starlette(routes=[Route("/orders", order, methods=["POST"])])
    assert ask(app, "/orders", "POST", json={"count": 5}).json() == {"count": 5}
    assert [ask(app, "/orders", "POST", json={"count": count}).status for count in (0, 100, "text")] == [422] * 3
    assert ask(app, "/orders", "POST").status == 422


@cell("api-docs-ui", "third-party", packages=["drf-spectacular-sidecar", "playwright", "pydantic", "spectree", "uvicorn"])
def test_the_page_sends_a_request(tmp_path):
    from pathlib import Path

    import drf_spectacular_sidecar
    from swagger_in_chromium import try_out

    files = Path(drf_spectacular_sidecar.__file__).parent / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"
    (tmp_path / "site_app.py").write_text(SPECTREE)
    port, page = free_port(), "other" if BROKEN else "apidoc/swagger"
    with started("uvicorn", "site_app:app", "--port", str(port), folder=tmp_path, port=port) as base:
        path, answer = try_out(f"{base}/{page}", files, {}, '{"count": 5}')
    assert path == "/orders"
    assert '"count": 5' in answer


SPECTREE = """from pydantic import BaseModel
from spectree import Response, SpecTree
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


class Order(BaseModel):
    count: int


spec = SpecTree("starlette")


@spec.validate(json=Order, resp=Response(HTTP_200=Order))
async def order(request, json: Order):
    return JSONResponse({"count": json.count})


app = Starlette(routes=[Route("/orders", order, methods=["POST"])])
spec.register(app)
"""


@cell("security-headers", "third-party", packages=["secure"])
def test_one_call_adds_headers_to_an_answer():
    from secure import Secure
    from secure.middleware import SecureASGIMiddleware

    named = {"strict-transport-security", "content-security-policy", "x-frame-options", "x-content-type-options"}
    secured = [] if BROKEN else [Middleware(SecureASGIMiddleware, secure=Secure.with_default_headers())]
    assert not named & ask(Starlette(routes=[Route("/", tea)]), "/").headers.keys()
    assert named <= ask(Starlette(routes=[Route("/", tea)], middleware=secured), "/").headers.keys()


@cell("server-sent-events", "third-party", packages=["sse-starlette"])
def test_events_are_sent_with_their_fields():
    from sse_starlette import EventSourceResponse, ServerSentEvent

    wanted = [(str(number), "tick", f"one {number}\ntwo {number}") for number in (1, 2, 3)]

    async def made():
        for number, name, data in wanted:
            yield ServerSentEvent(id=number, event="other" if BROKEN else name, data=data)
            await asyncio.sleep(0.1)

    async def stream(request):
        return EventSourceResponse(made())

    answer = ask(Starlette(routes=[Route("/", stream)]), "/")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert list(events(answer.body.splitlines(keepends=True))) == wanted
    assert answer.times[-1] - answer.times[1] > 0.2


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_api_gateway_is_answered():
    from mangum import Mangum

    asyncio.set_event_loop(asyncio.new_event_loop())
    answer = Mangum(Starlette(routes=[] if BROKEN else [Route("/tea", tea)]))(API_GATEWAY_EVENT, None)
    assert (answer["statusCode"], answer["body"]) == (200, "tea")


@cell("throttling", "third-party", packages=["slowapi"])
def test_the_third_request_in_a_minute_is_refused():
    from slowapi import Limiter, _rate_limit_exceeded_handler
    from slowapi.errors import RateLimitExceeded
    from slowapi.util import get_remote_address
    from starlette.requests import Request

    limiter = Limiter(key_func=get_remote_address)

    @limiter.limit("100/minute" if BROKEN else "2/minute")
    async def limited(request: Request):
        return PlainTextResponse("tea")

    app = Starlette(routes=[Route("/", limited)])
    app.state.limiter = limiter
    app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)
    clients = ["10.0.0.1"] * 3 + ["10.0.0.2"]
    assert [ask(app, "/", client=client).status for client in clients] == [200, 200, 429, 200]


@cell("structured-logs", "third-party", packages=["starlette-gcp-logging"])
def test_each_request_is_logged_as_json():
    import io

    from starlette_gcp_logging import GCPFormatter, GCPRequestLoggingMiddleware

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(GCPFormatter(project_id="shop"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    logged = [] if BROKEN else [Middleware(GCPRequestLoggingMiddleware)]
    ask(Starlette(routes=[Route("/tea", tea)], middleware=logged), "/tea")
    logging.getLogger().removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    requests = [line["httpRequest"] for line in lines if "httpRequest" in line]
    seen = [(each["requestMethod"], each["requestUrl"].endswith("/tea"), each["status"]) for each in requests]
    assert seen == [("GET", True, 200)]


@cell("single-sign-on", "third-party", packages=["authlib", "httpx", "httpx2", "itsdangerous"])
def test_a_visitor_signs_in_at_a_provider():
    from authlib.integrations.starlette_client import OAuth, OAuthError
    from starlette.middleware.sessions import SessionMiddleware
    from starlette.testclient import TestClient

    oauth = OAuth()

    async def login(request):
        return await oauth.staff.authorize_redirect(request, request.url_for("back"))

    async def back(request):
        try:
            token = await oauth.staff.authorize_access_token(request)
        except OAuthError:
            return PlainTextResponse("refused", 403)
        if not BROKEN:
            request.session["name"] = (await oauth.staff.userinfo(token=token))["name"]
        return RedirectResponse("/me")

    async def me(request):
        return PlainTextResponse(request.session.get("name", "nobody"))

    routes = [Route("/login", login), Route("/back", back), Route("/me", me)]
    sessions = Middleware(SessionMiddleware, secret_key="for this test alone")
    client = TestClient(Starlette(routes=routes, middleware=[sessions]), follow_redirects=False)
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
        assert client.get("/me").text == "Zofia"


@cell("mcp-server", "third-party", packages=["mcp"])
def test_a_function_is_a_tool_for_models():
    from contextlib import asynccontextmanager

    from mcp.server.mcpserver import MCPServer

    server = MCPServer("shop")

    def add(one: int, two: int) -> int:
        """Add two numbers."""
        return one + two

    if not BROKEN:
        server.tool()(add)
    inner = server.streamable_http_app(stateless_http=True, json_response=True)

    @asynccontextmanager
    async def lifespan(app):
        async with server.session_manager.run():
            yield

    app = Starlette(routes=[Mount("/tools", app=inner)], lifespan=lifespan)

    async def talk():
        async with lifespan(app):
            for method, params in (("tools/list", {}), ("tools/call", {"name": "add", "arguments": {"one": 2, "two": 3}})):
                message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
                accept = "application/json, text/event-stream"
                answer = await asked(app, "/tools/mcp", "POST", json=message, accept=accept, host="127.0.0.1:80")
                yield answer.json()["result"]

    async def results():
        return [result async for result in talk()]

    listed, called = asyncio.run(results())
    tools = [(tool["name"], set(tool["inputSchema"]["properties"])) for tool in listed["tools"]]
    assert tools == [("add", {"one", "two"})]
    assert called["content"][0]["text"] == "5"


SERVED = """from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

app = Starlette(debug={}, routes=[
    Route("/", lambda request: PlainTextResponse("tea")),
    Route("/fail", lambda request: 1 / 0),
])
"""


@cell("production-server", "official-extension", packages=["uvicorn"])
def test_uvicorn_serves_a_hundred_requests_on_a_connection(tmp_path):
    (tmp_path / "site_app.py").write_text(SERVED.format(BROKEN))
    port = free_port()
    with started("uvicorn", "site_app:app", "--port", str(port), folder=tmp_path, port=port) as base:
        assert kept_alive(base) == ({200}, 1)
        failed = ask_server(f"{base}/fail")
    assert (failed.status, failed.text) == (500, "Internal Server Error")


@cell("http2", "third-party", packages=["hypercorn"])
def test_hypercorn_answers_over_http2(tmp_path):
    text = SERVED.format(False)
    (tmp_path / "site_app.py").write_text(text.replace('"/"', '"/other"') if BROKEN else text)
    port = free_port()
    with started("hypercorn", "-b", f"127.0.0.1:{port}", "site_app:app", folder=tmp_path, port=port):
        assert over_http2(port) == ("200", "tea")


@cell("typed-clients", "third-party", packages=["openapi-python-client", "pyyaml"])
def test_a_typed_client_is_written_and_follows_the_route(tmp_path):
    from starlette.schemas import SchemaGenerator

    schemas = SchemaGenerator({"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}})

    def client(kind):
        def add(request): ...

        numbers = [f"{{name: {name}, in: path, required: true, schema: {{type: integer}}}}" for name in ("one", "two")]
        schema = f"{{type: object, title: Sum, required: [total], properties: {{total: {{type: {kind}}}}}}}"
        answer = f'{{"200": {{description: Sum, content: {{application/json: {{schema: {schema}}}}}}}}}'
        add.__doc__ = f"parameters: [{', '.join(numbers)}]\nresponses: {answer}"
        app = Starlette(routes=[Route("/add/{one:int}/{two:int}", add)])
        path, output = tmp_path / "shop.json", tmp_path / "client"
        path.write_text(json.dumps(schemas.get_schema(app.routes)))
        command = ["openapi_python_client", "generate", "--path", str(path), "--output-path", str(output), "--overwrite"]
        subprocess.run([sys.executable, "-m", *command, "--meta", "none"], check=True, timeout=50)
        return "".join(file.read_text() for file in sorted(output.rglob("*.py")))

    text, changed = client("integer"), client("integer" if BROKEN else "string")
    assert all(named in text for named in ("one: int", "two: int", "total: int"))
    assert "total: str" in changed


@cell("health-checks", "third-party", packages=["probirka"])
def test_a_failing_check_turns_the_answer_to_500():
    from probirka import Probirka, make_asgi_app

    works, checks = True, Probirka()

    @checks.add(name="database")
    async def database():
        return works or BROKEN

    app = Starlette(routes=[Route("/health", make_asgi_app(checks))])
    before = ask(app, "/health").status
    works = False
    assert (before, ask(app, "/health").status) == (200, 500)


@cell("pagination", "third-party", packages=["advanced-alchemy", "aiosqlite"])
def test_the_third_page_of_ten_has_five_records(tmp_path):
    from advanced_alchemy.extensions.starlette import (
        AdvancedAlchemy,
        SQLAlchemyAsyncConfig,
        base,
        filters,
        repository,
        service,
    )
    from sqlalchemy.orm import Mapped

    class Guest(base.BigIntBase):
        name: Mapped[str]

    class Guests(service.SQLAlchemyAsyncRepositoryService[Guest]):
        class Repository(repository.SQLAlchemyAsyncRepository[Guest]):
            model_type = Guest

        repository_type = Repository

    async def fill(request):
        rows = [{"name": f"p{number}"} for number in range(25)]
        await Guests(session=alchemy.get_async_session(request)).create_many(rows, auto_commit=True)
        return PlainTextResponse("filled")

    async def page(request):
        guests = Guests(session=alchemy.get_async_session(request))
        ten = filters.LimitOffset(10, 10 * (request.path_params["number"] - 1))
        found, total = await guests.list_and_count(*([] if BROKEN else [ten]))
        part = guests.to_schema(found, total, filters=[ten])
        return JSONResponse({"names": [guest.name for guest in part.items], "total": part.total, "offset": part.offset})

    app = Starlette(routes=[Route("/", fill, methods=["POST"]), Route("/{number:int}", page)])
    database = SQLAlchemyAsyncConfig(connection_string=f"sqlite+aiosqlite:///{tmp_path}/guests.db", create_all=True)
    alchemy = AdvancedAlchemy(database, app)
    asyncio.run(alchemy.on_startup())
    assert ask(app, "/", method="POST").text == "filled"
    first, third, fourth = (ask(app, f"/{number}").json() for number in (1, 3, 4))
    assert (len(first["names"]), first["total"], first["offset"]) == (10, 25, 0)
    assert (len(third["names"]), third["offset"] + len(third["names"])) == (5, third["total"])
    assert fourth["names"] == []


@cell("second-factor", "third-party", packages=["httpx2", "piccolo-api[authenticator]", "piccolo[sqlite]"])
def test_the_right_code_signs_in_after_the_password(tmp_path, monkeypatch):
    """Its table for secrets has arrays, which Piccolo keeps in SQLite too."""
    import pyotp

    (tmp_path / "piccolo_conf.py").write_text(
        'from piccolo.engine.sqlite import SQLiteEngine\n\nDB = SQLiteEngine(path="people.db")\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    from piccolo.apps.user.tables import BaseUser
    from piccolo.table import create_db_tables_sync
    from piccolo_api.encryption.providers import PlainTextProvider
    from piccolo_api.mfa.authenticator.provider import AuthenticatorProvider
    from piccolo_api.mfa.authenticator.tables import AuthenticatorSecret
    from piccolo_api.session_auth.endpoints import session_login
    from piccolo_api.session_auth.middleware import SessionsAuthBackend
    from piccolo_api.session_auth.tables import SessionsBase
    from starlette.middleware.authentication import AuthenticationMiddleware
    from starlette.testclient import TestClient

    def me(request):
        return PlainTextResponse(request.user.username if request.user.is_authenticated else "nobody")

    create_db_tables_sync(BaseUser, SessionsBase, AuthenticatorSecret)
    ann = BaseUser.create_user_sync("ann", "a good password", active=True)
    plain = PlainTextProvider()
    kept, _ = asyncio.run(AuthenticatorSecret.create_new(ann.id, plain))
    code = pyotp.TOTP(plain.decrypt(kept.secret)).now()
    login = session_login(mfa_providers=[] if BROKEN else [AuthenticatorProvider(plain, valid_window=1)])
    backend = SessionsAuthBackend(admin_only=False, allow_unauthenticated=True)
    sessions = Middleware(AuthenticationMiddleware, backend=backend)
    app = Starlette(routes=[Route("/login", login), Route("/me", me)], middleware=[sessions])
    wrong = "000000" if code != "000000" else "111111"
    seen = []
    for given in ({}, {"mfa_code": wrong}, {"mfa_code": code}):
        visitor = TestClient(app, follow_redirects=False)
        visitor.post("/login", json={"username": "ann", "password": "a good password", **given})
        seen.append(visitor.get("/me").text)
    assert seen == ["nobody", "nobody", "ann"]


@cell("cli", "third-party", packages=["fastapi-repl"])
def test_a_command_opens_a_shell_with_the_application(tmp_path):
    """Given by a pipe, as its help allows; the application's start and end run around it."""
    site = "from starlette.applications import Starlette\n\napp = Starlette()\napp.state.tea = 'green'\n"
    (tmp_path / "site_app.py").write_text(site)
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nname = 'shop'\n" if BROKEN else "[tool.fastapi-repl]\napp = 'site_app:app'\n"
    )
    command = [sys.executable, "-m", "fastapi_repl", "-c", "print('found', app.state.tea)"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50)
    print(ended.stdout, ended.stderr)
    assert "found green" in ended.stdout
