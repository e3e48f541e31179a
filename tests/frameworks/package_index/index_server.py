"""A package index on loopback, which answers well or in one of the many ways in which an index can fail."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from tests import local_server

Reply = Callable[["Handler"], None]


@dataclass
class IndexServer(local_server.Site):
    """What the index answers, by package; the last of several replies is given again and again."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answers(self, package: str, *replies: Reply) -> None:
        self.replies[package] = list(replies)

    def asked(self, package: str) -> list[dict[str, str]]:
        """Return the headers of every question about a package."""
        return [headers for path, headers in self.requests if path == f"/pypi/{package}/json"]


class Handler(local_server.Handler[IndexServer]):
    """One question to the index."""

    def do_GET(self) -> None:
        self.site.requests.append((self.path, dict(self.headers)))
        replies = self.site.replies.get(self.path.split("/")[2], [status(404)])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, code: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def index_server() -> AbstractContextManager[IndexServer]:
    """Serve an index until the block ends."""
    return local_server.serving(IndexServer(), Handler)


def document(content: Any, **headers: str) -> Reply:
    """Answer with a document as JSON."""
    return lambda handler: handler.send(200, json.dumps(content).encode(), **headers)


def raw(body: bytes, **headers: str) -> Reply:
    return lambda handler: handler.send(200, body, **headers)


def status(code: int, **headers: str) -> Reply:
    return lambda handler: handler.send(code, b"", **headers)


def hanging(handler: Handler) -> None:
    """Take the question and say nothing."""
    handler.site.closing.wait()


def dripping(handler: Handler) -> None:
    """Answer byte by byte, without an end."""
    handler.send(200, b"{", Content_Length="")
    while not handler.site.closing.wait(0.01):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def cut_off(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send(200, b'{"info": {"na', Content_Length="5000")
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """Send without saying how much, and never stop."""
    handler.send(200, b"[", Content_Length="")
    while not handler.site.closing.is_set():
        handler.wfile.write(b"0," * 32_000)


def announced_as_huge(handler: Handler) -> None:
    handler.send(200, b"{}", Content_Length=str(10**9))


def redirect_to(location: str) -> Reply:
    return status(301, Location=location)


def known(etag: str, content: Any) -> Reply:
    """Answer with a document, or with 304 to whoever has it already."""

    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.send(304, ETag=etag)
        else:
            handler.send(200, json.dumps(content).encode(), ETag=etag)

    return reply
