"""BlackSheep: databases and what is made from them, on SQLite."""

import asyncio

from blacksheep import Application, Router, json, text
from by_hand import names_in, run
from proof import BROKEN, cell


@cell("orm", "official-extension", packages=["blacksheep-sqlalchemy", "aiosqlite", "greenlet"])
def test_a_row_comes_back_as_an_object_in_a_new_process(tmp_path):
    (tmp_path / "app.py").write_text(
        """
import asyncio
import sys
from blacksheep import Application, get, json, post
from blacksheep.testing import TestClient
from blacksheepsqlalchemy import use_sqlalchemy
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Tea(Base):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    minutes: Mapped[int]

app = Application()
engine = create_async_engine("sqlite+aiosqlite:///teas.db")
use_sqlalchemy(app, engine=engine)

@post("/")
async def store(db_session: AsyncSession):
    async with db_session:
        db_session.add_all([Tea(name="green", minutes=2), Tea(name="black", minutes=4), Tea(name="white", minutes=3)])
        await db_session.commit()

@get("/")
async def find(db_session: AsyncSession):
    async with db_session:
        tea = (await db_session.scalars(select(Tea).where(Tea.minutes == 4))).one()
    return json([type(tea).__name__, tea.name])

async def main():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await app.start()
    client = TestClient(app)
    answer = await (client.post if sys.argv[1] == "store" else client.get)("/")
    print(await answer.text())
    await app.stop()

asyncio.run(main())
"""
    )
    if not BROKEN:
        run("app", "store", folder=tmp_path)
    assert run("app", "find", folder=tmp_path).strip() == '["Tea","black"]'


@cell("async-database", "official-extension", packages=["blacksheep-sqlalchemy", "aiosqlite", "greenlet"])
def test_another_request_is_answered_while_a_query_is_awaited(tmp_path):
    import time

    from blacksheepsqlalchemy import use_sqlalchemy
    from by_hand import ask_at_once
    from sqlalchemy import event
    from sqlalchemy import text as sql
    from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

    app = Application(router=Router())
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}")
    use_sqlalchemy(app, engine=engine)

    @event.listens_for(engine.sync_engine, "connect")
    def add_wait(connection, _):
        connection.create_function("wait", 0, lambda: time.sleep(0.3))

    @app.router.get("/query")
    async def query(db_connection: AsyncConnection):
        await asyncio.sleep(0.05)
        async with db_connection:
            time.sleep(0.3) if BROKEN else await db_connection.execute(sql("SELECT wait()"))
            await db_connection.execute(sql("CREATE TABLE t (n INTEGER)"))
            await db_connection.execute(sql("INSERT INTO t VALUES (7)"))
            return json((await db_connection.execute(sql("SELECT n FROM t"))).scalar_one())

    @app.router.get("/")
    async def other():
        await asyncio.sleep(0.1)
        return text("hi")

    slow, quick = ask_at_once(app, "/query", "/")
    assert (slow.text, quick.text) == ("7", "hi")
    assert slow.pieces[0][0] > 0.3
    assert quick.pieces[0][0] < 0.25


@cell("admin-ui", "third-party", packages=["piccolo-admin", "piccolo[sqlite]"])
def test_a_record_is_added_changed_and_deleted(tmp_path):
    """By the requests that its pages send, without a browser."""
    import json as texts
    import sqlite3

    from by_hand import Visitor, serving

    (tmp_path / "piccolo_conf.py").write_text(
        'from piccolo.engine.sqlite import SQLiteEngine\n\nDB = SQLiteEngine(path="people.db")\n'
    )
    (tmp_path / "app.py").write_text(
        f"""
from blacksheep import Application
from piccolo.apps.user.tables import BaseUser
from piccolo.columns import Varchar
from piccolo.table import Table, create_db_tables_sync
from piccolo_admin.endpoints import create_admin
from piccolo_api.session_auth.tables import SessionsBase

class Person(Table):
    name = Varchar()

app = Application()
app.mount("/admin", create_admin([{"" if BROKEN else "Person"}]))

if __name__ == "__main__":
    create_db_tables_sync(Person, BaseUser, SessionsBase)
    BaseUser.create_user_sync("ann", "a good password", active=True, admin=True)
"""
    )
    run("app", folder=tmp_path)

    def rows():
        with sqlite3.connect(tmp_path / "people.db") as database:
            return [name for (name,) in database.execute("SELECT name FROM person")]

    with serving(tmp_path, "uvicorn", "app:app", "--port", "{port}") as url:
        ann = Visitor(url)

        def send(method, path, content=None):
            headers = {"Content-Type": "application/json", "X-CSRFToken": ann.cookie("csrftoken"), "Origin": url}
            return ann.send(method, path, texts.dumps(content).encode(), headers)

        ann.send("GET", "/admin/")
        send("POST", "/admin/public/login/", {"username": "ann", "password": "a good password"})
        send("POST", "/admin/api/tables/person/", {"name": "Ada"})
        assert rows() == ["Ada"]
        send("PUT", "/admin/api/tables/person/1/", {"name": "Bea"})
        assert rows() == ["Bea"]
        send("DELETE", "/admin/api/tables/person/1/")
        assert rows() == []


@cell("migrations", "third-party", packages=["alembic", "blacksheep-sqlalchemy"])
def test_a_column_is_added_and_the_row_kept(tmp_path):
    import sqlite3

    models = """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Tea(Base):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""

    def alembic(*words):
        run("alembic", *words, folder=tmp_path)

    (tmp_path / "models.py").write_text(models)
    alembic("init", "migrations")
    for name, old, new in (
        ("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///teas.db"),
        ("migrations/env.py", "target_metadata = None", "from models import Base\ntarget_metadata = Base.metadata"),
    ):
        path = tmp_path / name
        path.write_text(path.read_text().replace(old, new))
    alembic("revision", "--autogenerate", "-m", "teas")
    alembic("upgrade", "head")
    with sqlite3.connect(tmp_path / "teas.db") as database:
        database.execute("INSERT INTO tea (name) VALUES ('green')")
    (tmp_path / "models.py").write_text(models if BROKEN else models + "    minutes: Mapped[int | None]\n")
    alembic("revision", "--autogenerate", "-m", "minutes")
    for _ in range(2):
        alembic("upgrade", "head")
        with sqlite3.connect(tmp_path / "teas.db") as database:
            assert [column[1] for column in database.execute("PRAGMA table_info(tea)")] == ["id", "name", "minutes"]
            assert database.execute("SELECT * FROM tea").fetchall() == [(1, "green", None)]


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_their_rows():
    """Tried: rows stored and listed under two host names and a header for a tenant; and a search of all names."""
    from blacksheep import Application, Router, json
    from by_hand import ask

    app, rows = Application(router=Router()), []

    @app.router.get("/")
    async def store(request):
        rows.append((request.host if BROKEN else "", request.host))
        return json([name for tenant, name in rows if tenant in ("", request.host)])

    ask(app, headers={"Host": "ann.example", "X-Tenant": "ann"})
    seen = ask(app, headers={"Host": "bob.example", "X-Tenant": "bob"}).text
    assert seen == '["ann.example","bob.example"]'
    assert names_in("blacksheep", "tenant") == []


@cell("durable-jobs", "none-found", packages=["uvicorn"])
def test_work_is_lost_with_its_server(tmp_path):
    """Tried: work in a task of a handler; the server is killed and started anew, and it is never done. And a search
    of all names, and of the distributions that it requires."""
    import sys
    from importlib.metadata import requires

    from killed import done_after_a_kill

    (tmp_path / "shop.py").write_text(
        """
import asyncio
from blacksheep import Application, get
from work import work

app, tasks = Application(), []

@get("/start")
async def start():
    tasks.append(asyncio.create_task(asyncio.to_thread(work)))
    return "started"
"""
    )
    command = (sys.executable, "-m", "uvicorn", "shop:app", "--port", "{port}")
    assert not done_after_a_kill(tmp_path, *command, queue=BROKEN)
    assert names_in("blacksheep", "queue", "job", "worker", "celery", "broker") == []
    assert [name for name in requires("blacksheep") if "queue" in name or "redis" in name] == []
