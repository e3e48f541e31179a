"""Feature cells of CherryPy: packages beside it."""

import json
import subprocess
import sys

import cherrypy
from cherrypy_site import free_port, site, started, visit
from proof import BROKEN, cell


class Hello:
    @cherrypy.expose
    def index(self):
        return "hello"


@cell("orm", "third-party", packages=["sqlalchemy"])
def test_a_row_is_found_as_an_object_in_a_new_process(tmp_path):
    (tmp_path / "shop.py").write_text(
        "import sys, cherrypy\n"
        "from sqlalchemy import create_engine, select\n"
        "from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column\n"
        "class Base(DeclarativeBase): pass\n"
        "class Book(Base):\n"
        "    __tablename__ = 'book'\n"
        "    title: Mapped[str] = mapped_column(primary_key=True)\n"
        "    year: Mapped[int]\n"
        "engine = create_engine('sqlite:///shop.db')\n"
        "Base.metadata.create_all(engine)\n"
        "class Root:\n"
        "    @cherrypy.expose\n"
        "    @cherrypy.tools.params()\n"
        "    def store(self, year: int):\n"
        "        with Session(engine) as session:\n"
        "            session.add(Book(title=f'of {year}', year=year))\n"
        "            session.commit()\n"
        "    @cherrypy.expose\n"
        "    @cherrypy.tools.params()\n"
        "    def find(self, year: int):\n"
        "        with Session(engine) as session:\n"
        "            book = session.scalars(select(Book).where(Book.year == year)).first()\n"
        "            return f'{type(book).__name__} {book and book.title}'\n"
        "from cherrypy_site import site, visit\n"
        "for address in sys.argv[1:]: print(visit(site(Root()), address).text)\n"
    )
    years = (1937, 1954, 1977)[: 1 if BROKEN else 3]
    command = [sys.executable, "shop.py"]
    for asked in ([f"/store?year={year}" for year in years], ["/find?year=1954"]):
        done = subprocess.run([*command, *asked], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout == "Book of 1954\n"


@cell("security-headers", "third-party", packages=["secure"])
def test_one_line_puts_security_headers_on_every_answer():
    from secure import Secure
    from secure.middleware import SecureWSGIMiddleware

    names = ("strict-transport-security", "content-security-policy", "x-frame-options", "x-content-type-options")
    before, root = site(Hello()), site(Hello())
    if not BROKEN:
        headers = Secure.with_default_headers()
        root.wsgiapp.pipeline.append(("secure", lambda app: SecureWSGIMiddleware(app, secure=headers)))
    seen = [[name in visit(root, address).headers for name in names] for address in ("/", "/nowhere")]
    assert [name in visit(before, "/").headers for name in names] == [False] * 4
    assert seen == [[True] * 4] * 2


SOCKET = """import cherrypy
from ws4py.server.cherrypyserver import WebSocketPlugin, WebSocketTool
from ws4py.websocket import WebSocket
class Echo(WebSocket):
    def received_message(self, message):
        text = str(message)
        self.close(1000) if text == "bye" else self.send({answer})
class Root:
    @cherrypy.expose
    def echo(self):
        pass
WebSocketPlugin(cherrypy.engine).subscribe()
cherrypy.tools.websocket = WebSocketTool()
cherrypy.config.update({{"server.socket_port": {port}, "server.socket_host": "127.0.0.1"}})
config = {{"tools.websocket.on": True, "tools.websocket.handler_cls": Echo}}
cherrypy.quickstart(Root(), "/", {{"/echo": config}})
"""


@cell("websockets", "third-party", packages=["ws4py"])
def test_a_socket_echoes_texts_and_closes(tmp_path):
    from ws4py.client.threadedclient import WebSocketClient
    from ws4py.exc import HandshakeError

    class Visitor(WebSocketClient):
        seen, code = (), None

        def opened(self):
            self.send("hi")

        def received_message(self, message):
            self.seen += (str(message),)
            sent = ["", "x" * 70_000, "bye"]
            self.send(sent[len(self.seen) - 1])

        def closed(self, code, reason=None):
            self.code = code

    port, refused = free_port(), False
    (tmp_path / "shop.py").write_text(SOCKET.format(port=port, answer="text" if BROKEN else '"echo: " + text'))
    with started(tmp_path, "shop.py", port):
        visitor = Visitor(f"ws://127.0.0.1:{port}/echo")
        visitor.connect()
        visitor.run_forever()
        try:
            Visitor(f"ws://127.0.0.1:{port}/nowhere").connect()
        except HandshakeError:
            refused = True
    assert visitor.seen == ("echo: hi", "echo: ", "echo: " + "x" * 70_000)
    assert (visitor.code, refused) == (1000, True)


@cell("cors", "official-extension", packages=["cherrypy-cors"])
def test_only_the_allowed_origin_gets_the_headers_of_cors():
    import cherrypy_cors

    class Shop:
        @cherrypy.expose
        def index(self):
            if cherrypy.request.method == "OPTIONS":
                cherrypy_cors.preflight(allowed_methods=["PUT"], origins=["https://a.example"])
            return "hello"

    cherrypy_cors.install()
    shop = site(Shop(), {"cors.expose.on": not BROKEN, "cors.expose.origins": ["https://a.example"]})
    for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
        answer = visit(shop, "/", headers={"origin": origin})
        preflight = visit(shop, "/", "OPTIONS", {"origin": origin, "access-control-request-method": "PUT"})
        assert answer.headers.get("access-control-allow-origin") == allowed
        assert preflight.headers.get("access-control-allow-origin") == allowed
        assert ("access-control-allow-methods" in preflight.headers) == bool(allowed)


@cell("graphql", "third-party", packages=["ariadne"])
def test_a_query_is_answered_and_an_unknown_field_named():
    from ariadne import QueryType, make_executable_schema
    from ariadne.wsgi import GraphQL

    query = QueryType()
    query.set_field("hello", lambda *_: "changed" if BROKEN else "world")
    tree = cherrypy._cptree.Tree()
    tree.graft(GraphQL(make_executable_schema("type Query { hello: String! }", query)), "/graphql")
    right, wrong = (
        visit(tree, "/graphql", "POST", {"content-type": "application/json"}, json.dumps({"query": text}).encode())
        for text in ("{ hello }", "{ nothing }")
    )
    assert (right.status, json.loads(right.text)["data"]) == (200, {"hello": "world"})
    assert "nothing" in json.loads(wrong.text)["errors"][0]["message"]


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-wsgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_trace_of_its_caller():
    from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    tracing, spans = TracerProvider(), InMemorySpanExporter()
    tracing.add_span_processor(SimpleSpanProcessor(spans))
    application = site(Hello()) if BROKEN else OpenTelemetryMiddleware(site(Hello()), tracer_provider=tracing)
    visit(application, "/", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
    seen = [(span.kind, f"{span.context.trace_id:032x}", dict(span.attributes)) for span in spans.get_finished_spans()]
    assert [(kind, trace) for kind, trace, _ in seen] == [(SpanKind.SERVER, "ab" * 16)]
    assert {"http.method": "GET", "http.status_code": 200}.items() <= seen[0][2].items()


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_the_api_gateway_is_answered():
    from apig_wsgi import make_lambda_handler

    request = {"method": "GET", "path": "/", "sourceIp": "192.0.2.1", "protocol": "HTTP/1.1"}
    event = {
        "version": "2.0",
        "rawPath": "/other" if BROKEN else "/",
        "rawQueryString": "",
        "headers": {"host": "shop.example"},
        "requestContext": {"http": request},
        "isBase64Encoded": False,
    }
    answer = make_lambda_handler(site(Hello()))(event, None)
    assert (answer["statusCode"], answer["body"]) == (200, "hello")
