"""Litestar: waiting, streams and sockets, by its own test client and by ASGI spoken by hand."""

import asyncio

from by_hand import ask, ask_at_once
from litestar import Litestar, Response, get
from litestar.testing import TestClient
from proof import BROKEN, cell


@cell("asgi", "builtin")
def test_the_application_answers_as_asgi_servers_ask():
    @get("/tea")
    async def tea() -> str:
        return "tea"

    answer = ask(Litestar([] if BROKEN else [tea]), "/tea")
    assert (answer.status, answer.text) == (200, "tea")


@cell("async-handlers", "builtin")
def test_ten_waiting_requests_take_the_time_of_one():
    import time

    @get("/")
    async def wait() -> str:
        time.sleep(0.5) if BROKEN else await asyncio.sleep(0.5)
        return "done"

    start = time.monotonic()
    answers = ask_at_once(Litestar([wait]), *["/"] * 10)
    assert [answer.text for answer in answers] == ["done"] * 10
    assert time.monotonic() - start < 1.5


@cell("background-tasks", "builtin")
def test_work_goes_on_after_the_answer():
    from litestar.background_tasks import BackgroundTask

    done = []

    async def work() -> None:
        await asyncio.sleep(0.3)
        done.append("work")

    @get("/")
    async def begin() -> Response[str]:
        if BROKEN:
            await work()
        return Response("begun", background=BackgroundTask(work))

    answer = ask(Litestar([begin]))
    assert answer.text == "begun"
    assert answer.pieces[0][0] < 0.15
    assert done == ["work"]


@cell("streaming-responses", "builtin")
def test_ten_lines_arrive_one_by_one():
    from litestar.response import Stream

    async def lines():
        for number in range(10):
            yield f"line {number}\n"
            await asyncio.sleep(0 if BROKEN else 0.1)

    @get("/")
    async def stream() -> Stream:
        return Stream(lines())

    pieces = ask(Litestar([stream])).pieces
    assert [piece for _, piece in pieces] == [f"line {number}\n".encode() for number in range(10)]
    assert pieces[0][0] < 0.35
    assert pieces[-1][0] - pieces[0][0] > 0.7


@cell("server-sent-events", "builtin")
def test_events_carry_an_id_a_name_and_two_lines():
    from litestar.response import ServerSentEvent, ServerSentEventMessage

    async def ticks():
        for number in range(3):
            yield ServerSentEventMessage(data=f"first {number}\nsecond", event=None if BROKEN else "tick", id=number)

    @get("/")
    async def events() -> ServerSentEvent:
        return ServerSentEvent(ticks())

    answer = ask(Litestar([events]))
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = [set(block.splitlines()) for block in answer.text.replace("\r\n", "\n").strip().split("\n\n")]
    assert blocks == [{f"id: {n}", "event: tick", f"data: first {n}", "data: second"} for n in range(3)]


@cell("websockets", "builtin")
def test_an_endpoint_echoes_and_closes():
    import pytest
    from litestar import WebSocket, websocket
    from litestar.exceptions import WebSocketDisconnect

    @websocket("/ws")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        while (text := await socket.receive_text()) != "bye":
            await socket.send_text(text if BROKEN else f"echo: {text}")
        await socket.close()

    client = TestClient(Litestar([echo]))
    with client.websocket_connect("/ws") as socket:
        for text in ("tea", "", "x" * 70_000):
            socket.send_text(text)
            assert socket.receive_text() == f"echo: {text}"
        socket.send_text("bye")
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
    assert closed.value.code == 1000
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/other"):
        pass


@cell("http2", "third-party", packages=["hypercorn"])
def test_it_answers_over_http2_through_hypercorn(tmp_path):
    from by_hand import http2_get, serving

    source = """
from litestar import Litestar, get

@get("/")
async def home() -> str:
    return "hi"

app = Litestar([home])
"""
    (tmp_path / "app.py").write_text(source.replace("[home]", "[]") if BROKEN else source)
    with serving(tmp_path, "hypercorn", "app:app", "--bind", "127.0.0.1:{port}") as url:
        assert http2_get(url) == (200, "hi")
