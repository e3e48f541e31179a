"""Servers that do not start, ports in use, and the load."""

import socket

import pytest

from lab.console import LabError
from lab.measures.load import Load, WrongAnswer, burst, parse, request
from lab.serving.servers import Server, free_port, listening

from .conftest import MakeCopy

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_a_server_is_stopped_and_its_port_is_free(make_copy: MakeCopy) -> None:
    with Server(make_copy(), "/api/items/1") as server:
        port = server.port
        assert listening(port)
    assert not listening(port)


def test_a_port_in_use_is_named(make_copy: MakeCopy) -> None:
    server = Server(make_copy(), "/")
    with socket.create_server(("127.0.0.1", 0)) as other:
        server.port = other.getsockname()[1]
        with pytest.raises(LabError, match=f"port {server.port} is in use"):
            server.start()


def test_a_server_that_ends_at_once_is_named_with_its_output(make_copy: MakeCopy) -> None:
    copy = make_copy()
    (copy.folder / "site.py").write_text("raise SystemExit('no such setting')")
    with pytest.raises(LabError, match="(?s)the server ended with 1.*no such setting"), Server(copy, "/"):
        pass


def test_a_server_that_answers_wrongly_is_given_up(make_copy: MakeCopy) -> None:
    server = Server(make_copy(), "/nothing", right=lambda answer: answer.status == 200)
    server.start()
    try:
        with pytest.raises(LabError, match="no right answer from /nothing"):
            server.wait(seconds=1.5)
    finally:
        server.stop()


def test_a_burst_counts_and_compares_every_answer(make_copy: MakeCopy) -> None:
    with Server(make_copy(), "/") as server:
        report = burst(server.port, request("GET", "/api/items/7?q=tea"), 30)
        assert len(report.latencies) == 30
        assert dict(report.statuses) == {200: 30}
        assert len(report.sizes) == 1
        with pytest.raises(WrongAnswer, match="status 404"):
            burst(server.port, request("GET", "/elsewhere"), 5)
        streamed = Load(server.port, request("GET", "/stream?n=2"), lambda sent: sent < 2).run(2)
        assert dict(streamed.sizes) == {14: 2}


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        burst(free_port(), request("GET", "/"), 1)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", None),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcHTTP", (200, b"abc", True, b"HTTP")),
        (b"HTTP/1.1 404 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", (404, b"", False, b"")),
        (CHUNKED + b"2\r\nab\r\n0\r\n", None),
        (
            CHUNKED + b"2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n",
            (200, b"abc", True, b""),
        ),
    ],
)
def test_answers_are_cut_from_what_was_received(received: bytes, expected: object) -> None:
    assert parse(received) == expected
