"""APIs and what looks on them, with Quart."""

import asyncio
import json
import subprocess
import sys
import threading
from dataclasses import dataclass

from pallets_starlette import free_port, listens, until
from proof import BROKEN, cell
from quart import Quart


async def json_of(app, path, **options):
    return await (await app.test_client().get(path, **options)).get_json()


def with_schema(kind="int", validates=True):
    """An application with Quart-Schema and an address that takes a number from 1 to 99."""
    from pydantic import BaseModel, Field
    from quart_schema import QuartSchema, validate_request, validate_response

    class Order(BaseModel):
        count: int = Field(ge=1, le=99)

    class Ordered(BaseModel):
        ordered: int

    app = Quart("Shop")
    for name, file in {"JS": "swagger-ui-bundle.js", "CSS": "swagger-ui.css"}.items():
        app.config[f"QUART_SCHEMA_SWAGGER_{name}_URL"] = f"https://files.example/{file}"
    QuartSchema(app)

    async def order(number, data=None):
        return Ordered(ordered=data.count if data else 5)

    order = validate_response(Ordered)(order)
    app.post(f"/orders/<{kind}:number>")(validate_request(Order)(order) if validates else order)
    return app


@cell("openapi", "official-extension", packages=["openapi-spec-validator", "quart-schema[pydantic]"])
def test_quart_schema_describes_the_routes():
    from openapi_spec_validator import validate

    def described(kind):
        document = asyncio.run(json_of(with_schema(kind), "/openapi.json"))
        validate(document)
        return document["paths"]["/orders/{number}"]["post"]

    operation, changed = described("int"), described("int" if BROKEN else "string")
    assert operation["parameters"][0]["schema"]["type"] == "integer"
    assert operation["requestBody"]["content"]["application/json"]["schema"]["required"] == ["count"]
    assert changed["parameters"][0]["schema"]["type"] == "string"


@cell("request-validation", "official-extension", packages=["quart-schema[pydantic]"])
def test_wrong_bodies_are_refused_before_the_handler():
    app = with_schema(validates=not BROKEN)

    async def talk():
        client = app.test_client()
        right = await client.post("/orders/7", json={"count": 5})
        assert await right.get_json() == {"ordered": 5}
        wrong = [await client.post("/orders/7", json={"count": count}) for count in (0, 100, "text")]
        wrong.append(await client.post("/orders/7"))
        assert [answer.status_code for answer in wrong] == [400] * 4

    asyncio.run(talk())


@cell(
    "api-docs-ui",
    "official-extension",
    packages=["drf-spectacular-sidecar", "playwright", "quart-schema[pydantic]"],
)
def test_the_page_sends_a_request():
    from pathlib import Path

    import drf_spectacular_sidecar
    from swagger_in_chromium import try_out

    files = Path(drf_spectacular_sidecar.__file__).parent / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"
    app, port, done = with_schema(), free_port(), threading.Event()

    async def ended():
        while not done.is_set():
            await asyncio.sleep(0.05)

    server = threading.Thread(target=lambda: asyncio.run(app.run_task(port=port, shutdown_trigger=ended)))
    server.start()
    until(lambda: listens(port))
    page = f"http://127.0.0.1:{port}/{'other' if BROKEN else 'docs'}"
    try:
        path, answer = try_out(page, files, {"number": "7"}, '{"count": 5}')
    finally:
        done.set()
        server.join()
    assert path == "/orders/{number}"
    assert '"ordered": 5' in answer


@cell("typed-clients", "third-party", packages=["openapi-python-client", "quart-schema[pydantic]"])
def test_a_typed_client_is_written_and_follows_the_route(tmp_path):
    from quart_schema import QuartSchema, validate_response

    def client(kind):
        app, Sum = Quart("Shop"), dataclass(type("Sum", (), {"__annotations__": {"total": kind}}))
        QuartSchema(app)

        @app.get("/add/<int:one>/<int:two>")
        @validate_response(Sum)
        async def add(one, two):
            return Sum(one + two)

        path, output = tmp_path / "shop.json", tmp_path / "client"
        path.write_text(json.dumps(asyncio.run(json_of(app, "/openapi.json"))))
        command = ["openapi_python_client", "generate", "--path", str(path), "--output-path", str(output), "--overwrite"]
        subprocess.run([sys.executable, "-m", *command, "--meta", "none"], check=True, timeout=50)
        return "".join(file.read_text() for file in sorted(output.rglob("*.py")))

    text, changed = client(int), client(int if BROKEN else str)
    assert all(named in text for named in ("one: int", "two: int", "total: int"))
    assert "total: str" in changed


@cell("dependency-injection", "third-party", packages=["quart-dishka"])
def test_a_handler_gets_what_its_annotation_names():
    from dishka import FromDishka, Provider, Scope, make_async_container
    from quart_dishka import QuartDishka, inject

    class Counter:
        made = 0

        def __init__(self):
            Counter.made += 1
            self.number = Counter.made

    class Fixed(Counter):
        def __init__(self):
            self.number = 42

    def shop(source):
        app, provider = Quart(__name__), Provider(scope=Scope.REQUEST)
        provider.provide(source, provides=Counter)

        @app.get("/")
        @inject
        async def number(counter: FromDishka[Counter]):
            return [counter.number]

        QuartDishka(app=app, container=make_async_container(provider))
        return app

    counting, fixed = shop(Counter), shop(Counter if BROKEN else Fixed)
    assert [asyncio.run(json_of(counting, "/")) for _ in range(2)] == [[1], [2]]
    assert asyncio.run(json_of(fixed, "/")) == [42]


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered():
    import strawberry
    from strawberry.quart.views import GraphQLView

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "tea"

    app = Quart(__name__)
    if not BROKEN:
        view = GraphQLView.as_view("graphql", schema=strawberry.Schema(Query))
        app.add_url_rule("/graphql", view_func=view, methods=["POST"])

    async def asked(field):
        answer = await app.test_client().post("/graphql", json={"query": f"{{ {field} }}"})
        return answer.status_code, await answer.get_json()

    assert asyncio.run(asked("hello")) == (200, {"data": {"hello": "tea"}})
    assert "missing" in asyncio.run(asked("missing"))[1]["errors"][0]["message"]


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-asgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_trace_of_its_caller():
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    app, memory, provider = Quart(__name__), InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))

    @app.get("/tea/<kind>")
    async def tea(kind):
        return [kind]

    if not BROKEN:
        app.asgi_app = OpenTelemetryMiddleware(app.asgi_app, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    asyncio.run(json_of(app, "/tea/green", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"}))
    spans = [span for span in memory.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [f"{span.context.trace_id:032x}" for span in spans] == [trace]
    assert (spans[0].attributes["http.method"], spans[0].attributes["http.status_code"]) == ("GET", 200)


@cell("structured-logs", "third-party", packages=["auditry[quart]"])
def test_each_request_is_logged_as_json(capfd):
    from auditry import ObservabilityConfig, configure_logging
    from auditry.quart import create_middleware

    configure_logging(level="INFO", service="shop", version="1", environment="test")
    app = Quart(__name__)

    @app.get("/tea")
    async def tea():
        return [1], 201

    if not BROKEN:
        settings = ObservabilityConfig(service_name="shop", log_request_body=False, log_response_body=False)
        app = create_middleware(app, config=settings)
    asyncio.run(json_of(app, "/tea"))
    written = capfd.readouterr()
    lines = [line for line in (written.out + written.err).splitlines() if line.startswith("{")]
    print(*lines, sep="\n")
    assert any('"GET"' in line and '"/tea"' in line and "201" in line for line in lines)


def status_of(app, path, method="GET", **options):
    async def ask():
        return (await app.test_client().open(path, method=method, **options)).status_code

    return asyncio.run(ask())


@cell("health-checks", "none-found", packages=["flask-healthz"])
def test_health_checks_made_for_flask_do_not_run():
    """Tried: usual addresses of an application, and Flask-Healthz with Quart: a check that passes answers 500."""
    from flask_healthz import healthz

    app = Quart(__name__)
    app.config["HEALTHZ"] = {"live": lambda: None, "ready": lambda: None}
    assert [status_of(app, path) for path in ("/health", "/healthz", "/healthz/ready")] == [404] * 3
    app = Quart(__name__)
    app.config["HEALTHZ"] = {"live": lambda: None, "ready": lambda: None}
    app.register_blueprint(healthz, url_prefix="/healthz")
    assert status_of(app, "/healthz/ready") == 500


@cell("mcp-server", "none-found", packages=["flask-mcp-plus"])
def test_tools_for_models_made_for_flask_are_not_served():
    """Tried: Flask-MCP-Plus with Quart: a call for its tools answers 500."""
    from flask_mcp_plus import MCP

    app, mcp = Quart(__name__), MCP()
    mcp.init_app(app, "shop", __name__)
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    assert status_of(app, "/mcp", method="POST", json=message) == 500


@cell("pagination", "none-found", packages=["flask-sqlalchemy"])
def test_pages_of_queries_made_for_flask_are_not_there():
    """Tried: paginate() of Flask-SQLAlchemy with Quart: the view that calls it answers 500."""
    from flask_sqlalchemy import SQLAlchemy

    app = Quart(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db = SQLAlchemy()

    class Person(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    @app.get("/")
    async def persons():
        return [person.id for person in db.paginate(db.select(Person), per_page=10)]

    db.init_app(app)
    try:
        status = status_of(app, "/")
    except Exception as error:
        status = type(error).__name__
    assert status in (500, "BaseExceptionGroup", "ExceptionGroup", "RuntimeError")


@cell("admin-ui", "third-party", packages=["piccolo-admin", "piccolo[sqlite]"])
def test_a_record_is_added_changed_and_deleted(tmp_path):
    """By the requests that its pages send, without a browser."""
    from piccolo_office import ADMIN, edit_by_its_pages

    site = ADMIN.replace("APPLICATION", 'from quart import Quart\n\napp = Quart("office")')
    edit_by_its_pages(tmp_path, site.replace("[Person]", "[]") if BROKEN else site)


@cell("caching", "none-found", packages=["starlette-caches"])
def test_a_cache_for_asgi_keeps_no_answer():
    """Tried: starlette-caches, whose README names Quart; it keeps no answer that is sent in parts, as all of Quart's
    are."""
    from aiocache import Cache
    from starlette_caches.middleware import CacheMiddleware

    app, calls = Quart("shop"), []

    @app.get("/")
    async def count():
        calls.append(1)
        return "1" if BROKEN else str(len(calls))

    app.asgi_app = CacheMiddleware(app.asgi_app, cache=Cache(Cache.MEMORY, ttl=60))

    async def asked():
        client = app.test_client()
        return [await (await client.get("/")).get_data(as_text=True) for _ in range(2)]

    assert asyncio.run(asked()) == ["1", "2"]
