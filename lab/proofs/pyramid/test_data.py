"""Databases, tasks, sign-in and clients of Pyramid, by packages of others."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from loopback import running
from proof import BROKEN, cell
from pyramid.config import Configurator
from pyramid.paster import get_app
from pyramid.request import Request
from pyramid.response import Response

BIN = Path(sys.executable).parent


def project(folder, text, settings=""):
    """A module shop.py and its settings file; what the environment of a command on them is."""
    (folder / "shop.py").write_text(text)
    (folder / "shop.ini").write_text(f"[app:main]\nuse = call:shop:main\n{settings}")
    return {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def run(folder, environ, *command):
    """What a command of the environment prints."""
    program, *rest = command
    answer = subprocess.run([BIN / program, *rest], cwd=folder, env=environ, capture_output=True, text=True, timeout=50)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


MODEL = """
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    pages: Mapped[int]
"""
VIEWS = """
from pyramid.config import Configurator

engine = create_engine("sqlite:///shop.db")

def store(request):
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(Book(title=title, pages=pages) for title, pages in (("a", 1), ("b", 2), ("c", 3)))
        session.commit()
    return "stored"

def find(request):
    with Session(engine) as session:
        book = session.scalars(select(Book).where(Book.pages == int(request.GET["pages"]))).one()
    return f"{type(book).__name__} {book.title}"

def main(global_config, **settings):
    with Configurator() as config:
        for view in (store, find):
            config.add_route(view.__name__, f"/{view.__name__}")
            config.add_view(view, route_name=view.__name__, renderer="string")
    return config.make_wsgi_app()
"""


@cell("orm", "third-party", packages=["sqlalchemy"])
def test_a_row_is_found_as_an_object_in_a_new_process(tmp_path):
    """prequest is Pyramid's command that asks the application for an address."""
    environ = project(tmp_path, MODEL + VIEWS)
    assert run(tmp_path, environ, "prequest", "shop.ini", "/store").strip() == "stored"
    pages = 3 if BROKEN else 2
    assert run(tmp_path, environ, "prequest", "shop.ini", f"/find?pages={pages}").strip() == "Book b"


ENVIRONMENT = """
from alembic import context
from pyramid.paster import get_appsettings
from shop import Base
from sqlalchemy import engine_from_config

settings = get_appsettings(context.config.config_file_name)
with engine_from_config(settings).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
"""


@cell("migrations", "third-party", packages=["alembic"])
def test_a_column_is_added_and_the_rows_stay(tmp_path):
    """The settings file of the application names the database, as in the project's tutorial."""
    settings = "sqlalchemy.url = sqlite:///shop.db\n[alembic]\nscript_location = migrations\n"
    environ = project(tmp_path, MODEL + VIEWS, settings)
    database = tmp_path / "shop.db"

    def alembic(*command):
        return run(tmp_path, environ, "alembic", "-c", "shop.ini", *command)

    def rows(query):
        with sqlite3.connect(database) as connection:
            return connection.execute(query).fetchall()

    alembic("init", "migrations")
    (tmp_path / "migrations" / "env.py").write_text(ENVIRONMENT)
    alembic("revision", "--autogenerate", "-m", "books")
    alembic("upgrade", "head")
    rows("INSERT INTO book (title, pages) VALUES ('tea', 7)")
    more = "" if BROKEN else "    shelf: Mapped[str | None]\n"
    project(tmp_path, MODEL + more + VIEWS, settings)
    alembic("revision", "--autogenerate", "-m", "shelves")
    alembic("upgrade", "head")
    assert [row[1] for row in rows("PRAGMA table_info(book)")] == ["id", "title", "pages", "shelf"]
    assert rows("SELECT title, shelf FROM book") == [("tea", None)]
    version = rows("SELECT version_num FROM alembic_version")
    alembic("upgrade", "head")
    assert rows("SELECT version_num FROM alembic_version") == version


TASKS = """
import time
from pyramid.config import Configurator

def brew(request, cups):
    time.sleep(0.3)
    return cups * 2

def order(request):
    return request.defer_task(brew, 21).id

def result(request):
    return str(request.get_task_result(request.GET["id"]).result)

def configured(settings):
    with Configurator(settings=settings) as config:
        config.include("pyramid_tasks")
        config.register_task(brew, name="brew")
        for view in (order, result):
            config.add_route(view.__name__, f"/{view.__name__}")
            config.add_view(view, route_name=view.__name__, renderer="string")
    return config

def main(global_config, **settings):
    return configured(settings).make_wsgi_app()
"""
WORKER = """
from pyramid.paster import get_appsettings
from shop import configured

app = configured(get_appsettings("shop.ini")).make_celery_app()
"""


def working(folder, environ):
    """A Celery worker with the settings of the application, in a process of its own; with BREAK it ends at once."""
    (folder / "tasks.py").write_text("raise SystemExit" if BROKEN else WORKER)
    return running(BIN / "celery", "-A", "tasks", "worker", "--pool", "solo", cwd=folder, env=environ)


def queue(folder):
    """Settings for a queue in a folder, which stands in for a broker such as Redis."""
    (folder / "results").mkdir()
    (folder / "queue").mkdir()
    return (
        "celery.broker_url = filesystem://\n"
        f"celery.broker_transport_options.data_folder_in = {folder}/queue\n"
        f"celery.broker_transport_options.data_folder_out = {folder}/queue\n"
        f"celery.broker_transport_options.control_folder = {folder}/control\n"
        f"celery.result_backend = file://{folder}/results\n"
    )


@cell("background-tasks", "third-party", packages=["pyramid-tasks"])
def test_an_answer_comes_before_the_work_is_done(tmp_path, monkeypatch):
    """A Celery worker in a second process, made by the package, carries the work out."""
    environ = project(tmp_path, TASKS, queue(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    app = get_app(str(tmp_path / "shop.ini"))
    Request.blank("/order").get_response(app)  # the first one connects to the queue
    began = time.monotonic()
    task = Request.blank("/order").get_response(app).text
    assert time.monotonic() - began < 0.15
    answers = []
    with working(tmp_path, environ):
        while "42" not in answers and time.monotonic() < began + 25:
            time.sleep(0.2)
            answers.append(Request.blank(f"/result?id={task}").get_response(app).text)
    assert (answers[0], answers[-1]) == ("None", "42")


@cell("durable-jobs", "third-party", packages=["pyramid-tasks"])
def test_a_worker_started_later_carries_out_a_stored_job(tmp_path):
    """prequest is a process of its own: the one that stored the job has ended before the worker starts."""
    environ = project(tmp_path, TASKS, queue(tmp_path))
    task = run(tmp_path, environ, "prequest", "shop.ini", "/order").strip()
    result = ""
    with working(tmp_path, environ):
        end = time.monotonic() + 25
        while result != "42" and time.monotonic() < end:
            result = run(tmp_path, environ, "prequest", "shop.ini", f"/result?id={task}").strip()
    assert result == "42"


@cell(
    "single-sign-on",
    "third-party",
    packages=["social-auth-app-pyramid", "social-auth-core<6", "social-auth-storage-sqlalchemy"],
)
def test_a_visitor_signs_in_through_a_provider(monkeypatch):
    from oauth_provider import provider, way_back
    from pyramid.session import SignedCookieSessionFactory
    from social_core.backends.oauth import BaseOAuth2
    from social_core.exceptions import AuthException
    from social_pyramid.models import init_social
    from sqlalchemy import String, create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
        username: Mapped[str] = mapped_column(String(100))
        email: Mapped[str | None]
        is_active = True

    class Local(BaseOAuth2):
        """A provider as social-core describes them; user_data asks it who the visitor is."""

        name, REDIRECT_STATE, STATE_PARAMETER = "local", False, not BROKEN

        def user_data(self, access_token, **options):
            return self.get_json(f"{address}/user", headers={"Authorization": f"Bearer {access_token}"})

        def get_user_details(self, response):
            return {"username": response["name"]}

    def log_in(backend, user, social_user):
        backend.strategy.request.session["user"] = user.username

    here = sys.modules[__name__]
    for name, value in (("User", User), ("Local", Local), ("log_in", log_in)):
        monkeypatch.setattr(here, name, value, raising=False)
    engine = create_engine("sqlite://")
    with provider() as address, Session(engine) as session:
        Local.AUTHORIZATION_URL, Local.ACCESS_TOKEN_URL = f"{address}/authorize", f"{address}/token"
        settings = {
            "SOCIAL_AUTH_USER_MODEL": f"{__name__}.User",
            "SOCIAL_AUTH_AUTHENTICATION_BACKENDS": [f"{__name__}.Local"],
            "SOCIAL_AUTH_LOGIN_FUNCTION": f"{__name__}.log_in",
            "SOCIAL_AUTH_LOCAL_KEY": "shop",
            "SOCIAL_AUTH_LOCAL_SECRET": "secret",
            "SOCIAL_AUTH_LOGIN_REDIRECT_URL": "/me",
        }
        with Configurator(settings=settings, session_factory=SignedCookieSessionFactory("for this test")) as config:
            init_social(config, Base, session)
            Base.metadata.create_all(engine)
            config.add_request_method(lambda request: None, "user", property=True)
            config.include("social_pyramid")
            config.scan("social_pyramid")
            config.add_exception_view(lambda error, request: Response(status=403), context=AuthException)
            config.add_route("me", "/me")
            config.add_view(lambda r: Response(r.session.get("user", "nobody")), route_name="me")
        app, cookies = config.make_wsgi_app(), {}

        def visit(place):
            answer = Request.blank(place, cookies=cookies).get_response(app)
            cookies.update(cookie.split(";")[0].split("=", 1) for cookie in answer.headers.getall("Set-Cookie"))
            return answer

        there = visit("/login/local").location
        assert dict(parse_qsl(urlsplit(there).query)).keys() >= {"client_id", "redirect_uri", "state"}
        back = urlsplit(way_back(there))
        assert visit(f"{back.path}?{back.query}-of-another").status_code == 403
        assert visit("/me").text == "nobody"
        back = urlsplit(way_back(visit("/login/local").location))
        assert visit(f"{back.path}?{back.query}").status_code == 302
        assert visit("/me").text == "Zofia"


SPEC = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1"},
    "paths": {
        "/add": {
            "get": {
                "operationId": "add",
                "parameters": [
                    {"name": name, "in": "query", "required": True, "schema": {"type": "integer"}} for name in "ab"
                ],
                "responses": {
                    "200": {
                        "description": "the sum",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sum"}}},
                    },
                    "400": {"description": "no numbers"},
                },
            }
        }
    },
    "components": {
        "schemas": {"Sum": {"type": "object", "required": ["total"], "properties": {"total": {"type": "integer"}}}}
    },
}


@cell("typed-clients", "third-party", packages=["openapi-python-client", "pyramid_openapi3"])
def test_a_client_is_written_from_the_document(tmp_path):
    """The document is the one by which the application checks its requests, fetched from it."""
    environ = dict(os.environ)

    def client(document):
        (tmp_path / "spec.json").write_text(json.dumps(document))
        with Configurator() as config:
            config.include("pyramid_openapi3")
            config.pyramid_openapi3_spec(str(tmp_path / "spec.json"), route="/openapi.json")
            config.add_route("add", "/add")
        served = Request.blank("/openapi.json").get_response(config.make_wsgi_app())
        (tmp_path / "served.json").write_text(served.text)
        options = ("--path", "served.json", "--meta", "none", "--output-path", "client", "--overwrite")
        run(tmp_path, environ, "openapi-python-client", "generate", *options)
        folder = tmp_path / "client"
        return (folder / "api" / "default" / "add.py").read_text(), (folder / "models" / "sum_.py").read_text()

    call, model = client(SPEC)
    assert "a: int," in call
    assert "b: int," in call
    assert "total: int" in model
    document = json.loads(json.dumps(SPEC))
    if not BROKEN:
        document["paths"]["/add"]["get"]["parameters"][1]["schema"]["type"] = "string"
    assert "b: str," in client(document)[0]
