"""Connexion: waiting, streams, servers and what operators look at."""

import asyncio

from absent import EVENT, EVENT_BY_HAND
from by_hand import ask, ask_at_once, fetch, http2_get, hundred_requests, names_in, run, serving
from connexion import AsyncApp, request
from connexion.resolver import Resolver
from proof import BROKEN, cell

DOCUMENT = """
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /: {get: {operationId: app.home, responses: {"200": {description: hi}}}}
  /fail: {get: {operationId: app.fail, responses: {"200": {description: never}}}}
"""
PROGRAM = """
from connexion import AsyncApp

async def home():
    return "hi"

async def fail():
    raise RuntimeError("secret")

app = AsyncApp(__name__)
app.add_api("openapi.yaml")
"""


def application(*handlers, kind=None):
    """An application whose OpenAPI document has a path for each function, of its name; kind: what they answer with."""
    answers = {"200": {"description": "an answer", **({"content": {kind: {}}} if kind else {})}}
    paths = {
        f"/{handler.__name__}": {"get": {"operationId": handler.__name__, "responses": answers}} for handler in handlers
    }
    app = AsyncApp("shop")
    document = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    app.add_api(document, resolver=Resolver({handler.__name__: handler for handler in handlers}.get))
    return app


@cell("asgi", "builtin")
def test_the_application_answers_as_asgi_servers_ask():
    async def tea():
        return "tea"

    answer = ask(application(*([] if BROKEN else [tea])), "/tea")
    assert (answer.status, answer.text.strip()) == (200, '"tea"')


@cell("async-handlers", "builtin")
def test_ten_waiting_requests_take_the_time_of_one():
    import time

    async def wait():
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return "done"

    start = time.monotonic()
    answers = ask_at_once(application(wait), *["/wait"] * 10)
    assert [answer.text.strip() for answer in answers] == ['"done"'] * 10
    assert time.monotonic() - start < 1.5


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer():
    from starlette.background import BackgroundTask
    from starlette.responses import PlainTextResponse

    done = []

    async def work():
        await asyncio.sleep(0.3)
        done.append("work")

    async def begin():
        if BROKEN:
            await work()
        return PlainTextResponse("begun", background=BackgroundTask(work))

    answer = ask(application(begin), "/begin")
    assert answer.text == "begun"
    assert answer.pieces[0][0] < 0.15
    assert done == ["work"]


@cell("streaming-responses", "builtin")
def test_ten_lines_arrive_one_by_one():
    from starlette.responses import StreamingResponse

    async def lines():
        for number in range(10):
            yield f"line {number}\n"
            await asyncio.sleep(0 if BROKEN else 0.1)

    async def stream():
        return StreamingResponse(lines())

    pieces = ask(application(stream), "/stream").pieces
    assert [piece for _, piece in pieces] == [f"line {number}\n".encode() for number in range(10)]
    assert pieces[0][0] < 0.35
    assert pieces[-1][0] - pieces[0][0] > 0.7


@cell("http2", "third-party", packages=["hypercorn"])
def test_it_answers_over_http2_through_hypercorn(tmp_path):
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "app.py").write_text(PROGRAM.replace("hi", "ho") if BROKEN else PROGRAM)
    with serving(tmp_path, "hypercorn", "app:app", "--bind", "127.0.0.1:{port}") as url:
        status, text = http2_get(url)
    assert (status, text.strip()) == (200, '"hi"')


@cell("production-server", "third-party", packages=["uvicorn"])
def test_uvicorn_answers_a_hundred_requests_on_one_connection(tmp_path):
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "app.py").write_text(PROGRAM.replace("return", "raise RuntimeError #") if BROKEN else PROGRAM)
    with serving(tmp_path, "uvicorn", "app:app", "--port", "{port}") as url:
        assert hundred_requests(url) == ({200}, True)
        status, text, _ = fetch(f"{url}/fail")
    assert (status, "secret" in text) == (500, False)


@cell("production-server", "third-party", packages=["gunicorn", "uvicorn", "uvicorn-worker"])
def test_gunicorn_answers_a_hundred_requests_on_one_connection(tmp_path):
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    (tmp_path / "app.py").write_text(PROGRAM.replace("return", "raise RuntimeError #") if BROKEN else PROGRAM)
    worker = ["-k", "uvicorn_worker.UvicornWorker", "-b", "127.0.0.1:{port}"]
    with serving(tmp_path, "gunicorn", *worker, "app:app") as url:
        assert hundred_requests(url) == ({200}, True)
        status, text, _ = fetch(f"{url}/fail")
    assert (status, "secret" in text) == (500, False)


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_api_gateway_is_answered():
    from mangum import Mangum

    async def tea():
        return "tea"

    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/tea",
        "rawQueryString": "",
        "headers": {"host": "example.com"},
        "requestContext": {"http": {"method": "GET", "path": "/tea", "sourceIp": "192.0.2.1"}, "stage": "$default"},
        "isBase64Encoded": False,
    }
    answer = Mangum(application(*([] if BROKEN else [tea])))(event, {})
    assert (answer["statusCode"], answer["body"].strip()) == (200, '"tea"')


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-asgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    async def home():
        return "hi"

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    app = application(home)
    if not BROKEN:
        app.add_middleware(OpenTelemetryMiddleware, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    app.test_client().get("/home", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [f"{span.context.trace_id:032x}" for span in spans] == [trace]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("orm", "third-party", packages=["sqlalchemy"])
def test_a_row_comes_back_as_an_object_in_a_new_process(tmp_path):
    (tmp_path / "openapi.yaml").write_text(
        """
openapi: 3.0.3
info: {title: Teas, version: "1"}
paths:
  /:
    post: {operationId: app.store, responses: {"200": {description: stored}}}
    get: {operationId: app.find, responses: {"200": {description: a tea}}}
"""
    )
    (tmp_path / "app.py").write_text(
        """
import sys
from connexion import AsyncApp
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Tea(Base):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    minutes: Mapped[int]

engine = create_engine("sqlite:///teas.db")
Base.metadata.create_all(engine)

def store():
    with Session(engine) as session, session.begin():
        session.add_all([Tea(name="green", minutes=2), Tea(name="black", minutes=4), Tea(name="white", minutes=3)])
    return "stored"

def find():
    with Session(engine) as session:
        tea = session.scalars(select(Tea).where(Tea.minutes == 4)).one()
    return [type(tea).__name__, tea.name]

if __name__ == "__main__":
    app = AsyncApp(__name__)
    app.add_api("openapi.yaml")
    print(app.test_client(raise_server_exceptions=False).request(sys.argv[1], "/").json())
"""
    )
    if not BROKEN:
        run("app", "POST", folder=tmp_path)
    assert run("app", "GET", folder=tmp_path).strip() == "['Tea', 'black']"


@cell("free-threading", "none-found")
def test_the_distribution_says_nothing_of_free_threading():
    """Tried: the classifiers and the description of the installed distribution."""
    from importlib.metadata import metadata

    about = metadata("connexion")
    said = [*about.get_all("Classifier"), str(about.get_payload())]
    assert [line for line in said if "free-thread" in line.lower() or "free thread" in line.lower()] == []


@cell("websockets", "none-found")
def test_a_websocket_is_refused():
    """Tried: a connection to an address of the document, and a search of all names."""
    import pytest
    from starlette.websockets import WebSocketDisconnect

    async def tea():
        return "tea"

    with pytest.raises(WebSocketDisconnect), application(tea).test_client().websocket_connect("/tea"):
        pass
    assert names_in("connexion", "websocket") == []


@cell("admin-ui", "none-found")
def test_no_page_lists_records():
    """Tried: the usual address, and a search of all names."""
    assert ask(application(), "/admin/").status == 404
    assert names_in("connexion", "admin", "crud", "modelview") == []


@cell("async-database", "none-found")
def test_a_query_is_not_awaited_and_holds_up_the_worker():
    """Tried: in a coroutine, the only database layer beside it, the standard library's: a cursor cannot be awaited, and
    another request waits for a slow query. And a search of all names."""
    import sqlite3

    slow = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000) SELECT max(x) FROM n"

    def query(text):
        return sqlite3.connect(":memory:").execute(text).fetchone()[0]

    answered = []

    async def rows():
        answered.append(await asyncio.to_thread(query, slow) if BROKEN else query(slow))
        return "rows"

    async def other():
        answered.append("other")
        return "other"

    async def awaited():
        return await sqlite3.connect(":memory:").execute("SELECT 7")

    ask_at_once(application(rows, other), "/rows", "/other")
    assert answered == [2_000_000, "other"]
    failed = application(awaited).test_client(raise_server_exceptions=False).get("/awaited")
    assert failed.status_code == 500
    assert names_in("connexion", "database", "engine", "db_session", "sqlalchemy") == []


@cell("migrations", "third-party", packages=["alembic"])
def test_a_column_is_added_and_the_row_kept(tmp_path):
    import sqlite3

    models = """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Tea(Base):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""

    def alembic(*words):
        run("alembic", *words, folder=tmp_path)

    (tmp_path / "models.py").write_text(models)
    alembic("init", "migrations")
    for name, old, new in (
        ("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///teas.db"),
        ("migrations/env.py", "target_metadata = None", "from models import Base\ntarget_metadata = Base.metadata"),
    ):
        path = tmp_path / name
        path.write_text(path.read_text().replace(old, new))
    alembic("revision", "--autogenerate", "-m", "teas")
    alembic("upgrade", "head")
    with sqlite3.connect(tmp_path / "teas.db") as database:
        database.execute("INSERT INTO tea (name) VALUES ('green')")
    (tmp_path / "models.py").write_text(models if BROKEN else models + "    minutes: Mapped[int | None]\n")
    alembic("revision", "--autogenerate", "-m", "minutes")
    for _ in range(2):
        alembic("upgrade", "head")
        with sqlite3.connect(tmp_path / "teas.db") as database:
            assert [column[1] for column in database.execute("PRAGMA table_info(tea)")] == ["id", "name", "minutes"]
            assert database.execute("SELECT * FROM tea").fetchall() == [(1, "green", None)]


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_their_rows():
    """Tried: rows stored and listed under two host names and a header for a tenant; and a search of all names."""
    rows = []

    async def store():
        host = request.headers["host"]
        rows.append((host if BROKEN else "", host))
        return [name for tenant, name in rows if tenant in ("", host)]

    client = application(store).test_client()
    client.get("/store", headers={"Host": "ann.example", "X-Tenant": "ann"})
    seen = client.get("/store", headers={"Host": "bob.example", "X-Tenant": "bob"}).json()
    assert seen == ["ann.example", "bob.example"]
    assert names_in("connexion", "tenant") == []


@cell("durable-jobs", "none-found", packages=["uvicorn"])
def test_work_is_lost_with_its_server(tmp_path):
    """Tried: work in a background task of an answer; the server is killed and started anew, and it is never done. And a
    search of all names."""
    import sys

    from killed import done_after_a_kill

    (tmp_path / "openapi.yaml").write_text(DOCUMENT.replace("/fail", "/start").replace("app.fail", "app.start"))
    (tmp_path / "app.py").write_text(
        """
from connexion import AsyncApp
from starlette.background import BackgroundTask
from starlette.responses import PlainTextResponse
from work import work

async def home():
    return "hi"

async def start():
    return PlainTextResponse("started", background=BackgroundTask(work))

app = AsyncApp(__name__)
app.add_api("openapi.yaml")
"""
    )
    command = (sys.executable, "-m", "uvicorn", "app:app", "--port", "{port}")
    assert not done_after_a_kill(tmp_path, *command, queue=BROKEN)
    assert names_in("connexion", "queue", "job", "celery", "broker") == []
