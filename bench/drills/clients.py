"""Clients that send slowly."""

import socket
import statistics
from contextlib import ExitStack
from pathlib import Path

from bench.drills.interruptions import verdict
from bench.drills.site import DrillSite
from bench.server import HOST, ask, serving

SLOW = 200


def slow_clients(folder: Path) -> str:
    """Hold two hundred requests open that never end, and ask for pages meanwhile."""
    site = DrillSite(folder)
    site.prepare()
    with serving("config.asgi:application", site.port, site.environment, folder / "server.log"), ExitStack() as held:
        alone = statistics.median(ask(site.port, "/frameworks/")[1] for _ in range(50))
        start = f"POST /theme/ HTTP/1.1\r\nHost: {HOST}:{site.port}\r\nContent-Length: 1000\r\n\r\ntheme=".encode()
        for _ in range(SLOW):
            held.enter_context(socket.create_connection((HOST, site.port))).sendall(start)
        beside = statistics.median(ask(site.port, "/frameworks/")[1] for _ in range(50))
    figures = f"a page takes {beside * 1000:.1f} ms, {alone * 1000:.1f} without"
    words = f"{SLOW} clients that send six bytes of a thousand: {figures}"
    return verdict(words, [] if beside < 2 * alone + 0.005 else ["more than twice its time"])
