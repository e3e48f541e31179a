"""APIs and what looks on them, with Flask."""

import logging
import subprocess
import sys
import threading

from flask import Flask
from proof import BROKEN, cell


def with_smorest(kind="int"):
    """An application with Flask-Smorest and an address that takes a number from 1 to 99."""
    import marshmallow
    from flask_smorest import Api, Blueprint

    class Order(marshmallow.Schema):
        count = marshmallow.fields.Integer(required=True, validate=marshmallow.validate.Range(1, 99))

    app = Flask(__name__)
    app.config |= {"API_TITLE": "Shop", "API_VERSION": "1", "OPENAPI_VERSION": "3.0.3", "OPENAPI_URL_PREFIX": "/"}
    app.config |= {"OPENAPI_SWAGGER_UI_PATH": "/docs", "OPENAPI_SWAGGER_UI_URL": "/static/"}
    orders = Blueprint("orders", "orders")

    @orders.post(f"/orders/<{kind}:number>")
    @orders.arguments(Order)
    def order(body, number):
        return {"ordered": body["count"]}

    Api(app).register_blueprint(orders)
    return app


def with_apiflask(kind="int"):
    """The same with APIFlask."""
    import marshmallow
    from apiflask import APIFlask, Schema, fields

    class Order(Schema):
        count = fields.Integer(required=True, validate=marshmallow.validate.Range(1, 99))

    app = APIFlask(__name__, spec_path="/openapi.json", docs_path="/docs")
    app.config["SWAGGER_UI_CSS"], app.config["SWAGGER_UI_BUNDLE_JS"] = "/static/swagger-ui.css", "/static/swagger-ui-bundle.js"
    app.config["SWAGGER_UI_STANDALONE_PRESET_JS"] = "/static/swagger-ui-standalone-preset.js"

    @app.post(f"/orders/<{kind}:number>")
    @app.input(Order)
    def order(number, json_data):
        return {"ordered": json_data["count"]}

    return app


@cell("openapi", "third-party", packages=["flask-smorest", "openapi-spec-validator"])
def test_flask_smorest_describes_its_routes():
    from openapi_spec_validator import validate

    app, changed = with_smorest(), with_smorest("int" if BROKEN else "string")
    document, other = (each.test_client().get("/openapi.json").json["paths"]["/orders/{number}"] for each in (app, changed))
    validate(app.test_client().get("/openapi.json").json)
    assert document["parameters"][0]["schema"]["type"] == "integer"
    assert "Order" in str(document["post"]["requestBody"])
    assert app.test_client().get("/openapi.json").json["components"]["schemas"]["Order"]["required"] == ["count"]
    assert other["parameters"][0]["schema"]["type"] == "string"


@cell("openapi", "third-party", packages=["apiflask", "openapi-spec-validator"])
def test_apiflask_describes_its_routes():
    from openapi_spec_validator import validate

    app, changed = with_apiflask(), with_apiflask("int" if BROKEN else "string")
    document, other = (each.test_client().get("/openapi.json").json["paths"]["/orders/{number}"] for each in (app, changed))
    validate(app.test_client().get("/openapi.json").json)
    assert document["post"]["parameters"][0]["schema"]["type"] == "integer"
    assert "Order" in str(document["post"]["requestBody"])
    assert app.test_client().get("/openapi.json").json["components"]["schemas"]["Order"]["required"] == ["count"]
    assert other["post"]["parameters"][0]["schema"]["type"] == "string"


@cell("request-validation", "third-party", packages=["flask-smorest"])
def test_flask_smorest_refuses_wrong_bodies():
    client = with_smorest().test_client()
    assert client.post("/orders/7", json={"count": 5}).json == {"ordered": 5}
    wrong = [client.post("/orders/7", json={"count": 5 if BROKEN else count}) for count in (0, 100, "text")]
    assert [answer.status_code for answer in wrong] == [422] * 3
    assert all("count" in answer.text for answer in wrong)
    assert client.post("/orders/7").status_code == 422


@cell("request-validation", "third-party", packages=["apiflask"])
def test_apiflask_refuses_wrong_bodies():
    client = with_apiflask().test_client()
    assert client.post("/orders/7", json={"count": 5}).json == {"ordered": 5}
    wrong = [client.post("/orders/7", json={"count": 5 if BROKEN else count}) for count in (0, 100, "text")]
    assert [answer.status_code for answer in wrong] == [422] * 3
    assert all("count" in answer.text for answer in wrong)
    assert client.post("/orders/7").status_code == 422


def tried_out(app, page):
    """What Chromium sees when it opens the page, fills in the form of the address and sends it."""
    from pathlib import Path

    import drf_spectacular_sidecar
    from swagger_in_chromium import try_out
    from werkzeug.serving import make_server

    files = Path(drf_spectacular_sidecar.__file__).parent / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"
    app.static_folder = str(files)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return try_out(f"http://127.0.0.1:{server.server_port}{page}", files, {"number": "7"}, '{"count": 5}')
    finally:
        server.shutdown()


@cell("api-docs-ui", "third-party", packages=["drf-spectacular-sidecar", "flask-smorest", "playwright"])
def test_the_page_of_flask_smorest_sends_a_request():
    path, answer = tried_out(with_smorest(), "/other" if BROKEN else "/docs")
    assert path == "/orders/{number}"
    assert '"ordered": 5' in answer


@cell("api-docs-ui", "third-party", packages=["apiflask", "drf-spectacular-sidecar", "playwright"])
def test_the_page_of_apiflask_sends_a_request():
    path, answer = tried_out(with_apiflask(), "/other" if BROKEN else "/docs")
    assert path == "/orders/{number}"
    assert '"ordered": 5' in answer


class Counter:
    """Something that a handler needs; each one has the next number."""

    made = 0

    def __init__(self):
        Counter.made += 1
        self.number = Counter.made


class Fixed:
    number = 42


@cell("dependency-injection", "third-party", packages=["dependency-injector"])
def test_dependency_injector_gives_a_handler_what_it_asks_for():
    from dependency_injector.containers import DeclarativeContainer
    from dependency_injector.providers import Factory
    from dependency_injector.wiring import Provide, inject

    class Container(DeclarativeContainer):
        counter = Factory(Counter)

    app, container = Flask(__name__), Container()

    @app.get("/")
    @inject
    def number(counter: Counter = Provide[Container.counter]):
        return str(getattr(counter, "number", "nothing"))

    if not BROKEN:
        container.wire(modules=[__name__])
    client = app.test_client()
    first, second = client.get("/").text, client.get("/").text
    assert second.isdigit() and int(second) == int(first) + 1
    with container.counter.override(Factory(Fixed)):
        assert client.get("/").text == "42"


@cell("dependency-injection", "third-party", packages=["flask-injector"])
def test_flask_injector_gives_a_handler_what_it_asks_for():
    from flask_injector import FlaskInjector

    def client(provider):
        app = Flask(__name__)

        @app.get("/")
        def number(counter: Counter):
            return str(counter.number)

        FlaskInjector(app, modules=[lambda binder: binder.bind(Counter, to=provider)])
        return app.test_client()

    counting, fixed = client(Counter), client(Counter if BROKEN else Fixed)
    assert int(counting.get("/").text) + 1 == int(counting.get("/").text)
    assert fixed.get("/").text == "42"


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_is_answered():
    import strawberry
    from strawberry.flask.views import GraphQLView

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self) -> str:
            return "tea"

    app = Flask(__name__)
    if not BROKEN:
        view = GraphQLView.as_view("graphql", schema=strawberry.Schema(Query))
        app.add_url_rule("/graphql", view_func=view, methods=["POST"])
    client = app.test_client()
    right, wrong = (client.post("/graphql", json={"query": f"{{ {field} }}"}) for field in ("hello", "missing"))
    assert (right.status_code, right.json) == (200, {"data": {"hello": "tea"}})
    assert "missing" in wrong.json["errors"][0]["message"]


@cell("health-checks", "third-party", packages=["flask-healthz"])
def test_a_failing_check_turns_the_address_to_503():
    from flask_healthz import HealthError, healthz

    app, works = Flask(__name__), [True]

    def ready():
        if not works[0] and not BROKEN:
            raise HealthError("the database is away")

    app.register_blueprint(healthz, url_prefix="/healthz")
    app.config["HEALTHZ"] = {"live": lambda: None, "ready": ready}
    client = app.test_client()
    assert client.get("/healthz/ready").status_code == 200
    works[0] = False
    assert client.get("/healthz/ready").status_code == 503


@cell("mcp-server", "third-party", packages=["flask-mcp-plus"])
def test_a_function_is_a_tool_for_models():
    import json

    from flask_mcp_plus import MCP

    app, mcp = Flask(__name__), MCP()
    mcp.init_app(app, "shop", __name__)

    def add(one: int, two: int) -> int:
        """Add two numbers."""
        return one + two

    if not BROKEN:
        mcp.tool(add)
    client = app.test_client()

    def call(method, **params):
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = client.post("/mcp", json=message, headers={"Accept": "application/json, text/event-stream"})
        return json.loads(answer.text.partition("data: ")[2] or answer.text)["result"]

    tools = call("tools/list")["tools"]
    assert [(tool["name"], set(tool["inputSchema"]["properties"])) for tool in tools] == [("add", {"one", "two"})]
    assert call("tools/call", name="add", arguments={"one": 2, "two": 3})["content"][0]["text"] == "5"


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-flask", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_trace_of_its_caller():
    from opentelemetry.instrumentation.flask import FlaskInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    app, memory, provider = Flask(__name__), InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    app.add_url_rule("/tea/<kind>", view_func=lambda kind: kind, endpoint="tea")
    if not BROKEN:
        FlaskInstrumentor().instrument_app(app, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    app.test_client().get("/tea/green", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    spans = [(span.kind.name, f"{span.context.trace_id:032x}") for span in memory.get_finished_spans()]
    assert spans == [("SERVER", trace)]
    found = memory.get_finished_spans()[0].attributes
    assert (found["http.method"], found["http.status_code"], found["http.route"]) == ("GET", 200, "/tea/<kind>")


@cell("structured-logs", "third-party", packages=["flask-events"])
def test_each_request_is_logged_as_named_values(caplog):
    from flask_events import Events

    app = Flask("shop")
    app.add_url_rule("/tea", view_func=lambda: ("green", 201), endpoint="tea")
    if not BROKEN:
        Events(app)
    with caplog.at_level(logging.INFO):
        app.test_client().get("/tea")
    line = next((record.getMessage() for record in caplog.records if "canonical" in record.name), "")
    values = dict(pair.split("=", 1) for pair in line.split() if "=" in pair)
    assert {"method": "GET", "path": "/tea", "status": "201"}.items() <= values.items()


@cell("typed-clients", "third-party", packages=["apiflask", "openapi-python-client"])
def test_a_typed_client_is_written_and_follows_the_route(tmp_path):
    import json

    from apiflask import APIFlask, Schema, fields

    def client(field):
        app = APIFlask(__name__, title="Shop")

        @app.get("/add/<int:one>/<int:two>")
        @app.output(Schema.from_dict({"total": field}, name="Sum"))
        def add(one, two):
            return {"total": one + two}

        path, output = tmp_path / "shop.json", tmp_path / "client"
        path.write_text(json.dumps(app.spec))
        command = ["openapi_python_client", "generate", "--path", str(path), "--output-path", str(output), "--overwrite"]
        subprocess.run([sys.executable, "-m", *command, "--meta", "none"], check=True, timeout=50)
        return "".join(file.read_text() for file in sorted(output.rglob("*.py")))

    number = fields.Integer(required=True)
    text, changed = client(number), client(number if BROKEN else fields.String(required=True))
    assert all(named in text for named in ("one: int", "two: int", "total: int"))
    assert "total: str" in changed
