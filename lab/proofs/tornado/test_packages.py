"""Feature cells of Tornado that another package fills, each in an environment with that package."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from proof import BROKEN, cell
from sanic_tornado_robyn import ask
from serving import serving
from tornado.web import Application, FallbackHandler, RequestHandler
from tornado.web import url as route
from tornado.wsgi import WSGIContainer


@cell("openapi", "third-party", packages=["tornado-swagger"])
def test_the_document_is_made_from_docstrings():
    from tornado_swagger.setup import setup_swagger

    class Orders(RequestHandler):
        def post(self, customer):
            """
            ---
            parameters:
            - name: customer
              in: path
              type: integer
              required: true
            - name: body
              in: body
              schema:
                type: object
                required: [quantity]
                properties:
                  quantity: {type: integer}
            """
            self.write(customer)

    routes = [route(r"/other" if BROKEN else r"/customers/(?P<customer>\d+)/orders", Orders)]
    setup_swagger(routes)
    with serving(Application(routes)) as url:
        document = ask(f"{url}/api/doc/swagger.json").json
    assert document["swagger"] == "2.0"
    assert "/customers/{customer}/orders" in document["paths"]
    path, body = document["paths"]["/customers/{customer}/orders"]["post"]["parameters"]
    assert (path["name"], path["type"], body["schema"]["required"]) == ("customer", "integer", ["quantity"])


@cell("api-docs-ui", "third-party", packages=["tornado-swagger"])
def test_a_page_shows_the_document_of_the_routes():
    """The page as it is sent: what it shows is drawn by a script that the browser fetches from elsewhere."""
    from tornado_swagger.setup import setup_swagger

    class Tea(RequestHandler):
        def get(self):
            """
            ---
            summary: Names of teas
            """
            self.write("green")

    routes = [route("/tea", Tea)]
    if not BROKEN:
        setup_swagger(routes)
    with serving(Application(routes)) as url:
        page = ask(f"{url}/api/doc")
        assert page.status == 200
        assert "SwaggerUIBundle" in page.text
        assert ask(f"{url}/api/doc/swagger.json").json["paths"]["/tea"]["get"]["summary"] == "Names of teas"


@cell("typed-clients", "third-party", packages=["openapi-python-client", "tornado-swagger"])
def test_a_client_names_parameters_and_fields_with_their_types(tmp_path):
    from tornado_swagger.const import API_OPENAPI_3
    from tornado_swagger.setup import export_swagger

    class Add(RequestHandler):
        def get(self):
            """
            ---
            operationId: add
            parameters:
            - {name: first, in: query, required: true, schema: {type: TYPE}}
            - {name: second, in: query, required: true, schema: {type: TYPE}}
            responses:
              200:
                description: the sum
                content:
                  application/json:
                    schema:
                      title: Sum
                      type: object
                      required: [total]
                      properties:
                        total: {type: integer}
            """

    Add.get.__doc__ = Add.get.__doc__.replace("TYPE", "string" if BROKEN else "integer")
    document = export_swagger([route("/add", Add)], api_definition_version=API_OPENAPI_3)
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    command = [Path(sys.executable).parent / "openapi-python-client", "generate", "--path", "openapi.json"]
    subprocess.run([*command, "--output-path", "client", "--meta", "none"], cwd=tmp_path, check=True, timeout=50)
    code = "\n".join(path.read_text() for path in (tmp_path / "client").rglob("*.py"))
    assert "first: int" in code
    assert "total: int" in code


@cell("forms", "third-party", packages=["wtforms-tornado"])
def test_a_form_comes_back_with_message_and_typed_text():
    from wtforms import StringField
    from wtforms.validators import DataRequired, Length
    from wtforms_tornado import Form

    class NameForm(Form):
        name = StringField("Name", [] if BROKEN else [DataRequired(), Length(max=10)])

    class Name(RequestHandler):
        def get(self):
            self.write(f"{NameForm().name}")

        def post(self):
            form = NameForm(self.request.arguments)
            self.write(f"Hello {form.name.data}" if form.validate() else f"{form.name} {form.name.errors}")

    with serving(Application([("/", Name)])) as url:
        assert '<input id="name"' in ask(url).text
        assert "This field is required" in ask(url, form={"name": ""}).text
        refused = ask(url, form={"name": "elevenchars"}).text
        assert 'value="elevenchars"' in refused
        assert "cannot be longer than 10" in refused
        assert ask(url, form={"name": "Ann"}).text == "Hello Ann"


@cell("graphql", "third-party", packages=["ariadne"])
def test_a_query_gets_its_value_and_an_unknown_field_an_error():
    from ariadne import QueryType, make_executable_schema
    from ariadne.wsgi import GraphQL

    query = QueryType()
    query.set_field("hello", lambda *_: "nobody" if BROKEN else "world")
    graphql = WSGIContainer(GraphQL(make_executable_schema("type Query { hello: String! }", query)))
    with serving(Application([("/graphql", FallbackHandler, {"fallback": graphql})])) as url:
        answer = ask(f"{url}/graphql", json_body={"query": "{ hello }"})
        assert (answer.status, answer.json["data"]) == (200, {"hello": "world"})
        errors = ask(f"{url}/graphql", json_body={"query": "{ nothing }"}).json["errors"]
        assert "nothing" in errors[0]["message"]


@cell("health-checks", "third-party", packages=["py-healthcheck"])
def test_a_failing_check_turns_the_status():
    from healthcheck import HealthCheck, TornadoHandler

    well, health = [True], HealthCheck(success_ttl=None, failed_ttl=None)
    health.add_check(lambda: (BROKEN or well[0], "database"))
    with serving(Application([("/health", TornadoHandler, {"checker": health})])) as url:
        assert ask(f"{url}/health").status == 200
        well[0] = False
        assert ask(f"{url}/health").status in (500, 503)


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-tornado", "opentelemetry-sdk"])
def test_a_request_leaves_one_span_in_the_callers_trace():
    from opentelemetry.instrumentation.tornado import TornadoInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    if not BROKEN:
        TornadoInstrumentor().instrument(tracer_provider=provider)

    class Item(RequestHandler):
        def get(self, n):
            self.write(n)

    with serving(Application([(r"/items/(\d+)", Item)])) as url:
        ask(f"{url}/items/7", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
    spans = exporter.get_finished_spans()
    assert [(span.kind.name, f"{span.context.trace_id:x}") for span in spans] == [("SERVER", "ab" * 16)]
    attributes = spans[0].attributes
    assert attributes.get("http.request.method", attributes.get("http.method")) == "GET"
    assert attributes.get("http.response.status_code", attributes.get("http.status_code")) == 200


@cell("request-validation", "third-party", packages=["webargs"])
def test_a_wrong_body_is_refused_before_the_handler():
    from webargs import fields, validate
    from webargs.tornadoparser import use_kwargs

    seen, rules = [], [] if BROKEN else [validate.Range(1, 99)]

    class Orders(RequestHandler):
        @use_kwargs({"quantity": fields.Int(required=True, validate=rules)}, location="json")
        def post(self, quantity):
            seen.append(quantity)
            self.write("taken")

    with serving(Application([("/", Orders)])) as url:
        refused = [ask(url, json_body={"quantity": quantity}) for quantity in (0, 100, "many")] + [ask(url, "POST")]
        assert [answer.status for answer in refused] == [422] * 4
        assert ask(url, json_body={"quantity": 7}).text == "taken"
    assert seen == [7]


@cell("sessions", "third-party", packages=["torndsession"])
def test_a_session_keeps_a_value_between_requests(tmp_path):
    from torndsession.sessionhandler import SessionBaseHandler

    class Word(SessionBaseHandler):
        def post(self):
            if not BROKEN:
                self.session["word"] = "tea"
            self.write("kept")

        def get(self):
            self.write(self.session.get("word", "nothing"))

    settings = {"driver": "file", "driver_settings": {"host": str(tmp_path)}}
    with serving(Application([("/", Word)], session=settings)) as url:
        cookies = ask(url, "POST").cookies
        assert ask(url, headers={"Cookie": cookies}).text == "tea"
        assert ask(url).text == "nothing"
        assert ask(url, headers={"Cookie": cookies[:-2] + "zz"}).text == "nothing"


@cell("security-headers", "third-party", packages=["tornadoapi-guard"])
def test_every_response_carries_the_headers():
    from tornadoapi_guard import SecurityConfig, SecurityHandler, SecurityMiddleware

    middleware = SecurityMiddleware(config=SecurityConfig(fail_secure=False, enable_redis=False))

    class Hello(RequestHandler if BROKEN else SecurityHandler):
        async def get(self):
            self.write("hello")

    with serving(Application([("/", Hello)], security_middleware=middleware), before=middleware.initialize) as url:
        headers = ask(url).headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "max-age" in headers["strict-transport-security"]


@cell("throttling", "third-party", packages=["tornadoapi-guard"])
def test_the_third_request_in_a_minute_is_refused():
    from tornadoapi_guard import SecurityConfig, SecurityHandler, SecurityMiddleware

    limits = {"rate_limit": 100 if BROKEN else 2, "rate_limit_window": 60}
    trusted = {"trusted_proxies": ["127.0.0.1"], "trusted_proxy_depth": 1}
    config = SecurityConfig(fail_secure=False, enable_redis=False, **limits, **trusted)
    middleware = SecurityMiddleware(config=config)

    class Hello(SecurityHandler):
        async def get(self):
            self.write("hello")

    with serving(Application([("/", Hello)], security_middleware=middleware), before=middleware.initialize) as url:
        one, other = ({"X-Forwarded-For": f"198.51.100.{n}"} for n in (1, 2))
        assert [ask(url, headers=one).status for _ in range(3)] == [200, 200, 429]
        assert ask(url, headers=other).status == 200


@cell("orm", "third-party", packages=["tornado-sqlalchemy"])
def test_a_row_comes_back_as_an_object_in_a_new_process(tmp_path):
    program = """
import sys
from serving import serving
from sanic_tornado_robyn import ask
from sqlalchemy import Column, Integer, String
from tornado.web import Application, RequestHandler
from tornado_sqlalchemy import SQLAlchemy, SessionMixin

db = SQLAlchemy("sqlite:///books.db")

class Book(db.Model):
    __tablename__ = "book"
    id = Column(Integer, primary_key=True)
    title = Column(String(20))
    pages = Column(Integer)

class Books(SessionMixin, RequestHandler):
    def post(self):
        with self.make_session() as session:
            session.add_all(Book(title=title, pages=pages) for title, pages in (("Emma", 1), ("Kim", 2), ("Dune", 3)))

    def get(self):
        book = self.session.query(Book).filter(Book.pages == 2).one_or_none()
        self.write(f"{type(book).__name__} {book.title}" if book else "none")

db.create_all()
with serving(Application([("/", Books)], db=db)) as url:
    print(ask(url, sys.argv[1]).text)
"""
    (tmp_path / "main.py").write_text(program)
    here = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ["PYTHONPATH"]])}
    for method in ("GET" if BROKEN else "POST", "GET"):
        command = [sys.executable, "main.py", method]
        shown = subprocess.run(command, cwd=tmp_path, env=here, capture_output=True, text=True, timeout=30)
    assert shown.stdout == "Book Kim\n"


@cell("async-database", "third-party", packages=["tornado-sqlalchemy"])
def test_another_request_is_answered_while_a_query_is_awaited(tmp_path):
    """Each query runs in a thread, which as_future awaits."""
    from sqlalchemy import Column, Integer, String, text
    from tornado_sqlalchemy import SessionMixin, SQLAlchemy, as_future

    db, finished = SQLAlchemy(f"sqlite:///{tmp_path}/books.db"), []
    count = text(
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4000000) SELECT max(n) FROM t"
    )

    class Book(db.Model):
        __tablename__ = "book"
        id = Column(Integer, primary_key=True)
        title = Column(String(20))

    class Books(SessionMixin, RequestHandler):
        async def post(self, title):
            with self.make_session() as session:
                session.add(Book(title=title))
                await as_future(session.commit)
                book = await as_future(session.query(Book).filter_by(title=title).one)
                self.write(book.title)

    class Slow(SessionMixin, RequestHandler):
        async def get(self):
            with self.make_session() as session:
                if BROKEN:
                    session.execute(count).scalar()
                else:
                    await as_future(lambda: session.execute(count).scalar())
            finished.append("slow")

    class Quick(RequestHandler):
        def get(self):
            finished.append("quick")

    db.create_all()
    app = Application([(r"/books/(\w+)", Books), ("/slow", Slow), ("/quick", Quick)], db=db)
    with serving(app) as url, ThreadPoolExecutor() as pool:
        assert ask(f"{url}/books/Emma", "POST").text == "Emma"
        waiting = pool.submit(ask, f"{url}/slow")
        time.sleep(0.15)
        assert ask(f"{url}/quick").status == 200
        assert waiting.result().status == 200
    assert finished == ["quick", "slow"]


@cell("migrations", "third-party", packages=["alembic", "tornado-sqlalchemy"])
def test_a_migration_adds_a_column_and_keeps_the_rows(tmp_path):
    models = """
from sqlalchemy import Column, Integer, String
from tornado_sqlalchemy import SQLAlchemy

db = SQLAlchemy("sqlite:///books.db")

class Book(db.Model):
    __tablename__ = "book"
    id = Column(Integer, primary_key=True)
    title = Column(String(20))
"""

    def alembic(*arguments):
        command = [sys.executable, "-m", "alembic", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50, check=True).stderr

    (tmp_path / "models.py").write_text(models)
    alembic("init", "migrations")
    settings, env = tmp_path / "alembic.ini", tmp_path / "migrations" / "env.py"
    settings.write_text(settings.read_text().replace("driver://user:pass@localhost/dbname", "sqlite:///books.db"))
    env.write_text(
        env.read_text().replace("target_metadata = None", "from models import db\n\ntarget_metadata = db.metadata")
    )
    alembic("revision", "--autogenerate", "-m", "book")
    alembic("upgrade", "head")
    with sqlite3.connect(tmp_path / "books.db") as database:
        database.execute("INSERT INTO book (title) VALUES ('Emma')")
    (tmp_path / "models.py").write_text(models + ("" if BROKEN else "    pages = Column(Integer)\n"))
    alembic("revision", "--autogenerate", "-m", "pages")
    assert "Running upgrade" in alembic("upgrade", "head")
    columns = [row[1] for row in sqlite3.connect(tmp_path / "books.db").execute("PRAGMA table_info(book)")]
    assert columns == ["id", "title", "pages"]
    assert sqlite3.connect(tmp_path / "books.db").execute("SELECT title, pages FROM book").fetchall() == [
        ("Emma", None)
    ]
    assert "Running upgrade" not in alembic("upgrade", "head")


@cell("cors", "third-party", packages=["tornadoapi-guard"])
def test_an_allowed_origin_may_ask():
    from tornadoapi_guard import SecurityConfig, SecurityHandler, SecurityMiddleware

    shop = "https://shop.example"
    allowed = {"enable_cors": not BROKEN, "cors_allow_origins": [shop], "cors_allow_methods": ["GET", "POST"]}
    middleware = SecurityMiddleware(config=SecurityConfig(fail_secure=False, enable_redis=False, **allowed))

    class Hello(SecurityHandler):
        async def get(self):
            self.write("hello")

    with serving(Application([("/", Hello)], security_middleware=middleware), before=middleware.initialize) as url:

        def allowed_for(origin, method="GET"):
            answer = ask(url, method, headers={"Origin": origin, "Access-Control-Request-Method": "GET"})
            return answer.headers.get("access-control-allow-origin")

        assert (allowed_for(shop, "OPTIONS"), allowed_for(shop)) == (shop, shop)
        assert allowed_for("https://evil.example", "OPTIONS") is None


@cell("caching", "third-party", packages=["aiocache"])
def test_a_kept_value_is_not_made_again_until_it_ends_or_is_deleted():
    from aiocache import cached

    calls = []

    @cached(ttl=0 if BROKEN else 1, key="count")
    async def count():
        calls.append(1)
        return len(calls)

    class Count(RequestHandler):
        async def get(self):
            self.write(str(await count()))

        async def delete(self):
            self.write(str(await count.cache.delete("count")))

    with serving(Application([("/", Count)])) as url:
        first = [ask(url).text, ask(url).text]
        time.sleep(1.2)
        later = [ask(url).text, ask(url, "DELETE").text, ask(url).text]
    assert (first, later) == (["1", "1"], ["2", "1", "3"])


@cell("server-sent-events", "third-party", packages=["tornado-eventsource"])
def test_three_events_arrive_as_they_were_given():
    from sanic_tornado_robyn import events_as_they_come
    from tornado_eventsource.handler import EventSourceHandler

    given = [{"id": str(number), "event": "tick", "data": f"line {number}\nsecond"} for number in range(3)]

    class Ticks(EventSourceHandler):
        def open(self):
            for event in given:
                self.write_message("tock" if BROKEN else event["event"], event["data"], evt_id=event["id"])
            self.finish()

    with serving(Application([("/", Ticks)])) as url:
        assert events_as_they_come(url) == given


@cell("jwt", "third-party", packages=["gadeu"])
def test_a_token_names_the_user_until_it_expires_or_is_changed():
    from gadeu import AuthorizationManager, AuthorizationMethod, TokenUtil, authorization, handlers

    kind = AuthorizationMethod.BEARERTOKEN
    key = TokenUtil.createSecretKey(kind)
    AuthorizationManager.setAuthorizationHandler(kind, handlers.BearerTokenAuthorizationHandler(key=key))

    class Me(RequestHandler):
        @(lambda method: method) if BROKEN else authorization.bearerToken
        def get(self):
            self.write(self.request.arguments["claims"]["sub"] if not BROKEN else "anybody")

    def token(**claims):
        return TokenUtil.createToken(key, {"sub": "ann", **claims}, kind)

    good, old = token(exp=int(time.time()) + 600), token(exp=int(time.time()) - 600)
    changed = good[:-8] + ("AAAAAAAA" if good[-8:] != "AAAAAAAA" else "BBBBBBBB")
    with serving(Application([("/", Me)])) as url:
        answers = [ask(url, headers={"Authorization": f"Bearer {given}"}) for given in (good, changed, old)]
        without = ask(url).status
    assert answers[0].text == "ann"
    assert [without, *(answer.status for answer in answers)] == [403, 200, 403, 403]


@cell("content-negotiation", "third-party", packages=["sprockets-mixins-mediatype"])
def test_the_best_format_that_the_visitor_accepts_is_sent():
    from sprockets.mixins.mediatype import content

    class Tea(content.ContentMixin, RequestHandler):
        def get(self):
            self.send_response({"name": "tea"})

    app = Application([("/", Tea)])
    content.set_default_content_type(app, "application/json", "utf-8")
    content.add_text_content_type(app, "application/json", "utf-8", json.dumps, json.loads)
    if not BROKEN:
        content.add_text_content_type(app, "text/html", "utf-8", lambda value: f"<b>{value['name']}</b>", str)
    with serving(app) as url:
        asked = ("application/json", "text/html", "text/html;q=0.5, application/json")
        kinds = [ask(url, headers={"Accept": accept}).headers.get_content_type() for accept in asked]
    assert kinds == ["application/json", "text/html", "application/json"]


@cell("cli", "third-party", packages=["shelter"])
def test_a_command_makes_a_project_and_shows_its_routes(tmp_path):
    def run(*words):
        done = subprocess.run([sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, timeout=50)
        return done.stdout

    command = Path(sys.executable).with_name("shelter-admin")
    assert "startproject" in run(command, "--help")
    if not BROKEN:
        run(command, "startproject", "shop")
    assert "shop.handlers.DummyHandler" in run("shop/manage.py", "showconfig")
