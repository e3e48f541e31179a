"""BlackSheep: waiting, streams and sockets, by ASGI spoken by hand and its own test client."""

import asyncio

from blacksheep import Application, Router, text
from by_hand import ask, ask_at_once
from proof import BROKEN, cell


def application() -> Application:
    """An application with routes of its own: those of the module's get and post are shared by all."""
    return Application(router=Router())


@cell("asgi", "builtin")
def test_the_application_answers_as_asgi_servers_ask():
    app = application()

    @app.router.get("/other" if BROKEN else "/tea")
    async def tea():
        return text("tea")

    answer = ask(app, "/tea")
    assert (answer.status, answer.text) == (200, "tea")


@cell("async-handlers", "builtin")
def test_ten_waiting_requests_take_the_time_of_one():
    import time

    app = application()

    @app.router.get("/")
    async def wait():
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return text("done")

    start = time.monotonic()
    answers = ask_at_once(app, *["/"] * 10)
    assert [answer.text for answer in answers] == ["done"] * 10
    assert time.monotonic() - start < 1.5


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer():
    app, done, tasks = application(), [], set()

    async def work():
        await asyncio.sleep(0.3)
        done.append("work")

    @app.router.get("/")
    async def begin():
        if BROKEN:
            await work()
        task = asyncio.create_task(work())
        tasks.add(task)
        return text("begun")

    @app.on_stop
    async def finish(_):
        await asyncio.gather(*tasks)

    answer = ask(app)
    assert answer.text == "begun"
    assert answer.pieces[0][0] < 0.15
    assert done == ["work"]


@cell("streaming-responses", "builtin")
def test_ten_lines_arrive_one_by_one():
    from blacksheep import Response, StreamedContent

    async def lines():
        for number in range(10):
            yield f"line {number}\n".encode()
            await asyncio.sleep(0 if BROKEN else 0.1)

    app = application()

    @app.router.get("/")
    async def stream():
        return Response(200, content=StreamedContent(b"text/plain", lines))

    pieces = ask(app).pieces
    assert [piece for _, piece in pieces] == [f"line {number}\n".encode() for number in range(10)]
    assert pieces[0][0] < 0.35
    assert pieces[-1][0] - pieces[0][0] > 0.7


@cell("server-sent-events", "builtin")
def test_events_carry_an_id_a_name_and_data_as_json():
    """Data is sent as JSON, so two lines stay one value; TextServerSentEvent writes a line's end as two letters."""
    import json

    from blacksheep.server.sse import ServerSentEvent, ServerSentEventsResponse

    async def ticks():
        for number in range(3):
            data = f"first {number}" if BROKEN else f"first {number}\nsecond"
            yield ServerSentEvent(data, "tick", str(number))

    app = application()

    @app.router.get("/")
    async def events():
        return ServerSentEventsResponse(ticks)

    answer = ask(app)
    assert answer.headers["content-type"] == "text/event-stream"
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in answer.text.strip().split("\n\n")]
    assert [(block["id"], block["event"]) for block in blocks] == [(str(n), "tick") for n in range(3)]
    assert [json.loads(block["data"]) for block in blocks] == [f"first {n}\nsecond" for n in range(3)]


@cell("websockets", "builtin")
def test_an_endpoint_echoes_and_closes():
    """By messages as a server passes them on; the test client's send_text gives them a name that is refused."""
    from blacksheep.testing import TestClient

    app = application()

    @app.router.ws("/ws")
    async def echo(websocket):
        await websocket.accept()
        while (message := await websocket.receive_text()) != "bye":
            await websocket.send_text(message if BROKEN else f"echo: {message}")
        await websocket.close()

    async def visit():
        await app.start()
        async with TestClient(app).websocket_connect("/ws") as socket:
            for message in ("tea", "", "x" * 70_000):
                await socket.send({"type": "websocket.receive", "text": message})
                assert await socket.receive_text() == f"echo: {message}"
            await socket.send({"type": "websocket.receive", "text": "bye"})
            closed = await socket.receive()
            assert (closed["type"], closed["code"]) == ("websocket.close", 1000)

    asyncio.run(visit())


@cell("http2", "third-party", packages=["hypercorn"])
def test_it_answers_over_http2_through_hypercorn(tmp_path):
    from by_hand import http2_get, serving

    source = """
from blacksheep import Application, get

app = Application()

@get("/")
async def home():
    return "hi"
"""
    (tmp_path / "app.py").write_text(source.replace('"hi"', '"ho"') if BROKEN else source)
    with serving(tmp_path, "hypercorn", "app:app", "--bind", "127.0.0.1:{port}") as url:
        assert http2_get(url) == (200, "hi")
