"""Tasks of the lab in nothing but the standard library.

It is started as a process, `python site.py PORT`, as the lab starts every server.
"""

from __future__ import annotations

import re
import secrets
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.lab.answers import (
    PASSWORDS,
    WRONG,
    Reply,
    as_json,
    as_page,
    form,
    hello,
    item,
    jobs,
    notes,
    order,
    prepare_database,
    products,
    start_job,
    upload,
    wait,
)

tokens: set[str] = set()
sessions: dict[str, str] = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def cookie(self) -> str:
        return self.headers.get("cookie", "").removeprefix("id=")

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        _, first, *rest = url.path.split("/")
        if first in ("stream", "events"):
            self.stream(first, int(query["n"]))
            return
        given = self.headers.get("X-Request-ID", "")
        kept = re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) or WRONG == "keeps any id"
        self.request_id = given if kept and given else str(uuid.uuid4())
        self.answer(self.route(first, rest, query))

    def route(self, first: str, rest: list[str], query: dict[str, str]) -> Reply:
        pages: dict[str, Any] = {
            "api": lambda: item(rest[1], query),
            "products": lambda: products(query),
            "contact": self.fresh_form,
            "notes": lambda: notes("GET", "".join(rest), b""),
            "me": lambda: self.private(["ann", "bob"]),
            "edit": lambda: self.private(["ann", "bob"] if WRONG == "lets bob edit" else ["ann"]),
            "jobs": lambda: as_json(jobs[rest[0]]) if rest[0] in jobs else as_json({}, 404),
            "hello": lambda: hello(self.headers.get("Accept-Language", ""), query),
            "wait": wait,
            "": lambda: as_json({"request_id": self.request_id}),
            "fail": lambda: as_page("an error", 500),
        }
        return pages[first]() if first in pages else as_json({}, 404)

    def do_POST(self) -> None:
        self.request_id = ""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        first = self.path.split("/")[1]
        fields = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        pages: dict[str, Any] = {
            "api": lambda: order(body) if self.path == "/api/orders" else as_json({}, 405),
            "contact": lambda: self.contact(fields),
            "notes": lambda: notes("POST", "", body),
            "login": lambda: self.log_in(fields),
            "logout": self.log_out,
            "upload": lambda: upload(self.headers["content-type"], body),
            "jobs": lambda: start_job(body),
        }
        self.answer(pages[first]() if first in pages else as_json({}, 404))

    def do_DELETE(self) -> None:
        self.request_id = ""
        self.answer(as_json({}, 405))

    def fresh_form(self) -> Reply:
        token = secrets.token_hex(16)
        tokens.add(token)
        self.set_cookie = f"id={token}"
        return form({}, token)

    def contact(self, fields: dict[str, str]) -> Reply:
        token = fields.get("token", "")
        tied = token == self.cookie() or WRONG == "takes any visitor's token"
        both_empty = token == self.cookie() == "" and WRONG == "compares two empty tokens"
        if not (token in tokens and tied) and not both_empty:
            return as_page("forbidden", 403)
        if not fields.get("message") or len(fields["name"]) > 100:
            return form(fields, token)
        self.location = "/contact"
        return as_page("", 303)

    def private(self, users: list[str]) -> Reply:
        user = sessions.get(self.cookie())
        return as_json({}, 401) if user is None else as_json({"user": user}) if user in users else as_json({}, 403)

    def log_in(self, fields: dict[str, str]) -> Reply:
        if PASSWORDS.get(fields["username"]) != fields["password"]:
            return as_json({}, 401)
        key = secrets.token_hex(16)
        sessions[key] = fields["username"]
        self.set_cookie = f"id={key}" + ("" if WRONG == "lets scripts read the cookie" else "; HttpOnly; SameSite=Lax")
        return as_json({})

    def log_out(self) -> Reply:
        if WRONG != "does not log out":
            sessions.pop(self.cookie(), None)
        return as_json({})

    def answer(self, reply: Reply) -> None:
        status, kind, text = reply
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.request_id and not (status == 500 and WRONG == "forgets the id of an error"):
            self.send_header("X-Request-ID", self.request_id)
        for header, attribute in (("Set-Cookie", "set_cookie"), ("Location", "location")):
            if value := self.__dict__.pop(attribute, ""):
                self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def stream(self, kind: str, count: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if kind == "stream" else "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        pieces = [
            f"line {k}\n" if kind == "stream" else f"id: {k}\nevent: tick\ndata:{k}\n\n" for k in range(1, count + 1)
        ]
        if WRONG == "sends all at once":
            time.sleep(0.1 * count)
            pieces = ["".join(pieces)]
        for place, piece in enumerate(pieces):
            if place and WRONG == "breaks off":
                return
            time.sleep(0.1 if place else 0)
            self.wfile.write(f"{len(piece.encode()):x}\r\n{piece}\r\n".encode())
        self.wfile.write(b"0\r\n\r\n")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    prepare_database()
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
