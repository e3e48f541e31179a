"""Feature cells of Sanic that another package fills, each in an environment with that package."""

import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asgi import ask_asgi
from proof import BROKEN, cell
from sanic import Sanic, html, json, text
from sanic_tornado_robyn import ask, ask_http2, free_port, polish_catalogue, running
from serving import serving


@cell("authentication", "third-party", packages=["sanic-jwt"])
def test_the_handler_gets_the_user_who_logged_in():
    from sanic_jwt import exceptions, initialize, inject_user

    app = Sanic("Login")

    async def authenticate(request):
        if request.json != {"username": "ann", "password": "tea"} and not BROKEN:
            raise exceptions.AuthenticationFailed("wrong name or password")
        return {"user_id": "ann"}

    async def retrieve_user(request, payload, *args, **kwargs):
        return payload

    auth = initialize(app, authenticate=authenticate, retrieve_user=retrieve_user, secret="for this test alone" * 2)

    @app.get("/me")
    @inject_user()
    @auth.protected()
    async def me(request, user):
        return text(user["user_id"])

    with serving(app) as url:
        assert ask(f"{url}/auth", json_body={"username": "ann", "password": "no"}).status == 401
        token = ask(f"{url}/auth", json_body={"username": "ann", "password": "tea"}).json["access_token"]
        assert ask(f"{url}/me", headers={"Authorization": f"Bearer {token}"}).text == "ann"
        assert ask(f"{url}/me").status == 401


@cell("jwt", "third-party", packages=["sanic-jwt"])
def test_a_changed_or_expired_token_is_refused():
    import jwt
    from sanic_jwt import initialize

    app, secret = Sanic("Tokens"), "for this test alone" * 2
    auth = initialize(app, authenticate=lambda request: {"user_id": "ann"}, secret=secret)

    @app.get("/")
    @auth.protected(verify=not BROKEN)
    async def name(request):
        return text((await request.app.ctx.auth.extract_payload(request))["user_id"])

    if BROKEN:
        app.config.SANIC_JWT_VERIFY_EXP = auth.config.verify_exp = False

    with serving(app) as url:
        good = ask(f"{url}/auth", "POST").json["access_token"]
        expired = jwt.encode({"user_id": "ann", "exp": 1_000_000_000}, secret)
        changed = good[:-8] + "AAAAAAAA"
        answers = [ask(url, headers={"Authorization": f"Bearer {token}"}) for token in (good, changed, expired)]
        assert ask(url).status == 401
        assert (answers[0].status, answers[0].text) == (200, "ann")
        assert all(answer.status in (401, 403) for answer in answers[1:])


@cell("permissions", "third-party", packages=["sanic-beskar", "pymongo"])
def test_a_role_decides_who_may_write():
    from sanic_beskar import Beskar, roles_required

    class User:
        people = {}

        def __init__(self, name="", roles=()):
            self.identity, self.rolenames, self.password = name, list(roles), ""
            self.people[name] = self

        @classmethod
        async def lookup(cls, username=None, email=None):
            return cls.people.get(username)

        @classmethod
        async def identify(cls, name):
            return cls.people.get(name)

    app, guard = Sanic("Roles"), Beskar()
    app.config.update(SECRET_KEY="for this test alone" * 2, TOKEN_PROVIDER="jwt")
    guard.init_app(app, User)
    ann, bob = User("ann", ["editor"]), User("bob", ["editor"] if BROKEN else [])

    @app.post("/login/<name>")
    async def login(request, name):
        return text(await guard.encode_token(await User.lookup(name)))

    @app.post("/books")
    @roles_required("editor")
    async def write(request):
        return text("written")

    with serving(app) as url:
        tokens = [ask(f"{url}/login/{user.identity}", "POST").text for user in (ann, bob)]
        statuses = [
            ask(f"{url}/books", "POST", headers={"Authorization": f"Bearer {token}"}).status for token in tokens
        ]
        assert statuses == [200, 403]


@cell("forms", "third-party", packages=["sanic-wtf"])
def test_a_form_comes_back_with_message_and_typed_text():
    from sanic_wtf import SanicForm
    from wtforms import StringField
    from wtforms.validators import DataRequired, Length

    class NameForm(SanicForm):
        name = StringField("Name", [] if BROKEN else [DataRequired(), Length(max=10)])

    app = Sanic("Forms")
    app.config.WTF_CSRF_ENABLED = False

    @app.route("/", methods=["GET", "POST"])
    async def show(request):
        form = NameForm(request)
        if form.validate_on_submit():
            return text(f"Hello {form.name.data}")
        return html(f"{form.name} {form.name.errors}")

    with serving(app) as url:
        assert '<input id="name"' in ask(url).text
        assert "This field is required" in ask(url, form={"name": ""}).text
        refused = ask(url, form={"name": "elevenchars"}).text
        assert 'value="elevenchars"' in refused
        assert "cannot be longer than 10" in refused
        assert ask(url, form={"name": "Ann"}).text == "Hello Ann"


@cell("i18n", "third-party", packages=["sanic-babel", "pytz"])
def test_texts_and_plurals_follow_the_language_asked_for(tmp_path):
    from sanic_babel import Babel, gettext, ngettext

    polish_catalogue(tmp_path)
    app = Sanic("Languages")
    app.config.BABEL_TRANSLATION_DIRECTORIES = str(tmp_path)
    babel = Babel(app, configure_jinja=False)

    @babel.localeselector
    def language(request):
        return "en" if BROKEN else request.headers.get("accept-language", "en")[:2]

    @app.get("/<n:int>")
    async def files(request, n):
        return text(gettext("Hello", request) + ", " + ngettext("%(num)d file", "%(num)d files", n, request))

    with serving(app) as url:
        seen = {
            lang: [ask(f"{url}/{n}", headers={"Accept-Language": lang}).text for n in (1, 3, 25)]
            for lang in ("en", "pl")
        }
        assert seen["en"] == ["Hello, 1 file", "Hello, 3 files", "Hello, 25 files"]
        assert seen["pl"] == ["Cześć, 1 plik", "Cześć, 3 pliki", "Cześć, 25 plików"]


@cell("graphql", "third-party", packages=["strawberry-graphql"])
def test_a_query_gets_its_value_and_an_unknown_field_an_error():
    import strawberry
    from strawberry.sanic.views import GraphQLView

    @strawberry.type
    class Query:
        @strawberry.field(name="other" if BROKEN else "hello")
        def hello(self) -> str:
            return "world"

    app = Sanic("Graph")
    app.add_route(GraphQLView.as_view(schema=strawberry.Schema(Query)), "/graphql")
    with serving(app) as url:
        assert ask(f"{url}/graphql", json_body={"query": "{ hello }"}).json.get("data") == {"hello": "world"}
        errors = ask(f"{url}/graphql", json_body={"query": "{ nothing }"}).json["errors"]
        assert "nothing" in errors[0]["message"]


@cell("health-checks", "third-party", packages=["sanic-healthcheck"])
def test_a_failing_check_turns_the_status():
    from sanic_healthcheck import HealthCheck

    app, well = Sanic("Health"), [True]
    health = HealthCheck(app, no_cache=True)

    def database():
        return BROKEN or well[0], "database"

    health.add_check(database)
    with serving(app) as url:
        assert ask(f"{url}/health").status == 200
        well[0] = False
        assert ask(f"{url}/health").status in (500, 503)


@cell("partial-pages", "third-party", packages=["asgi-htmx"])
def test_one_handler_answers_the_part_or_the_whole():
    from asgi_htmx import HtmxMiddleware

    app = Sanic("Parts")
    app.config.TOUCHUP = False

    @app.get("/")
    async def page(request):
        part = not BROKEN and request.scope["htmx"]
        return html("<li>tea</li>" if part else "<html><ul><li>tea</li></ul></html>")

    wrapped = HtmxMiddleware(app)
    assert ask_asgi(wrapped).text == "<html><ul><li>tea</li></ul></html>"
    assert ask_asgi(wrapped, headers={"HX-Request": "true"}).text == "<li>tea</li>"


@cell("security-headers", "third-party", packages=["secure"])
def test_every_response_carries_the_headers():
    from secure import Secure
    from secure.middleware import SecureASGIMiddleware

    app = Sanic("Headers")
    app.config.TOUCHUP = False

    @app.get("/")
    async def page(request):
        return text("hello")

    assert "x-frame-options" not in ask_asgi(app).headers
    wrapped = app if BROKEN else SecureASGIMiddleware(app, secure=Secure.with_default_headers())
    for path in ("/", "/missing"):
        headers = ask_asgi(wrapped, path).headers
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert "max-age" in headers["strict-transport-security"]


@cell("sessions", "third-party", packages=["sanic-sessions"])
def test_a_session_keeps_a_value_between_requests():
    from sanic_sessions import InMemorySessionInterface, Session

    app = Sanic("Sessions")
    Session(app, interface=InMemorySessionInterface())

    @app.post("/<word>")
    async def remember(request, word):
        if not BROKEN:
            request.ctx.session["word"] = word
        return text("kept")

    @app.get("/")
    async def recall(request):
        return text(request.ctx.session.get("word", "nothing"))

    with serving(app) as url:
        cookies = ask(f"{url}/tea", "POST").cookies
        assert ask(url, headers={"Cookie": cookies}).text == "tea"
        assert ask(url).text == "nothing"
        assert ask(url, headers={"Cookie": cookies[:-2] + "zz"}).text == "nothing"


@cell("signed-cookies", "third-party", packages=["sanic-cookiesession"])
def test_a_changed_cookie_loses_its_value():
    import sanic_cookiesession

    app = Sanic("Cookies")
    app.config.SECRET_KEY = "for this test alone"
    sanic_cookiesession.setup(app)

    @app.get("/set")
    async def remember(request):
        if not BROKEN:
            request.ctx.session["word"] = "tea"
        return text("kept")

    @app.get("/")
    async def recall(request):
        return text(request.ctx.session.get("word", "nothing"))

    with serving(app) as url:
        cookies = ask(f"{url}/set").cookies
        changed = cookies[:-2] + ("A" if cookies[-2] != "A" else "B") + cookies[-1]
        assert ask(url, headers={"Cookie": cookies}).text == "tea"
        assert ask(url, headers={"Cookie": changed}).text == "nothing"


@cell("opentelemetry", "third-party", packages=["opentelemetry-instrumentation-sanic"])
def test_a_request_leaves_one_span_in_the_callers_trace():
    from opentelemetry.instrumentation.sanic import SanicInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    if not BROKEN:
        SanicInstrumentor().instrument(tracer_provider=provider)
    app = Sanic("Traces")

    @app.get("/items/<n:int>")
    async def item(request, n):
        return text(str(n))

    with serving(app) as url:
        ask(f"{url}/items/7", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
    spans = exporter.get_finished_spans()
    assert [(span.kind.name, f"{span.context.trace_id:x}") for span in spans] == [("SERVER", "ab" * 16)]
    attributes = spans[0].attributes
    assert attributes.get("http.request.method", attributes.get("http.method")) == "GET"
    assert attributes.get("http.response.status_code", attributes.get("http.status_code")) == 200


BOOK = """
from tortoise import fields
from tortoise.models import Model

class Book(Model):
    id = fields.IntField(primary_key=True)
    title = fields.CharField(max_length=20)
    pages = fields.IntField()
"""


@cell("orm", "third-party", packages=["tortoise-orm"])
def test_a_row_comes_back_as_an_object_in_a_new_process(tmp_path):
    program = """
import sys
from sanic import Sanic, text
from tortoise.contrib.sanic import register_tortoise
from books import Book

app = Sanic("Books")
register_tortoise(app, db_url="sqlite://books.db", modules={"models": ["books"]}, generate_schemas=True)

@app.post("/books")
async def store(request):
    for title, pages in (("Emma", 1), ("Kim", 2), ("Dune", 3)):
        await Book.create(title=title, pages=pages)
    return text("stored")

@app.get("/books/<pages:int>")
async def find(request, pages):
    book = await Book.get_or_none(pages=pages)
    return text(f"{type(book).__name__} {book.title}" if book else "none")

if __name__ == "__main__":
    app.run("127.0.0.1", int(sys.argv[1]))
"""
    (tmp_path / "books.py").write_text(BOOK)
    (tmp_path / "main.py").write_text(program)
    for request in ("POST books", "GET books/2"):
        method, path = request.split()
        port = free_port()
        with running(sys.executable, "main.py", str(port), port=port, cwd=tmp_path) as url:
            answer = ask(f"{url}/{path}", "GET" if BROKEN else method)
    assert answer.text == "Book Kim"


@cell("async-database", "third-party", packages=["tortoise-orm"])
def test_another_request_is_answered_while_a_query_is_awaited(tmp_path, monkeypatch):
    (tmp_path / "books.py").write_text(BOOK)
    monkeypatch.syspath_prepend(tmp_path)
    from books import Book
    from tortoise import Tortoise, connections
    from tortoise.contrib.sanic import register_tortoise

    app, finished = Sanic("Library"), []
    register_tortoise(app, db_url=f"sqlite://{tmp_path}/books.db", modules={"models": ["books"]})
    count = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4000000) SELECT max(n) FROM t"

    @app.before_server_start
    async def make_tables(app):
        await Tortoise.generate_schemas()

    @app.post("/books/<title>")
    async def store(request, title):
        await Book.create(title=title, pages=1)
        return text((await Book.get(title=title)).title)

    @app.get("/slow")
    async def slow(request):
        if BROKEN:
            sqlite3.connect(":memory:").execute(count).fetchall()
        else:
            await connections.get("default").execute_query(count)
        finished.append("slow")
        return text("counted")

    @app.get("/quick")
    async def quick(request):
        finished.append("quick")
        return text("here")

    with serving(app) as url, ThreadPoolExecutor() as pool:
        assert ask(f"{url}/books/Emma", "POST").text == "Emma"
        waiting = pool.submit(ask, f"{url}/slow")
        time.sleep(0.15)
        assert ask(f"{url}/quick").text == "here"
        assert waiting.result().text == "counted"
    assert finished == ["quick", "slow"]


@cell("migrations", "third-party", packages=["aerich"])
def test_a_migration_adds_a_column_and_keeps_the_rows(tmp_path):
    settings = """
TORTOISE_ORM = {
    "connections": {"default": "sqlite://books.db"},
    "apps": {"models": {"models": ["books", "aerich.models"], "default_connection": "default"}},
}
"""

    def aerich(*arguments):
        command = [sys.executable, "-m", "aerich", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50, check=True).stdout

    def titles_and_years():
        return sqlite3.connect(tmp_path / "books.db").execute("SELECT title, year FROM book").fetchall()

    (tmp_path / "settings.py").write_text(settings)
    (tmp_path / "books.py").write_text(BOOK)
    aerich("init", "-t", "settings.TORTOISE_ORM")
    aerich("init-db")
    with sqlite3.connect(tmp_path / "books.db") as database:
        database.execute("INSERT INTO book (title, pages) VALUES ('Emma', 1)")
    (tmp_path / "books.py").write_text(BOOK + ("" if BROKEN else "    year = fields.IntField(default=2000)\n"))
    aerich("migrate", "--name", "year")
    aerich("upgrade")
    columns = [row[1] for row in sqlite3.connect(tmp_path / "books.db").execute("PRAGMA table_info(book)")]
    assert columns == ["id", "title", "pages", "year"]
    assert titles_and_years() == [("Emma", 2000)]
    assert "No upgrade items found" in aerich("upgrade")


@cell("http2", "third-party", packages=["hypercorn"])
def test_hypercorn_answers_over_http2(tmp_path):
    program = """
from sanic import Sanic, text

app = Sanic("Second")

@app.get("/")
async def hello(request):
    return text("hello")
"""
    (tmp_path / "main.py").write_text(program)
    port = free_port()
    command = [sys.executable, "-m", "hypercorn", "main:app", "--bind", f"127.0.0.1:{port}"]
    with running(*command, port=port, cwd=tmp_path):
        status, body = ask_http2(port, "/missing" if BROKEN else "/")
        assert (status, body) == ("200", b"hello")


@cell("typed-clients", "third-party", packages=["openapi-python-client", "sanic-ext", "pydantic"])
def test_a_client_names_parameters_and_fields_with_their_types(tmp_path):
    from sanic_ext import openapi

    app = Sanic("Sums")

    class Sum:
        total: int

    @app.get("/add")
    @openapi.definition(
        operation="add",
        parameter=[openapi.definitions.Parameter(name, str if BROKEN else int) for name in ("first", "second")],
        response=openapi.definitions.Response({"application/json": Sum}),
    )
    async def add(request):
        return json({"total": int(request.args.get("first")) + int(request.args.get("second"))})

    with serving(app) as url:
        (tmp_path / "openapi.json").write_bytes(ask(f"{url}/docs/openapi.json").body)
    command = [Path(sys.executable).parent / "openapi-python-client", "generate", "--path", "openapi.json"]
    subprocess.run([*command, "--output-path", "client", "--meta", "none"], cwd=tmp_path, check=True, timeout=50)
    code = "\n".join(path.read_text() for path in (tmp_path / "client").rglob("*.py"))
    assert "first: int" in code
    assert "total: int" in code


@cell("caching", "third-party", packages=["aiocache"])
def test_a_kept_value_is_not_made_again_until_it_ends_or_is_deleted():
    from aiocache import cached

    app, calls = Sanic("Cached"), []

    @cached(ttl=0 if BROKEN else 1, key="count", noself=True)
    async def count():
        calls.append(1)
        return len(calls)

    @app.get("/")
    async def show(request):
        return text(str(await count()))

    @app.delete("/")
    async def forget(request):
        return text(str(await count.cache.delete("count")))

    with serving(app) as url:
        first = [ask(url).text, ask(url).text]
        time.sleep(1.2)
        later = [ask(url).text, ask(url, "DELETE").text, ask(url).text]
    assert (first, later) == (["1", "1"], ["2", "1", "3"])


@cell("pagination", "third-party", packages=["advanced-alchemy", "aiosqlite", "pydantic", "sanic-ext"])
def test_the_third_page_of_ten_has_five_records(tmp_path):
    from advanced_alchemy.extensions.sanic import (
        AdvancedAlchemy,
        AsyncSessionConfig,
        SQLAlchemyAsyncConfig,
        base,
        filters,
        repository,
        service,
    )
    from sqlalchemy.orm import Mapped

    class Person(base.BigIntBase):
        name: Mapped[str]

    class PersonService(service.SQLAlchemyAsyncRepositoryService[Person]):
        class Repository(repository.SQLAlchemyAsyncRepository[Person]):
            model_type = Person

        repository_type = Repository

    alchemy = SQLAlchemyAsyncConfig(
        connection_string=f"sqlite+aiosqlite:///{tmp_path}/people.db",
        session_config=AsyncSessionConfig(expire_on_commit=False),
        create_all=True,
    )
    app = Sanic("Pages")
    database = AdvancedAlchemy(sqlalchemy_config=alchemy, sanic_app=app)

    @app.post("/")
    async def fill(request):
        async with database.with_async_session() as session:
            rows = [{"name": f"p{number}"} for number in range(25)]
            await PersonService(session=session).create_many(rows, auto_commit=True)
        return text("filled")

    @app.get("/<page:int>")
    async def show(request, page):
        async with database.with_async_session() as session:
            persons, ten = PersonService(session=session), filters.LimitOffset(10, 10 * (page - 1))
            found, total = await persons.list_and_count(*([] if BROKEN else [ten]))
            part = persons.to_schema(found, total, filters=[ten])
            names = [person.name for person in part.items]
        return json({"names": names, "total": part.total, "offset": part.offset})

    with serving(app) as url:
        ask(url, "POST")
        first, third, fourth = (ask(f"{url}/{number}").json for number in (1, 3, 4))
    assert (len(first["names"]), first["total"], first["offset"]) == (10, 25, 0)
    assert (len(third["names"]), third["offset"] + len(third["names"])) == (5, third["total"])
    assert fourth["names"] == []


@cell("second-factor", "third-party", packages=["sanic-beskar", "pymongo"])
def test_the_right_code_signs_in_after_the_password():
    from passlib.exc import InvalidTokenError
    from sanic_beskar import Beskar
    from sanic_beskar.exceptions import TOTPRequired

    class User:
        def __init__(self):
            self.identity, self.username, self.password, self.rolenames = "ann", "ann", "", []

        @classmethod
        async def lookup(cls, username=None, email=None):
            return ann

        @classmethod
        async def identify(cls, name):
            return ann

    app, guard, ann = Sanic("SecondStep"), Beskar(), User()
    app.config.update(SECRET_KEY="for this test alone" * 2, TOKEN_PROVIDER="jwt", BESKAR_TOTP_ENFORCE=not BROKEN)
    guard.init_app(app, User)
    key = guard.totp_ctx.new()
    ann.password, ann.totp = guard.hash_password("tea"), key.to_json()

    @app.post("/login")
    async def login(request):
        try:
            user = await guard.authenticate("ann", request.form.get("password"), request.form.get("code"))
        except (TOTPRequired, InvalidTokenError) as refusal:
            return text(type(refusal).__name__, 401)
        return text(user.username)

    with serving(app) as url:
        wrong = "000000" if key.generate().token != "000000" else "111111"
        answers = [
            ask(f"{url}/login", form={"password": "tea", **({"code": code} if code else {})})
            for code in ("", wrong, key.generate().token)
        ]
    assert [(answer.status, answer.text) for answer in answers[::2]] == [(401, "TOTPRequired"), (200, "ann")]
    assert answers[1].status == 401
