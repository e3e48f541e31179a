"""What aiohttp's server brings with it, by its own test client."""

import asyncio
import hashlib
import sys
import time
from importlib import metadata

from aiohttp import FormData, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer
from loopback import fetch, free_port, kept_alive, started
from proof import BROKEN, cell


def talk(app, conversation):
    """What a visitor who talks to the application found out."""

    async def run():
        async with TestClient(TestServer(app)) as client:
            return await conversation(client)

    return asyncio.run(run())


async def hello(request):
    return web.Response(text="hello")


@cell("async-handlers", "builtin")
def test_ten_waiting_handlers_wait_together():
    async def slow(request):
        time.sleep(0.3) if BROKEN else await asyncio.sleep(0.5)
        return web.Response()

    async def ten(client):
        begun = time.monotonic()
        await asyncio.gather(*(client.get("/") for _ in range(10)))
        return time.monotonic() - begun

    app = web.Application()
    app.router.add_get("/", slow)
    assert talk(app, ten) < 1.5


@cell("background-tasks", "builtin")
def test_a_task_beside_the_application_works_off_what_a_handler_gives_it():
    orders, done = web.AppKey("orders", asyncio.Queue), []

    async def work(app):
        while True:
            name = await app[orders].get()
            await asyncio.sleep(0.3)
            done.append(name)

    async def worker(app):
        app[orders] = asyncio.Queue()
        task = None if BROKEN else asyncio.create_task(work(app))
        yield
        if task:
            task.cancel()

    async def order(request):
        request.app[orders].put_nowait("tea")
        return web.Response(status=202)

    async def visit(client):
        begun = time.monotonic()
        await client.post("/")
        answered, before = time.monotonic() - begun, list(done)
        await asyncio.sleep(0.5)
        return answered < 0.15, before, done

    app = web.Application()
    app.cleanup_ctx.append(worker)
    app.router.add_post("/", order)
    assert talk(app, visit) == (True, [], ["tea"])


@cell("class-based-views", "builtin")
def test_a_class_answers_get_and_post():
    class Items(web.View):
        async def get(self):
            return web.Response(text="got")

        async def post(self):
            return web.Response(text="posted")

    if BROKEN:
        del Items.post

    async def visit(client):
        answers = [await client.get("/"), await client.post("/"), await client.delete("/")]
        return [await answer.text() for answer in answers[:2]], answers[2].status

    app = web.Application()
    app.router.add_view("/", Items)
    assert talk(app, visit) == (["got", "posted"], 405)


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read():
    async def upload(request):
        form = await request.post()
        content = b"" if BROKEN else form["file"].file.read()
        return web.json_response(
            [form["note"], form["file"].filename, len(content), hashlib.sha256(content).hexdigest()]
        )

    content = bytes(range(250)) * 12_000
    form = FormData({"note": "tea"})
    form.add_field("file", content, filename="leaf.bin")

    async def visit(client):
        return await (await client.post("/", data=form)).json()

    app = web.Application(client_max_size=4_000_000)  # without it, more than a megabyte answers 413
    app.router.add_post("/", upload)
    assert talk(app, visit) == ["tea", "leaf.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("middleware", "builtin")
def test_a_middleware_sees_every_request():
    seen = []

    @web.middleware
    async def count(request, handler):
        seen.append(request.path)
        response = await handler(request)
        response.headers["X-Counted"] = str(len(seen))
        return response

    async def visit(client):
        answers = [await client.get("/"), await client.get("/"), await client.get("/nowhere")]
        return [answer.headers.get("X-Counted") for answer in answers], [answer.status for answer in answers]

    app = web.Application(middlewares=[] if BROKEN else [count])
    app.router.add_get("/", hello)
    # A 404 passes through as an exception, so it is counted and gets no header.
    assert talk(app, visit) == (["1", "2", None], [200, 200, 404])
    assert seen == ["/", "/", "/nowhere"]


@cell("static-files", "builtin")
def test_a_directory_is_served_under_a_prefix(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    folder.joinpath("a.txt").write_text("text")
    folder.joinpath("a.png").write_bytes(b"\x89PNG")
    tmp_path.joinpath("secret.txt").write_text("secret")

    async def visit(client):
        files = [await client.get(f"/files/a.{ending}") for ending in ("txt", "png")]
        outside = [await client.get(f"/files/{up}/secret.txt") for up in ("%2e%2e", "..%2f")]
        return [file.content_type for file in files], {answer.status for answer in outside} <= {403, 404}

    app = web.Application()
    if not BROKEN:
        app.router.add_static("/files", folder)
    assert talk(app, visit) == (["text/plain", "image/png"], True)


@cell("streaming-responses", "builtin")
def test_lines_arrive_as_they_are_made():
    async def lines(request):
        response = web.StreamResponse()
        await response.prepare(request)
        for number in range(10):
            await response.write(f"{number}\n".encode())
            await asyncio.sleep(0 if BROKEN else 0.1)
        return response

    async def visit(client):
        begun = time.monotonic()
        answer = await client.get("/")
        return [time.monotonic() - begun async for _ in answer.content]

    app = web.Application()
    app.router.add_get("/", lines)
    times = talk(app, visit)
    assert len(times) == 10
    assert times[0] < 0.35
    assert times[-1] - times[0] > 0.7


@cell("sub-apps", "builtin")
def test_applications_stand_under_prefixes():
    async def bye(request):
        return web.Response(text="bye")

    def part():
        app = web.Application()
        app.add_routes([web.get("/hello", hello), web.get("/bye", bye)])
        return app

    async def visit(client):
        return [await (await client.get(path)).text() for path in ("/a/hello", "/a/bye", "/b/hello", "/b/bye")]

    app = web.Application()
    app.add_subapp("/a/", part())
    if not BROKEN:
        app.add_subapp("/b/", part())
    assert talk(app, visit) == ["hello", "bye", "hello", "bye"]


@cell("test-client", "builtin")
def test_a_test_notices_a_changed_handler():
    async def greeting(request):
        return web.Response(text="good night" if BROKEN else "good morning")

    async def ask():
        app = web.Application()
        app.router.add_get("/greeting", greeting)
        async with TestClient(TestServer(app)) as client:
            answer = await client.get("/greeting")
            return answer.status, await answer.text(), (await client.get("/elsewhere")).status

    assert asyncio.run(ask()) == (200, "good morning", 404)


@cell("websockets", "builtin")
def test_a_websocket_echoes_and_closes():
    async def echo(request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.data == "bye":
                await socket.close(code=1000)
            else:
                await socket.send_str(message.data if BROKEN else f"echo: {message.data}")
        return socket

    async def visit(client):
        async with client.ws_connect("/echo") as socket:
            for text in ("hi", "", "x" * 70_000):
                await socket.send_str(text)
                assert await socket.receive_str() == f"echo: {text}"
            await socket.send_str("bye")
            assert (await socket.receive()).type is WSMsgType.CLOSE
            assert socket.close_code == 1000
        try:
            await client.ws_connect("/elsewhere")
        except WSServerHandshakeError as refused:
            return refused.status

    app = web.Application()
    app.router.add_get("/echo", echo)
    assert talk(app, visit) == 404


@cell("production-server", "builtin")
def test_its_own_server_keeps_connections(tmp_path):
    tmp_path.joinpath("shop.py").write_text(SHOP.replace('"/"', '"/elsewhere"') if BROKEN else SHOP)
    port = free_port()
    with started(sys.executable, "shop.py", port, port=port, folder=tmp_path) as server:
        assert kept_alive(port) == ({200}, 2)
        fault = fetch(server.address + "/fault")
    assert (fault.status, "ZeroDivisionError" in fault.text) == (500, False)


SHOP = """
import sys
from aiohttp import web

async def hello(request):
    return web.Response(text="hello")

async def fault(request):
    1 / 0

app = web.Application()
app.add_routes([web.get("/", hello), web.get("/fault", fault)])
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]))
"""


@cell("type-hints", "builtin")
def test_the_installed_distribution_is_marked_as_typed():
    files = {str(file) for file in metadata.files("aiohttp")} - ({"aiohttp/py.typed"} if BROKEN else set())
    assert "aiohttp/py.typed" in files
