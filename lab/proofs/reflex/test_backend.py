"""The backend of Reflex, asked as its compiled pages ask it, and routes of a Starlette application beside it."""

import hashlib
import json
import re
import subprocess
import sys
import time
from http.client import HTTPConnection
from importlib import metadata

import httpx
from proof import BROKEN, cell
from trying import BIN, Tab, backend, free_port, get, project, running, wait_for


@cell("asgi", "builtin")
def test_the_application_is_served_by_granian(tmp_path):
    """rx.App is a factory of an ASGI application; it starts and answers an event in an ASGI server."""
    text = """
class Shop(rx.State):
    cups: int = 0

    @rx.event
    def add(self, n: int):
        self.cups += n

app = rx.App()
app.add_page(lambda: rx.text(Shop.cups), route="/")
"""
    with backend(tmp_path, text) as port:
        tab = Tab(port)
        tab.send("add", n=0 if BROKEN else 3)
        assert get(port, "/ping").json() == "pong"
        assert tab.read(until=lambda state: "cups" in state, seconds=3).get("cups") == 3


@cell("async-handlers", "builtin")
def test_ten_events_wait_at_once(tmp_path):
    text = """
import asyncio
import time

class Shop(rx.State):
    done: bool = False

    @rx.event
    async def wait(self):
        PAUSE
        self.done = True

app = rx.App()
app.add_page(lambda: rx.text(Shop.done), route="/")
""".replace("PAUSE", "time.sleep(0.5)" if BROKEN else "await asyncio.sleep(0.5)")
    with backend(tmp_path, text) as port:
        tabs = [Tab(port, f"tab-{number}") for number in range(10)]
        began = time.monotonic()
        for tab in tabs:
            tab.send("wait")
        assert all(tab.read(until=lambda state: state.get("done")).get("done") for tab in tabs)
        assert time.monotonic() - began < 1.5


@cell("background-tasks", "builtin")
def test_a_background_event_goes_on_while_others_are_answered(tmp_path):
    """The work runs in the serving process and is lost with it."""
    text = """
import asyncio

class Shop(rx.State):
    ordered: int = 0
    brewed: int = 0

    @rx.event(background=BACKGROUND)
    async def brew(self):
        await asyncio.sleep(0.3)
        ADD

    @rx.event
    def order(self):
        self.ordered += 1

app = rx.App()
app.add_page(lambda: rx.text(Shop.brewed), route="/")
""".replace("BACKGROUND", str(not BROKEN))
    add = "self.brewed += 1" if BROKEN else "async with self:\n            self.brewed += 1"
    with backend(tmp_path, text.replace("ADD", add)) as port:
        tab = Tab(port)
        tab.send("order")
        tab.read(until=lambda state: state.get("ordered") == 1)
        tab.send("brew")
        began = time.monotonic()
        tab.send("order")
        seen = dict(tab.read(until=lambda state: state.get("ordered") == 2))
        assert (time.monotonic() - began < 0.15, seen.get("brewed", 0)) == (True, 0)
        assert tab.read(until=lambda state: state.get("brewed") == 1).get("brewed") == 1


@cell("cli", "builtin")
def test_a_command_renames_the_project(tmp_path):
    environ = project(tmp_path, "")
    del environ["REFLEX_APP_MODULE_IMPORT"]
    (tmp_path / "shop.py").unlink()
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "shop.py").write_text("from shop import tea\n")
    command = [BIN / "reflex", "rename", "shop" if BROKEN else "store"]
    answer = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=50)
    assert answer.returncode == 0
    assert (tmp_path / "store" / "store.py").exists()
    assert re.search("app_name=.store.", (tmp_path / "rxconfig.py").read_text())


STARLETTE = """
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute

def tea(request):
    return PlainTextResponse(str(rx.config.get_config().greeting))

app = rx.App(api_transformer=Starlette(routes=[Route("/tea", tea)]))
"""


@cell("configuration", "builtin")
def test_a_setting_of_the_file_reaches_the_application(tmp_path):
    """A name of one's own in rxconfig.py."""
    answers = []
    for greeting in ("hello", "hello" if BROKEN else "welcome"):
        with backend(tmp_path, STARLETTE, more=f", greeting='{greeting}'") as port:
            answers.append(get(port, "/tea").text)
    assert answers == ["hello", "welcome"]


@cell("cors", "builtin")
def test_a_preflight_of_an_allowed_origin(tmp_path):
    origins = ["*"] if BROKEN else ["https://ok.example"]
    with backend(tmp_path, "app = rx.App()", more=f", cors_allowed_origins={origins}") as port:

        def allowed(method, origin):
            headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            answer = httpx.request(method, f"http://127.0.0.1:{port}/ping", headers=headers)
            return answer.headers.get("access-control-allow-origin")

        assert allowed("OPTIONS", "https://ok.example") == "https://ok.example"
        assert allowed("GET", "https://ok.example") == "https://ok.example"
        assert allowed("OPTIONS", "https://other.example") is None


@cell("dev-reload", "builtin")
def test_a_saved_file_is_served_anew(tmp_path):
    """reflex run for the backend alone; the pages' own reload needs Node."""
    text, port = STARLETTE.replace("rx.config.get_config().greeting", "'green'"), free_port()
    environ = project(tmp_path, text)
    environ.pop("__REFLEX_SKIP_COMPILE")
    options = ("--env", "prod" if BROKEN else "dev", "--backend-only", "--backend-port", str(port))
    with running(BIN / "reflex", "run", *options, "--backend-host", "127.0.0.1", cwd=tmp_path, env=environ):
        wait_for(port)
        assert get(port, "/tea").text == "green"
        time.sleep(1)
        (tmp_path / "shop.py").write_text((tmp_path / "shop.py").read_text().replace("green", "black"))
        end, answer = time.monotonic() + 10, ""
        while answer != "black" and time.monotonic() < end:
            time.sleep(0.3)
            try:
                answer = get(port, "/tea").text
            except httpx.HTTPError:
                answer = ""
    assert answer == "black"


@cell("production-server", "builtin")
def test_granian_keeps_a_connection_for_a_hundred_requests(tmp_path):
    """reflex run --env prod for the backend alone; an error is answered without its trace."""
    fail = "def fail(request):\n    raise RuntimeError('a secret of the code')\n\napp ="
    text = STARLETTE.replace("app =", fail).replace('Route("/tea", tea)', 'Route("/tea", tea), Route("/fail", fail)')
    port, environ = free_port(), project(tmp_path, text.replace("rx.config.get_config().greeting", "'green'"))
    environ.pop("__REFLEX_SKIP_COMPILE")
    options = ("--env", "prod", "--backend-only", "--backend-port", str(port), "--backend-host", "127.0.0.1")
    with running(BIN / "reflex", "run", *options, cwd=tmp_path, env=environ):
        wait_for(port)
        connection, answers, sockets = HTTPConnection("127.0.0.1", port, timeout=20), set(), set()
        for _ in range(100):
            connection.request("GET", "/tea", headers={"Connection": "close"} if BROKEN else {})
            sockets.add(connection.sock.getsockname())
            answer = connection.getresponse()
            answers.add((answer.status, answer.headers["Server"], answer.read()))
        connection.close()
        failed = get(port, "/fail")
    assert (answers, len(sockets)) == ({(200, "granian", b"green")}, 1)
    assert (failed.status_code, "a secret of the code" in failed.text) == (500, False)


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole(tmp_path):
    """The request that the upload component sends."""
    text = """
import hashlib

class Shop(rx.State):
    seen: list[str] = []

    @rx.event
    async def take(self, files: list[rx.UploadFile]):
        for file in files:
            content = await file.read(LENGTH)
            self.seen = [file.name, str(len(content)), hashlib.sha256(content).hexdigest()]

app = rx.App()
app.add_page(lambda: rx.upload(rx.text(Shop.seen), on_drop=Shop.take(rx.upload_files("u"))), route="/")
""".replace("LENGTH", "1000" if BROKEN else "")
    content = bytes(range(250)) * 12_000
    headers = {"Reflex-Client-Token": "tab-1", "Reflex-Event-Handler": "reflex___state____state.shop____shop.take"}
    with backend(tmp_path, text) as port:
        Tab(port)
        files = {"files": ("leaves.bin", content)}
        answer = httpx.post(f"http://127.0.0.1:{port}/_upload", headers=headers, files=files, timeout=30)
    seen = json.loads(answer.text.splitlines()[0])["delta"]["reflex___state____state.shop____shop"]["seen_rx_state_"]
    assert seen == ["leaves.bin", "3000000", hashlib.sha256(content).hexdigest()]


@cell("http2", "builtin")
def test_granian_answers_over_http2(tmp_path):
    from http2_by_hand import ask_over_http2

    with backend(tmp_path, "app = rx.App()", http="1" if BROKEN else "auto") as port:
        assert ask_over_http2(port, "/ping") == (True, b'"pong"')


@cell("middleware", "builtin")
def test_a_transformer_sees_every_request(tmp_path):
    """A function given as api_transformer wraps the backend; an address that nobody answers passes through it too."""
    text = """
count = 0

def counting(inner):
    async def wrapped(scope, receive, send):
        global count
        count += scope["type"] == "http"

        async def sending(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-count", str(count).encode())]
            await send(message)

        await inner(scope, receive, sending)

    return wrapped

app = rx.App(api_transformer=TRANSFORMER)
""".replace("TRANSFORMER", "None" if BROKEN else "counting")
    with backend(tmp_path, text) as port:
        answers = [get(port, path) for path in ("/ping", "/nowhere")]
    assert [(answer.status_code, answer.headers.get("x-count")) for answer in answers] == [(200, "1"), (404, "2")]


@cell("sessions", "builtin")
def test_a_tabs_state_is_kept_between_connections(tmp_path):
    """The token that the page keeps takes the place of a cookie."""
    text = """
class Shop(rx.State):
    word: str = "nothing"
    said: str = ""

    @rx.event
    def keep(self, word: str):
        self.word = word

    @rx.event
    def tell(self):
        self.said = self.word

app = rx.App()
app.add_page(lambda: rx.text(Shop.word), route="/")
"""
    with backend(tmp_path, text) as port:

        def said(token):
            tab = Tab(port, token)
            tab.send("tell")
            word = tab.read(until=lambda state: state.get("said")).get("said")
            tab.close()
            return word

        tab = Tab(port, "tab-1")
        tab.send("keep", word="nothing" if BROKEN else "tea")
        tab.read(until=lambda state: state.get("word"), seconds=2)
        tab.close()
        assert said("tab-1") == "tea"
        assert [said("tab-2"), said("tab-1-changed")] == ["nothing", "nothing"]


@cell("static-files", "builtin")
def test_a_folder_is_served_under_a_prefix(tmp_path):
    """The folder of uploaded files, served by the backend; the assets folder goes into the built front end."""
    text = """
app = rx.App()
app.add_page(lambda: rx.upload(rx.image(src=rx.get_upload_url("dot.png"))), route="/")
"""
    folder = tmp_path / ("elsewhere" if BROKEN else "uploaded_files")
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with backend(tmp_path, text) as port:
        note, dot = get(port, "/_upload/note.txt"), get(port, "/_upload/dot.png")
        outside = get(port, "/_upload/%2e%2e/shop.py")
    assert (note.status_code, note.text, note.headers["content-type"].split(";")[0]) == (200, "tea", "text/plain")
    assert (dot.content[:4], dot.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert outside.status_code in (403, 404)


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made(tmp_path):
    text = """
import asyncio
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

async def lines():
    for number in range(10):
        yield f"line {number}\\n"
        await asyncio.sleep(0.1)

async def stream(request):
    return ANSWER

app = rx.App(api_transformer=Starlette(routes=[Route("/stream", stream)]))
"""
    whole = 'PlainTextResponse("".join([line async for line in lines()]))'
    with backend(tmp_path, text.replace("ANSWER", whole if BROKEN else "StreamingResponse(lines())")) as port:
        get(port, "/ping")
        began, times = time.monotonic(), []
        with httpx.stream("GET", f"http://127.0.0.1:{port}/stream") as answer:
            for _ in answer.iter_lines():
                times.append(time.monotonic() - began)
    assert len(times) == 10
    assert (times[0] < 0.35, times[-1] - times[0] > 0.7) == (True, True)


@cell("websockets", "builtin")
def test_an_endpoint_echoes(tmp_path):
    from simple_websocket import Client, ConnectionClosed, ConnectionError

    text = """
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

async def echo(socket):
    await socket.accept()
    while (text := await socket.receive_text()) != "bye":
        await socket.send_text(ANSWER + text)
    await socket.close(1000)

app = rx.App(api_transformer=Starlette(routes=[WebSocketRoute("/echo", echo)]))
""".replace("ANSWER", '""' if BROKEN else '"echo: "')
    code, upgraded = 0, True
    with backend(tmp_path, text) as port:
        socket = Client(f"ws://127.0.0.1:{port}/echo")
        for word in ("hi", "", "x" * 70_000):
            socket.send(word)
            assert socket.receive(timeout=5) == f"echo: {word}"
        socket.send("bye")
        try:
            socket.receive(timeout=5)
        except ConnectionClosed as end:
            code = end.reason
        try:
            Client(f"ws://127.0.0.1:{port}/nowhere")
        except ConnectionError:
            upgraded = False
    assert (int(code), upgraded) == (1000, False)


@cell("forms", "builtin")
def test_a_form_is_checked_by_the_browser_and_handed_over(tmp_path):
    """The compiled page tells the browser what to check and which message to show; what is sent reaches the handler."""
    text = """
class Shop(rx.State):
    name: str = ""

    @rx.event
    def order(self, form_data: dict):
        self.name = form_data["name"]

def page():
    field = rx.form.field(
        rx.form.control(rx.input(RULES), as_child=True),
        rx.form.message("Give a name", match="valueMissing"),
        name="name",
    )
    return rx.form.root(field, on_submit=Shop.order)

app = rx.App()
app.add_page(page, route="/")
if __name__ == "__main__":
    print(page())
""".replace("RULES", "" if BROKEN else "required=True, max_length=10")
    environ = project(tmp_path, text)
    compiled = subprocess.run(
        [sys.executable, "shop.py"], cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=50
    ).stdout
    with backend(tmp_path, text) as port:
        tab = Tab(port)
        tab.send("order", form_data={"name": "ann"})
        state = tab.read(until=lambda state: state.get("name"))
    assert state.get("name") == "ann"
    assert ("maxLength:10" in compiled, "required:true" in compiled) == (True, True)
    assert ('match:"valueMissing"' in compiled, "Give a name" in compiled) == (True, True)


@cell("auto-escaping", "builtin")
def test_text_becomes_a_string_for_react():
    """What the page is compiled to: a string as a child, which React shows as text, and no markup."""
    import reflex as rx

    hostile = "<script>alert(1)</script>\"'"
    compiled = str(rx.html(hostile) if BROKEN else rx.text(hostile))
    assert "dangerouslySetInnerHTML" not in compiled
    assert json.dumps(hostile) in compiled


@cell("type-hints", "builtin")
def test_the_wheel_is_marked_as_typed():
    names = [str(file) for file in metadata.files("reflex")]
    assert ("nothing" if BROKEN else "reflex/py.typed") in names


@cell("csrf", "builtin")
def test_pages_of_another_origin_may_send_no_events(tmp_path):
    """Events come by a socket, whose handshake is refused; before an upload the browser asks, and is told no."""
    from simple_websocket import ConnectionError

    text = """
class Shop(rx.State):
    cups: int = 0

    @rx.event
    def pour(self, cups: int):
        self.cups = cups

app = rx.App()
app.add_page(lambda: rx.text(Shop.cups), route="/")
"""
    own, foreign = "https://shop.example", "https://evil.example"
    with backend(tmp_path, text, "" if BROKEN else f", cors_allowed_origins=[{own!r}]") as port:
        tab = Tab(port, headers={"Origin": own})
        tab.send("pour", cups=7)
        poured = tab.read(until=lambda state: state.get("cups")).get("cups")
        refused = None
        try:
            Tab(port, token="tab-2", headers={"Origin": foreign})
        except ConnectionError as error:
            refused = error.status_code
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "reflex-client-token"}
        upload = httpx.options(f"http://127.0.0.1:{port}/_upload", headers={"Origin": foreign, **asked}, timeout=20)
    assert (poured, refused) == (7, 403)
    assert (upload.status_code, upload.headers.get("access-control-allow-origin")) == (400, None)
