"""A plain HTTP client, and servers on free loopback ports, for the proofs of Sanic, Tornado and Robyn."""

import ast
import contextlib
import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from importlib.util import find_spec
from pathlib import Path


@dataclass
class Answer:
    status: int
    headers: Message = field(repr=False)
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def cookies(self):
        """The cookies that the answer sets, as the next request sends them back."""
        return "; ".join(value.split(";")[0] for value in self.headers.get_all("set-cookie", []))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def ask(url, method=None, form=None, json_body=None, body=None, headers=(), seconds=20):
    """One request; answers of every status are returned, and redirects are not followed."""
    headers = dict(headers)
    if form is not None:
        body = urllib.parse.urlencode(form).encode()
    if json_body is not None:
        body, headers = json.dumps(json_body).encode(), {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=seconds) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def ask_together(count, url):
    """As many requests at once, on connections that are open already; the answers and the seconds until the last."""
    connections = [http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=20) for _ in range(count)]
    for connection in connections:
        connection.connect()
    began = time.monotonic()
    for connection in connections:
        connection.request("GET", urllib.parse.urlsplit(url).path or "/")
    received = [connection.getresponse() for connection in connections]
    answers = [Answer(answer.status, answer.headers, answer.read()) for answer in received]
    seconds = time.monotonic() - began
    for connection in connections:
        connection.close()
    return answers, seconds


def lines_as_they_come(url):
    """The lines of an answer, each with the seconds since the request."""
    began = time.monotonic()
    with urllib.request.urlopen(url, timeout=20) as answer:
        return [(time.monotonic() - began, line.decode().rstrip("\n")) for line in answer]


def events_as_they_come(url):
    """Server-sent events as the HTML standard reads them: dictionaries with "id", "event" and "data"."""
    events, event = [], {}
    for _, line in lines_as_they_come(url):
        field, _, value = line.rstrip("\r").partition(":")
        value = value.removeprefix(" ")
        if not field and event:
            events.append(event)
            event = {}
        elif field == "data" and "data" in event:
            event["data"] += "\n" + value
        elif field in ("id", "event", "data"):
            event[field] = value
    return events


def multipart(name, content, **fields):
    """Body and headers of a form with text fields and one file, "upload"."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()
    ]
    parts.append(f'--edge\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n')
    parts.append("Content-Type: application/octet-stream\r\n\r\n")
    body = "".join(parts).encode() + content + b"\r\n--edge--\r\n"
    return {"body": body, "headers": {"Content-Type": "multipart/form-data; boundary=edge"}}


def ask_http2(port, path):
    """Status and body over HTTP/2 by prior knowledge; needs the package h2."""
    from h2.config import H2Configuration
    from h2.connection import H2Connection
    from h2.events import DataReceived, ResponseReceived, StreamEnded

    client = H2Connection(H2Configuration(header_encoding="ascii"))
    client.initiate_connection()
    headers = {":method": "GET", ":scheme": "http", ":authority": f"127.0.0.1:{port}", ":path": path}
    client.send_headers(1, list(headers.items()), end_stream=True)
    status, body = "", b""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        while True:
            connection.sendall(client.data_to_send())
            for event in client.receive_data(connection.recv(65536)):
                if isinstance(event, ResponseReceived):
                    status = dict(event.headers)[":status"]
                elif isinstance(event, DataReceived):
                    body += event.data
                elif isinstance(event, StreamEnded):
                    return status, body


def frame(text):
    """A masked text frame, as clients send it."""
    payload = text.encode()
    size = len(payload)
    length = (
        bytes([0x80 | size])
        if size < 126
        else b"\xfe" + struct.pack(">H", size)
        if size < 65536
        else b"\xff" + struct.pack(">Q", size)
    )
    return b"\x81" + length + bytes(4) + payload


class WebSocket:
    """A client of a few lines; receive() gives a text, or the code with which the other side closes."""

    def __init__(self, url, path, seconds=10):
        self.socket = socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(url).port), seconds)
        self.stream = self.socket.makefile("rb")
        key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{key}\r\n"
        self.socket.sendall(head.encode())
        self.status = int(self.stream.readline().split()[1])
        while self.stream.readline().strip():
            pass

    def send(self, text):
        self.socket.sendall(frame(text))

    def receive(self):
        kind, size = self.stream.read(2)
        size = struct.unpack(">H", self.stream.read(2))[0] if size == 126 else size
        size = struct.unpack(">Q", self.stream.read(8))[0] if size == 127 else size
        payload = self.stream.read(size)
        if kind & 15 == 9:
            return self.receive()
        return struct.unpack(">H", payload[:2])[0] if kind & 15 == 8 else payload.decode()


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def wait_for(port, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


@contextlib.contextmanager
def running(*command, port, cwd=None, env=()):
    """A server in a session of its own, ended with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **dict(env)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def polish_catalogue(folder, domain="messages"):
    """A compiled message catalogue for Polish below the folder, as msgfmt writes it."""
    plural = "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
    messages = {
        "": f"Content-Type: text/plain; charset=utf-8\nLanguage: pl\nPlural-Forms: {plural};\n",
        "%(num)d file\0%(num)d files": "%(num)d plik\0%(num)d pliki\0%(num)d plików",
        "Hello": "Cześć",
    }
    keys, values = ([text.encode() for text in texts] for texts in zip(*sorted(messages.items()), strict=True))
    tables, at = [], 28 + 16 * len(messages)
    for text in (*keys, *values):
        tables += [len(text), at]
        at += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(messages), 28, 28 + 8 * len(messages), 0, 0)
    path = Path(folder, "pl", "LC_MESSAGES", f"{domain}.mo")
    path.parent.mkdir(parents=True)
    path.write_bytes(
        head + struct.pack(f"<{len(tables)}I", *tables) + b"".join(text + b"\0" for text in (*keys, *values))
    )


def names_with(package, *words):
    """What a package defines outside its own tests, read without importing it, whose names hold one of the words."""
    folder = Path(find_spec(package).origin).parent
    names = set()
    for path in [path for path in folder.rglob("*.py") if "test" not in path.relative_to(folder).parts]:
        names.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                names.add(node.name)
    return sorted(name for name in names if any(word in name.lower() for word in words))
