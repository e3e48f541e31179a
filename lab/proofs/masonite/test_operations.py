"""Masonite: servers and what operators look at, in a project that its own command made."""

from by_hand import fetch, http2_get, hundred_requests, names_in, run, serving
from masonite.controllers import Controller
from masonite.routes import Route
from proof import BROKEN, cell

CONTROLLER = """
from masonite.controllers import Controller

class WelcomeController(Controller):
    def show(self):
        return "hi"
"""


def welcome(project):
    text = CONTROLLER.replace("return", "raise RuntimeError #") if BROKEN else CONTROLLER
    (project / "app/controllers/WelcomeController.py").write_text(text)


@cell("production-server", "third-party", packages=["gunicorn"])
def test_gunicorn_answers_a_hundred_requests_on_one_connection(project):
    welcome(project)
    with serving(project, "gunicorn", "--threads", "2", "-b", "127.0.0.1:{port}", "wsgi:application") as url:
        assert hundred_requests(url) == ({200}, True)
        status, text, _ = fetch(f"{url}/nothing")
    assert (status, "Traceback" in text) == (404, False)


@cell("production-server", "third-party", packages=["waitress"])
def test_waitress_answers_a_hundred_requests_on_one_connection(project):
    welcome(project)
    with serving(project, "waitress", "--listen", "127.0.0.1:{port}", "wsgi:application") as url:
        assert hundred_requests(url) == ({200}, True)
        status, text, _ = fetch(f"{url}/nothing")
    assert (status, "Traceback" in text) == (404, False)


@cell("http2", "third-party", packages=["granian"])
def test_it_answers_over_http2_through_granian(project):
    welcome(project)
    with serving(
        project, "granian", "--interface", "wsgi", "--http", "2", "--port", "{port}", "wsgi:application"
    ) as url:
        assert http2_get(url) == (200, "hi")


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_api_gateway_is_answered(application, site):
    from apig_wsgi import make_lambda_handler

    class Tea(Controller):
        def __call__(self):
            return "tea"

    site(*([] if BROKEN else [Route.get("/tea", Tea())]))
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/tea",
        "rawQueryString": "",
        "headers": {"host": "example.com"},
        "requestContext": {
            "http": {"method": "GET", "path": "/tea", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }
    answer = make_lambda_handler(application)(event, {})
    assert (answer["statusCode"], answer["body"]) == (200, "tea")


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-wsgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace(application, site):
    from by_hand import ask_wsgi
    from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    class Home(Controller):
        def __call__(self):
            return "hi"

    site(Route.get("/", Home()))
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    watched = application if BROKEN else OpenTelemetryMiddleware(application, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    ask_wsgi(watched, headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    spans = [span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert [f"{span.context.trace_id:032x}" for span in spans] == [trace]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("health-checks", "none-found")
def test_no_address_tells_how_the_application_is(site):
    """Tried: the three usual addresses on a new project, and a search of all names."""
    visitor = site()()
    assert [visitor.get(path).status for path in ("/health", "/healthz", "/ready")] == [404, 404, 404]
    assert names_in("masonite", "health", "liveness", "readiness") == []


@cell("structured-logs", "none-found")
def test_a_request_writes_no_record(site, caplog):
    """Tried: all loggers heard at their lowest level, and a search of all names."""

    class Tea(Controller):
        def __call__(self):
            return "tea"

    with caplog.at_level(1):
        site(Route.get("/tea", Tea()))().get("/tea")
    assert [record.getMessage() for record in caplog.records if "/tea" in record.getMessage()] == []
    assert names_in("masonite", "structlog", "json_format", "access_log", "request_log") == []


@cell("free-threading", "none-found")
def test_the_distribution_says_nothing_of_free_threading():
    """Tried: the classifiers and the description of the installed distribution."""
    from importlib.metadata import metadata

    about = metadata("masonite-framework")
    said = [*(about.get_all("Classifier") or []), str(about.get_payload())]
    assert [line for line in said if "free-thread" in line.lower() or "free thread" in line.lower()] == []


@cell("api-docs-ui", "none-found")
def test_no_address_shows_the_endpoints(site):
    """Tried: the usual addresses, and a search of all names."""
    visitor = site()()
    assert [visitor.get(path).status for path in ("/docs", "/redoc", "/swagger")] == [404, 404, 404]
    assert names_in("masonite", "swagger", "redoc", "scalar") == []


@cell("openapi", "none-found")
def test_no_document_is_made_of_the_routes(site):
    """Tried: the usual addresses, and a search of all names."""
    visitor = site()()
    assert [visitor.get(path).status for path in ("/openapi.json", "/api/openapi.json")] == [404, 404]
    assert names_in("masonite", "openapi", "apispec") == []


@cell("typed-clients", "none-found")
def test_no_command_writes_a_client(project):
    """Tried: every command of a new project that ends by itself, with one typed route; no file that arises names the
    route. The list of commands, and a search of all names."""
    from conftest import craft

    route = 'ROUTES.append(Route.get("/sum-of-two/@a:int/@b:int", "WelcomeController@show"))'
    (project / "routes/web.py").open("a").write(f"\n{route}\n")
    (project / "every.py").write_text(
        f"""
from cleo.testers.command_tester import CommandTester
from wsgi import application

for name, command in application.make("commands").command_application.all().items():
    if name in ("serve", "tinker", "shell", "db:shell", "queue:work"):
        continue
    for argument in ("Sum", ""):
        try:
            CommandTester(command).execute(argument, interactive=False)
            print("ran", name)
            break
        except (Exception, SystemExit):
            pass
if {BROKEN}:
    open("client.ts", "w").write("export const sum = (a: number, b: number) => fetch(`/sum-of-two/${{a}}/${{b}}`)")
"""
    )
    before = set(project.rglob("*"))
    ran = run("every", folder=project)
    written = [path for path in set(project.rglob("*")) - before if path.is_file() and path.suffix != ".pyc"]
    assert (project / "app/controllers/SumController.py") in written
    assert ran.count("ran ") > 25
    assert [path.name for path in written if b"sum-of-two" in path.read_bytes()] == []
    assert [word for word in ("typescript", "openapi", "client", "sdk") if word in craft(project, "list").lower()] == []
    assert names_in("masonite", "typescript", "sdk", "client_gen") == []


@cell("graphql", "none-found")
def test_no_endpoint_can_be_put_at_a_path(site):
    """Tried: /graphql; a WSGI application as the controller of a route, which is called as a controller and fails; and
    a search of all names."""

    class Endpoint:
        """An endpoint as packages for WSGI make it, with one answer to every query."""

        def __call__(self, environ, start_response):
            start_response("200 OK", [("Content-Type", "application/json")])
            return [b'{"data": {"hello": "tea"}}']

    class ByHand(Controller):
        def __call__(self):
            return {"data": {"hello": "tea"}}

    visitor = site(Route.post("/endpoint", ByHand() if BROKEN else Endpoint()), middleware=())()
    answers = [visitor.post_json(path, {"query": "{ hello }"}) for path in ("/graphql", "/endpoint")]
    assert [answer.status for answer in answers] == [404, 500]
    assert names_in("masonite", "graphql", "graphene", "strawberry") == []


@cell("mcp-server", "none-found")
def test_no_tools_are_listed(site):
    """Tried: initialize and tools/list, sent to /mcp and /; and a search of all names."""

    class ByHand(Controller):
        def __call__(self):
            return {"jsonrpc": "2.0", "id": 1, "result": {"tools": []}}

    visitor = site(*([Route.post("/mcp", ByHand())] if BROKEN else []), middleware=())()
    calls = [{"jsonrpc": "2.0", "id": 1, "method": method, "params": {}} for method in ("initialize", "tools/list")]
    answers = [visitor.post_json(path, call) for path in ("/mcp", "/") for call in calls]
    assert {answer.status for answer in answers} == {404}
    assert [answer.text for answer in answers if "jsonrpc" in answer.text] == []
    assert names_in("masonite", "mcp", "model_context") == []


@cell("server-sent-events", "none-found")
def test_an_event_is_not_put_into_lines(site):
    """Tried: an event as a dictionary and from a generator, with the content type of events; and a search of all
    names."""
    from absent import EVENT, EVENT_BY_HAND
    from masonite.response import Response

    class Returned(Controller):
        def __call__(self, response: Response):
            response.header("Content-Type", "text/event-stream")
            return EVENT_BY_HAND if BROKEN else EVENT

    class Streamed(Controller):
        def __call__(self, response: Response):
            response.header("Content-Type", "text/event-stream")
            return (event for event in [EVENT])

    visitor = site(Route.get("/returned", Returned()), Route.get("/streamed", Streamed()))()
    texts = [visitor.get(path).text for path in ("/returned", "/streamed")]
    assert "tick" in texts[0]
    assert [text for text in texts if "data: a" in text] == []
    assert names_in("masonite", "sse", "server_sent", "event_source", "event_stream") == []


@cell("websockets", "third-party", packages=["gunicorn", "simple-websocket"])
def test_a_websocket_echoes_and_closes(project):
    from websocket_by_wsgi import echo_and_close

    echo = """
from masonite.controllers import Controller
from masonite.request import Request
from simple_websocket import Server


class EchoController(Controller):
    def show(self, request: Request):
        socket = Server.accept(request.environ)
        while (text := socket.receive()) != "bye":
            socket.send(f"echo: {text}")
        socket.close(1000)
        return ""
"""
    (project / "app/controllers/EchoController.py").write_text(echo.replace("echo: ", "") if BROKEN else echo)
    routes = project / "routes/web.py"
    routes.write_text(routes.read_text() + '\nROUTES += [Route.get("/echo", "EchoController@show")]\n')
    echo_and_close(project, "from wsgi import application as app\n")
