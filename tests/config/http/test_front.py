"""The server takes a request in whole and within bounds before it works on it, so that nobody stops it."""

import asyncio
import io
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any

import pytest
from django.test import Client

from bench.server import HOST, free_port, serving
from config.caching.known_version import known
from config.environment import BASE_DIR
from config.http.bodies import SIGNED_IN, most_bytes
from config.http.front import BLOCK, Bounds, Front

TIGHT = Bounds(body_seconds=0.2, answer_seconds=0.2, waiting=2, held=10_000)
SLOW = b"POST /theme/ HTTP/1.1\r\nHost: %s\r\nContent-Length: 1000\r\n\r\ntheme="


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the body and what WSGI was told."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    told = {name: value for name, value in environ.items() if name.isupper()}
    return [environ["wsgi.input"].read(), b"|", repr(told).encode()]


def ask(front: Front, *parts: bytes, path: str = "/theme/", **headers: str) -> tuple[int, bytes, dict[bytes, bytes]]:
    """Send a request in parts, and return what comes back."""
    messages = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)} for number, part in enumerate(parts, 1)
    ]
    return asyncio.run(exchange(front, messages or [{"type": "http.request"}], path, headers))


async def exchange(
    front: Front, messages: list[dict[str, Any]], path: str, headers: dict[str, str], query: bytes = b""
) -> tuple[int, bytes, dict[bytes, bytes]]:
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query,
        "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.1", 1),
    }

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await front(scope, receive, send)
    return sent[0]["status"], sent[1]["body"], dict(sent[0]["headers"])


def test_a_body_in_parts_comes_whole_to_the_application() -> None:
    status, body, _headers = ask(Front(echo), b"theme=", b"dark")

    assert (status, body.partition(b"|")[0]) == (200, b"theme=dark")


def test_a_body_that_does_not_end_is_given_up() -> None:
    front = Front(echo, TIGHT)
    never_ends = [{"type": "http.request", "body": b"theme=", "more_body": True}]

    status, body, headers = asyncio.run(exchange(front, never_ends, "/theme/", {}))

    assert (status, body) == (408, b"The request did not come whole in time.\n")
    assert (headers[b"connection"], front.held) == (b"close", 0)


def test_a_body_that_is_cut_off_is_refused() -> None:
    cut: list[dict[str, Any]] = [{"type": "http.request", "body": b"theme=", "more_body": True}]
    cut.append({"type": "http.disconnect"})

    assert asyncio.run(exchange(Front(echo), cut, "/theme/", {}))[0] == 400


@pytest.mark.parametrize(
    "headers", [{"content-length": "200000000"}, {"content-length": "-1"}, {"content-length": "1e3"}]
)
def test_a_body_announced_as_too_large_is_not_read(headers: dict[str, str]) -> None:
    assert ask(Front(echo), path="/theme/", **headers)[:2] == (
        413,
        b"The body is too large; this address takes at most 4,000 bytes.\n",
    )


def test_a_body_that_a_front_server_hands_on_is_taken_before_it_is_refused() -> None:
    messages = [{"type": "http.request", "body": b"x" * 3_000, "more_body": number < 2} for number in range(3)]

    assert asyncio.run(exchange(Front(echo), messages, "/theme/", {"content-length": "9000"}))[0] == 413
    assert not messages


def test_an_answer_with_more_headers_than_a_front_server_takes_is_refused() -> None:
    def far(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("301 Moved Permanently", [("Location", "/" + "x" * 8_000)])
        return [b""]

    assert ask(Front(far), b"")[0] == 414


def test_a_body_without_a_size_is_counted() -> None:
    assert ask(Front(echo), b"x" * 3_000, b"x" * 3_000)[0] == 413


def test_all_bodies_together_are_bounded() -> None:
    front = Front(echo, TIGHT, held=9_000)

    status, _body, headers = ask(front, b"x" * 2_000)

    assert (status, headers[b"retry-after"], front.held) == (503, b"5", 9_000)


def test_a_queue_that_is_full_is_said() -> None:
    assert ask(Front(echo, TIGHT, waiting=2), b"")[0] == 503


def test_a_request_that_nobody_waits_for_gives_up_its_place() -> None:
    begun, released = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun.set()
        released.wait(30)
        return echo(environ, start_response)

    async def story() -> tuple[int, int, int]:
        front = Front(slow, TIGHT)
        first = asyncio.ensure_future(exchange(front, [{"type": "http.request"}], "/", {}))
        await asyncio.to_thread(begun.wait)
        given_up = await exchange(front, [{"type": "http.request"}, {"type": "http.disconnect"}], "/", {})
        places = front.waiting
        released.set()
        return given_up[0], places, (await first)[0]

    assert asyncio.run(story()) == (400, 1, 200)


def test_an_address_that_is_too_long_is_refused() -> None:
    long = asyncio.run(exchange(Front(echo), [{"type": "http.request"}], "/", {}, b"q=" + b"x" * 8_000))

    assert long[:2] == (414, b"The address is too long; at most 8,000 characters are taken.\n")


def test_a_refusal_names_the_version_known_last() -> None:
    known.learn((7, None))
    told = ask(Front(echo), b"", path=f"/{'a' * 8000}")[2]
    known.forget()

    assert told[b"x-data-version"] == b"7"


def test_headers_that_are_too_long_are_refused() -> None:
    assert ask(Front(echo), b"", accept="a/b," * 8_000)[:2] == (
        431,
        b"The headers are too long; at most 32,000 bytes are taken.\n",
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json; charset=UTF-8", 200),
        ("multipart/form-data; boundary=x", 200),
        ("multipart/form-data; boundary=x; charset=rot13", 415),
        ("text/plain; charset*=bogus''x", 415),
        ("text/plain; x*=idna''%ff", 415),
        ('text/plain; "' + ";" * 300, 415),
    ],
)
def test_a_body_that_cannot_be_read_as_utf_8_is_refused(kind: str, status: int) -> None:
    assert ask(Front(echo), b"--x--", **{"content-type": kind})[0] == status


def test_a_charset_of_no_body_says_nothing_of_the_address() -> None:
    assert b"rot13" not in ask(Front(echo), b"", **{"content-type": "text/plain; charset=rot13"})[1]


def test_a_web_socket_is_refused() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    asyncio.run(Front(echo)({"type": "websocket", "path": "/"}, receive, send))

    assert sent == [{"type": "websocket.close"}]


def test_a_header_with_an_underscore_is_not_taken_for_the_proxys() -> None:
    body = ask(Front(echo), b"", **{"x_forwarded_for": "203.0.113.9", "x-forwarded-for": "192.0.2.7"})[1]

    assert b"192.0.2.7" in body
    assert b"203.0.113.9" not in body


def test_a_query_that_is_no_text_is_refused() -> None:
    assert asyncio.run(exchange(Front(echo), [{"type": "http.request"}], "/", {}, b"q=\xe9"))[0] == 400


def test_an_application_that_breaks_is_answered_for() -> None:
    def broken(_environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("Broken.")

    assert ask(Front(broken), b"")[:2] == (500, b"The server failed to answer.\n")


def test_a_reader_that_takes_nothing_is_given_up() -> None:
    async def stuck(_message: dict[str, Any]) -> None:
        await asyncio.Event().wait()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
    began = time.monotonic()

    asyncio.run(Front(echo, TIGHT)(scope, receive, stuck))

    assert time.monotonic() - began < 2


def with_file(file: io.BytesIO) -> Any:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        start_response("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 4096)

    return application


async def hand_out(front: Front, send: Any, method: str = "GET") -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    scope = {"type": "http", "method": method, "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
    await front(scope, receive, send)


@pytest.mark.parametrize("size", [0, 10, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_a_file_is_handed_out_block_by_block(size: int) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    file = io.BytesIO(b"x" * size)
    asyncio.run(hand_out(Front(with_file(file)), send))

    blocks = [message["body"] for message in sent[1:]]
    assert (sum(map(len, blocks)), max(map(len, blocks)) <= BLOCK, file.closed) == (size, True, True)
    assert [message["more_body"] for message in sent[1:]] == [True] * (len(blocks) - 1) + [False]


def test_a_file_asked_for_by_head_is_closed_unread() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    file = io.BytesIO(b"x" * 10)
    asyncio.run(hand_out(Front(with_file(file)), send, "HEAD"))

    assert (sent[1]["body"], file.closed) == (b"", True)


def test_a_reader_who_stops_within_a_file_is_given_up() -> None:
    async def stuck(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    file, began = io.BytesIO(b"x" * 10 * BLOCK), time.monotonic()
    asyncio.run(hand_out(Front(with_file(file), TIGHT), stuck))

    assert (time.monotonic() - began < 2, file.closed) == (True, True)


@pytest.mark.parametrize(
    ("path", "cookie", "most"),
    [
        ("/theme/", "sessionid=x", 4_000),
        ("/frameworks/", "", 4_000),
        ("/corrections/new/", "", 40_000),
        ("/admin/login/", "", 20_000),
        ("/admin/frameworks/support/django/orm/change/", "theme=dark", 20_000),
        ("/admin/frameworks/support/django/orm/change/", "theme=dark; sessionid=x", SIGNED_IN),
        ("/admin/frameworks/support/django/orm/change/", "was_editor=x", SIGNED_IN),
    ],
)
def test_an_address_takes_what_it_needs(path: str, cookie: str, most: int) -> None:
    assert most_bytes(path, cookie) == most


@pytest.mark.django_db
def test_django_refuses_too_large_a_body_behind_any_server(client: Client) -> None:
    response = client.post("/theme/", {"theme": "x" * 5_000})

    assert (response.status_code, response.headers["Cache-Control"]) == (413, "no-store")
    assert "at most 4,000 bytes" in response.text


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The site behind its own server, on a database of its own that holds nothing."""
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    own = {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "PLUMBLINE_ORIGIN": f"http://{HOST}:{port}"}
    with serving("config.asgi:application", port, os.environ | own, folder / "server.log"):
        yield port


def probe(port: int) -> float:
    """Return how many seconds the server takes to say that it lives."""
    connection, began = HTTPConnection(HOST, port, timeout=5), time.monotonic()
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()
    return time.monotonic() - began


def test_clients_that_send_slowly_hold_nobody_up(port: int) -> None:
    with ExitStack() as open_sockets:
        for _ in range(60):
            client = open_sockets.enter_context(socket.create_connection((HOST, port)))
            client.sendall(SLOW % f"{HOST}:{port}".encode())

        assert min(probe(port) for _ in range(3)) < 1


def test_a_large_upload_is_refused_before_it_is_sent(port: int) -> None:
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        connection.request("POST", "/theme/", headers={"Content-Length": "200000000"})

        assert connection.getresponse().status == 413


def test_nobody_opens_a_connection_that_stays_open_for_ever(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=5) as client:
        # As HTTP/2 it had no end, and a thousand of them froze the server.
        client.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")

        assert client.recv(100) == b""


@pytest.mark.parametrize("recipe", ["Makefile", "deploy/systemd/plumbline@.service", "deploy/container/node.sh"])
def test_every_server_is_started_with_the_same_bounds(recipe: str) -> None:
    assert "--http 1 --no-ws --http1-header-read-timeout 5000" in (BASE_DIR / recipe).read_text()


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "text/plain; charset=rot13"}, {"Upgrade": "websocket", "Connection": "Upgrade"}]
)
def test_an_odd_header_is_no_failure(port: int, headers: dict[str, str]) -> None:
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        connection.request("GET", "/healthz?q=a", headers=headers)

        assert connection.getresponse().status == 200


def test_the_server_does_not_say_what_it_is(port: int) -> None:
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        connection.request("GET", "/healthz")

        assert "granian" not in str(connection.getresponse().getheaders()).lower()


def test_a_body_in_chunks_that_are_none_is_refused(port: int) -> None:
    with socket.create_connection((HOST, port), timeout=5) as client:
        client.sendall(
            f"PUT /theme/ HTTP/1.1\r\nHost: {HOST}:{port}\r\nTransfer-Encoding: chunked\r\n\r\nno chunk".encode()
        )

        assert client.recv(100).startswith(b"HTTP/1.1 400 ")
