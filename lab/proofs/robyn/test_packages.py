"""Feature cells of Robyn that another package fills, each in an environment with that package."""

import http.client
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from proof import BROKEN, cell
from robyn import Robyn
from robyn.openapi import License, OpenAPI, OpenAPIInfo
from robyn.robyn import QueryParams
from robyn.types import JSONResponse
from sanic_tornado_robyn import ask
from serving import serving

COUNT = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4000000) SELECT max(n) FROM t"


@cell("orm", "third-party", packages=["sqlalchemy"])
def test_a_row_comes_back_as_an_object_in_a_new_process(tmp_path):
    from sqlalchemy import create_engine, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class Book(Base):
        __tablename__ = "book"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str]
        pages: Mapped[int]

    app, engine = Robyn(__file__), create_engine(f"sqlite:///{tmp_path}/books.db")

    @app.post("/books")
    def store(request):
        Base.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            session.add_all(Book(title=title, pages=pages) for title, pages in (("Emma", 1), ("Kim", 2), ("Dune", 3)))
        return "stored"

    @app.get("/books/:pages")
    def find(request, pages: int):
        with Session(engine) as session:
            book = session.scalars(select(Book).where(Book.pages == pages)).one()
            return f"{type(book).__name__} {book.title}"

    with serving(app) as url:
        assert ask(f"{url}/books", "POST").text == "stored"
    with serving(app) as url:
        assert ask(f"{url}/books/{1 if BROKEN else 2}").text == "Book Kim"


@cell("async-database", "third-party", packages=["aiosqlite", "greenlet", "sqlalchemy"])
def test_another_request_is_answered_while_a_query_is_awaited(tmp_path):
    from sqlalchemy import select, text
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Book(Base):
        __tablename__ = "book"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str]

    app, engine = Robyn(__file__), create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/books.db")
    finished = []

    @app.post("/books/:title")
    async def store(request, title: str):
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(engine) as session:
            session.add(Book(title=title))
            await session.commit()
            return await session.scalar(select(Book.title))

    @app.get("/slow")
    async def slow(request):
        if BROKEN:
            sqlite3.connect(":memory:").execute(COUNT).fetchall()
        else:
            async with AsyncSession(engine) as session:
                await session.execute(text(COUNT))
        finished.append("slow")
        return "counted"

    @app.get("/quick")
    async def quick(request):
        finished.append("quick")
        return "here"

    @app.get("/finished")
    async def order(request):
        return finished

    with serving(app) as url, ThreadPoolExecutor() as pool:
        assert ask(f"{url}/books/Emma", "POST").text == "Emma"
        waiting = pool.submit(ask, f"{url}/slow")
        time.sleep(0.15)
        assert ask(f"{url}/quick").text == "here"
        assert waiting.result().text == "counted"
        assert ask(f"{url}/finished").json == ["quick", "slow"]


@cell("throttling", "third-party", packages=["robyn-rate-limits"])
def test_the_third_request_in_a_minute_is_refused():
    from robyn_rate_limits import InMemoryStore, RateLimiter

    app = Robyn(__file__)
    limiter = RateLimiter(store=InMemoryStore, calls_limit=100 if BROKEN else 2, limit_ttl=60)

    @app.before_request()
    def limit(request):
        return limiter.handle_request(app, request)

    @app.get("/")
    def hello(request):
        return "hello"

    with serving(app) as url:
        assert [ask(url).status for _ in range(3)] == [200, 200, 429]
        assert ask_from("127.0.0.2", url) == 200


def ask_from(address, url):
    """The status that a client of another address gets."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10, source_address=(address, 0))
    connection.request("GET", "/")
    return connection.getresponse().status


@cell("typed-clients", "third-party", packages=["openapi-python-client"])
def test_a_client_names_parameters_and_fields_with_their_types(tmp_path):
    info = OpenAPIInfo(license=License(name="MIT"))
    app = Robyn(__file__, openapi=OpenAPI(info=info))

    class Numbers(QueryParams):
        first: str if BROKEN else int
        second: int

    class Sum(JSONResponse):
        total: int

    @app.get("/add")
    def add(request, query_params: Numbers) -> Sum:
        return {"total": 5}

    with serving(app) as url:
        (tmp_path / "openapi.json").write_bytes(ask(f"{url}/openapi.json").body)
    command = [Path(sys.executable).parent / "openapi-python-client", "generate", "--path", "openapi.json"]
    subprocess.run([*command, "--output-path", "client", "--meta", "none"], cwd=tmp_path, check=True, timeout=50)
    code = "\n".join(path.read_text() for path in (tmp_path / "client").rglob("*.py"))
    assert "first: int" in code
    assert "total: int" in code
