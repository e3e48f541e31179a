"""What Reflex does with its extras and with other packages."""

import json
import re
import sqlite3
import subprocess
import sys

import httpx
from proof import BROKEN, cell
from trying import BIN, backend, get, project

MODEL = """
class Book(rx.Model, table=True):
    title: str
    pages: int
"""

MOUNTED = {"__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "1"}  # what reflex run --single-port sets


def run(folder, environ, *command):
    """What a command prints."""
    answer = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=55)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@cell("orm", "builtin", packages=["reflex[db]"])
def test_a_row_is_found_as_an_object_in_a_new_process(tmp_path):
    text = (
        MODEL
        + """
app = rx.App()
"""
    )
    environ = project(tmp_path, text, ", db_url='sqlite:///shop.db'")
    (tmp_path / "store.py").write_text(
        "import reflex as rx\n"
        "from shop import Book\n"
        "rx.Model.create_all()\n"
        "with rx.session() as session:\n"
        "    session.add_all(Book(title=title, pages=pages) for title, pages in (('a', 1), ('b', 2), ('c', 3)))\n"
        "    session.commit()\n"
    )
    (tmp_path / "find.py").write_text(
        "import sys\n"
        "import reflex as rx\n"
        "from shop import Book\n"
        "with rx.session() as session:\n"
        "    book = session.exec(Book.select().where(Book.pages == int(sys.argv[1]))).one()\n"
        "    print('found', type(book).__name__, book.title)\n"
    )
    run(tmp_path, environ, sys.executable, "store.py")
    assert "found Book b" in run(tmp_path, environ, sys.executable, "find.py", "3" if BROKEN else "2")


@cell("migrations", "builtin", packages=["reflex[db]"])
def test_a_column_is_added_and_the_rows_stay(tmp_path):
    settings = ", db_url='sqlite:///shop.db'"
    environ = project(tmp_path, MODEL + "\napp = rx.App()\n", settings)

    def rows(query):
        with sqlite3.connect(tmp_path / "shop.db") as connection:
            return connection.execute(query).fetchall()

    run(tmp_path, environ, BIN / "reflex", "db", "init")
    assert [row[1] for row in rows("PRAGMA table_info(book)")] == ["id", "title", "pages"]
    rows("INSERT INTO book (title, pages) VALUES ('tea', 7)")
    more = "" if BROKEN else "    shelf: str | None = None\n"
    environ = project(tmp_path, MODEL + more + "\napp = rx.App()\n", settings)
    run(tmp_path, environ, BIN / "reflex", "db", "makemigrations", "--message", "shelves")
    run(tmp_path, environ, BIN / "reflex", "db", "migrate")
    assert [row[1] for row in rows("PRAGMA table_info(book)")] == ["id", "title", "pages", "shelf"]
    assert rows("SELECT title, shelf FROM book") == [("tea", None)]
    version = rows("SELECT version_num FROM alembic_version")
    run(tmp_path, environ, BIN / "reflex", "db", "migrate")
    assert rows("SELECT version_num FROM alembic_version") == version


@cell("async-database", "builtin", packages=["aiosqlite", "greenlet", "reflex[db]"])
def test_another_event_is_answered_while_a_query_runs(tmp_path):
    """SQLite's queries run in a thread of aiosqlite; the slow one takes about a third of a second or more."""
    import time

    text = (
        MODEL
        + """
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

SLOW = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4000000) SELECT max(x) FROM n"

async def query(request):
    rx.Model.create_all()
    async with rx.asession() as session:
        session.add(Book(title="tea", pages=7))
        await session.commit()
        book = (await session.exec(Book.select())).one()
        QUERY
    return PlainTextResponse(f"{book.title} {biggest}")

app = rx.App(api_transformer=Starlette(routes=[Route("/slow", query)]))
"""
    )
    waiting = "with rx.session() as other:\n            biggest = other.exec(text(SLOW)).one()[0]"
    awaiting = "await session.refresh(book)\n        biggest = (await session.exec(text(SLOW))).one()[0]"
    text = text.replace("QUERY", f"await session.refresh(book)\n        {waiting}" if BROKEN else awaiting)
    settings = ", db_url='sqlite:///shop.db', async_db_url='sqlite+aiosqlite:///shop.db'"
    with backend(tmp_path, text, settings) as port:
        from concurrent.futures import ThreadPoolExecutor

        get(port, "/ping")
        with ThreadPoolExecutor() as pool, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            client.get("/ping")
            began = time.monotonic()
            slow = pool.submit(get, port, "/slow")
            time.sleep(0.15)
            waits = []
            while not slow.done():
                asked = time.monotonic()
                client.get("/ping")
                waits.append(time.monotonic() - asked)
                time.sleep(0.02)
            took = time.monotonic() - began
    assert slow.result().text == "tea 4000000"
    assert (took > 0.3, sorted(waits)[len(waits) // 2] < 0.15) == (True, True)


@cell("admin-ui", "builtin", packages=["reflex[db]", "starlette-admin"])
def test_a_record_is_added_changed_and_deleted(tmp_path):
    """The requests that the pages' forms and buttons send."""
    text = (
        MODEL
        + """
rx.Model.create_all()
app = rx.App(admin_dash=rx.AdminDash(models=MODELS))
""".replace("MODELS", "[]" if BROKEN else "[Book]")
    )

    def books():
        with sqlite3.connect(tmp_path / "shop.db") as connection:
            return connection.execute("SELECT title, pages FROM book").fetchall()

    with backend(tmp_path, text, ", db_url='sqlite:///shop.db'") as port:
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}/admin", timeout=20, follow_redirects=True)
        page = client.get("/book/create").text
        token = re.search(r'name="([^"]*csrf[^"]*)"[^>]*value="([^"]+)"', page)
        assert 'name="title"' in page
        sign = {token[1]: token[2]}
        client.post("/book/create", data={"title": "tea", "pages": "7", **sign})
        assert books() == [("tea", 7)]
        assert "tea" in client.get("/book/list").text
        client.post("/book/edit", params={"pk": "1"}, data={"title": "milk", "pages": "8", **sign})
        assert books() == [("milk", 8)]
        client.post("/_api/book/action", params={"name": "delete", "pks": "1"}, data=sign)
        assert books() == []


@cell("opentelemetry", "official-extension", packages=["opentelemetry-sdk", "reflex-otel"])
def test_a_request_leaves_a_span_in_the_callers_trace(tmp_path):
    text = """
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from reflex_otel import ReflexInstrumentor
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

exporter, tracers = InMemorySpanExporter(), TracerProvider()
tracers.add_span_processor(SimpleSpanProcessor(exporter))
INSTRUMENT

async def tea(request):
    return JSONResponse("green")

async def spans(request):
    done = exporter.get_finished_spans()
    return JSONResponse([[span.kind.name, f"{span.context.trace_id:032x}", dict(span.attributes)] for span in done])

app = rx.App(api_transformer=Starlette(routes=[Route("/spans", spans), Route("/tea", tea)]))
"""
    text = text.replace("INSTRUMENT", "" if BROKEN else "ReflexInstrumentor().instrument(tracer_provider=tracers)")
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with backend(tmp_path, text) as port:
        get(port, "/tea", headers={"traceparent": caller})
        spans = [span for span in get(port, "/spans").json() if span[0] == "SERVER"]
    assert [span[1] for span in spans] == [caller[3:35]]
    assert {"GET", 200} <= set(spans[0][2].values())


@cell("serverless", "third-party", packages=["mangum"])
def test_an_event_of_a_function_platform_is_answered(tmp_path):
    text = """
import json
from mangum import Mangum
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

async def tea(request):
    return PlainTextResponse(ANSWER)

app = rx.App(api_transformer=Starlette(routes=[Route("/tea", tea)]))
if __name__ == "__main__":
    event = {
        "version": "2.0",
        "rawPath": "/tea",
        "rawQueryString": "who=ann",
        "headers": {"host": "shop.example"},
        "requestContext": {"http": {"method": "GET", "path": "/tea", "sourceIp": "127.0.0.1"}},
        "isBase64Encoded": False,
    }
    print(json.dumps(Mangum(app(), lifespan="off")(event, None)))
""".replace("ANSWER", '"nothing"' if BROKEN else "f\"tea for {request.query_params['who']}\"")
    environ = project(tmp_path, text)
    answer = json.loads(run(tmp_path, environ, sys.executable, "shop.py").splitlines()[-1])
    assert (answer["statusCode"], answer["body"]) == (200, "tea for ann")


@cell("security-headers", "third-party", packages=["secure"])
def test_pages_and_routes_carry_the_headers(tmp_path):
    """With one port for both, the backend serves the built pages; a file stands in for them here."""
    text = """
from secure import Secure, headers
from secure.middleware import SecureASGIMiddleware

chosen = Secure(hsts=headers.StrictTransportSecurity(), xcto=headers.XContentTypeOptions())

def secured(inner):
    return SecureASGIMiddleware(inner, secure=chosen)

app = rx.App(api_transformer=TRANSFORMER)
"""
    built = tmp_path / ".web" / "build" / "client"
    built.mkdir(parents=True)
    (built / "index.html").write_text("<title>tea</title>")
    names = {"strict-transport-security", "x-content-type-options"}

    def seen(transformer):
        with backend(tmp_path, text.replace("TRANSFORMER", transformer), environ=MOUNTED) as port:
            page, route = get(port, "/"), get(port, "/ping")
        assert page.text == "<title>tea</title>"
        return names & set(page.headers), names & set(route.headers)

    assert seen("None") == (set(), set())
    assert seen("None" if BROKEN else "secured") == (names, names)


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered_at_a_path(tmp_path):
    text = """
import strawberry
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL

@strawberry.type
class Query:
    @strawberry.field
    def hello(self) -> str:
        return "tea"

endpoint = GraphQL(strawberry.Schema(Query))
app = rx.App(api_transformer=Starlette(routes=[Route("/graphql", endpoint)]))
""".replace("def hello", "def other" if BROKEN else "def hello")
    with backend(tmp_path, text) as port:
        address = f"http://127.0.0.1:{port}/graphql"
        answers = [httpx.post(address, json={"query": query}, timeout=20) for query in ("{ hello }", "{ coffee }")]
    assert answers[0].status_code == 200
    assert answers[0].json()["data"] == {"hello": "tea"}
    assert "coffee" in answers[1].json()["errors"][0]["message"]


@cell("structured-logs", "third-party", packages=["asgi-request-logger"])
def test_each_request_writes_a_line_of_json(tmp_path):
    text = """
import logging
from asgi_request_logger import JsonRequestLoggerMiddleware

logger = logging.getLogger("shop.requests")
logger.setLevel(logging.INFO)
logger.addHandler(logging.FileHandler("requests.log"))
logger.propagate = False
app = rx.App(api_transformer=TRANSFORMER)
""".replace("TRANSFORMER", "None" if BROKEN else "lambda inner: JsonRequestLoggerMiddleware(inner, logger=logger)")
    with backend(tmp_path, text) as port:
        assert [get(port, path).status_code for path in ("/ping", "/missing")] == [200, 404]
    lines = [json.loads(line) for line in (tmp_path / "requests.log").read_text().splitlines()]
    assert {("GET", "/ping", 200), ("GET", "/missing", 404)} <= {
        (line.get("method"), line.get("path"), line.get("status_code")) for line in lines
    }
