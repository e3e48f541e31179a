"""Feature cells of CherryPy that say that nothing was found: what was tried."""

import asyncio
import base64
import json
import logging
import socket
import subprocess
import sys
import urllib.request
from importlib import metadata, resources

import cherrypy
from absent import PAGES, SECOND_STEPS, page_by_hand
from cherrypy_site import free_port, site, started, visit
from proof import BROKEN, cell


class Root:
    @cherrypy.expose
    def index(self, **fields):
        return "<p>hello</p>"


def names(*words):
    """Tools, files and commands of CherryPy whose name holds a word; its own tests are left out."""
    package = metadata.distribution("cherrypy")
    files = [str(file) for file in package.files if "/test/" not in str(file) and "dist-info" not in str(file)]
    known = [*files, *dir(cherrypy.tools), *dir(cherrypy.process.plugins), *(e.name for e in package.entry_points)]
    assert "cherrypy/lib/sessions.py" in known and "auth_basic" in known
    return [name for name in known if any(word in name.lower() for word in words)]


def statuses(*addresses, **request):
    return {visit(site(Root()), address, **request).status for address in addresses}


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application():
    """Tried: the application called as ASGI servers call it, with a scope and two awaitables."""

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        raise RuntimeError(message)

    refusal = ""
    try:
        asyncio.run(site(Root())({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send))
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("async-handlers", "none-found")
def test_a_coroutine_as_handler_is_not_awaited():
    """Tried: a handler written with async def."""

    class Waiting:
        @cherrypy.expose
        async def index(self):
            return "hello"

    answer = visit(site(Waiting()), "/")
    assert (answer.status, "hello" in answer.text) == (500, False)


@cell("async-database", "none-found")
def test_a_handler_cannot_await_a_query():
    """Tried: a handler that awaits; names that hold asyncpg, aiosqlite or async."""

    class Waiting:
        @cherrypy.expose
        async def index(self):
            await asyncio.sleep(0)
            return "row"

    assert visit(site(Waiting()), "/").status == 500
    assert names("asyncpg", "aiosqlite", "async") == []


@cell("dependency-injection", "none-found")
def test_an_argument_that_names_a_class_is_not_made():
    """Tried: an annotated argument, and one with the class as its default; names that hold inject or provider."""

    class Counter:
        number = 1

    class Counted:
        @cherrypy.expose
        def annotated(self, counter: Counter):
            return str(counter.number)

        @cherrypy.expose
        def default(self, counter=Counter):
            return type(counter).__name__

    assert visit(site(Counted()), "/annotated").status == 404
    assert visit(site(Counted()), "/default").text == "type"
    assert names("inject", "provider", "depend") == []


@cell("cli", "none-found")
def test_the_only_command_serves():
    """Tried: the commands that the package installs, and the help of the one that it has."""
    commands = metadata.distribution("cherrypy").entry_points.select(group="console_scripts")
    done = subprocess.run([sys.executable, "-m", "cherrypy", "--help"], capture_output=True, text=True, timeout=30)
    assert [command.name for command in commands] == ["cherryd"]
    assert "--config" in done.stdout
    assert not any(word in done.stdout for word in ("shell", "routes", "startproject", "migrate"))


@cell("templating", "no")
def test_a_template_is_sent_as_it_stands():
    """Tried: a handler that gives the text of a template; names that hold template, jinja, mako or render."""

    class Page:
        @cherrypy.expose
        def index(self):
            return "<p>{{ tea }} ${tea}</p>"

    assert visit(site(Page()), "/").text == "<p>{{ tea }} ${tea}</p>"
    assert names("template", "jinja", "mako", "render") == []


@cell("auto-escaping", "no")
def test_a_value_in_a_page_is_not_escaped():
    """Tried: a value put into the text that a handler gives."""

    class Page:
        @cherrypy.expose
        def index(self, text):
            return f"<p>{text}</p>"

    assert visit(site(Page()), "/?text=%3Cscript%3Ealert(1)%3C/script%3E").text == "<p><script>alert(1)</script></p>"


@cell("signed-cookies", "none-found")
def test_a_changed_cookie_is_read_as_it_came():
    """Tried: a cookie that was set and then changed; names that hold sign or hmac."""

    class Words:
        @cherrypy.expose
        def index(self):
            cherrypy.response.cookie["word"] = "tea"
            return cherrypy.request.cookie["word"].value if "word" in cherrypy.request.cookie else "nothing"

    assert visit(site(Words()), "/").headers["set-cookie"] == "word=tea"
    assert visit(site(Words()), "/", headers={"cookie": "word=sea"}).text == "sea"
    assert names("signed", "hmac", "itsdangerous") == []


@cell("jwt", "none-found")
def test_the_tools_that_check_a_user_refuse_a_bearer_token():
    """Tried: a bearer token sent to each tool whose name begins with auth; names that hold jwt, token or bearer."""
    tools = [name for name in dir(cherrypy.tools) if name.startswith("auth")]
    guards = [
        {"tools.auth_basic.on": True, "tools.auth_basic.realm": "x", "tools.auth_basic.checkpassword": lambda *_: True},
        {"tools.auth_digest.on": True, "tools.auth_digest.realm": "x", "tools.auth_digest.get_ha1": lambda *_: None}
        | {"tools.auth_digest.key": "k"},
    ]
    answers = [
        visit(site(Root(), guard), "/", headers={"authorization": "Bearer e30.e30.x"}).status for guard in guards
    ]
    assert tools == ["auth_basic", "auth_digest"]
    assert set(answers) <= {400, 401}
    assert names("jwt", "bearer") == []


@cell("permissions", "none-found")
def test_every_user_that_signs_in_may_do_everything():
    """Tried: two users at one address behind each check of users; names that hold permission, role or acl."""
    guard = {
        "tools.auth_basic.on": True,
        "tools.auth_basic.realm": "x",
        "tools.auth_basic.checkpassword": lambda *_: True,
    }
    users = ("Basic YW5uOnJpZ2h0", "Basic Ym9iOnJpZ2h0")
    assert [visit(site(Root(), guard), "/", headers={"authorization": user}).status for user in users] == [200, 200]
    assert names("permission", "role", "authoriz", "acl") == []


@cell("partial-pages", "none-found")
def test_a_request_of_htmx_is_like_any_other():
    """Tried: the header that htmx sends, read from the request's attributes; names that hold htmx, turbo or unpoly."""

    class Page:
        @cherrypy.expose
        def index(self):
            return ", ".join(name for name in dir(cherrypy.serving.request) if "htmx" in name or "partial" in name)

    assert visit(site(Page()), "/", headers={"hx-request": "true"}).text == ""
    assert names("htmx", "turbo", "unpoly") == []


@cell("openapi", "none-found")
def test_no_document_is_made():
    """Tried: the usual addresses of the document; names that hold openapi, swagger or schema."""
    assert statuses("/openapi.json", "/openapi.yaml", "/swagger.json", "/schema") == {404}
    assert names("openapi", "swagger", "schema") == []


@cell("api-docs-ui", "none-found")
def test_no_page_of_the_interface_is_made():
    """Tried: the usual addresses of the page; names that hold swagger, redoc or scalar."""
    assert statuses("/docs", "/redoc", "/swagger", "/api/docs") == {404}
    assert names("swagger", "redoc", "scalar") == []


@cell("admin-ui", "none-found")
def test_no_admin_is_served():
    """Tried: the usual addresses; names that hold admin or crud."""
    assert statuses("/admin", "/admin/", "/administration") == {404}
    assert names("admin", "crud") == []


@cell("health-checks", "none-found")
def test_no_address_answers_for_health():
    """Tried: the usual addresses; names that hold health or ready."""
    assert statuses("/health", "/healthz", "/ready", "/livez") == {404}
    assert names("health", "liveness", "readiness") == []


@cell("mcp-server", "none-found")
def test_no_address_speaks_the_model_context_protocol():
    """Tried: tools/list sent to the usual address; names that hold mcp."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    assert statuses("/mcp", "/mcp/", method="POST", headers={"content-type": "application/json"}, body=body) == {404}
    assert names("mcp") == []


@cell("http2", "none-found")
def test_its_server_does_not_speak_http2(tmp_path):
    """Tried: the opening of HTTP/2 by prior knowledge, sent to its own server."""
    port = free_port()
    (tmp_path / "shop.py").write_text(
        f"import cherrypy\ncherrypy.config.update({{'server.socket_port': {port}}})\ncherrypy.quickstart(None)\n"
    )
    with started(tmp_path, "shop.py", port), socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0")
        answer = connection.recv(1000)
    assert answer.startswith(b"HTTP/1.1 ")


@cell("server-sent-events", "none-found")
def test_events_are_not_formatted():
    """Tried: a stream that gives an event as a dictionary; names that hold sse or event."""

    class Stream:
        @cherrypy.expose
        @cherrypy.config(**{"response.stream": True})
        def index(self):
            yield {"id": "1", "event": "tea", "data": "one\ntwo"}

    try:
        text = visit(site(Stream()), "/").text
    except (TypeError, ValueError) as error:
        text = str(error)
    assert "data: one" not in text
    assert [name for name in names("sse", "eventsource", "event_stream") if "session" not in name] == []


@cell("durable-jobs", "none-found")
def test_work_in_the_background_is_kept_nowhere():
    """Tried: names that hold queue, job, celery or worker; its background tasks live in a thread."""
    assert names("queue", "job", "celery", "worker") == []
    assert cherrypy.process.plugins.BackgroundTask(1, print).daemon


@cell("multi-tenancy", "none-found")
def test_two_hosts_share_their_rows():
    """Tried: rows stored and listed under two host names and a header for a tenant; names that hold tenant or customer.
    Its dispatcher for virtual hosts chooses a handler by the host and limits no data."""
    rows = []

    class Rows:
        @cherrypy.expose
        @cherrypy.tools.json_out()
        def index(self):
            host = cherrypy.request.headers["Host"]
            rows.append((host if BROKEN else "", host))
            return [name for tenant, name in rows if tenant in ("", host)]

    dispatcher = cherrypy.dispatch.VirtualHost(**{"ann.example": "", "bob.example": ""})
    root = site(Rows(), {"request.dispatch": dispatcher})
    visit(root, "/", headers={"host": "ann.example", "x-tenant": "ann"})
    seen = visit(root, "/", headers={"host": "bob.example", "x-tenant": "bob"}).text
    assert json.loads(seen) == ["ann.example", "bob.example"]
    assert names("tenant", "customer") == []


@cell("typed-clients", "none-found")
def test_its_command_writes_no_client(tmp_path):
    """Tried: the only command that it installs, in a folder with one typed route, until the route answers; no file
    arises. Names that hold client, typescript or sdk."""
    port = free_port()
    (tmp_path / "shop.py").write_text(
        f"""
import cherrypy

class Sums:
    @cherrypy.expose
    @cherrypy.tools.json_out()
    def add(self, a: int, b: int) -> dict[str, int]:
        return {{"total": int(a) + int(b)}}

cherrypy.config.update({{"server.socket_port": {port}}})
cherrypy.tree.mount(Sums())
"""
    )
    (tmp_path / "run.py").write_text("from cherrypy.__main__ import run\n\nrun()\n")
    with started(tmp_path, "run.py", port, "-i", "shop") as address:
        with urllib.request.urlopen(f"{address}/add?a=2&b=3", timeout=10) as answer:
            assert json.loads(answer.read()) == {"total": 5}
        if BROKEN:
            (tmp_path / "client.ts").write_text("export function add(a: number, b: number): Promise<Total>\n")
        written = {path.name for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert written == {"shop.py", "run.py"}
    assert names("client", "typescript", "sdk", "codegen") == []


@cell("type-hints", "none-found")
def test_the_installed_package_is_not_marked_as_typed():
    """Tried: the file py.typed in the installed package."""
    assert resources.files("cherrypy").joinpath("__init__.py").is_file()
    assert not resources.files("cherrypy").joinpath("py.typed").is_file()


@cell("free-threading", "none-found")
def test_the_package_does_not_say_that_it_runs_without_the_lock():
    """Tried: the classifiers and the description of the installed package."""
    package = metadata.metadata("cherrypy")
    classifiers = package.get_all("Classifier")
    assert "Framework :: CherryPy" in classifiers
    assert [text for text in classifiers if "free" in text.lower() and "thread" in text.lower()] == []
    assert "free-threaded" not in package.get_payload().lower()


@cell("structured-logs", "none-found")
def test_the_line_of_a_request_is_no_json():
    """Tried: the access log of an application; names that hold structlog or jsonlog."""
    root, lines = site(Root()), []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    root.log.access_log.addHandler(handler)
    visit(root, "/")
    assert len(lines) == 1
    assert '"GET / HTTP/1.1" 200' in lines[0]
    assert not lines[0].startswith("{")
    assert names("structlog", "jsonlog") == []
