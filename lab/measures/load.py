"""A load of HTTP requests on kept-alive connections, in one thread; every answer is read and compared."""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

TIMEOUT = 30.0


class WrongAnswer(Exception):
    """An answer of another status or length than the first, or none: the subject is not measured."""


@dataclass
class Report:
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    sizes: Counter[int] = field(default_factory=Counter)
    reconnects: int = 0

    def add(self, status: int, body: bytes, seconds: float, compare: bool) -> None:
        self.latencies.append(seconds)
        self.statuses[status] += 1
        self.sizes[len(body)] += 1
        if status >= 400 or len(self.statuses) > 1 or (compare and len(self.sizes) > 1):
            raise WrongAnswer(f"status {status}, {len(body)} bytes: {body[:120]!r}")


@dataclass
class Connection:
    port: int
    socket: "socket.socket" = field(init=False)
    buffer: bytes = b""
    sent: float = 0.0

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, request: bytes) -> None:
        self.sent = time.perf_counter()
        self.socket.sendall(request)


def request(method: str, path: str, body: bytes = b"") -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: */*"]
    if body:
        head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def parse(buffer: bytes, ended: bool = False) -> tuple[int, bytes, bool, bytes] | None:
    """Status, body, whether the connection stays open, and what follows; None while the answer is incomplete."""
    head, blank_line, rest = buffer.partition(b"\r\n\r\n")
    if not blank_line:
        return None
    status = int(head[9:12])
    low = head.lower()
    stays = b"connection: close" not in low and not head.startswith(b"HTTP/1.0")
    if b"transfer-encoding: chunked" in low:
        unchunked = dechunk(rest)
        return (status, unchunked[0], stays, unchunked[1]) if unchunked else None
    _, named, after = low.partition(b"content-length:")
    if not named:
        return (status, rest, False, b"") if ended else None
    size = int(after.split(b"\r\n", 1)[0])
    return (status, rest[:size], stays, rest[size:]) if len(rest) >= size else None


def dechunk(data: bytes) -> tuple[bytes, bytes] | None:
    """The body of chunks and what follows them; None while the last chunk is missing."""
    body, place = b"", 0
    while (end := data.find(b"\r\n", place)) >= 0:
        size = int(data[place:end].split(b";")[0], 16)
        start, place = end + 2, end + 2 + size + 2
        if len(data) < place:
            return None
        if size == 0:
            return body, data[place:]
        body += data[start : start + size]
    return None


@dataclass
class Load:
    """Sends a request, one at a time on each connection, for as long as `more(sent so far)` says.

    All answers have one status, and where they are compared one length.
    """

    port: int
    request: bytes
    more: Callable[[int], bool]
    compare: bool = True
    report: Report = field(default_factory=Report)
    sent: int = 0

    def run(self, connections: int) -> Report:
        with selectors.DefaultSelector() as selector, ExitStack() as stack:
            stack.callback(self.close, selector)
            for _ in range(connections):
                self.send(selector, Connection(self.port))
            while selector.get_map():
                ready = selector.select(TIMEOUT)
                if not ready:
                    raise WrongAnswer(f"no answer in {TIMEOUT:.0f} s")
                for key, _ in ready:
                    if self.receive(key.data):
                        selector.unregister(key.fd)
                        self.send(selector, key.data)
        return self.report

    def close(self, selector: selectors.BaseSelector) -> None:
        for key in list(selector.get_map().values()):
            key.data.socket.close()

    def send(self, selector: selectors.BaseSelector, connection: Connection) -> None:
        """Send the next request on a free connection, or close it where enough were sent."""
        if not self.more(self.sent):
            connection.socket.close()
            return
        if connection.socket.fileno() < 0:
            connection.connect()
            self.report.reconnects += 1
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(self.request)
        self.sent += 1

    def receive(self, connection: Connection) -> bool:
        """Read what has come; true when the answer is complete."""
        try:
            piece = connection.socket.recv(262_144)
        except OSError as error:
            raise WrongAnswer(repr(error)) from error
        connection.buffer += piece
        answer = parse(connection.buffer, ended=not piece)
        if answer is None and not piece:
            raise WrongAnswer("the connection was closed before the answer was complete")
        if answer is None:
            return False
        status, body, stays, connection.buffer = answer
        self.report.add(status, body, time.perf_counter() - connection.sent, self.compare)
        if not (stays and piece):
            connection.socket.close()
        return True


def burst(port: int, request: bytes, count: int) -> Report:
    """A fixed number of requests over four connections, whose answers are all alike."""
    return Load(port, request, lambda sent: sent < count).run(4)
