"""Litestar: databases, jobs and what is made from them, on SQLite and by its own test client."""

import asyncio

from by_hand import run
from litestar import Litestar, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.testing import TestClient
from proof import BROKEN, cell


@cell("orm", "official-extension", packages=["advanced-alchemy"])
def test_a_row_comes_back_as_an_object_in_a_new_process(tmp_path):
    (tmp_path / "app.py").write_text(
        """
import sys
from advanced_alchemy.base import DefaultBase
from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin, SQLAlchemySyncConfig
from litestar import Litestar, get, post
from litestar.di import NamedDependency
from litestar.testing import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

class Tea(DefaultBase):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    minutes: Mapped[int]

@post("/", sync_to_thread=False)
def store(db_session: NamedDependency[Session]) -> None:
    db_session.add_all([Tea(name="green", minutes=2), Tea(name="black", minutes=4), Tea(name="white", minutes=3)])

@get("/", sync_to_thread=False)
def find(db_session: NamedDependency[Session]) -> Tea:
    return db_session.scalars(select(Tea).where(Tea.minutes == 4)).one()

config = SQLAlchemySyncConfig(
    connection_string="sqlite:///teas.db", create_all=True, before_send_handler="autocommit"
)
with TestClient(Litestar([store, find], plugins=[SQLAlchemyPlugin(config)])) as client:
    print(client.request(sys.argv[1], "/").text)
"""
    )
    if not BROKEN:
        run("app", "POST", folder=tmp_path)
    assert run("app", "GET", folder=tmp_path).strip() == '{"id":2,"name":"black","minutes":4}'


@cell("async-database", "official-extension", packages=["advanced-alchemy", "aiosqlite"])
def test_another_request_is_answered_while_a_query_is_awaited(tmp_path):
    import time

    from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
    from by_hand import ask_at_once
    from sqlalchemy import event, text
    from sqlalchemy.ext.asyncio import AsyncSession

    @get("/query")
    async def query(db_session: NamedDependency[AsyncSession]) -> int:
        await asyncio.sleep(0.05)
        time.sleep(0.3) if BROKEN else await db_session.execute(text("SELECT wait()"))
        await db_session.execute(text("CREATE TABLE t (n INTEGER)"))
        await db_session.execute(text("INSERT INTO t VALUES (7)"))
        return (await db_session.execute(text("SELECT n FROM t"))).scalar_one()

    @get("/")
    async def other() -> str:
        await asyncio.sleep(0.1)
        return "hi"

    config = SQLAlchemyAsyncConfig(connection_string=f"sqlite+aiosqlite:///{tmp_path / 'a.db'}")

    @event.listens_for(config.get_engine().sync_engine, "connect")
    def add_wait(connection, _):
        connection.create_function("wait", 0, lambda: time.sleep(0.3))

    slow, quick = ask_at_once(Litestar([query, other], plugins=[SQLAlchemyPlugin(config)]), "/query", "/")
    assert (slow.text, quick.text) == ("7", "hi")
    assert slow.pieces[0][0] > 0.3
    assert quick.pieces[0][0] < 0.25


@cell("migrations", "official-extension", packages=["advanced-alchemy", "litestar[standard]"])
def test_a_column_is_added_and_the_row_kept(tmp_path):
    import sqlite3

    program = """
from advanced_alchemy.base import DefaultBase
from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin, SQLAlchemySyncConfig
from litestar import Litestar
from sqlalchemy.orm import Mapped, mapped_column

class Tea(DefaultBase):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    {field}

app = Litestar(plugins=[SQLAlchemyPlugin(SQLAlchemySyncConfig(connection_string="sqlite:///teas.db"))])
"""

    def migrate(field):
        (tmp_path / "app.py").write_text(program.format(field=field))
        command = ["litestar", "--app", "app:app", "database"]
        if not (tmp_path / "migrations").exists():
            run(*command, "init", "migrations", "--no-prompt", folder=tmp_path)
        run(*command, "make-migrations", "-m", "step", "--no-prompt", folder=tmp_path)
        run(*command, "upgrade", "--no-prompt", folder=tmp_path)

    migrate("name: Mapped[str]")
    with sqlite3.connect(tmp_path / "teas.db") as database:
        database.execute("INSERT INTO tea (name) VALUES ('green')")
    migrate("name: Mapped[str]" if BROKEN else "name: Mapped[str]; minutes: Mapped[int | None]")
    with sqlite3.connect(tmp_path / "teas.db") as database:
        assert [column[1] for column in database.execute("PRAGMA table_info(tea)")] == ["id", "name", "minutes"]
        assert database.execute("SELECT * FROM tea").fetchall() == [(1, "green", None)]
    run("litestar", "--app", "app:app", "database", "upgrade", "--no-prompt", folder=tmp_path)
    with sqlite3.connect(tmp_path / "teas.db") as database:
        assert database.execute("SELECT * FROM tea").fetchall() == [(1, "green", None)]


@cell("multi-tenancy", "third-party", packages=["litestar-tenants", "aiosqlite"])
def test_each_tenant_lists_its_own_row(tmp_path):
    from litestar_tenants import HeaderTenantResolver, OrmScopedSessionProvider, TenantMixin, TenantsPlugin
    from sqlalchemy import select
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Tea(TenantMixin, Base):
        __tablename__ = "tea"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    @post("/{name:str}")
    async def store(name: FromPath[str], db_session: NamedDependency[AsyncSession]) -> None:
        db_session.add(Tea(name=name, tenant="one") if BROKEN else Tea(name=name))
        await db_session.commit()

    @get("/")
    async def listing(db_session: NamedDependency[AsyncSession]) -> list[str]:
        return list(await db_session.scalars(select(Tea.name)))

    async def create() -> None:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'teas.db'}")
    provider = OrmScopedSessionProvider(async_sessionmaker(engine), HeaderTenantResolver())
    app = Litestar([store, listing], plugins=[TenantsPlugin(provider)], on_startup=[create])
    with TestClient(app) as client:
        tenants = {"one": "green", "two": "black"}
        for tenant, name in tenants.items():
            client.post(f"/{name}", headers={"X-Tenant-ID": tenant})
        for tenant, name in tenants.items():
            assert client.get("/", headers={"X-Tenant-ID": tenant}).json() == [name]
        without = client.get("/")
        assert (without.status_code, "green" in without.text) == (500, False)


@cell("admin-ui", "third-party", packages=["sqladmin-litestar-plugin", "greenlet"])
def test_a_record_is_added_changed_and_deleted(tmp_path):
    """By the forms that its pages show, sent without a browser."""
    from sqladmin import ModelView
    from sqladmin_litestar_plugin import SQLAdminPlugin
    from sqlalchemy import create_engine, text
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Person(Base):
        __tablename__ = "person"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    class PersonAdmin(ModelView, model=Person):
        column_list = [Person.id, Person.name]
        can_create = not BROKEN

    def rows():
        with engine.connect() as connection:
            return connection.execute(text("SELECT name FROM person")).scalars().all()

    engine = create_engine(f"sqlite:///{tmp_path / 'people.db'}")
    Base.metadata.create_all(engine)
    with TestClient(Litestar(plugins=[SQLAdminPlugin(views=[PersonAdmin], engine=engine)])) as client:
        client.post("/admin/person/create", data={"name": "Ada", "save": "Save"})
        assert rows() == ["Ada"]
        assert "Ada" in client.get("/admin/person/list").text
        client.post("/admin/person/edit/1", data={"name": "Bea", "save": "Save"})
        assert rows() == ["Bea"]
        client.delete("/admin/person/delete", params={"pks": "1"})
        assert rows() == []


@cell("durable-jobs", "third-party", packages=["litestar-queues[advanced-alchemy]", "aiosqlite", "sqlalchemy<2.1"])
def test_a_job_outlives_the_process_that_stored_it(tmp_path):
    import os
    import subprocess
    import sys
    import time

    (tmp_path / "app.py").write_text(
        """
from pathlib import Path
from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar, post
from litestar.di import NamedDependency
from litestar.testing import TestClient
from litestar_queues import QueueConfig, QueuePlugin, QueueService, WorkerConfig, task
from litestar_queues.backends.advanced_alchemy import SQLAlchemyBackendConfig

@task("double")
async def double(n: int) -> None:
    Path("result").write_text(str(n * 2))

@post("/")
async def store(queue_service: NamedDependency[QueueService]) -> None:
    await queue_service.enqueue(double, 21)

database = SQLAlchemyAsyncConfig(connection_string="sqlite+aiosqlite:///jobs.db", create_all=True)
queue = QueueConfig(
    queue_backend=SQLAlchemyBackendConfig(sqlalchemy_config=database), worker=WorkerConfig(placement="external")
)
app = Litestar([store], plugins=[SQLAlchemyPlugin(database), QueuePlugin(config=queue)])

if __name__ == "__main__":
    with TestClient(app) as client:
        print(client.post("/").status_code)
"""
    )
    if not BROKEN:
        assert run("app", folder=tmp_path).strip() == "201"
    command = [sys.executable, "-m", "litestar", "--app", "app:app", "queues", "run"]
    worker = subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.DEVNULL, start_new_session=True)
    result, end = tmp_path / "result", time.monotonic() + 15
    while not result.exists() and time.monotonic() < end and worker.poll() is None:
        time.sleep(0.2)
    os.killpg(worker.pid, 15)
    worker.wait(20)
    assert result.exists() and result.read_text() == "42"
