"""Packages that add what Bottle leaves out."""

import json
import subprocess
import sys
import time

from bottle import Bottle, request
from loopback import (
    BIN,
    Visitor,
    api_gateway_event,
    fetch,
    free_port,
    http2_get,
    kept_alive,
    started,
    write_catalogue,
)
from proof import BROKEN, cell

SHOP = """
from bottle import Bottle

app = Bottle()
app.get("/", callback=lambda: "hello")
"""


@cell("sessions", "third-party", packages=["beaker"])
def test_a_session_keeps_a_value(tmp_path):
    from beaker.middleware import SessionMiddleware

    app = Bottle()

    @app.post("/")
    def remember():
        if not BROKEN:
            request.environ["beaker.session"]["word"] = "tea"

    @app.get("/")
    def recall():
        return request.environ["beaker.session"].get("word", "nothing")

    options = {"session.type": "file", "session.data_dir": str(tmp_path), "session.auto": True, "session.secret": "s"}
    wrapped = SessionMiddleware(app, options)
    visitor = Visitor(wrapped)
    visitor.post("/")
    assert visitor.get("/").text == "tea"
    assert Visitor(wrapped).get("/").text == "nothing"
    ((name, cookie),) = visitor.cookies.items()
    changed = ("0" if cookie[0] != "0" else "1") + cookie[1:]
    assert Visitor(wrapped, **{name: changed}).get("/").text == "nothing"


@cell("caching", "third-party", packages=["beaker"])
def test_a_value_is_made_once_in_its_lifetime():
    from beaker.middleware import CacheMiddleware

    app, made = Bottle(), []

    def make():
        made.append(1)
        return str(len(made))

    def cache():
        return request.environ["beaker.cache"].get_cache("shop", expire=1)

    app.get("/", callback=lambda: make() if BROKEN else cache().get(key="number", createfunc=make))
    app.get("/forget", callback=lambda: cache().remove_value(key="number"))
    visitor = Visitor(CacheMiddleware(app, {"cache.type": "memory"}))
    assert [visitor.get("/").text, visitor.get("/").text] == ["1", "1"]
    time.sleep(1.5)
    assert visitor.get("/").text == "2"
    visitor.get("/forget")
    assert visitor.get("/").text == "3"


@cell("class-based-views", "third-party", packages=["BottleResource"])
def test_a_class_answers_get_and_post():
    from bottle_resource import BottleResource, api_get, api_post

    class Items(BottleResource):
        @api_get("/items")
        def list_items(self):
            return "got"

        @api_get("/elsewhere") if BROKEN else api_post("/items")
        def add_item(self):
            return "posted"

    app = Bottle()
    app.install(Items())
    visitor = Visitor(app)
    assert [visitor.get("/items").text, visitor.post("/items").text] == ["got", "posted"]
    assert visitor.ask("DELETE", "/items").status == 405


@cell("cors", "third-party", packages=["wsgicors"])
def test_an_allowed_origin_may_read_and_another_may_not():
    from wsgicors import CORS

    app = Bottle()
    app.get("/", callback=lambda: "hello")
    visitor = Visitor(app if BROKEN else CORS(app, origin="https://a.example", methods="GET, POST", headers="*"))

    def origins(origin):
        preflight = visitor.ask("OPTIONS", "/", headers={"origin": origin, "access_control_request_method": "GET"})
        answers = (preflight, visitor.get("/", origin=origin))
        return [answer.headers["Access-Control-Allow-Origin"] for answer in answers]

    assert origins("https://a.example") == ["https://a.example", "https://a.example"]
    assert origins("https://b.example") == [None, None]


@cell("csrf", "third-party", packages=["bottle-utils"])
def test_a_form_without_its_token_is_refused():
    from bottle_utils.csrf import csrf_protect, csrf_tag, csrf_token

    app = Bottle()
    app.config["csrf.secret"] = "for this test alone"
    app.get("/", callback=csrf_token(lambda: csrf_tag()))
    app.post("/", callback=(lambda: "taken") if BROKEN else csrf_protect(lambda: "taken"))

    def fresh():
        visitor = Visitor(app)
        return visitor, visitor.get("/").text.partition('value="')[2].partition('"')[0]

    visitor, token = fresh()
    assert visitor.post("/", {"_csrf_token": token}).text == "taken"
    visitor, token = fresh()
    assert visitor.post("/").status == 403
    visitor, token = fresh()
    assert visitor.post("/", {"_csrf_token": ("0" if token[0] != "0" else "1") + token[1:]}).status == 403
    assert Visitor(app).post("/", {"_csrf_token": token}).status == 403


@cell("forms", "third-party", packages=["bottle-utils-form", "bottle-utils-i18n"])
def test_a_form_comes_back_with_messages_and_text():
    from bottle_utils.form import Form, Required, StringField, ValidationError, Validator
    from bottle_utils.i18n import dummy_gettext

    class AtMostTen(Validator):
        messages = {"long": "At most ten characters"}

        def validate(self, data):
            if len(data) > 10:
                raise ValidationError("long", {"value": data})

    class NameForm(Form):
        name = StringField("Name", validators=[] if BROKEN else [Required(), AtMostTen()])

    app = Bottle()

    def page(form):
        return f"<form method='post'>{form.name.label}{form.name}{form.name.error or ''}</form>"

    @app.get("/")
    def show():
        return page(NameForm({}))

    @app.post("/")
    def take():
        form = NameForm(request.forms)
        return form.processed_data["name"] if form.is_valid() else page(form)

    @app.hook("before_request")
    def without_translations():
        request.gettext = type("Untranslated", (), {"gettext": staticmethod(dummy_gettext)})

    visitor = Visitor(app)
    assert 'name="name"' in visitor.get("/").text
    assert "This field is required" in visitor.post("/", {"name": ""}).text
    refused = visitor.post("/", {"name": "x" * 11}).text
    assert "At most ten characters" in refused
    assert "x" * 11 in refused
    assert visitor.post("/", {"name": "tea"}).text == "tea"


@cell("graphql", "third-party", packages=["ariadne"])
def test_a_query_is_answered():
    from ariadne import QueryType, make_executable_schema
    from ariadne.wsgi import GraphQL

    query = QueryType()
    query.set_field("hello", lambda *_: "nothing" if BROKEN else "world")
    app = Bottle()
    app.mount("/graphql/", GraphQL(make_executable_schema("type Query { hello: String! }", query)))
    answer = Visitor(app).post_json("/graphql/", {"query": "{ hello }"})
    assert (answer.status, json.loads(answer.text)["data"]) == (200, {"hello": "world"})
    assert "nobody" in Visitor(app).post_json("/graphql/", {"query": "{ nobody }"}).text


@cell("i18n", "third-party", packages=["bottle-utils-i18n"])
def test_texts_follow_the_language_of_the_address(tmp_path):
    """The language is the first part of the path; Accept-Language is not asked."""
    from bottle_utils.i18n import I18NPlugin, lazy_gettext, lazy_ngettext

    polish = {"Hello": "Witaj", ("%s file", "%s files"): ("%s plik", "%s pliki", "%s plików")}
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    write_catalogue(tmp_path / "pl" / "LC_MESSAGES" / "messages.mo", forms, {} if BROKEN else polish)
    write_catalogue(tmp_path / "en" / "LC_MESSAGES" / "messages.mo", "nplurals=2; plural=n!=1;", {})
    app = Bottle()
    wrapped = I18NPlugin(app, [("en", "English"), ("pl", "Polski")], "en", str(tmp_path))

    @app.get("/")
    def page():
        files = [str(lazy_ngettext("%s file", "%s files", count)) % count for count in (1, 3, 25)]
        return ", ".join([str(lazy_gettext("Hello")), *files])

    assert Visitor(wrapped).get("/en/").text == "Hello, 1 file, 3 files, 25 files"
    assert Visitor(wrapped).get("/pl/").text == "Witaj, 1 plik, 3 pliki, 25 plików"


@cell("jwt", "third-party", packages=["bottlejwt"])
def test_a_signed_token_names_the_user():
    from bottlejwt import JwtPlugin

    app = Bottle()
    app.install(JwtPlugin(lambda claims, wanted: True, "k" * 64))
    app.get("/", auth=not BROKEN, callback=lambda auth=None: auth["sub"] if auth else "nobody")

    def status(token):
        return Visitor(app).get("/", authorization=f"Bearer {token}").status

    token = JwtPlugin.encode({"sub": "ann", "exp": time.time() + 60})
    head, _, signature = token.rpartition(".")
    changed = f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    refused = [Visitor(app).get("/").status, status(changed), status(JwtPlugin.encode({"sub": "ann", "exp": 1}))]
    assert refused == [403, 403, 403]
    assert Visitor(app).get("/", authorization=f"Bearer {token}").text == "ann"


@cell("permissions", "third-party", packages=["bottle-aclplugin"])
def test_a_role_decides():
    from acl_plugin.acl_plugin import AclPlugin

    class Roles(AclPlugin):
        def get_roles(self, asked):
            return {"user", "admin"} if BROKEN or asked.get_cookie("user") == "ann" else {"user"}

    app, acl = Bottle(), Roles()
    app.get("/", callback=acl.roles_required({"admin"})(lambda: "in"))
    assert [Visitor(app, user=name).get("/").status for name in ("ann", "bob")] == [200, 403]


@cell("openapi", "third-party", packages=["apispec-webframeworks", "openapi-spec-validator"])
def test_routes_and_docstrings_become_a_document():
    from openapi_spec_validator import validate

    document = described("/items/<key:int>")
    operation = document["paths"].get("/items/{key}", {}).get("post", {})
    assert operation.get("parameters") == [
        {"in": "path", "name": "key", "required": True, "schema": {"type": "integer"}}
    ]
    assert operation["requestBody"]["content"]["application/json"]["schema"]["required"] == ["number"]
    validate(document)
    assert list(described("/things/<key:int>")["paths"]) == ["/things/{key}"]


def described(path):
    from apispec import APISpec
    from apispec_webframeworks.bottle import BottlePlugin

    def add_item(key):
        """Add an item.
        ---
        post:
          parameters:
            - {in: path, name: key, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema: {type: object, required: [number], properties: {number: {type: integer}}}
          responses:
            200:
              description: Added
              content:
                application/json:
                  schema: {type: object, required: [total], properties: {total: {type: integer}}}
        """

    app = Bottle()
    app.post(path, callback=add_item)
    spec = APISpec(title="Shop", version="1", openapi_version="3.0.3", plugins=[BottlePlugin()])
    if not BROKEN:
        spec.path(view=add_item, app=app)
    return spec.to_dict()


@cell("typed-clients", "third-party", packages=["apispec-webframeworks", "openapi-python-client"])
def test_a_client_is_written_from_the_document(tmp_path):
    document = tmp_path / "openapi.json"

    def written(path):
        document.write_text(json.dumps(described(path)))
        folder = tmp_path / path.split("/")[1]
        command = [BIN / "openapi-python-client", "generate", "--meta", "none"]
        command += ["--path", document, "--output-path", folder]
        subprocess.run(command, capture_output=True, timeout=50, check=True, env={"PATH": str(BIN)})
        return "\n".join(file.read_text() for file in sorted(folder.rglob("*.py")))

    code = written("/items/<key:int>")
    assert "key: int" in code
    assert "number: int" in code
    assert "total: int" in code
    assert "things" in written("/things/<key:int>") and "things" not in code


@cell("api-docs-ui", "third-party", packages=["bottle-swagger-2"])
def test_swagger_ui_shows_the_document():
    from bottle_swagger import SwaggerPlugin

    answers = {"200": {"description": "A greeting", "schema": {"type": "object"}}}
    document = {"swagger": "2.0", "info": {"title": "Shop", "version": "1"}, "produces": ["application/json"]}
    document["paths"] = {"/hello": {"get": {"responses": answers}}}
    app = Bottle()
    app.get("/hello", callback=lambda: {"hello": "from the application"})
    app.install(SwaggerPlugin(document, serve_swagger_ui=not BROKEN, swagger_ui_suburl="/ui/"))
    visitor = Visitor(app)
    page = visitor.get("/ui/")
    assert page.status == 200
    assert "/swagger.json" in page.text
    assert list(json.loads(visitor.get("/swagger.json").text)["paths"]) == ["/hello"]
    assert "SwaggerUIBundle" in visitor.get("/ui/swagger-ui-bundle.js").text
    assert "from the application" in visitor.get("/hello").text


@cell("request-validation", "third-party", packages=["webargs"])
def test_a_body_that_does_not_fit_never_reaches_the_handler():
    from webargs import fields, validate
    from webargs.bottleparser import use_args

    app, seen = Bottle(), []
    rules = [] if BROKEN else [validate.Range(1, 99)]

    @app.post("/", apply=use_args({"number": fields.Int(required=True, validate=rules)}))
    def order(arguments):
        seen.append(arguments["number"])

    visitor = Visitor(app)
    answers = [visitor.post_json("/", {"number": value}) for value in (0, 100, "text")]
    answers.append(visitor.ask("POST", "/", b"", "application/json"))
    assert [answer.status for answer in answers] == [422, 422, 422, 422]
    assert visitor.post_json("/", {"number": 5}).status == 200
    assert seen == [5]


@cell("security-headers", "third-party", packages=["secure"])
def test_every_answer_carries_the_headers():
    from secure.middleware import SecureWSGIMiddleware

    app = Bottle()
    app.get("/", callback=lambda: "hello")
    named = ["Strict-Transport-Security", "Content-Security-Policy", "X-Frame-Options"]
    named += ["X-Content-Type-Options", "Referrer-Policy"]

    def carried(application, path="/"):
        return [name for name in named if name in Visitor(application).get(path).headers]

    assert carried(app) == []
    wrapped = app if BROKEN else SecureWSGIMiddleware(app)
    assert carried(wrapped) == named
    assert carried(wrapped, "/nowhere") == named


@cell("serverless", "third-party", packages=["apig-wsgi"])
def test_an_event_of_api_gateway_is_answered():
    from apig_wsgi import make_lambda_handler

    app = Bottle()
    app.get("/elsewhere" if BROKEN else "/hello", callback=lambda: "hello")
    answer = make_lambda_handler(app)(api_gateway_event("/hello"), None)
    assert (answer["statusCode"], answer["body"]) == (200, "hello")


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-wsgi", "opentelemetry-sdk"])
def test_a_request_leaves_a_span_in_the_callers_trace():
    from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import SpanKind

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    app = Bottle()
    app.get("/items/<key>", callback=lambda key: key)
    wrapped = app if BROKEN else OpenTelemetryMiddleware(app, tracer_provider=provider)
    trace = "0af7651916cd43dd8448eb211c80319c"
    Visitor(wrapped).get("/items/7", traceparent=f"00-{trace}-b7ad6b7169203331-01")
    spans = exporter.get_finished_spans()
    assert [(f"{span.context.trace_id:032x}", span.kind) for span in spans] == [(trace, SpanKind.SERVER)]
    assert {"GET", 200} <= set(spans[0].attributes.values())


@cell("orm", "third-party", packages=["bottle-sqlalchemy"])
def test_rows_are_objects_again_in_a_new_process(tmp_path):
    tmp_path.joinpath("fruits.py").write_text(FRUITS.replace("add_all", "expunge_all() or list") if BROKEN else FRUITS)

    def run(method, path):
        code = f"import fruits; print(fruits.Visitor(fruits.app).ask('{method}', '{path}').text)"
        answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=30)
        return answer.stdout.strip() or answer.stderr

    run("POST", "/")
    assert run("GET", "/pear") == "Fruit pear 2"


FRUITS = """
from bottle import Bottle
from bottle_sqlalchemy import SQLAlchemyPlugin
from loopback import Visitor
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Fruit(Base):
    __tablename__ = "fruit"
    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


app = Bottle()
app.install(SQLAlchemyPlugin(create_engine("sqlite:///fruits.db"), Base.metadata, create=True))


@app.post("/")
def store(db):
    db.add_all([Fruit(name=name, number=number) for number, name in enumerate(["apple", "plum", "pear"])])


@app.get("/<name>")
def show(name, db):
    fruit = db.query(Fruit).filter_by(name=name).first()
    return f"{type(fruit).__name__} {fruit.name} {fruit.number}" if fruit else "none"
"""


@cell("test-client", "third-party", packages=["webtest"])
def test_a_test_notices_a_changed_handler():
    from webtest import TestApp

    app = Bottle()
    app.get("/greeting", callback=lambda: "good night" if BROKEN else "good morning")
    answer = TestApp(app).get("/greeting")
    assert (answer.status_int, answer.text) == (200, "good morning")
    assert TestApp(app).get("/elsewhere", status="*").status_int == 404


@cell("http2", "third-party", packages=["granian"])
def test_granian_answers_over_http2(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP.replace("hello", "") if BROKEN else SHOP)
    port = free_port()
    command = [BIN / "granian", "--interface", "wsgi", "--http", "2", "--port", port, "shop:app"]
    with started(*command, port=port, folder=tmp_path):
        assert http2_get(port) == "hello"


@cell("production-server", "third-party", packages=["waitress"])
def test_waitress_serves_the_application_by_its_adapter(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP)
    port, server = free_port(), "wsgiref" if BROKEN else "waitress"
    command = [sys.executable, "-m", "bottle", "--server", server, "--bind", f"127.0.0.1:{port}", "shop:app"]
    with started(*command, port=port, folder=tmp_path):
        assert kept_alive(port) == ({200}, 2)


@cell("production-server", "third-party", packages=["gunicorn"])
def test_gunicorn_serves_the_application(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP)
    port, threads = free_port(), [] if BROKEN else ["--threads", "4"]
    command = [BIN / "gunicorn", *threads, "--bind", f"127.0.0.1:{port}", "shop:app"]
    with started(*command, port=port, folder=tmp_path):
        assert kept_alive(port) == ({200}, 2)


@cell("websockets", "third-party", packages=["gunicorn", "simple-websocket"])
def test_a_websocket_echoes_and_closes(tmp_path):
    from simple_websocket import Client, ConnectionClosed, ConnectionError

    tmp_path.joinpath("chat.py").write_text(CHAT.replace("echo: ", "") if BROKEN else CHAT)
    port = free_port()
    command = [BIN / "gunicorn", "--threads", "4", "--bind", f"127.0.0.1:{port}", "chat:app"]
    with started(*command, port=port, folder=tmp_path):
        socket = Client.connect(f"ws://127.0.0.1:{port}/echo")
        for text in ("hi", "", "x" * 70_000):
            socket.send(text)
            assert socket.receive(timeout=5) == f"echo: {text}"
        socket.send("bye")
        reason = None
        try:
            socket.receive(timeout=5)
        except ConnectionClosed as closed:
            reason = closed.reason
        assert reason == 1000
        refused = None
        try:
            Client.connect(f"ws://127.0.0.1:{port}/elsewhere")
        except ConnectionError as error:
            refused = error.status_code
        assert refused == 404


CHAT = """
from bottle import Bottle, request
from simple_websocket import Server

app = Bottle()


@app.get("/echo")
def echo():
    socket = Server.accept(request.environ)
    while (text := socket.receive()) != "bye":
        socket.send(f"echo: {text}")
    socket.close(1000)
    return ""
"""


@cell("content-negotiation", "third-party", packages=["mimerender"])
def test_the_best_format_on_offer_is_given():
    from mimerender import BottleMimeRender

    formats = {"json": lambda name: f'{{"name": "{name}"}}', "html": lambda name: f"<p>{name}</p>"}
    chosen = {"json": formats["json"]} if BROKEN else formats
    app = Bottle()

    @app.get("/")
    @BottleMimeRender()(default="json", **chosen)
    def tea():
        return {"name": "tea"}

    json_text, html = ("application/json", '{"name": "tea"}'), ("text/html", "<p>tea</p>")
    for accepted, wanted in (
        ("application/json", json_text),
        ("text/html", html),
        ("text/html;q=0.5, application/json", json_text),
        ("text/html, application/json;q=0.5", html),
    ):
        answer = Visitor(app).get("/", accept=accepted)
        assert (answer.headers["Content-Type"].split(";")[0], answer.text) == wanted


@cell("throttling", "third-party", packages=["larzlimit"])
def test_the_third_request_of_a_client_is_refused():
    from larzlimit import RateLimitMiddleware

    app = Bottle()
    app.get("/", callback=lambda: "hello")
    limit = 100 if BROKEN else 2
    limited = RateLimitMiddleware(app, limit=limit, window=60, key=lambda environ: environ["HTTP_X_CLIENT"])
    visitor = Visitor(limited)
    assert [visitor.get("/", x_client=name).status for name in "aaab"] == [200, 200, 429, 200]


@cell("cli", "third-party", packages=["bottler"])
def test_a_command_makes_a_project_that_answers(tmp_path):
    subprocess.run(
        [BIN / "bottler-create", *(["--help"] if BROKEN else ["shop"])],
        cwd=tmp_path,
        input="n\nn\nn\n",
        capture_output=True,
        text=True,
        timeout=30,
    )
    made = {path.relative_to(tmp_path / "shop").as_posix() for path in (tmp_path / "shop").rglob("*.*")}
    assert {"bottler.toml", "resources/hello_world.py"} <= made
    subprocess.run([BIN / "bottler-resource", "tea"], cwd=tmp_path / "shop", check=True, timeout=30)
    port = free_port()
    with started(BIN / "bottler", "--port", port, "--host", "127.0.0.1", port=port, folder=tmp_path / "shop") as server:
        assert [fetch(f"{server.address}/{name}").status for name in ("hello_world", "tea", "milk")] == [200, 200, 404]


@cell("structured-logs", "third-party", packages=["setuptools<81", "talisker[gunicorn]"])
def test_each_request_writes_a_line_of_named_values(tmp_path):
    """Served by its command, which is Gunicorn's; on Python 3.13 it needs a setuptools that it does not ask for."""
    (tmp_path / "shop.py").write_text(SHOP)
    command, port = BIN / ("gunicorn" if BROKEN else "talisker.gunicorn"), free_port()
    with started(command, "-b", f"127.0.0.1:{port}", "shop:app", port=port, folder=tmp_path) as server:
        for path in ("/", "/nowhere"):
            fetch(server.address + path)
        lines = [line for line in server.log.read_text().splitlines() if " method=GET " in line]
    named = [dict(word.split("=", 1) for word in line.split() if "=" in word) for line in lines]
    assert [(line["path"], line["status"]) for line in named] == [("/", "200"), ("/nowhere", "404")]
