"""Feature cells of Sanic on requests and responses, by its own server."""

import asyncio
import hashlib
import time

from asgi import ask_asgi
from proof import BROKEN, cell
from sanic import Blueprint, Sanic, html, json, text
from sanic.views import HTTPMethodView
from sanic_tornado_robyn import ask, ask_together, lines_as_they_come, multipart
from serving import serving


@cell("asgi", "builtin")
def test_the_application_answers_as_an_asgi_application():
    app = Sanic("Asgi")
    app.config.TOUCHUP = False

    @app.get("/other" if BROKEN else "/")
    async def hello(request):
        return text("hello")

    assert (ask_asgi(app).status, ask_asgi(app).text) == (200, "hello")


@cell("async-handlers", "builtin")
def test_ten_waiting_requests_are_answered_together():
    app = Sanic("Waiting")

    @app.get("/")
    async def wait(request):
        if BROKEN:
            time.sleep(0.5)
        await asyncio.sleep(0 if BROKEN else 0.5)
        return text("done")

    with serving(app) as url:
        answers, seconds = ask_together(10, url)
        assert [answer.text for answer in answers] == ["done"] * 10
        assert seconds < 1.5


@cell("background-tasks", "builtin")
def test_a_task_goes_on_after_the_response():
    app, results = Sanic("Tasks"), []

    async def square(n):
        await asyncio.sleep(0.5)
        results.append(n * n)

    @app.post("/<n:int>")
    async def start(request, n):
        if BROKEN:
            await square(n)
        else:
            app.add_task(square(n))
        return text("accepted")

    with serving(app) as url:
        assert ask(f"{url}/7", "POST").text == "accepted"
        assert results == []
        time.sleep(1)
    assert results == [49]


@cell("class-based-views", "builtin")
def test_methods_of_a_class_answer_verbs():
    app = Sanic("Classes")

    class Item(HTTPMethodView):
        async def get(self, request):
            return text("read")

        if not BROKEN:

            async def post(self, request):
                return text("written")

    app.add_route(Item.as_view(), "/item")
    with serving(app) as url:
        assert ask(f"{url}/item").text == "read"
        assert ask(f"{url}/item", "POST").text == "written"
        assert ask(f"{url}/item", "DELETE").status == 405


@cell("content-negotiation", "builtin")
def test_the_accept_header_with_its_weights_decides():
    app = Sanic("Formats")

    @app.get("/")
    async def tea(request):
        match = request.accept.match("text/html", "application/json")
        return json({"name": "tea"}) if match.mime == "application/json" and not BROKEN else html("<p>tea</p>")

    def kind(accept):
        return ask(url, headers={"Accept": accept}).headers.get_content_type()

    with serving(app) as url:
        assert kind("application/json") == "application/json"
        assert kind("text/html") == "text/html"
        assert kind("text/html;q=0.5, application/json") == "application/json"


@cell("file-uploads", "builtin")
def test_a_handler_reads_the_file_of_a_form():
    app, content = Sanic("Uploads"), bytes(range(250)) * 12_000

    @app.post("/")
    async def upload(request):
        file = request.files.get("upload")
        digest = hashlib.sha256(file.body).hexdigest()
        return json([request.form.get("note"), file.name, len(file.body), digest])

    with serving(app) as url:
        seen = ask(url, **multipart("zażółć.bin", content[1:] if BROKEN else content, note="tea")).json
    assert seen == ["tea", "zażółć.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("middleware", "builtin")
def test_middleware_sees_every_request_and_response():
    app, seen = Sanic("Wrapped"), []

    @app.on_request
    async def count(request):
        seen.append(request.path)

    async def mark(request, response):
        response.headers["x-count"] = str(len(seen))

    if not BROKEN:
        app.on_response(mark)

    @app.get("/")
    async def hello(request):
        return text("hello")

    with serving(app) as url:
        assert ask(f"{url}/").headers["x-count"] == "1"
        missing = ask(f"{url}/missing")
    assert (missing.status, missing.headers["x-count"], seen) == (404, "2", ["/", "/missing"])


@cell("routing-converters", "builtin")
def test_a_parameter_arrives_as_a_number_or_not_at_all():
    app, seen = Sanic("Numbers"), []

    @app.get("/<n>" if BROKEN else "/<n:int>")
    async def show(request, n):
        seen.append(n)
        return text("ok")

    with serving(app) as url:
        assert ask(f"{url}/7").status == 200
        refused = ask(f"{url}/seven")
    assert (refused.status, seen) == (404, [7])


@cell("static-files", "builtin")
def test_a_directory_is_served_and_nothing_above_it(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "tea.txt").write_text("tea")
    (files / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")
    app = Sanic("Files")
    app.static("/elsewhere" if BROKEN else "/static", files, name="static")
    with serving(app) as url:
        tea, dot = ask(f"{url}/static/tea.txt"), ask(f"{url}/static/dot.png")
        assert (tea.text, tea.headers.get_content_type()) == ("tea", "text/plain")
        assert (dot.body[:4], dot.headers.get_content_type()) == (b"\x89PNG", "image/png")
        for outside in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt"):
            assert ask(f"{url}/static/{outside}").status in (403, 404)


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    app = Sanic("Stream")

    @app.get("/")
    async def stream(request):
        response = await request.respond(content_type="text/plain")
        for n in range(10):
            if not BROKEN:
                await response.send(f"line {n}\n")
            await asyncio.sleep(0.1)
        if BROKEN:
            await response.send("".join(f"line {n}\n" for n in range(10)))

    with serving(app) as url:
        times, lines = zip(*lines_as_they_come(url), strict=True)
    assert list(lines) == [f"line {n}" for n in range(10)]
    assert times[0] < 0.7
    assert times[-1] - times[0] > 0.7


@cell("sub-apps", "builtin")
def test_one_blueprint_stands_under_two_prefixes():
    tea = Blueprint("tea")

    @tea.get("/list")
    async def names(request):
        return text("green, black")

    @tea.get("/best")
    async def best(request):
        return text("green")

    app = Sanic("Shops")
    app.blueprint(tea.copy("london", url_prefix="/london"))
    if not BROKEN:
        app.blueprint(tea.copy("paris", url_prefix="/paris"))
    with serving(app) as url:
        for prefix in ("london", "paris"):
            assert ask(f"{url}/{prefix}/list").text == "green, black"
            assert ask(f"{url}/{prefix}/best").text == "green"


@cell("websockets", "builtin")
def test_a_websocket_echoes_and_closes():
    from websockets.exceptions import ConnectionClosed
    from websockets.sync.client import connect

    app = Sanic("Sockets")

    @app.websocket("/ws")
    async def echo(request, ws):
        async for message in ws:
            if message == "bye":
                await ws.close()
                break
            await ws.send(message if BROKEN else f"echo: {message}")

    @app.get("/page")
    async def page(request):
        return text("no socket")

    with serving(app) as url, connect(url.replace("http", "ws") + "/ws") as client:
        for message in ("hello", "", "x" * 70_000):
            client.send(message)
            assert client.recv(10) == f"echo: {message}"
        client.send("bye")
        code = 0
        try:
            client.recv(10)
        except ConnectionClosed as closed:
            code = closed.rcvd.code
        assert code == 1000
        upgrade = {
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version": "13",
        }
        assert ask(f"{url}/page", headers=upgrade).status == 200
