"""What packages of others add to Pyramid."""

import json
import sys
from pathlib import Path

from proof import BROKEN, cell
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

BIN = Path(sys.executable).parent


def get(app, path, **options):
    return Request.blank(path, **options).get_response(app)


def app_with(view, **options):
    """An application with one view at /."""
    with Configurator() as config:
        config.add_route("home", "/")
        config.add_view(view, route_name="home", **options)
    return config.make_wsgi_app()


@cell("cors", "third-party", packages=["cornice"])
def test_a_service_answers_preflights_of_an_allowed_origin():
    from cornice import Service

    hello = Service(name="hello", path="/", cors_origins=("*",) if BROKEN else ("https://ok.example",))
    hello.add_view("GET", lambda request: {"hello": "world"})
    with Configurator() as config:
        config.include("cornice")
        config.add_cornice_service(hello)
    app = config.make_wsgi_app()

    def allowed(method, origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        return get(app, "/", method=method, headers=headers).headers.get("Access-Control-Allow-Origin")

    assert allowed("OPTIONS", "https://ok.example") == "https://ok.example"
    assert allowed("GET", "https://ok.example") == "https://ok.example"
    assert allowed("OPTIONS", "https://other.example") is None


@cell("dependency-injection", "third-party", packages=["dishka-pyramid"])
def test_a_view_declares_what_it_wants():
    from dishka import Provider, Scope, make_container
    from dishka_pyramid import FromDishka, PyramidProvider, inject, setup_dishka

    class Counter:
        count = 0

        def next(self):
            self.count += 1
            return str(self.count)

    class Constant(Counter):
        def next(self):
            return "always"

    @inject
    def view(request, counter: FromDishka[Counter]) -> Response:
        return Response(counter.next())

    def app_of(made):
        provider = Provider(scope=Scope.APP)
        provider.provide(made, provides=Counter)
        with Configurator() as config:
            setup_dishka(container=make_container(PyramidProvider(), provider), config=config)
            config.add_route("count", "/")
            config.add_view(view, route_name="count")
        return config.make_wsgi_app()

    app = app_of(Counter)
    assert [get(app, "/").text, get(app, "/").text] == ["1", "2"]
    assert get(app_of(Counter if BROKEN else Constant), "/").text == "always"


@cell("graphql", "third-party", packages=["ariadne"])
def test_a_query_is_answered_at_a_path():
    from ariadne import QueryType, make_executable_schema
    from ariadne.wsgi import GraphQL
    from pyramid.wsgi import wsgiapp2

    query = QueryType()
    if not BROKEN:
        query.set_field("hello", lambda *_: "world")
    endpoint = GraphQL(make_executable_schema("type Query { hello: String }", query))
    with Configurator() as config:
        config.add_route("graphql", "/graphql")
        config.add_view(wsgiapp2(endpoint), route_name="graphql")
    app = config.make_wsgi_app()

    def ask(text):
        return get(
            app, "/graphql", method="POST", body=json.dumps({"query": text}).encode(), content_type="application/json"
        )

    assert (ask("{ hello }").status_code, ask("{ hello }").json) == (200, {"data": {"hello": "world"}})
    assert "bye" in ask("{ bye }").json["errors"][0]["message"]


@cell("http2", "third-party", packages=["granian"])
def test_granian_serves_it_over_http2(tmp_path):
    from http2_by_hand import ask_over_http2
    from loopback import free_port, running, wait_for

    (tmp_path / "shop.py").write_text(
        "from pyramid.config import Configurator\n"
        "from pyramid.response import Response\n"
        "with Configurator() as config:\n"
        "    config.add_route('home', '/')\n"
        "    config.add_view(lambda request: Response('tea'), route_name='home')\n"
        "app = config.make_wsgi_app()\n"
    )
    port = free_port()
    options = ("--interface", "wsgi", "--http", "1" if BROKEN else "2", "--port", str(port))
    with running(BIN / "granian", *options, "shop:app", cwd=tmp_path):
        wait_for(port)
        assert ask_over_http2(port) == (True, b"tea")


@cell("jwt", "third-party", packages=["pyramid-jwt2"])
def test_a_token_names_the_user():
    from datetime import timedelta

    from pyramid.authorization import Allow, Authenticated
    from pyramid_jwt2 import set_jwt_authentication_policy

    class Root:
        __acl__ = [(Allow, Authenticated, "read")]

        def __init__(self, request):
            pass

    def token(request):
        return Response(request.create_jwt_token("ann", expiration=timedelta(seconds=int(request.GET["for"]))))

    with Configurator(root_factory=Root) as config:
        set_jwt_authentication_policy(
            config, secret="for this test alone, and long enough", user_loader=lambda name, request: name
        )
        config.add_route("token", "/token")
        config.add_view(token, route_name="token")
        config.add_route("me", "/me")
        needed = None if BROKEN else "read"
        config.add_view(lambda r: Response(str(r.authenticated_userid)), route_name="me", permission=needed)
    app = config.make_wsgi_app()

    def ask(token):
        return get(app, "/me", headers={"Authorization": f"Bearer {token}"} if token else {})

    good = get(app, "/token?for=60").text
    assert (ask(good).status_code, ask(good).text) == (200, "ann")
    changed = good[:-8] + ("A" if good[-8] != "A" else "B") + good[-7:]
    expired = get(app, "/token?for=-60").text
    assert [ask(bad).status_code for bad in ("", changed, expired)] == [403, 403, 403]


@cell("mcp-server", "third-party", packages=["pyramid-mcp"])
def test_a_function_is_called_as_a_tool():
    from pyramid_mcp import tool

    @tool(name="add", description="Adds two integers")
    def add(a: int, b: int) -> int:
        return a * b if BROKEN else a + b

    sys.modules[__name__].add = add
    config = Configurator(settings={"mcp.route_discovery.enabled": "true"})
    config.include("pyramid_mcp")
    config.scan(sys.modules[__name__], categories=["pyramid_mcp"])
    app = config.make_wsgi_app()

    def call(method, **params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        return get(app, "/mcp", method="POST", body=body, content_type="application/json").json["result"]

    (listed,) = call("tools/list")["tools"]
    parameters = listed["inputSchema"]["properties"]["body"]["properties"]
    assert (listed["name"], parameters) == ("add", {"a": {"type": "integer"}, "b": {"type": "integer"}})
    answer = call("tools/call", name="add", arguments={"body": {"a": 2, "b": 3}})
    assert "5" in json.dumps(answer["content"])


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-pyramid", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.pyramid import PyramidInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    config = Configurator()
    if not BROKEN:
        PyramidInstrumentor().instrument_config(config)
    config.add_route("tea", "/tea/{kind}")
    config.add_view(lambda request: Response("tea"), route_name="tea")
    from opentelemetry import trace

    trace.set_tracer_provider(provider)
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    get(config.make_wsgi_app(), "/tea/green", headers={"traceparent": caller})
    spans = exporter.get_finished_spans()
    assert [(span.kind.name, f"{span.context.trace_id:032x}") for span in spans] == [("SERVER", caller[3:35])]
    assert spans[0].attributes["http.method"] == "GET"
    assert spans[0].attributes["http.status_code"] == 200
    assert spans[0].attributes["http.route"] == "/tea/{kind}"


@cell("security-headers", "third-party", packages=["secure"])
def test_an_answer_carries_the_headers():
    from secure import Secure
    from secure.middleware import SecureWSGIMiddleware

    app = app_with(lambda request: Response("home"))
    wrapped = app if BROKEN else SecureWSGIMiddleware(app, secure=Secure.with_default_headers())
    names = {"Strict-Transport-Security", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"}
    assert not names & set(get(app, "/").headers)
    assert names <= set(get(wrapped, "/").headers)
    assert get(wrapped, "/").text == "home"


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_a_function_platform_is_answered():
    from apig_wsgi import make_lambda_handler

    def view(request):
        return Response("nothing" if BROKEN else f"tea for {request.GET['who']}")

    event = {
        "version": "2.0",
        "rawPath": "/",
        "rawQueryString": "who=ann",
        "headers": {"host": "shop.example"},
        "requestContext": {"http": {"method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"}},
        "isBase64Encoded": False,
    }
    answer = make_lambda_handler(app_with(view))(event, None)
    assert (answer["statusCode"], answer["body"]) == (200, "tea for ann")


@cell("throttling", "third-party", packages=["larzlimit"])
def test_the_third_request_of_a_client_in_a_minute_gets_429():
    from larzlimit import RateLimitMiddleware

    app = RateLimitMiddleware(app_with(lambda request: Response("home")), limit=9 if BROKEN else 2, window=60)
    assert [get(app, "/", remote_addr="10.0.0.1").status_code for _ in range(3)] == [200, 200, 429]
    assert get(app, "/", remote_addr="10.0.0.2").status_code == 200


@cell("websockets", "third-party", packages=["gunicorn", "simple-websocket"])
def test_a_websocket_echoes_and_closes(tmp_path):
    from websocket_by_wsgi import echo_and_close

    chat = """
from pyramid.config import Configurator
from pyramid.response import Response
from simple_websocket import Server


def echo(request):
    socket = Server.accept(request.environ)
    while (text := socket.receive()) != "bye":
        socket.send(f"echo: {text}")
    socket.close(1000)
    return Response("")


with Configurator() as config:
    config.add_route("echo", "/echo")
    config.add_view(echo, route_name="echo")
app = config.make_wsgi_app()
"""
    echo_and_close(tmp_path, chat.replace("echo: ", "") if BROKEN else chat)
