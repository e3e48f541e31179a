"""HTTP servers on loopback, for tests of what asks other hosts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Generic, TypeVar


@dataclass
class Site:
    """What a server answers from; tests tell it what to say, and ask it what it was asked."""

    address: str = ""
    closing: threading.Event = field(default_factory=threading.Event)
    """Set at the end, so that answers that wait or never end can stop."""


Served = TypeVar("Served", bound=Site)


class Handler(BaseHTTPRequestHandler, Generic[Served]):
    """One question to a site."""

    site: Served

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Served, handler: type[Handler[Served]]) -> Iterator[Served]:
    """Serve a site until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), {"site": site}))
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
