"""What FastAPI does with the packages that it names as extras, and with those of its own organisation."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

from asgi_by_hand import ask, asked
from fastapi import Depends, FastAPI, Request
from pallets_starlette import ask as ask_server
from pallets_starlette import free_port, started, until
from proof import BROKEN, cell


@cell("test-client", "builtin", packages=["httpx2"])
def test_the_client_calls_the_application_without_a_server():
    from fastapi.testclient import TestClient

    app = FastAPI()
    app.get("/tea", status_code=201)(lambda: "coffee" if BROKEN else "tea")
    client = TestClient(app)
    assert (client.get("/tea").status_code, client.get("/tea").json()) == (201, "tea")
    assert client.get("/milk").status_code == 404


def page(folder, template, **values):
    """The answer of a handler that renders a template file."""
    from fastapi.templating import Jinja2Templates

    (folder / "page.html").write_text(template)
    app, templates = FastAPI(), Jinja2Templates(directory=folder)

    @app.get("/")
    async def show(request: Request):
        return templates.TemplateResponse(request, "page.html", values)

    return ask(app, "/")


@cell("templating", "builtin", packages=["fastapi[standard]"])
def test_a_template_file_shows_its_values(tmp_path):
    template = "<ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul>"
    answer = page(tmp_path, template, words=[] if BROKEN else ["tea", "milk", "rum"])
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text == "<ul><li>tea</li><li>milk</li><li>rum</li></ul>"


@cell("auto-escaping", "builtin", packages=["jinja2"])
def test_a_value_in_a_template_stays_text(tmp_path):
    answer = page(tmp_path, "<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>", text="<script>'\"")
    assert answer.text == "<p>&lt;script&gt;&#39;&#34;</p>"


def shop_with_sessions(keep=True):
    from starlette.middleware.sessions import SessionMiddleware

    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key="for this test alone")

    @app.post("/")
    async def remember(request: Request):
        if keep:
            request.session["word"] = "tea"

    @app.get("/")
    async def recall(request: Request):
        return request.session.get("word", "nothing")

    return app


def cookie_of(answer):
    return answer.headers.get("set-cookie", "").partition(";")[0]


@cell("sessions", "builtin", packages=["itsdangerous"])
def test_a_session_keeps_a_value_between_requests():
    app = shop_with_sessions(keep=not BROKEN)
    cookie = cookie_of(ask(app, "/", "POST"))
    assert ask(app, "/", cookie=cookie).json() == "tea"
    assert ask(app, "/").json() == "nothing"


@cell("signed-cookies", "builtin", packages=["itsdangerous"])
def test_a_changed_session_cookie_is_not_believed():
    app = shop_with_sessions()
    name, _, value = cookie_of(ask(app, "/", "POST")).partition("=")
    changed = value if BROKEN else ("a" if value[0] != "a" else "b") + value[1:]
    assert ask(app, "/", cookie=f"{name}={value}").json() == "tea"
    assert ask(app, "/", cookie=f"{name}={changed}").json() == "nothing"


@cell("opentelemetry", "builtin", packages=["fastapi[opentelemetry]"])
def test_a_request_leaves_a_span_in_the_trace_of_its_caller():
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    memory, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    if not BROKEN:
        trace.set_tracer_provider(provider)
    app = FastAPI()
    app.get("/tea/{kind}")(lambda kind: kind)
    number = "0af7651916cd43dd8448eb211c80319c"
    ask(app, "/tea/green", traceparent=f"00-{number}-b7ad6b7169203331-01")
    servers = [span for span in memory.get_finished_spans() if span.kind is trace.SpanKind.SERVER]
    assert [f"{span.context.trace_id:032x}" for span in servers] == [number]
    found = servers[0].attributes
    assert (found["http.request.method"], found["http.response.status_code"]) == ("GET", 200)
    assert found["http.route"] == "/tea/{kind}"


SITE = """from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def tea():
    return "{}"


@app.get("/fail")
async def fail():
    return 1 / 0
"""


@cell("dev-reload", "builtin", packages=["fastapi[standard]"])
def test_a_saved_change_is_served(tmp_path):
    site, port = tmp_path / "main.py", free_port()
    site.write_text(SITE.format("before"))
    command = "run" if BROKEN else "dev"
    with started("fastapi", command, "main.py", "--port", str(port), folder=tmp_path, port=port) as base:
        assert ask_server(base).text == '"before"'
        site.write_text(SITE.format("after"))
        assert until(lambda: listening(base) == '"after"')


def listening(base):
    """What a server answers that may be about to start again."""
    try:
        return ask_server(base).text
    except OSError:
        return ""


@cell("cli", "official-extension", packages=["fastapi-new", "uv"])
def test_a_project_is_made(tmp_path):
    binaries = Path(sys.executable).parent
    environ = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}", "UV_FROZEN": "1", "UV_OFFLINE": "1"}
    command = [sys.executable, "-m", "fastapi_new", "--help" if BROKEN else "shop"]
    ended = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=50)
    print(ended.stdout, ended.stderr)
    made = {path.name for path in (tmp_path / "shop").glob("*")}
    assert {"main.py", "pyproject.toml", "README.md"} <= made
    assert "fastapi[standard]" in (tmp_path / "shop" / "pyproject.toml").read_text()
    scope = {}
    exec((tmp_path / "shop" / "main.py").read_text(), scope)
    assert ask(scope["app"], "/").json() == {"message": "Hello World"}


@cell("configuration", "third-party", packages=["pydantic-settings"])
def test_a_setting_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    from pydantic_settings import BaseSettings, SettingsConfigDict

    class Settings(BaseSettings):
        greeting: str = "none"
        model_config = SettingsConfigDict(env_file=None if BROKEN else tmp_path / ".env")

    app = FastAPI()

    @app.get("/")
    async def greet(settings: Annotated[Settings, Depends(lambda: Settings())]):
        return settings.greeting

    answers = []
    for word in ("Hello", "Moin"):
        (tmp_path / ".env").write_text(f"GREETING={word}\n")
        answers.append(ask(app, "/").json())
    monkeypatch.setenv("GREETING", "Salut")
    assert [*answers, ask(app, "/").json()] == ["Hello", "Moin", "Salut"]


STORED = """
from fastapi import FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select

app, engine = FastAPI(), create_engine("sqlite:///site.sqlite")


class Person(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    age: int


@app.post("/store")
def store():
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Person(name=name, age=age) for name, age in [("Ada", 1), ("Bea", 2), ("Cy", 3)]])
        session.commit()
    return "stored"


@app.get("/{age}")
def find(age: int):
    with Session(engine) as session:
        person = session.exec(select(Person).where(Person.age == age)).first()
    return f"{type(person).__name__} {person.name}" if person else "nobody"
"""


@cell("orm", "official-extension", packages=["sqlmodel"])
def test_a_stored_object_is_found_by_another_process(tmp_path):
    (tmp_path / "site_app.py").write_text(STORED.replace("commit", "rollback") if BROKEN else STORED)

    def fresh(method, path):
        text = f"from asgi_by_hand import ask; from site_app import app; print(ask(app, {path!r}, {method!r}).json())"
        return subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True).stdout

    assert fresh("POST", "/store") == "stored\n"
    assert fresh("GET", "/2") == "Person Bea\n"


@cell("async-database", "official-extension", packages=["aiosqlite", "greenlet", "sqlmodel"])
def test_a_query_is_awaited_while_others_are_answered():
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import StaticPool
    from sqlmodel import Field, SQLModel, select, text
    from sqlmodel.ext.asyncio.session import AsyncSession

    class Guest(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        name: str

    app, engine = FastAPI(), create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    count = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 6000000) select count(*) from n"

    @app.get("/store")
    async def store():
        async with engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with AsyncSession(engine) as session:
            session.add(Guest(name="Ada"))
            await session.commit()
            return (await session.exec(select(Guest))).one().name

    @app.get("/slow")
    async def slow():
        if BROKEN:
            time.sleep(0.5)
        async with AsyncSession(engine) as session:
            return (await session.exec(text(count))).scalar_one()

    @app.get("/quick")
    async def quick():
        return "quick"

    async def talk():
        assert (await asked(app, "/store")).json() == "Ada"
        await asked(app, "/quick")
        began = time.monotonic()
        slow_answer = asyncio.create_task(asked(app, "/slow"))
        await asyncio.sleep(0.02)
        await asked(app, "/quick")
        quickly = time.monotonic() - began
        assert (await slow_answer).json() == 6_000_000
        return quickly, time.monotonic() - began

    quickly, slowly = asyncio.run(talk())
    assert quickly < 0.15
    assert slowly > 0.3
