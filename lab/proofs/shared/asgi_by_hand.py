"""Asking an ASGI application as a server does, without a server and without a client library."""

from __future__ import annotations

import asyncio
import json as coding
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote


class Answer:
    def __init__(self, messages: list[dict[str, Any]], times: list[float]) -> None:
        start, pieces = messages[0], messages[1:]
        self.status: int = start["status"]
        self.headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        self.body = b"".join(piece.get("body", b"") for piece in pieces)
        self.text = self.body.decode(errors="replace")
        self.times = times
        """The seconds after which the head and each piece of the body were sent."""

    def json(self) -> Any:
        return coding.loads(self.body)


def scope(kind: str, path: str, method: str, headers: dict[str, str], client: str) -> dict[str, Any]:
    address, _, query = path.partition("?")
    named = {"host": "testserver", **{name.replace("_", "-").lower(): value for name, value in headers.items()}}
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": unquote(address),
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": (client, 50000),
        "server": ("testserver", 80),
        "state": {},
        "subprotocols": [],
    }


async def asked(
    app: Any, path: str, method: str = "GET", body: bytes = b"", json: Any = None, client: str = "127.0.0.1", **headers: str
) -> Answer:
    """The answer to one request; a background task of the answer has ended too."""
    if json is not None:
        body, headers = coding.dumps(json).encode(), {"content_type": "application/json", **headers}
    headers = {"content_length": str(len(body)), **headers} if body else headers
    sent, times, began, waiting = list[dict[str, Any]](), list[float](), time.monotonic(), [body]
    done = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        times.append(time.monotonic() - began)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            done.set()

    await app(scope("http", path, method, headers, client), receive, send)
    return Answer(sent, times)


def ask(app: Any, path: str, method: str = "GET", **options: Any) -> Answer:
    return asyncio.run(asked(app, path, method, **options))


def talk(app: Any, path: str, texts: Iterable[str]) -> tuple[list[str], int | None]:
    """What a WebSocket answers to texts, and the code with which it closes."""
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "websocket.connect"}, *({"type": "websocket.receive", "text": text} for text in texts)]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1005}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope("websocket", path, "GET", {}, "127.0.0.1"), receive, send))
    answers = [message["text"] for message in sent if message["type"] == "websocket.send"]
    return answers, next((message["code"] for message in sent if message["type"] == "websocket.close"), None)


def multipart(fields: dict[str, str], name: str, filename: str, content: bytes) -> dict[str, Any]:
    """Body and content type of a form with a file, as asked() takes them."""
    parts = [f'--b\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n' for field, value in fields.items()]
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + content + b"\r\n--b--\r\n"
    return {"method": "POST", "body": body, "content_type": "multipart/form-data; boundary=b"}
