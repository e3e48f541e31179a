"""Databases, jobs, sign-in and clients of NiceGUI, by other packages."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI
from nicegui import ui
from proof import BROKEN, cell
from trying import client_of, free_port, running

BIN = Path(sys.executable).parent


@cell("admin-ui", "third-party", packages=["greenlet", "sqladmin"])
def test_a_record_is_added_changed_and_deleted(tmp_path):
    """The requests that the pages' forms and buttons send."""
    from sqladmin import Admin, ModelView
    from sqlalchemy import create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Book(Base):
        __tablename__ = "book"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str]

    class BookAdmin(ModelView, model=Book):
        column_list = [Book.id, Book.title]
        can_edit = not BROKEN

    engine = create_engine(f"sqlite:///{tmp_path}/shop.db", connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    api = FastAPI()
    Admin(api, engine).add_view(BookAdmin)

    def titles():
        with sqlite3.connect(tmp_path / "shop.db") as connection:
            return [title for (title,) in connection.execute("SELECT title FROM book")]

    with client_of(api) as client:
        assert 'name="title"' in client.get("/admin/book/create").text
        client.post("/admin/book/create", data={"title": "tea", "save": "Save"})
        assert titles() == ["tea"]
        assert "tea" in client.get("/admin/book/list").text
        client.post("/admin/book/edit/1", data={"title": "milk", "save": "Save"})
        assert titles() == ["milk"]
        client.delete("/admin/book/delete?pks=1")
        assert titles() == []


SHOP = """
import sys
from fastapi import FastAPI
from fastapi.testclient import TestClient
from nicegui import app, ui
from tortoise import Tortoise, fields
from tortoise.models import Model

class Book(Model):
    id = fields.IntField(primary_key=True)
    title = fields.CharField(20)
    pages = fields.IntField()

async def connect():
    await Tortoise.init(db_url="sqlite://shop.db", modules={"models": [__name__]}, _enable_global_fallback=True)
    await Tortoise.generate_schemas()

app.on_startup(connect)
app.on_shutdown(Tortoise.close_connections)

@app.get("/store")
async def store():
    for title, pages in (("a", 1), ("b", 2), ("c", 3)):
        await Book.create(title=title, pages=pages)

@ui.page("/find/{pages}")
async def find(pages: int):
    book = await Book.get(pages=pages)
    ui.label(f"found {type(book).__name__} {book.title}")

api = FastAPI()
ui.run_with(api, show_welcome_message=False)
with TestClient(api) as client:
    print(client.get(sys.argv[1]).text)
"""


@cell("orm", "third-party", packages=["tortoise-orm"])
def test_a_row_is_found_as_an_object_in_a_new_process(tmp_path):
    (tmp_path / "shop.py").write_text(SHOP)

    def ask(path):
        command = [sys.executable, "shop.py", path]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50).stdout

    ask("/store")
    assert "found Book b" in ask("/find/3" if BROKEN else "/find/2")


@cell("async-database", "third-party", packages=["tortoise-orm"])
def test_another_request_is_answered_while_a_query_runs(tmp_path):
    """SQLite's queries run in a thread of aiosqlite; the slow one counts for about a third of a second or more."""
    import asyncio

    import httpx
    from nicegui.testing.general import nicegui_reset_globals
    from tortoise import Tortoise, connections

    api = FastAPI()
    slow = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4000000) SELECT max(x) AS m FROM n"

    @api.get("/slow")
    async def query() -> int:
        await connections.get("default").execute_query("CREATE TABLE IF NOT EXISTS note (text TEXT)")
        await connections.get("default").execute_query("INSERT INTO note VALUES ('tea')")
        if BROKEN:
            return sqlite3.connect(":memory:").execute(slow).fetchone()[0]
        return (await connections.get("default").execute_query_dict(slow))[0]["m"]

    @api.get("/quick")
    async def quick() -> str:
        return "here"

    async def go():
        await Tortoise.init(db_url=f"sqlite://{tmp_path}/shop.db", modules={"models": [__name__]})
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://test") as client:
            began = time.monotonic()
            query, waits = asyncio.create_task(client.get("/slow", timeout=50)), []
            while not query.done():
                asked = time.monotonic()
                await client.get("/quick")
                await asyncio.sleep(0.02)
                waits.append(time.monotonic() - asked)
            assert (await query).json() == 4_000_000
            took = time.monotonic() - began
            rows = await connections.get("default").execute_query_dict("SELECT text FROM note")
        await Tortoise.close_connections()
        return took, max(waits), rows

    with nicegui_reset_globals():
        ui.run_with(api, show_welcome_message=False)
        took, waited, rows = asyncio.run(go())
    assert (took > 0.3, waited < 0.15) == (True, True)
    assert rows == [{"text": "tea"}]


JOBS = """
import sys
import taskiq_fastapi
from fastapi import FastAPI
from fastapi.testclient import TestClient
from nicegui import ui
from taskiq_redis import ListQueueBroker, RedisAsyncResultBackend

url = "redis://127.0.0.1:{port}"
broker = ListQueueBroker(url).with_result_backend(RedisAsyncResultBackend(url))
api = FastAPI()
taskiq_fastapi.init(broker, "shop:api")

@broker.task
async def brew(cups: int) -> int:
    return cups * 2

@api.get("/order")
async def order() -> str:
    return (await brew.kiq(21)).task_id

@api.get("/result/{{task}}")
async def result(task: str) -> int | None:
    ready = await broker.result_backend.is_result_ready(task)
    return (await broker.result_backend.get_result(task)).return_value if ready else None

ui.run_with(api, show_welcome_message=False)
if __name__ == "__main__":
    with TestClient(api) as client:
        print(client.get(sys.argv[1]).json())
"""


@cell("durable-jobs", "third-party", packages=["taskiq-fastapi", "taskiq-redis"])
def test_a_worker_started_later_carries_out_a_stored_job(tmp_path):
    """The process that stored the job has ended before the worker starts. Needs Redis on this machine."""
    import shutil

    import pytest

    if not (redis := shutil.which("redis-server")):
        pytest.skip("there is no redis-server")
    port = free_port()
    (tmp_path / "shop.py").write_text(JOBS.format(port=port))

    def ask(path):
        command = [sys.executable, "shop.py", path]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50).stdout.strip()

    with running(redis, "--port", str(port), "--bind", "127.0.0.1", "--save", "", cwd=tmp_path):
        time.sleep(0.5)
        task, result = ask("/order"), ""
        worker = (
            (BIN / "taskiq", "worker", "shop:broker", "--workers", "1") if not BROKEN else (sys.executable, "-c", "")
        )
        with running(*worker, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}):
            end = time.monotonic() + 20
            while result != "42" and time.monotonic() < end:
                result = ask(f"/result/{task}")
    assert result == "42"


@cell("http2", "third-party", packages=["granian"])
def test_granian_serves_pages_over_http2(tmp_path):
    """The page alone; what goes on in it uses a WebSocket over HTTP/1.1."""
    from http2_by_hand import ask_over_http2
    from trying import ask

    (tmp_path / "shop.py").write_text(
        "from fastapi import FastAPI\n"
        "from nicegui import ui\n"
        "api = FastAPI()\n"
        "@ui.page('/')\n"
        "def page():\n"
        "    ui.label('green tea')\n"
        "ui.run_with(api)\n"
    )
    port = free_port()
    options = ("--interface", "asgi", "--http", "1" if BROKEN else "auto", "--port", str(port), "shop:api")
    with running(BIN / "granian", *options, cwd=tmp_path):
        assert "green tea" in ask(f"http://127.0.0.1:{port}/", until="green tea")
        ok, body = ask_over_http2(port)
    assert (ok, b"green tea" in body) == (True, True)


@cell("second-factor", "third-party", packages=["tinysesam"])
def test_a_password_alone_does_not_sign_in(tmp_path):
    import pyotp
    from tinysesam import TinySesam, TinySesamConfig

    config = TinySesamConfig(db_path=str(tmp_path / "users.db"), csrf_enabled=False, csrf_origin_check=False)
    auth = TinySesam(config)
    user = auth.create_user("ann", "correct horse battery 42")
    secret = auth.totp_begin(user)["secret"]
    codes = pyotp.TOTP(secret)
    if not BROKEN:
        assert auth.totp_confirm(user, codes.at(time.time() - 30))
    api = FastAPI()
    api.include_router(auth.router())

    @api.get("/me")
    def me(user: Annotated[dict, Depends(auth.require_user)]) -> str:
        return user["username"]

    with client_of(api) as client:
        client.base_url, client.follow_redirects = "https://testserver", False
        client.post("/auth/login", data={"username": "ann", "password": "correct horse battery 42"})
        assert client.get("/me").status_code == 401
        wrong = str((int(codes.now()) + 1) % 1_000_000).zfill(6)
        client.post("/auth/totp", data={"code": wrong})
        assert client.get("/me").status_code == 401
        client.post("/auth/totp", data={"code": codes.now()})
        assert client.get("/me").json() == "ann"


@cell("typed-clients", "third-party", packages=["openapi-python-client"])
def test_a_client_is_written_from_the_routes(tmp_path):
    from pydantic import BaseModel

    class Sum(BaseModel):
        total: int

    def client(kind):
        api = FastAPI()

        @api.get("/add", operation_id="add", tags=["sums"])
        def add(a: int, b: kind) -> Sum:
            return Sum(total=a)

        with client_of(api) as asked:
            (tmp_path / "served.json").write_text(json.dumps(asked.get("/openapi.json").json()))
        options = ("--path", "served.json", "--meta", "none", "--output-path", "client", "--overwrite")
        environ = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
        command = [BIN / "openapi-python-client", "generate", *options]
        subprocess.run(command, cwd=tmp_path, env=environ, check=True, capture_output=True, timeout=50)
        folder = tmp_path / "client"
        return (folder / "api" / "sums" / "add.py").read_text(), (folder / "models" / "sum_.py").read_text()

    call, model = client(int)
    assert "a: int," in call
    assert "b: int," in call
    assert "total: int" in model
    assert "b: str," in client(int if BROKEN else str)[0]
