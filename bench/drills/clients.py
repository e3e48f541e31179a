"""Clients that send slowly, and clients that send nonsense."""

import random
import socket
import statistics
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from bench.drills.interruptions import verdict
from bench.drills.outage import ask
from bench.drills.place import Place
from bench.server import HOST, serving

SLOW = 200
PATHS = [
    *(
        "/",
        "/frameworks/",
        "/frameworks/django/",
        "/frameworks/django.json",
        "/frameworks.csv",
        "/compare/",
        "/search/",
    ),
    *("/changes/", "/changes/feed.atom", "/releases/calendar.ics", "/evidence/django/orm/", "/finder/", "/features/"),
    *("/api/v1/frameworks/", "/api/v1/finder/", "/api/v1/dataset/", "/api/schema/", "/theme/", "/corrections/new/"),
    *("/admin/", "/admin/login/", "/admin/desk/", "/admin/desk/queue/", "/admin/frameworks/framework/add/", "/healthz"),
]
METHODS = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "PATCH", "TRACE", "BREW"]
NAMES = ["q", "as-of", "page", "preview", "framework", "kind", "ordering", "claim", "w", "need", "x", "next", "format"]
VALUES = [
    "",
    "1",
    "-1",
    "9" * 30,
    "django",
    "%00",
    "%ff",
    "%1b",
    "%0d%0aX: y",
    "2026-02-30",
    "a" * 300,
    "'",
    "<b>",
    "[]",
]
LINES = [
    "Cookie: sessionid=x",
    "Cookie: theme=\xe9",
    "Accept: application/json",
    "Accept-Encoding: br",
    "If-None-Match: *",
]
LINES += [
    "X-Forwarded-For: ::1",
    "Content-Type: application/json",
    "Content-Type: multipart/form-data; boundary=",
    "X: \x01",
]


def slow_clients(folder: Path) -> str:
    """Hold two hundred requests open that never end, and ask for pages meanwhile."""
    place = Place(folder)
    place.prepare()
    with serving("config.asgi:application", place.port, place.environment, folder / "server.log"), ExitStack() as held:
        alone = statistics.median(ask(place.port, "/frameworks/")[1] for _ in range(50))
        start = f"POST /theme/ HTTP/1.1\r\nHost: {HOST}:{place.port}\r\nContent-Length: 1000\r\n\r\ntheme=".encode()
        for _ in range(SLOW):
            held.enter_context(socket.create_connection((HOST, place.port))).sendall(start)
        beside = statistics.median(ask(place.port, "/frameworks/")[1] for _ in range(50))
    figures = f"a page takes {beside * 1000:.1f} ms, {alone * 1000:.1f} without"
    words = f"{SLOW} clients that send six bytes of a thousand: {figures}"
    return verdict(words, [] if beside < 2 * alone + 0.005 else ["more than twice its time"])


def nonsense(folder: Path, count: int, chance: random.Random) -> str:
    """Send requests that no browser would, and look for answers of 500 and above."""
    place = Place(folder)
    place.prepare()
    failed: dict[str, bytes] = {}
    statuses: Counter[str] = Counter()
    with serving("config.asgi:application", place.port, place.environment, folder / "server.log"):
        for _ in range(count):
            request = odd_request(chance, place.port)
            answer = sent(place.port, request, chance)
            statuses[answer[9:12].decode("latin1")] += 1
            if answer.startswith(b"HTTP/1.1 5"):
                failed.setdefault(answer[:40].decode("latin1"), request)
        alive = ask(place.port, "/healthz")[0]
    problems = [f"{status} to {request[:300]!r}" for status, request in failed.items()]
    problems += [] if alive == 200 else ["the probe failed"]
    told = ", ".join(f"{number} with {status or 'nothing'}" for status, number in statuses.most_common())
    return verdict(f"{count} odd requests over a raw socket: none answered with 5xx ({told})", problems)


def odd_request(chance: random.Random, port: int) -> bytes:
    query = "&".join(f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(chance.randrange(4)))
    target = chance.choice(PATHS) + chance.choice(
        ["", "", "", "", "", "", "", "/", "..", "%2e%2e/", "x" * 200, "%ff", "\xe9", ".json"]
    )
    body = chance.randbytes(chance.randrange(200)) if chance.random() < 0.4 else b""
    if body and chance.random() < 0.5:
        body = b"&".join(name.encode() + b"=" + body[:20] for name in NAMES)
    lines = [
        f"{chance.choice(METHODS)} {target}{'?' if query else ''}{query} HTTP/1.1",
        f"Host: {chance.choice([f'{HOST}:{port}'] * 20 + ['evil.example', ''])}",
        "Connection: close",
        *chance.sample(LINES, chance.choice([0, 0, 1, 2])),
        *([f"Content-Length: {len(body)}"] if chance.random() < 0.9 else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin1") + body


def sent(port: int, request: bytes, chance: random.Random) -> bytes:
    """Return the beginning of the answer; nothing where the server hangs up or waits for more.

    Each request comes from another address of this machine, so that no limit keeps it from the code behind.
    """
    caller = f"127.{chance.randrange(1, 255)}.{chance.randrange(1, 255)}.{chance.randrange(1, 255)}"
    with socket.create_connection((HOST, port), timeout=3, source_address=(caller, 0)) as client:
        try:
            client.sendall(request)
            return client.recv(200)
        except OSError:
            return b""
