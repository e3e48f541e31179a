"""Masonite: databases, jobs and the cache, in a project that its own command made, on SQLite."""

import time

from by_hand import names_in, run
from conftest import craft
from masonite.cache import Cache
from masonite.controllers import Controller
from masonite.queues import Queue, Queueable
from masonite.routes import Route
from proof import BROKEN, cell

TEA = """
from masoniteorm.models import Model

class Tea(Model):
    __table__ = "teas"
    __fillable__ = ["name", "minutes"]
    __timestamps__ = False
"""
MIGRATION = """
from masoniteorm.migrations import Migration

class {name}(Migration):
    def up(self):
        with self.schema.{action}("teas") as table:
            {columns}

    def down(self):
        pass
"""


def migrate(project, number, name, action, columns):
    path = project / f"databases/migrations/2030_01_0{number}_000000_{name.lower()}.py"
    path.write_text(MIGRATION.format(name=name, action=action, columns=columns))
    craft(project, "migrate")


@cell("orm", "builtin")
def test_a_row_comes_back_as_an_object_in_a_new_process(project):
    (project / "app/models/Tea.py").write_text(TEA)
    migrate(project, 1, "Teas", "create", 'table.increments("id"); table.string("name"); table.integer("minutes")')
    head = "from wsgi import application\nfrom app.models.Tea import Tea\n\n"
    rows = [("green", 2), ("black", 4), ("white", 3)]
    stored = [] if BROKEN else [f"Tea.create(name={name!r}, minutes={minutes})" for name, minutes in rows]
    (project / "store.py").write_text(head + "\n".join(stored))
    (project / "find.py").write_text(
        head + 'tea = Tea.where("minutes", 4).first()\nprint("seen", type(tea).__name__, tea.name if tea else "")\n'
    )
    run("store", folder=project)
    assert "seen Tea black" in run("find", folder=project)


@cell("migrations", "builtin")
def test_a_column_is_added_and_the_row_kept(project):
    import sqlite3

    migrate(project, 1, "Teas", "create", 'table.increments("id"); table.string("name")')
    (database,) = project.glob("*.sqlite3")
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO teas (name) VALUES ('green')")
    if not BROKEN:
        migrate(project, 2, "Minutes", "table", 'table.integer("minutes").nullable()')
    craft(project, "migrate")
    with sqlite3.connect(database) as connection:
        assert [column[1] for column in connection.execute("PRAGMA table_info(teas)")] == ["id", "name", "minutes"]
        assert connection.execute("SELECT * FROM teas").fetchall() == [(1, "green", None)]


@cell("pagination", "builtin")
def test_the_third_of_three_pages_has_five(project):
    (project / "app/models/Tea.py").write_text(TEA)
    migrate(project, 1, "Teas", "create", 'table.increments("id"); table.string("name"); table.integer("minutes")')
    (project / "ask.py").write_text(
        f"""
from wsgi import application
from app.models.Tea import Tea

for number in range({20 if BROKEN else 25}):
    Tea.create(name=f"tea {{number}}", minutes=number)
for page in (3, 4):
    answer = Tea.paginate(10, page).serialize()
    meta = answer["meta"]
    print("seen", len(answer["data"]), meta["next_page"], meta["last_page"], meta["total"])
"""
    )
    lines = [line for line in run("ask", folder=project).splitlines() if line.startswith("seen")]
    assert lines[0] == "seen 5 None 3 25"
    assert lines[1].startswith("seen 0 ")


@cell("caching", "builtin")
def test_a_value_is_made_once_in_its_lifetime(application, site):
    made = []

    class Count(Controller):
        def __call__(self, cache: Cache):
            number = cache.get("count")
            if BROKEN or number is None:
                made.append(1)
                number = len(made)
                cache.put("count", number, seconds=1)
            return str(number)

    visitor = site(Route.get("/", Count()))()
    assert [visitor.get("/").text for _ in range(2)] == ["1", "1"]
    time.sleep(2.1)
    assert [visitor.get("/").text for _ in range(2)] == ["2", "2"]
    application.make("cache").forget("count")
    assert visitor.get("/").text == "3"


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer(site):
    done = []

    class Work(Queueable):
        def handle(self):
            time.sleep(0.3)
            done.append("work")

    class Begin(Controller):
        def __call__(self, queue: Queue):
            Work().handle() if BROKEN else queue.push(Work())
            return "begun"

    answer = site(Route.get("/", Begin()))().get("/")
    assert answer.text == "begun"
    assert answer.pieces[0][0] < 0.15
    time.sleep(0.5)
    assert done == ["work"]


@cell("durable-jobs", "builtin")
def test_a_job_outlives_the_process_that_stored_it(project):
    import subprocess
    import sys

    settings = [project / ".env", project / ".env.testing"]
    for path in settings:
        path.write_text(path.read_text().replace("QUEUE_DRIVER=async", "QUEUE_DRIVER=database"))
    craft(project, "queue:table")
    craft(project, "migrate")
    (project / "app/jobs").mkdir()
    (project / "app/jobs/Double.py").write_text(
        """
from pathlib import Path
from masonite.queues import Queueable

class Double(Queueable):
    def __init__(self, n):
        self.n = n

    def handle(self):
        Path("result").write_text(str(self.n * 2))
"""
    )
    (project / "ask.py").write_text(
        """
from wsgi import application
from by_hand import ask_wsgi
from app.jobs.Double import Double
from masonite.controllers import Controller
from masonite.queues import Queue
from masonite.routes import Route

class Store(Controller):
    def __call__(self, queue: Queue):
        queue.push(Double(21))
        return "stored"

application.make("router").add(Route.group([Route.get("/store", Store())]))
print(ask_wsgi(application, "/store").text)
"""
    )
    if not BROKEN:
        assert "stored" in run("ask", folder=project)
    worker = subprocess.Popen(
        [sys.executable, "craft", "queue:work", "--driver", "database"], cwd=project, stdin=subprocess.DEVNULL
    )
    end, result = time.monotonic() + 15, project / "result"
    while not result.exists() and time.monotonic() < end:
        time.sleep(0.2)
    worker.terminate()
    worker.wait(10)
    assert result.exists() and result.read_text() == "42"


@cell("async-database", "none-found")
def test_a_coroutine_is_not_awaited(site):
    """Tried: a controller written as a coroutine, in which a query could be awaited; and a search of all names."""

    class Wait(Controller):
        async def __call__(self):
            return "done"

    assert "done" not in site(Route.get("/", Wait()))().get("/").text
    assert names_in("masoniteorm", "async", "aio") == []


@cell("async-handlers", "none-found")
def test_a_coroutine_gives_no_answer(site):
    """Tried: a controller written as a coroutine."""

    class Wait(Controller):
        async def __call__(self):
            return "done"

    answer = site(Route.get("/", Wait()))().get("/")
    assert "Something went wrong on our side" in answer.text


@cell("admin-ui", "none-found")
def test_no_page_lists_records(site):
    """Tried: the usual address, and a search of all names."""
    assert site()().get("/admin").status == 404
    assert names_in("masonite", "admin_panel", "admin_site", "crud", "backoffice") == []


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_their_rows(site):
    """Tried: rows stored and listed under two host names and a header for a tenant; a search of all names.
    masonite-multitenancy asks for the package masonite 4 and does not install here."""
    from masonite.request import Request

    rows = []

    class Rows(Controller):
        def __call__(self, request: Request):
            host = request.get_host()
            rows.append((host if BROKEN else "", host))
            return " ".join(name for tenant, name in rows if tenant in ("", host))

    visitors = site(Route.get("/", Rows()))
    visitors().get("/", {"X-Tenant": "ann"}, HTTP_HOST="ann.example")
    seen = visitors().get("/", {"X-Tenant": "bob"}, HTTP_HOST="bob.example").text
    assert seen == "ann.example bob.example"
    assert names_in("masonite", "tenant") == names_in("masoniteorm", "tenant") == []
