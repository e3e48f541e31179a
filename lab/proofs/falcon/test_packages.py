"""Packages that add what Falcon leaves out."""

import base64
import subprocess
import sys
import time

import falcon
import falcon.asgi
from falcon import testing
from loopback import BIN, api_gateway_event, asgi_get, becomes, fetch, free_port, http2_get, kept_alive, started
from proof import BROKEN, cell


class Hello:
    def on_get(self, request, response):
        response.text = "hello"


class AsyncHello:
    async def on_get(self, request, response):
        response.text = "hello"


def basic(name, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@cell("openapi", "third-party", packages=["openapi-spec-validator", "spectree[pydantic]"])
def test_spectree_describes_the_routes():
    from openapi_spec_validator import validate
    from pydantic import BaseModel
    from spectree import Response, SpecTree

    class Item(BaseModel):
        number: int

    def document(path):
        api = SpecTree("falcon", title="Shop", version="1")

        class Items:
            @api.validate(json=Item, resp=Response(HTTP_200=None))
            def on_post(self, request, response, key):
                """Add an item."""

        app = falcon.App()
        app.add_route(path, Hello() if BROKEN else Items())
        api.register(app)
        return testing.TestClient(app).simulate_get("/apidoc/openapi.json").json

    spec = document("/items/{key:int}")
    operation = spec["paths"].get("/items/{key}", {}).get("post", {})
    assert [(p["name"], p["schema"]["type"]) for p in operation.get("parameters", [])] == [("key", "integer")]
    model = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert spec["components"]["schemas"][model]["required"] == ["number"]
    validate(spec)
    assert list(document("/things/{key}")["paths"]) == ["/things/{key}"]


@cell("api-docs-ui", "third-party", packages=["spectree[pydantic]"])
def test_spectree_serves_swagger_ui_of_the_routes():
    from spectree import Response, SpecTree

    api = SpecTree("falcon", title="Shop", version="1")

    class Listed:
        @api.validate(resp=Response(HTTP_200=None))
        def on_get(self, request, response):
            response.media = "from the application"

    app = falcon.App()
    app.add_route("/hello", Listed())
    if not BROKEN:
        api.register(app)
    client = testing.TestClient(app)
    page = client.simulate_get("/apidoc/swagger")
    assert page.status_code == 200
    assert "SwaggerUIBundle" in page.text
    assert 'url: "openapi.json"' in page.text
    assert list(client.simulate_get("/apidoc/openapi.json").json["paths"]) == ["/hello"]
    assert client.simulate_get("/hello").json == "from the application"


@cell("typed-clients", "third-party", packages=["openapi-python-client", "spectree[pydantic]"])
def test_a_client_is_written_from_the_document(tmp_path):
    from pydantic import BaseModel
    from spectree import Response, SpecTree

    class Sum(BaseModel):
        total: int

    def written(first):
        api = SpecTree("falcon", title="Shop", version="1")

        class Add:
            @api.validate(resp=Response(HTTP_200=Sum))
            def on_get(self, request, response, **numbers):
                """Add two numbers."""

        app = falcon.App()
        app.add_route("/add/{%s:int}/{second:int}" % first, Add())
        api.register(app)
        document, folder = tmp_path / f"{first}.json", tmp_path / first
        document.write_text(testing.TestClient(app).simulate_get("/apidoc/openapi.json").text)
        command = [sys.executable, "-m", "openapi_python_client", "generate"]
        command += ["--path", document, "--output-path", folder, "--meta", "none"]
        if not BROKEN:
            subprocess.run(command, capture_output=True, timeout=50, check=True, env={"PATH": str(BIN)})
        return "\n".join(path.read_text() for path in sorted(folder.rglob("*.py")))

    code = written("first")
    assert "first: int" in code
    assert "second: int" in code
    assert "total: int" in code
    assert "start: int" in written("start")


@cell("authentication", "third-party", packages=["falcon-auth2"])
def test_basic_credentials_name_the_user():
    from falcon_auth2 import AuthMiddleware
    from falcon_auth2.backends import BasicAuthBackend

    def load_user(attributes, name, password):
        return {"name": name} if BROKEN or (name, password) == ("ann", "secret") else None

    class Me:
        def on_get(self, request, response):
            response.text = request.context.auth["user"]["name"]

    app = falcon.App(middleware=[AuthMiddleware(BasicAuthBackend(load_user))])
    app.add_route("/", Me())
    client = testing.TestClient(app)
    assert client.simulate_get("/", headers=basic("ann", "secret")).text == "ann"
    assert client.simulate_get("/").status_code == 401
    assert client.simulate_get("/", headers=basic("ann", "wrong")).status_code == 401


@cell("jwt", "third-party", packages=["falcon-auth2[jwt]"])
def test_a_signed_token_names_the_user():
    from falcon_auth2 import AuthMiddleware
    from falcon_auth2.backends import JWTAuthBackend
    from joserfc import jwt
    from joserfc.jwk import OctKey

    key = OctKey.generate_key()

    def token(key=key, lasts=60):
        now = int(time.time())
        claims = {"sub": "ann", "aud": "shop", "iss": "desk", "iat": now, "nbf": now - 99, "exp": now + lasts}
        return {"Authorization": "Bearer " + jwt.encode({"alg": "HS256"}, claims, key)}

    class Me:
        auth = {"auth_disabled": BROKEN}

        def on_get(self, request, response):
            response.text = request.context.auth["user"]

    def load_user(attributes, claims):
        return claims["sub"]

    app = falcon.App(middleware=[AuthMiddleware(JWTAuthBackend(load_user, key, algorithms=["HS256"]))])
    app.add_route("/", Me())
    client = testing.TestClient(app)
    statuses = [
        client.simulate_get("/", headers=h).status_code for h in ({}, token(OctKey.generate_key()), token(lasts=-60))
    ]
    assert statuses == [401, 401, 401]
    assert client.simulate_get("/", headers=token()).text == "ann"


@cell("permissions", "official-extension", packages=["falcon-policy"])
def test_a_role_decides_by_method():
    from falcon_policy import RoleBasedPolicy

    class SignedIn:
        """Stands for whatever signs users in: it sets the role of the one that a header names."""

        def process_request(self, request, response):
            request.context.roles = ["admin" if request.get_header("X-Test-User") == "ann" else "reader"]

    policy = {
        "roles": ["admin", "reader"],
        "groups": {"read": ["admin", "reader"], "delete": ["admin"]},
        "routes": {"/quote": {"GET": ["read"], "DELETE": ["delete"]}},
    }

    class Quote:
        def on_get(self, request, response):
            response.text = "read"

        on_delete = on_get

    app = falcon.App(middleware=[SignedIn()] if BROKEN else [SignedIn(), RoleBasedPolicy(policy)])
    app.add_route("/quote", Quote())
    client = testing.TestClient(app)
    ann, bob = {"X-Test-User": "ann"}, {"X-Test-User": "bob"}
    assert [client.simulate_get("/quote", headers=who).status_code for who in (ann, bob)] == [200, 200]
    assert [client.simulate_delete("/quote", headers=who).status_code for who in (ann, bob)] == [200, 403]


@cell("caching", "third-party", packages=["falcon-caching"])
def test_a_cached_answer_is_made_once_in_its_lifetime():
    from falcon_caching import Cache

    cache = Cache(config={"CACHE_EVICTION_STRATEGY": "time-based", "CACHE_TYPE": "simple"})
    runs = []

    class Counted:
        @cache.cached(timeout=0.001 if BROKEN else 1)
        def on_get(self, request, response):
            runs.append(1)
            response.text = str(len(runs))

    app = falcon.App(middleware=cache.middleware)
    app.add_route("/count", Counted())
    client = testing.TestClient(app)
    first = client.simulate_get("/count").text
    time.sleep(0.05)
    assert (first, client.simulate_get("/count").text) == ("1", "1")
    time.sleep(1.1)
    assert client.simulate_get("/count").text == "2"
    cache.cache.delete("/count:GET")
    assert client.simulate_get("/count").text == "3"


@cell("dependency-injection", "third-party", packages=["falcon-deps"])
def test_a_default_names_the_provider_of_an_object():
    from falcon_deps import InjectableResource
    from taskiq_dependencies import Depends

    def two():
        return 2

    count = Depends(lambda: 1)

    class Counter(InjectableResource):
        async def on_get(self, request, response, number=count):
            response.media = number

    def answer():
        app = falcon.asgi.App()
        app.add_route("/", Counter())
        return testing.TestClient(app).simulate_get("/").json

    assert answer() == 1
    if not BROKEN:
        count.dependency = two
    assert answer() == 2


@cell("sessions", "third-party", packages=["FalconSignedSessions"])
def test_a_session_keeps_a_value():
    from FalconSignedSessions import SignedSessions

    class Word:
        def on_get(self, request, response):
            response.media = request.context.get_session("word")

        def on_post(self, request, response):
            if not BROKEN:
                response.context.set_session("word", "tea")

    app = falcon.App(middleware=[SignedSessions()])
    app.add_route("/", Word())
    client = testing.TestClient(app)
    answer = client.simulate_post("/")
    value = answer.cookies["session"].value if "session" in answer.cookies else ""
    changed = value[:-2] + ("A" if value[-2:-1] != "A" else "B") + value[-1:]
    words = [client.simulate_get("/", cookies={"session": cookie}).json for cookie in (value, changed)]
    assert words == ["tea", None]
    assert client.simulate_get("/").json is None


@cell("signed-cookies", "third-party", packages=["FalconSignedSessions"])
def test_a_changed_session_cookie_is_refused():
    from FalconSignedSessions import SignedSessions

    class Colour:
        def on_get(self, request, response):
            response.media = request.context.get_session("colour") or "none"

        def on_post(self, request, response):
            response.context.set_session("colour", "red")

    app = falcon.App(middleware=[SignedSessions()])
    app.add_route("/", Colour())
    client = testing.TestClient(app)
    payload, _, signature = client.simulate_post("/").cookies["session"].value.rpartition(".")
    forged = base64.urlsafe_b64encode(b'{"colour":"blue"}').decode().rstrip("=")
    taken = client.simulate_get("/", cookies={"session": f"{forged if BROKEN else payload}.{signature}"})
    assert taken.json == "red"
    assert client.simulate_get("/", cookies={"session": f"{forged}.{signature}"}).json == "none"


@cell("throttling", "third-party", packages=["falcon-rate-limiter"])
def test_the_third_request_of_a_client_is_refused():
    from dateutil.relativedelta import relativedelta
    from falcon_rate_limiter import FalconRateLimiter

    limiter = FalconRateLimiter()

    class Limited:
        @limiter.rate_limit(requests=9 if BROKEN else 2, per=relativedelta(minutes=1))
        def on_get(self, request, response):
            response.text = "hello"

    app = falcon.App()
    app.add_route("/", Limited())
    client = testing.TestClient(app)
    assert [client.simulate_get("/", remote_addr="10.0.0.1").status_code for _ in range(3)] == [200, 200, 429]
    assert client.simulate_get("/", remote_addr="10.0.0.2").status_code == 200


@cell("partial-pages", "third-party", packages=["asgi-htmx"])
def test_one_address_gives_the_part_or_the_page():
    from asgi_htmx import HtmxMiddleware

    class Items:
        async def on_get(self, request, response):
            part = "<li>tea</li>"
            response.text = part if request.scope.get("htmx") else f"<html><ul>{part}</ul></html>"

    app = falcon.asgi.App()
    app.add_route("/", Items())
    wrapped = app if BROKEN else HtmxMiddleware(app)
    assert asgi_get(wrapped, headers=[("HX-Request", "true")]) == (200, "<li>tea</li>")
    assert asgi_get(wrapped) == (200, "<html><ul><li>tea</li></ul></html>")


@cell("security-headers", "third-party", packages=["secure"])
def test_every_answer_carries_the_headers():
    from secure.middleware import SecureWSGIMiddleware

    app = falcon.App()
    app.add_route("/", Hello())
    wanted = {
        "strict-transport-security",
        "content-security-policy",
        "x-frame-options",
        "x-content-type-options",
        "referrer-policy",
    }
    assert not wanted & set(testing.TestClient(app).simulate_get("/").headers)
    client = testing.TestClient(app if BROKEN else SecureWSGIMiddleware(app))
    assert wanted <= set(client.simulate_get("/").headers)
    assert wanted <= set(client.simulate_get("/nowhere").headers)


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_api_gateway_is_answered():
    from apig_wsgi import make_lambda_handler

    app = falcon.App()
    if not BROKEN:
        app.add_route("/hello", Hello())
    answer = make_lambda_handler(app)(api_gateway_event("/hello"), None)
    assert (answer["statusCode"], answer["body"]) == (200, "hello")


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-falcon", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.falcon import FalconInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    if not BROKEN:
        FalconInstrumentor().instrument(tracer_provider=provider)
    app = falcon.App()
    app.add_route("/items/{key}", type("Item", (), {"on_get": lambda self, request, response, key: None})())
    trace = "0af7651916cd43dd8448eb211c80319c"
    testing.TestClient(app).simulate_get("/items/7", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [(f"{span.context.trace_id:032x}", span.name) for span in spans] == [(trace, "GET /items/{key}")]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("mcp-server", "official-extension", packages=["falcon-mcp-server"])
def test_a_function_is_a_tool():
    from falcon_mcp_server import MCP

    async def add(a: int, b: int) -> str:
        return str(a - b if BROKEN else a + b)

    number = {"type": "integer"}
    mcp = MCP()
    mcp.add_tool(add, input_schema={"type": "object", "properties": {"a": number, "b": number}})
    client = testing.TestClient(mcp.create_app())

    def call(method, **params):
        version, prefix = "2026-07-28", "io.modelcontextprotocol/"
        params["_meta"] = {prefix + "protocolVersion": version, prefix + "clientCapabilities": {}}
        headers = {"MCP-Protocol-Version": version, "Mcp-Method": method, "Mcp-Name": params.get("name", "")}
        headers["Accept"] = "application/json, text/event-stream"
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return client.simulate_post("/mcp", json=body, headers=headers).json["result"]

    tools = call("tools/list")["tools"]
    assert [(tool["name"], sorted(tool["inputSchema"]["properties"])) for tool in tools] == [("add", ["a", "b"])]
    assert call("tools/call", name="add", arguments={"a": 2, "b": 3})["content"][0]["text"] == "5"


@cell("orm", "third-party", packages=["sqlalchemy"])
def test_rows_are_objects_again_in_a_new_process(tmp_path):
    program = tmp_path / "fruits.py"
    program.write_text(FRUITS)

    def run(call):
        code = f"import fruits; print(fruits.client.{call}.text)"
        answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=30)
        return answer.stdout.strip() or answer.stderr

    if BROKEN:
        program.write_text(FRUITS.replace("add_all", "expunge_all() or list"))
    run("simulate_post('/')")
    assert run("simulate_get('/pear')") == "Fruit pear 2"


FRUITS = """
import falcon
from falcon.testing import TestClient
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Fruit(Base):
    __tablename__ = "fruit"
    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


engine = create_engine("sqlite:///fruits.db")
Base.metadata.create_all(engine)


class Database:
    def process_resource(self, request, response, resource, params):
        request.context.session = Session(engine)

    def process_response(self, request, response, resource, succeeded):
        request.context.session.commit()
        request.context.session.close()


class Fruits:
    def on_post(self, request, response):
        fruits = [Fruit(name=name, number=number) for number, name in enumerate(["apple", "plum", "pear"])]
        request.context.session.add_all(fruits)


class OneFruit:
    def on_get(self, request, response, name):
        fruit = request.context.session.scalars(select(Fruit).where(Fruit.name == name)).first()
        response.text = f"{type(fruit).__name__} {fruit.name} {fruit.number}" if fruit else "none"


app = falcon.App(middleware=[Database()])
app.add_route("/", Fruits())
app.add_route("/{name}", OneFruit())
client = TestClient(app)
"""


SHOP = """
import falcon
import falcon.asgi


class Hello:
    def on_get(self, request, response):
        response.text = "hello"


class AsyncHello:
    async def on_get(self, request, response):
        response.text = "hello"


app = falcon.App()
app.add_route("/", Hello())
asgi_app = falcon.asgi.App()
asgi_app.add_route("/", AsyncHello())
"""


@cell("dev-reload", "third-party", packages=["gunicorn"])
def test_gunicorn_reloads_a_changed_file(tmp_path):
    shop, port = tmp_path / "shop.py", free_port()
    shop.write_text(SHOP)
    command = [BIN / "gunicorn", "--reload", "--bind", f"127.0.0.1:{port}", "shop:app"]
    if BROKEN:
        command.remove("--reload")
    with started(*command, port=port, folder=tmp_path) as server:
        assert becomes(server.address, "hello")
        time.sleep(1.5)
        shop.write_text(SHOP.replace('"hello"', '"changed"'))
        assert becomes(server.address, "changed")


@cell("production-server", "third-party", packages=["gunicorn"])
def test_gunicorn_serves_the_application(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP)
    port, threads = free_port(), [] if BROKEN else ["--threads", "4"]
    command = [BIN / "gunicorn", *threads, "--bind", f"127.0.0.1:{port}", "shop:app"]
    with started(*command, port=port, folder=tmp_path):
        assert kept_alive(port) == ({200}, 2)


@cell("production-server", "third-party", packages=["uvicorn"])
def test_uvicorn_serves_the_application(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP.replace('"/"', '"/elsewhere"') if BROKEN else SHOP)
    port = free_port()
    with started(BIN / "uvicorn", "--port", port, "shop:asgi_app", port=port, folder=tmp_path) as server:
        assert kept_alive(port) == ({200}, 2)
        assert fetch(server.address).text == "hello"


@cell("http2", "third-party", packages=["hypercorn"])
def test_hypercorn_answers_over_http2(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP.replace('"hello"', '""') if BROKEN else SHOP)
    port = free_port()
    with started(BIN / "hypercorn", "--bind", f"127.0.0.1:{port}", "shop:asgi_app", port=port, folder=tmp_path):
        assert http2_get(port) == "hello"


@cell("templating", "third-party", packages=["falcon-helpers"])
def test_a_template_file_with_a_loop_is_rendered(tmp_path):
    """Its environment of Jinja does not escape values."""
    from falcon_helpers import Jinja2Middleware
    from falcon_helpers.middlewares import Jinja2Response

    class Page:
        def on_get(self, request, response):
            response.context["template"] = Jinja2Response("list.html", items=["tea", "milk", "salt"])

    loop = "" if BROKEN else "{% for item in items %}<li>{{ item }}</li>{% endfor %}"
    (tmp_path / "list.html").write_text(f"<ul>{loop}</ul>")
    app = falcon.App(middleware=[Jinja2Middleware(str(tmp_path))])
    app.add_route("/", Page())
    answer = testing.TestClient(app).simulate_get("/")
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text == "<ul><li>tea</li><li>milk</li><li>salt</li></ul>"


@cell("configuration", "third-party", packages=["falcon-helpers"])
def test_a_setting_comes_from_a_file(tmp_path):
    from falcon_helpers.config import Config

    class Greeting:
        def __init__(self, config):
            self.greeting = config.shop.greeting

        def on_get(self, request, response):
            response.text = self.greeting

    def answer(greeting):
        (tmp_path / "shop.ini").write_text(f"[shop]\ngreeting = {'hello' if BROKEN else greeting}\n")
        app = falcon.App()
        app.add_route("/", Greeting(Config.from_inis(tmp_path / "shop.ini")))
        return testing.TestClient(app).simulate_get("/").text

    assert [answer(greeting) for greeting in ("hello", "good day")] == ["hello", "good day"]
