"""What Starlette does with the packages that it names as extras."""

from asgi_by_hand import ask
from proof import BROKEN, cell
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.schemas import SchemaGenerator


@cell("test-client", "builtin", packages=["httpx2"])
def test_the_client_calls_the_application_without_a_server():
    from starlette.testclient import TestClient

    def tea(request):
        return PlainTextResponse("coffee" if BROKEN else "tea", 201)

    client = TestClient(Starlette(routes=[Route("/tea", tea)]))
    assert (client.get("/tea").status_code, client.get("/tea").text) == (201, "tea")
    assert client.get("/milk").status_code == 404


@cell("templating", "builtin", packages=["jinja2"])
def test_a_template_file_shows_its_values(tmp_path):
    from starlette.templating import Jinja2Templates

    (tmp_path / "list.html").write_text("<ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul>")
    templates = Jinja2Templates(directory=tmp_path)

    async def page(request):
        return templates.TemplateResponse(request, "list.html", {"words": [] if BROKEN else ["tea", "milk", "rum"]})

    answer = ask(Starlette(routes=[Route("/", page)]), "/")
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text == "<ul><li>tea</li><li>milk</li><li>rum</li></ul>"


@cell("auto-escaping", "builtin", packages=["jinja2"])
def test_a_value_in_a_template_stays_text(tmp_path):
    from starlette.templating import Jinja2Templates

    (tmp_path / "page.html").write_text("<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>")
    templates = Jinja2Templates(directory=tmp_path)

    async def page(request):
        return templates.TemplateResponse(request, "page.html", {"text": request.query_params["text"]})

    answer = ask(Starlette(routes=[Route("/", page)]), "/?text=%3Cscript%3E%27%22")
    assert answer.text == "<p>&lt;script&gt;&#39;&#34;</p>"


def shop_with_sessions(keep=True):
    from starlette.middleware.sessions import SessionMiddleware

    async def remember(request):
        if keep:
            request.session["word"] = "tea"
        return PlainTextResponse("kept")

    async def recall(request):
        return PlainTextResponse(request.session.get("word", "nothing"))

    sessions = Middleware(SessionMiddleware, secret_key="for this test alone")
    routes = [Route("/", remember, methods=["POST"]), Route("/", recall)]
    return Starlette(routes=routes, middleware=[sessions])


def cookie_of(answer):
    return answer.headers.get("set-cookie", "").partition(";")[0]


@cell("sessions", "builtin", packages=["itsdangerous"])
def test_a_session_keeps_a_value_between_requests():
    app = shop_with_sessions(keep=not BROKEN)
    cookie = cookie_of(ask(app, "/", "POST"))
    assert ask(app, "/", cookie=cookie).text == "tea"
    assert ask(app, "/").text == "nothing"


@cell("signed-cookies", "builtin", packages=["itsdangerous"])
def test_a_changed_session_cookie_is_not_believed():
    app = shop_with_sessions()
    name, _, value = cookie_of(ask(app, "/", "POST")).partition("=")
    changed = value if BROKEN else ("a" if value[0] != "a" else "b") + value[1:]
    assert ask(app, "/", cookie=f"{name}={value}").text == "tea"
    assert ask(app, "/", cookie=f"{name}={changed}").text == "nothing"


@cell("openapi", "builtin", packages=["openapi-spec-validator", "pyyaml"])
def test_docstrings_make_the_document():
    from openapi_spec_validator import validate

    def order(request):
        """
        parameters: [{name: number, in: path, required: true, schema: {type: integer}}]
        requestBody:
          content: {application/json: {schema: {type: object, required: [count]}}}
        responses: {"200": {description: Ordered.}}
        """
        return PlainTextResponse("ordered")

    schemas = SchemaGenerator({"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}})

    def document(handler):
        app = Starlette(routes=[Route("/orders/{number:int}", handler, methods=["POST"])])
        return schemas.get_schema(app.routes)

    operation = document(order)["paths"]["/orders/{number}"]["post"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    assert (operation["parameters"][0]["schema"]["type"], body["required"]) == ("integer", ["count"])
    if not BROKEN:
        order.__doc__ = order.__doc__.replace("integer", "string")
    assert document(order)["paths"]["/orders/{number}"]["post"]["parameters"][0]["schema"]["type"] == "string"
    validate(document(order))


@cell("opentelemetry", "builtin", packages=["opentelemetry-api", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_trace_of_its_caller():
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from starlette.middleware.opentelemetry import OpenTelemetryMiddleware

    memory, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    traced = [] if BROKEN else [Middleware(OpenTelemetryMiddleware, tracer_provider=provider)]
    routes = [Route("/tea/{kind}", lambda request: PlainTextResponse("green"))]
    trace = "0af7651916cd43dd8448eb211c80319c"
    ask(Starlette(routes=routes, middleware=traced), "/tea/green", traceparent=f"00-{trace}-b7ad6b7169203331-01")
    spans = [(span.kind.name, f"{span.context.trace_id:032x}") for span in memory.get_finished_spans()]
    assert spans == [("SERVER", trace)]
    found = memory.get_finished_spans()[0].attributes
    assert (found["http.request.method"], found["http.response.status_code"]) == ("GET", 200)


@cell("content-negotiation", "none-found")
def test_the_accept_header_is_text_to_the_application():
    """Tried: the Accept header of a request; it is text, and nothing orders its types by their quality."""
    seen = []

    def page(request):
        seen.append(request.headers["accept"])
        return JSONResponse(1)

    answer = ask(Starlette(routes=[Route("/", page)]), "/", accept="text/html;q=0.5, application/json")
    assert seen == ["text/html;q=0.5, application/json"] and type(seen[0]) is str
    assert answer.headers["content-type"] == "application/json"
