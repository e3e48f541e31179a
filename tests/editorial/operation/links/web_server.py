"""Hosts on loopback that answer well, badly or not at all."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import brotli

from tests import local_server

PACKED = brotli.compress(b" " * 20_000_000, quality=1)


@dataclass
class Host(local_server.Site):
    """One host: what it says in robots.txt, and which paths it was asked for."""

    robots: str = ""
    robots_status: int = 200
    robots_at: str = "/rules"
    """Where robots.txt redirects to, if it does."""
    requested: list[str] = field(default_factory=list)
    bad_days: int = 0
    """How many times /moody answers with status 500 before it recovers."""


class Handler(local_server.Handler[Host]):
    def do_GET(self) -> None:
        self.site.requested.append(self.path)
        getattr(self, self.path.strip("/").partition("/")[0].replace(".", "_"), self.missing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def robots_txt(self) -> None:
        self.answer(self.site.robots_status, self.site.robots.encode(), Location=self.site.robots_at)

    def packed(self) -> None:
        self.answer(200, PACKED, **{"Content-Encoding": "br"})

    def rules(self) -> None:
        self.answer(200, b"User-agent: *\nDisallow: /fine")

    def missing(self) -> None:
        self.answer(404)

    def fine(self) -> None:
        self.answer(200, b"Fine.")

    def gone(self) -> None:
        self.answer(410)

    def closed(self) -> None:
        self.answer(403)

    def broken(self) -> None:
        self.answer(500)

    def moody(self) -> None:
        self.site.bad_days -= 1
        self.answer(500 if self.site.bad_days >= 0 else 200)

    def moved(self) -> None:
        self.answer(301, Location="/fine")

    def elsewhere(self) -> None:
        self.answer(302, Location="/fine")

    def moved_and_elsewhere(self) -> None:
        self.answer(301, Location="/elsewhere")

    def elsewhere_and_moved(self) -> None:
        self.answer(302, Location="/moved")

    def letter(self) -> None:
        self.answer(301, Location="mailto:somebody@example.com")

    def loop(self) -> None:
        self.answer(302, Location="/loop")

    def inward(self) -> None:
        self.answer(302, Location="http://127.0.0.2/secret")

    def nonsense(self) -> None:
        self.answer(302, Location="gopher://[")

    def slow(self) -> None:
        self.site.closing.wait(5)

    def dripping(self) -> None:
        """Send a header that never ends, a letter at a time."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.site.closing.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            self.close_connection = True

    def cut(self) -> None:
        self.close_connection = True

    def enormous(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        try:
            while not self.site.closing.is_set():
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True


def web_host() -> AbstractContextManager[Host]:
    """Serve a host until the block ends."""
    return local_server.serving(Host(), Handler)
