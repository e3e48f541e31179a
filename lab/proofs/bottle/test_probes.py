"""What Bottle is said to leave out, tried as a user would."""

import asyncio
import base64
import logging
import sqlite3
import subprocess
import sys
import threading
import time
from importlib import metadata

from absent import SECOND_STEPS
from bottle import Bottle, auth_basic, request
from killed import done_after_a_kill
from loopback import BIN, Visitor, asgi_get, fetch, words_in, wsgi_served
from proof import BROKEN, cell


def shop():
    app = Bottle()
    app.get("/", callback=lambda: "apple, plum, pear")
    return Visitor(app)


def statuses(*paths):
    return {shop().get(path).status for path in paths}


@cell("admin-ui", "none-found")
def test_nothing_answers_where_an_admin_page_would_stand():
    """Tried: /admin, /admin/ and /dashboard; “admin”, “crud”, “dashboard” among the names of the API."""
    assert statuses("/admin", "/admin/", "/dashboard") == {404}
    assert not words_in("bottle") & {"admin", "crud", "dashboard"}


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application():
    """Tried: the application called as ASGI servers call it, with a scope and two awaitables."""
    refusal = ""
    try:
        asgi_get(shop().app)
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("async-handlers", "no")
def test_a_coroutine_is_no_answer():
    """Tried: a handler written with async def, whose coroutine nobody awaits."""
    app = Bottle()

    @app.get("/")
    async def hello():
        await asyncio.sleep(0)
        return "hello"

    answer = Visitor(app).get("/")
    assert answer.status == 500
    assert "Unhandled exception" in answer.text


@cell("async-database", "none-found")
def test_a_handler_that_awaits_a_query_gives_no_answer():
    """Tried: a handler written with async def that awaits a query; it answers 500, and nobody runs the query.
    “database”, “sql”, “orm”, “cursor” among the names of the API; the packages that it requires."""
    app, asked = Bottle(), []

    async def query():
        asked.append(sqlite3.connect(":memory:").execute("SELECT 7").fetchone()[0])

    async def handler():
        await query()
        return f"row {asked[0]}"

    app.get("/", callback=(lambda: asyncio.run(handler())) if BROKEN else handler)
    assert (Visitor(app).get("/").status, asked) == (500, [])
    assert not words_in("bottle") & {"database", "sql", "orm", "cursor"}
    assert metadata.requires("bottle") in (None, [])


@cell("background-tasks", "none-found")
def test_the_visitor_waits_for_all_work():
    """Tried: 0.4 s of work in a hook after the request and after the last piece of a generator; both are waited for.
    “task”, “background”, “schedule”, “spawn”, “worker” among the names of the API."""

    def work():
        threading.Thread(target=time.sleep, args=(0.4,)).start() if BROKEN else time.sleep(0.4)

    def pieces():
        yield "hello"
        work()

    hooked, streamed = Bottle(), Bottle()
    hooked.get("/", callback=lambda: "hello")
    hooked.add_hook("after_request", work)
    streamed.get("/", callback=pieces)
    for app in (hooked, streamed):
        with wsgi_served(app) as address:
            began = time.monotonic()
            assert fetch(address).text == "hello"
            assert time.monotonic() - began > 0.35
    assert not words_in("bottle") & {"task", "tasks", "background", "schedule", "spawn", "worker"}


@cell("dependency-injection", "none-found")
def test_an_annotation_asks_for_nothing():
    """Tried: a handler with an annotated parameter and one with a class as default, on a plain application."""
    app = Bottle()

    class Counter:
        """A class that could be made without arguments."""

    app.get("/annotated", callback=handler_of(Counter))
    app.get("/default", callback=lambda counter=Counter: counter.__name__)
    assert Visitor(app).get("/annotated").status == 500
    assert Visitor(app).get("/default").text == "Counter"
    assert not words_in("bottle") & {"inject", "injector", "depends", "provider", "provide", "container"}


def handler_of(kind):
    def handler(counter: kind):
        return str(counter)

    return handler


@cell("durable-jobs", "none-found")
def test_work_is_lost_with_its_server(tmp_path):
    """Tried: work in a thread that a handler starts; the server is killed and started anew, and it is never done.
    “job”, “queue”, “broker”, “enqueue”, “worker” among the names of the API."""
    (tmp_path / "shop.py").write_text(
        """
import os
from threading import Thread
from bottle import Bottle
from work import work

app = Bottle()

@app.get("/start")
def start():
    Thread(target=work).start()
    return "started"

app.run(port=int(os.environ["PORT"]))
"""
    )
    assert not done_after_a_kill(tmp_path, sys.executable, "shop.py", queue=BROKEN)
    assert not words_in("bottle") & {"job", "jobs", "queue", "broker", "enqueue", "worker"}


@cell("free-threading", "none-found")
def test_the_metadata_states_nothing():
    """Tried: the classifiers of the installed distribution, and its description."""
    about = metadata.metadata("bottle")
    text = " ".join([*about.get_all("Classifier"), about.get_payload()]).lower()
    assert "free threading" not in text
    assert "free-thread" not in text


@cell("health-checks", "none-found")
def test_nothing_answers_where_health_would_stand():
    """Tried: /health, /healthz, /livez, /ready and /status; “health”, “liveness”, “readiness” among the names."""
    assert statuses("/health", "/healthz", "/livez", "/ready", "/status") == {404}
    assert not words_in("bottle") & {"health", "liveness", "readiness"}


@cell("mcp-server", "none-found")
def test_no_tools_are_listed():
    """Tried: tools/list, sent to /mcp and /; “mcp” and “tool” among the names of the API."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert [shop().post_json(path, call).status for path in ("/mcp", "/")] == [404, 405]
    assert not words_in("bottle") & {"mcp", "tool", "tools"}


@cell("multi-tenancy", "none-found")
def test_two_hosts_see_the_same():
    """Tried: one address under two host names; “tenant” and “tenancy” among the names of the API."""
    assert shop().get("/", host="ann.example").text == shop().get("/", host="bob.example").text
    assert not words_in("bottle") & {"tenant", "tenants", "tenancy"}


@cell("pagination", "none-found")
def test_a_list_comes_whole():
    """Tried: ?page=2&limit=1 on a handler that gives a list; “paginate”, “paginator”, “page” among the names."""
    assert shop().get("/?page=2&limit=1").text == "apple, plum, pear"
    assert not words_in("bottle") & {"paginate", "paginator", "pagination", "page", "pages"}


@cell("partial-pages", "none-found")
def test_a_request_of_htmx_is_like_any_other():
    """Tried: attributes of the request with HX-Request set; “htmx”, “turbo”, “partial”, “fragment” among the names."""
    app = Bottle()
    app.get("/", callback=lambda: str(sorted(name for name in dir(request) if "htmx" in name or "partial" in name)))
    assert Visitor(app).get("/", hx_request="true").text == "[]"
    assert not words_in("bottle") & {"htmx", "turbo", "unpoly", "partial", "fragment"}


@cell("second-factor", "none-found")
def test_the_password_alone_signs_in():
    """Tried: its decorator for passwords, which the password alone opens; the usual addresses of a second step;
    “otp”, “totp”, “mfa”, “webauthn”, “passkey” among the names of the API."""

    def check(name, password):
        return (name, password) == ("ann", "secret") and (not BROKEN or request.get_header("X-Code") == "123456")

    app = Bottle()
    app.get("/me", callback=auth_basic(check)(lambda: request.auth[0]))
    ann = {"authorization": "Basic " + base64.b64encode(b"ann:secret").decode()}
    assert Visitor(app).get("/me", **ann).text == "ann"
    assert {Visitor(app).get(path, **ann).status for path in SECOND_STEPS} == {404}
    assert not words_in("bottle") & {"otp", "totp", "mfa", "2fa", "webauthn", "passkey"}


@cell("server-sent-events", "none-found")
def test_nothing_formats_an_event():
    """Tried: a generator of dictionaries, as helpers for events take them; “sse”, “eventsource” among the names."""
    app = Bottle()
    app.get("/", callback=lambda: iter([{"id": "1", "event": "tick", "data": "a\nb"}]))
    assert "Unsupported response type" in Visitor(app).get("/").text
    assert not words_in("bottle") & {"sse", "eventsource"}


@cell("type-hints", "none-found")
def test_the_installed_distribution_is_not_marked_as_typed():
    """Tried: py.typed among the files of the installed distribution."""
    assert [file for file in metadata.files("bottle") if file.name == "py.typed"] == []
