"""ASGI, WSGI and HTTP/2 spoken by hand, a server on a free loopback port, a command's output, a search of names."""

import ast
import asyncio
import contextlib
import http.client
import http.cookiejar
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from importlib import util
from pathlib import Path


@dataclass
class Answer:
    status: int
    headers: dict
    pieces: list = field(default_factory=list)
    """The parts of the body, each with the seconds since the request."""

    @property
    def body(self):
        return b"".join(piece for _, piece in self.pieces)

    @property
    def text(self):
        return self.body.decode()


def ask(app, path="/", method="GET", headers=None, body=b""):
    """The answer of an ASGI application to one request."""
    return ask_in_turn(app, (path, method, headers or {}, body))[0]


def ask_in_turn(app, *requests, pauses=()):
    """The answers of an ASGI application to requests one after the other, each with a pause before it if one is given.

    A request is a path, a method, headers and a body; what is left out is that of a plain GET.
    """

    async def one_by_one():
        answers = []
        for number, request in enumerate(requests):
            await asyncio.sleep(pauses[number] if pauses else 0)
            answers.append(await _ask(app, *request, *("GET", {}, b"")[len(request) - 1 :]))
        return answers

    return asyncio.run(_between_start_and_end(app, one_by_one))


def ask_at_once(app, *paths):
    """The answers of an ASGI application to requests that are under way at the same time."""

    async def together():
        return await asyncio.gather(*(_ask(app, path, "GET", {}, b"") for path in paths))

    return asyncio.run(_between_start_and_end(app, together))


async def _between_start_and_end(app, conversation):
    events, replies = asyncio.Queue(), asyncio.Queue()
    life = asyncio.create_task(
        app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, events.get, replies.put)
    )
    await events.put({"type": "lifespan.startup"})
    assert (await replies.get())["type"] == "lifespan.startup.complete"
    try:
        return await conversation()
    finally:
        await events.put({"type": "lifespan.shutdown"})
        await life


async def _ask(app, path, method, headers, body):
    start, answer, ended = time.monotonic(), Answer(0, {}), asyncio.Event()
    incoming = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        if incoming:
            return incoming.pop()
        await ended.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            if message.get("body"):
                answer.pieces.append((time.monotonic() - start, bytes(message["body"])))
            if not message.get("more_body"):
                ended.set()

    target, _, query = path.partition("?")
    named = {name.lower(): value for name, value in headers.items()}
    headers = {"host": "testserver", "content-length": str(len(body)), **named}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": urllib.parse.unquote(target),
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
        "state": {},
    }
    await app(scope, receive, send)
    return answer


def ask_wsgi(app, path="/", method="GET", headers=None, body=b"", environ=None):
    """The answer of a WSGI application to one request."""
    target, _, query = path.partition("?")
    answer, start = Answer(0, {}), time.monotonic()
    variables = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()}
    variables["CONTENT_TYPE"] = variables.pop("HTTP_CONTENT_TYPE", "")
    variables |= {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": urllib.parse.unquote(target, "latin-1"),
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **(environ or {}),
    }

    def start_response(status, headers, error=None):
        answer.status, answer.headers = int(status.split()[0]), {name.lower(): value for name, value in headers}
        return lambda piece: answer.pieces.append((time.monotonic() - start, piece))

    pieces = app(variables, start_response)
    for piece in pieces:
        answer.pieces.append((time.monotonic() - start, piece))
    if hasattr(pieces, "close"):
        pieces.close()
    return answer


def fetch(url, body=None, headers=None):
    """Status, text and headers of one HTTP request; redirects are followed, errors are answers too."""
    request = urllib.request.Request(url, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(folder, *command, **environ):
    """The address at which `python -m …` or a file of the folder serves; {port} is a free one, all ends with it."""
    port = free_port()
    words = [word.replace("{port}", str(port)) for word in command]
    words = words if (Path(folder) / words[0]).is_file() else ["-m", *words]
    with (Path(folder) / "server.log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_for(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            for number in (signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(5)


def _wait_for(port, process, log):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the server did not start: {log.read()[-2000:]}")


def run(*command, folder=None, seconds=50, **environ):
    """What `python -m …` prints."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-1500:]
    return done.stdout


def http2_get(url, path="/"):
    """Status and body of a GET over HTTP/2 by prior knowledge: RFC 9113 written out, for a short answer."""

    def frame(kind, flags, stream, content=b""):
        return len(content).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4) + content

    def text(value):
        return bytes([len(value)]) + value.encode()

    address = urllib.parse.urlsplit(url)
    asked = b"\x82\x86\x04" + text(path) + b"\x01" + text(address.netloc)
    with socket.create_connection((address.hostname, address.port), 10) as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0) + frame(1, 5, 1, asked))
        answers, status, body, ended = connection.makefile("rb"), 0, b"", False
        while not ended:
            head = answers.read(9)
            assert len(head) == 9, "the connection was closed"
            kind, flags, content = head[3], head[4], answers.read(int.from_bytes(head[:3]))
            if kind == 1:
                statuses = {0x88: 200, 0x89: 204, 0x8A: 206, 0x8B: 304, 0x8C: 400, 0x8D: 404, 0x8E: 500}
                status = statuses.get(content.lstrip(b"\x20\x3f")[0], -1)
            elif kind == 0:
                body += content
            elif kind == 7:
                raise AssertionError(f"refused: {content!r}")
            ended = kind in (0, 1) and bool(flags & 1)
    return status, body.decode()


def names_in(package, *words):
    """Modules, classes and functions of a package with one of the words at the start of a part of their name."""

    def parts(name):
        return "_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()

    found = set()
    root = Path(util.find_spec(package).submodule_search_locations[0])
    for path in root.rglob("*.py"):
        defined = [
            node.name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        found |= {name for name in [path.stem, *defined] if any(f"_{word}" in parts(name) for word in words)}
    return sorted(found)


def hundred_requests(url):
    """The statuses of a hundred requests on one connection, and whether it stayed open for all of them."""
    address = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    connection.connect()
    port, statuses = connection.sock.getsockname()[1], set()
    for _ in range(100):
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        statuses.add(answer.status)
    kept = bool(connection.sock) and connection.sock.getsockname()[1] == port
    connection.close()
    return statuses, kept


class Visitor:
    """A client that keeps its cookies, as a browser does; redirects are followed, errors are answers too."""

    def __init__(self, url):
        self.url, self.cookies = url, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def send(self, method, path, body=None, headers=None):
        request = urllib.request.Request(f"{self.url}{path}", body, headers or {}, method=method)
        try:
            with self.opener.open(request, timeout=10) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def cookie(self, name):
        return next((cookie.value for cookie in self.cookies if cookie.name == name), "")
