"""The front of the site: each request is taken in whole and within bounds before a worker is taken.

Django's own code stays synchronous: one thread of the process runs `config.wsgi`. A client that sends slowly, or reads
slowly, holds a task of the event loop and some memory, and nothing else: of a file, no more than a block.
"""

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from asgiref.wsgi import WsgiToAsgiInstance
from django.utils.http import parse_header_parameters

from config.caching.known_version import known
from config.http.bodies import most_bytes, too_large

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[bytes, bytes]]

BLOCK = 65_536
"""How much of a file is in memory for one client."""
PASSED_OVER = 3_200_000
"""Bytes of a body that are read although it is refused: a front server that cannot send all of it reports a failure."""
MOST_TOLD = 8_000
"""Bytes of the headers of an answer: with more, a front server takes it for a failure, and leaves the node alone."""
LONGEST_TYPE = 300
"""Characters of the header that says what a body is."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of this process clients may hold."""

    body_seconds: float = 10
    """From the first byte of a body to its last."""
    answer_seconds: float = 60
    """Until an answer is taken, or a block of a file."""
    file_seconds: float = 900
    """Until a file is taken."""
    waiting: int = 100
    """Requests that wait for the thread."""
    held: int = 64_000_000
    """Bytes of bodies."""
    address: int = 8_000
    """Characters of path and query: pages look at each part of them, some at each pair."""
    headers: int = 32_000
    """Bytes of names and values."""


class NotTaken(Exception):
    """A request is not taken; ``status`` and the message say why."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.headers = status, {name.replace("_", "-"): value for name, value in headers.items()}


class FileBlocks:
    """The file that an answer is, which WSGI lets a server send by itself."""

    def __init__(self, file: Any, _size: int = BLOCK) -> None:
        self.file = file

    def __iter__(self) -> Iterator[tuple[bytes, bool]]:
        """Yield the blocks, each with whether more follow."""
        block = self.file.read(BLOCK)
        while len(block) == BLOCK and (following := self.file.read(BLOCK)):
            yield block, True
            block = following
        yield block, False

    def close(self) -> None:
        self.file.close()


@dataclass
class WsgiResponse:
    """What the application answered: whole, or as a file that is read while it is handed out."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    file: FileBlocks | None = None

    def start(self, status: str, headers: Iterable[tuple[str, str]], error: Any = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]


@dataclass
class Front:
    """Takes requests in and hands answers out, for an application that does one thing at a time."""

    application: Wsgi
    bounds: Bounds = field(default_factory=Bounds)
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "application"))
    held: int = 0
    waiting: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            # A socket that is closed before it was opened is refused.
            await send({"type": "websocket.close"})
            return
        body = bytearray()
        try:
            async with asyncio.timeout(self.bounds.body_seconds):
                await self.take(scope, receive, body)
            answer = await self.answer(scope, receive, bytes(body))
        except (NotTaken, TimeoutError) as error:
            answer = refusal(error)
        finally:
            self.held -= len(body)
        await self.hand_out(answer, send, scope["method"])

    async def take(self, scope: Scope, receive: Receive, body: bytearray) -> None:
        """Read the body into ``body``; refuse one that is larger than the address or this process takes."""
        self.refuse_long(scope)
        headers = dict(scope["headers"])
        most = most_bytes(scope["path"], headers.get(b"cookie", b"").decode("latin1"))
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > most:
            is_handed_on = announced.isdigit() and int(announced) <= PASSED_OVER
            raise await refused_body(receive, most, more=is_handed_on)
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                # Whoever is gone reads nothing; one whose body is cut or badly framed still does.
                raise NotTaken(400, "The request ended before its body did.")
            part = message.get("body", b"")
            body += part
            self.held += len(part)
            if len(body) > most:
                raise await refused_body(receive, most, more=message.get("more_body", False))
            if self.held > self.bounds.held:
                raise NotTaken(503, "The server is busy with large requests.", Retry_After="5")
            if not message.get("more_body"):
                return

    def refuse_long(self, scope: Scope) -> None:
        bounds = self.bounds
        if len(scope["path"]) + len(scope["query_string"]) > bounds.address:
            raise NotTaken(414, f"The address is too long; at most {bounds.address:,} characters are taken.")
        if size_of(scope["headers"]) > bounds.headers:
            raise NotTaken(431, f"The headers are too long; at most {bounds.headers:,} bytes are taken.")

    async def answer(self, scope: Scope, receive: Receive, body: bytes) -> WsgiResponse:
        if self.waiting >= self.bounds.waiting:
            raise NotTaken(503, "The server is busy.", Retry_After="1")
        environ = self.environ(scope, body)
        is_queued = self.waiting > 0
        self.waiting += 1
        try:
            job = self.thread.submit(self.run, environ)
            if is_queued:
                await self.unless_gone(job, receive)
            return await asyncio.wrap_future(job)
        finally:
            self.waiting -= 1

    async def unless_gone(self, job: Future[WsgiResponse], receive: Receive) -> None:
        """Wait until a request is answered; give up one that nobody waits for any more, if it has not begun."""
        gone = asyncio.ensure_future(receive())
        either: set[asyncio.Future[Any]] = {asyncio.wrap_future(job), gone}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if gone.done() and gone.result()["type"] == "http.disconnect" and job.cancel():
            raise NotTaken(400, "Whoever asked is gone.")
        gone.cancel()

    def environ(self, scope: Scope, body: bytes) -> dict[str, Any]:
        """Return what WSGI wants to know of a request.

        A header with an underscore is left out: WSGI would take it for one with a hyphen that a proxy has set.
        """
        scope = {**scope, "headers": [pair for pair in scope["headers"] if b"_" not in pair[0]]}
        instance = WsgiToAsgiInstance(self.application)
        instance.scope = scope
        try:
            environ: dict[str, Any] = instance.build_environ(scope, io.BytesIO(body))
        except ValueError as error:
            raise NotTaken(400, "The address or a header of the request cannot be read.") from error
        environ["CONTENT_LENGTH"] = str(len(body))
        refuse_odd_type(environ)
        environ["wsgi.file_wrapper"] = FileBlocks
        return environ

    def run(self, environ: dict[str, Any]) -> WsgiResponse:
        """Run the application in its thread, and gather what it answers."""
        answer = WsgiResponse()
        try:
            parts = self.application(environ, answer.start)
            if isinstance(parts, FileBlocks):
                answer.file = parts
                return answer
            try:
                answer.body = b"".join(parts)
            finally:
                getattr(parts, "close", lambda: None)()
            if size_of(answer.headers) > MOST_TOLD:
                return refusal(NotTaken(414, "The address is too long: what answers it would name it again."))
        except Exception:
            # Django answers for its own failures; this one lies around it.
            log.exception("The application broke.")
            return refusal(NotTaken(500, "The server failed to answer."))
        return answer

    async def hand_out(self, answer: WsgiResponse, send: Send, method: str) -> None:
        body = b"" if method == "HEAD" else answer.body
        # Without one, the server would say what it is.
        headers = [*answer.headers, (b"server", b"Plumbline")]
        try:
            async with asyncio.timeout(self.bounds.answer_seconds):
                await send({"type": "http.response.start", "status": answer.status, "headers": headers})
                if answer.file is None or method == "HEAD":
                    await send({"type": "http.response.body", "body": body})
                    return
            await self.hand_out_file(answer.file, send)
        except TimeoutError:
            return
        finally:
            if answer.file is not None:
                # Django's own end of a request belongs into the thread that began it.
                await asyncio.get_running_loop().run_in_executor(self.thread, answer.file.close)

    async def hand_out_file(self, file: FileBlocks, send: Send) -> None:
        async with asyncio.timeout(self.bounds.file_seconds):
            for block, more in file:
                async with asyncio.timeout(self.bounds.answer_seconds):
                    await send({"type": "http.response.body", "body": block, "more_body": more})


def size_of(headers: Iterable[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) for name, value in headers)


async def refused_body(receive: Receive, most: int, *, more: bool) -> NotTaken:
    """Return what refuses a body that is too large, once the rest of it was read into nothing."""
    passed = 0
    while more and passed < PASSED_OVER:
        message = await receive()
        passed, more = passed + len(message.get("body", b"")), message.get("more_body", False)
    return NotTaken(413, too_large(most))


def refuse_odd_type(environ: dict[str, Any]) -> None:
    """Refuse a body whose type cannot be read or that is not UTF-8, and leave out what is said of none.

    Django would read the address in that charset too, and a page that is kept for an address is everybody's.
    """
    if environ["CONTENT_LENGTH"] == "0":
        environ.pop("CONTENT_TYPE", None)
    kind = environ.get("CONTENT_TYPE", "")
    try:
        # The time that reading takes grows with the square of its length.
        charset = parse_header_parameters(kind)[1].get("charset", "utf-8") if len(kind) <= LONGEST_TYPE else ""
    except (ValueError, LookupError):
        charset = ""
    if charset.lower() not in ("utf-8", "utf8"):
        raise NotTaken(415, "What is sent here is read as UTF-8; send it so, and say so in at most 300 characters.")


def refusal(error: NotTaken | TimeoutError) -> WsgiResponse:
    """Return a short answer that says why a request is not taken, and that ends the connection."""
    if not isinstance(error, NotTaken):
        error = NotTaken(408, "The request did not come whole in time.")
    body = f"{error}\n".encode()
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
        **error.headers,
    }
    if known.latest:
        headers["X-Data-Version"] = str(known.latest[0])
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return WsgiResponse(error.status, encoded, body)
