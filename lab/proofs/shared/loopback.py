"""What proofs of Falcon, Bottle, aiohttp and py4web share: servers on a free loopback port, and small raw clients."""

import asyncio
import contextlib
import inspect
import io
import json
import os
import pkgutil
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from importlib import import_module
from pathlib import Path
from socketserver import ThreadingMixIn
from types import SimpleNamespace
from urllib.parse import unquote, urlencode
from wsgiref.headers import Headers
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.util import setup_testing_defaults

BIN = Path(sys.executable).parent


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@contextlib.contextmanager
def wsgi_served(app):
    """The application on a thread of this process; gives its address."""

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    server = make_server("127.0.0.1", 0, app, Server, Quiet)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def started(*command, port, folder, environ=None):
    """A server's command, with a file for its output; ended with all that it started."""
    log = Path(folder, "server.log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environ or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        answers_within(20, port, process, log)
        yield SimpleNamespace(address=f"http://127.0.0.1:{port}", port=port, log=log, process=process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers_within(seconds, port, process, log):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"no server on {port}: {log.read_text()[-1500:]}")


def fetch(url, method=None, data=None, headers=None):
    """One request without redirects; any status is an answer."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    request = urllib.request.Request(url, data, headers or {}, method=method)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=20) as answer:
            return SimpleNamespace(status=answer.status, headers=answer.headers, text=answer.read().decode())
    except urllib.error.HTTPError as answer:
        return SimpleNamespace(status=answer.code, headers=answer.headers, text=answer.read().decode())


class Visitor:
    """Asks a WSGI application without a server, and keeps its cookies."""

    def __init__(self, app, **cookies):
        self.app, self.cookies = app, cookies

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, form=None, **headers):
        return self.ask("POST", path, urlencode(form or {}).encode(), "application/x-www-form-urlencoded", headers)

    def post_json(self, path, value, **headers):
        return self.ask("POST", path, json.dumps(value).encode(), "application/json", headers)

    def ask(self, method, path, body=b"", content_type="", headers=None):
        """Headers are named as WSGI names them, without HTTP_."""
        path, _, query = path.partition("?")
        environ = {"REQUEST_METHOD": method, "PATH_INFO": unquote(path), "QUERY_STRING": query}
        environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": content_type}
        environ |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        environ |= {f"HTTP_{name.upper()}": value for name, value in (headers or {}).items()}
        setup_testing_defaults(environ)
        begun = []
        parts = self.app(environ, lambda status, fields, error=None: begun.append((status, fields)))
        text = b"".join(parts).decode(errors="replace")
        status, fields = begun[-1]
        for name, value in fields:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.coded_value for key, morsel in SimpleCookie(value).items()}
        return SimpleNamespace(status=int(status.split()[0]), headers=Headers(fields), text=text)


def arrivals(address):
    """Seconds from the request to each line of the answer."""
    begun = time.monotonic()
    with urllib.request.urlopen(address, timeout=20) as answer:
        return [time.monotonic() - begun for _ in answer]


def becomes(url, text, seconds=10):
    """Whether the address gives this text within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if fetch(url).text == text:
                return True
        time.sleep(0.2)
    return False


def kept_alive(port, path="/"):
    """The statuses of a hundred requests on two connections, and how many connections that took."""
    statuses, opened = set(), 0
    for _ in range(2):
        connection, socket_before = HTTPConnection("127.0.0.1", port, timeout=20), None
        for _ in range(50):
            connection.request("GET", path)
            opened += connection.sock is not socket_before
            socket_before = connection.sock
            answer = connection.getresponse()
            answer.read()
            statuses.add(answer.status)
        connection.close()
    return statuses, opened


def asgi_get(app, path="/", headers=()):
    """Status and text of one request by the ASGI standard, without a server."""
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"}
    scope |= {"path": path, "raw_path": path.encode(), "query_string": b"", "root_path": ""}
    scope |= {"headers": [(name.lower().encode(), value.encode()) for name, value in headers]}
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]).decode()


def api_gateway_event(path):
    """An HTTP event of AWS API Gateway, format 2.0."""
    http = {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"}
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "shop.example"},
        "requestContext": {"http": http, "domainName": "shop.example"},
        "isBase64Encoded": False,
    }


def http2_get(port, path="/"):
    """Body of an answer over HTTP/2 by prior knowledge, with no library; an error where the server speaks none."""

    def frame(kind, flags, stream, payload=b""):
        return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload

    def literal(index, text):
        return bytes([index, len(text)]) + text.encode()

    fields = bytes([0x82, 0x86]) + literal(0x04, path) + literal(0x01, "127.0.0.1")  # GET, http, :path, :authority
    body = b""
    with socket.create_connection(("127.0.0.1", port), 10) as wire, wire.makefile("rb") as reader:
        wire.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0) + frame(1, 5, 1, fields))
        while True:
            head = reader.read(9)
            if len(head) < 9 or head[3] > 9:
                raise ConnectionError(f"no HTTP/2: {head!r}")
            length, kind, flags, stream = int.from_bytes(head[:3], "big"), *head[3:5], int.from_bytes(head[5:], "big")
            payload = reader.read(length)
            if kind == 0:
                body += payload
            if kind in (0, 1) and stream == 1 and flags & 1:
                return body.decode()


def multipart(text, name, content):
    """Body and content type of a form with the field “note” and the file “file”."""
    parts = [
        b'--frontier\r\nContent-Disposition: form-data; name="note"\r\n\r\n' + text.encode(),
        b'--frontier\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() + b'"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n" + content,
        b"--frontier--\r\n",
    ]
    return b"\r\n".join(parts), "multipart/form-data; boundary=frontier"


def write_catalogue(path, plural_forms, messages):
    """A compiled gettext catalogue; a key of two texts has as many translations as the language has plural forms."""
    head = f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural_forms}\n"
    pairs = sorted(
        ("\0".join([key] if isinstance(key, str) else key), "\0".join([text] if isinstance(text, str) else text))
        for key, text in {"": head, **messages}.items()
    )
    texts = [text.encode() for column in zip(*pairs, strict=True) for text in column]
    offset, tables = 28 + 8 * len(texts), b""
    for text in texts:
        tables += struct.pack("<2I", len(text), offset)
        offset += len(text) + 1
    path.parent.mkdir(parents=True, exist_ok=True)
    start = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path.write_bytes(start + tables + b"\0".join(texts) + b"\0")


def events(text):
    """Events of a stream, read as the HTML standard says: id, name and data of each."""
    seen = []
    for block in re.split(r"\n\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.partition(":") for line in block.split("\n")]
        fields = [(key, value.removeprefix(" ")) for key, _, value in lines]
        data = [value for key, value in fields if key == "data"]
        if data:
            named = dict(fields)
            seen.append((named.get("id", ""), named.get("event", "message"), "\n".join(data)))
    return seen


def words_in(package):
    """Words of the public modules, classes, functions and parameters of a package, in lower case."""
    top, words = import_module(package), set()
    modules = [top]
    for info in pkgutil.walk_packages(getattr(top, "__path__", []), package + "."):
        if not {"test", "tests", "bench", "main"} & set(split(info.name)):
            with contextlib.suppress(Exception):
                modules.append(import_module(info.name))
    for module in modules:
        words.update(split(module.__name__.rpartition(".")[2]))
        for name, thing in vars(module).items():
            if str(getattr(thing, "__module__", "")).startswith(package) and not name.startswith("_"):
                words.update(split(name))
                for member in (thing, *vars(thing).values()) if inspect.isclass(thing) else (thing,):
                    words.update(signature_words(member))
    return words


def signature_words(thing):
    thing = getattr(thing, "__func__", thing)
    if not inspect.isroutine(thing):
        return set()
    with contextlib.suppress(ValueError, TypeError):
        return {word for name in (thing.__name__, *inspect.signature(thing).parameters) for word in split(name)}
    return set()


def split(name):
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
