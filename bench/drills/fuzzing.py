"""Requests that no browser would send: made over a raw socket, and drawn by Schemathesis from the API's own document.

Each caller has another address of this machine, so that no limit answers for the code behind. Half of those that ask
for the admin and the desk are signed in with both factors and bring the token of its forms.
"""

import itertools
import random
import re
import socket
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis.errors import FailedHealthCheck, Unsatisfiable
from requests.adapters import HTTPAdapter

from bench.drills.interruptions import verdict
from bench.drills.site import DrillSite
from bench.server import HOST, ask, serving

VOCABULARY: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text())
LONG = ["a" * 300, "," * 200, "[" * 300, "key," * 1500, "name,-name," * 50, "-vs-".join(["a"] * 500), "x" * 9000]
DEEP = "a/" * 1500
HALF_CLOSED = b"Accept-Encoding: gzip;q=0, *"
"""A client that sends this says after its request that nothing follows."""
FAILURE = re.compile(r'"status": 5\d\d|"level": "(?:error|critical)"|panicked')
TOGETHER, AT_ONCE = 1000, 16
"""How many requests over raw sockets are drawn at once, and how many of them wait for an answer at a time."""
EACH = 50
"""Cases that Schemathesis draws of an operation before it turns to the next."""


@dataclass
class AnswersByStatus:
    """What was answered, and the first request of each kind that failed."""

    statuses: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)

    def note(self, status: str, request: object) -> None:
        self.statuses[status or "nothing"] += 1
        if status.startswith("5"):
            self.failed.setdefault(status, repr(request)[:600])

    def __str__(self) -> str:
        return ", ".join(f"{number} with {status}" for status, number in self.statuses.most_common())


def nonsense(site: DrillSite, count: int, chance: random.Random) -> str:
    """Send a fifth of ``count`` requests by Schemathesis and the others by hand; look for answers of 500 and above."""
    log = site.folder / "server.log"
    site.prepare()
    signed_in = session_of(site)
    raw, drawn = AnswersByStatus(), AnswersByStatus()
    with serving("config.asgi:application", site.port, site.environment, log):
        odd = ((odd_request(chance, site.port, signed_in), caller(chance)) for _ in range(count - count // 5))
        while some := list(itertools.islice(odd, TOGETHER)):
            with ThreadPoolExecutor(AT_ONCE) as pool:
                for (request, _), status in zip(some, pool.map(partial(status_of, site.port), some), strict=True):
                    raw.note(status, request)
        draw(site.port, count // 5, chance, drawn)
        alive = ask(site.port, "/healthz")[0]
    problems = [f"{status} to {request}" for told in (raw, drawn) for status, request in told.failed.items()]
    problems += logged_failures(log)
    problems += [] if alive == 200 else ["the probe failed"]
    by_hand = f"{raw.statuses.total()} requests over a raw socket ({raw})"
    words = f"{by_hand}, {drawn.statuses.total()} of Schemathesis ({drawn}): none answered with 5xx"
    return verdict(words, problems)


def session_of(site: DrillSite) -> str:
    """Return the cookies of an administrator who gave both factors, with a change of somebody else's to decide on."""
    return site.work("session", check=True).stdout.strip()


def odd_request(chance: random.Random, port: int, signed_in: str) -> bytes:
    path = chance.choice(VOCABULARY[chance.choice(["pages", "api", "desk"])])
    method = chance.choice(VOCABULARY["methods"])
    pairs = [pair(chance) for _ in range(chance.choice([0, 0, 0, 1, 1, 2, 3]))]
    target = path + chance.choice([*VOCABULARY["tails"], DEEP]) + ("?" if pairs else "") + "&".join(pairs)
    body = chance.randbytes(chance.randrange(200)) if chance.random() < 0.4 else b""
    lines = [
        f"{method} {target} HTTP/1.1",
        f"Host: {chance.choice([f'{HOST}:{port}'] * 20 + ['evil.example', ''])}",
        "Connection: close",
        *chance.sample(VOCABULARY["lines"], chance.choice([0, 0, 0, 1, 2])),
    ]
    if path == "/mcp":
        message = chance.choice(VOCABULARY["messages"])
        body = re.sub("VALUE", lambda _: chance.choice(VOCABULARY["values"]), message).encode()
        lines += ["Content-Type: application/json", "Accept: application/json, text/event-stream"]
    if path.startswith("/admin/") and chance.random() < 0.5:
        lines.append(f"Cookie: {signed_in}")
        token = signed_in.rpartition("; ")[2].replace("csrftoken", "csrfmiddlewaretoken")
        body = "&".join([token, *pairs]).encode()
        lines.append("Content-Type: application/x-www-form-urlencoded")
    lines += [f"Content-Length: {len(body)}"] if chance.random() < 0.9 else []
    return "\r\n".join([*lines, "", ""]).encode("latin1") + body


def pair(chance: random.Random) -> str:
    return f"{chance.choice(VOCABULARY['names'])}={chance.choice([*VOCABULARY['values'], *LONG])}"


def caller(chance: random.Random) -> str:
    return f"127.{chance.randrange(1, 255)}.{chance.randrange(1, 255)}.{chance.randrange(1, 255)}"


def status_of(port: int, asked: tuple[bytes, str]) -> str:
    """Return the status of an answer; nothing where the server hangs up or waits for more."""
    request, address = asked
    with socket.create_connection((HOST, port), timeout=2, source_address=(address, 0)) as client:
        try:
            client.sendall(request)
            if HALF_CLOSED in request:
                client.shutdown(socket.SHUT_WR)
            return client.recv(200)[9:12].decode("latin1")
        except OSError:
            return ""


def logged_failures(log: Path) -> list[str]:
    """Return what the server itself says it answered with 500 and above, or could not do."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if FAILURE.search(line)]
    return [f"{len(lines)} failures in the server's log, the first: {lines[0][:600]}"] if lines else []


class From(HTTPAdapter):
    """Speaks from one address of this machine."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:
        super().init_poolmanager(*sizes, **options, source_address=(self.address, 0))


def draw(port: int, count: int, chance: random.Random, told: AnswersByStatus) -> None:
    """Ask each operation of the API's document in turn what Schemathesis draws for it, until ``count`` are asked."""
    base = f"http://{HOST}:{port}"
    schema = schemathesis.openapi.from_url(f"{base}/api/schema/")
    operations = [cast(Any, operation).ok() for operation in schema.get_all_operations()]
    for operation in itertools.cycle(operations):
        each = min(EACH, count - told.statuses.total())
        if each <= 0:
            return
        with requests.Session() as session:
            session.mount(base, From(caller(chance)))
            ask_cases(operation, each, chance, partial(ask_one, told, base, session))


def ask_cases(operation: Any, count: int, chance: random.Random, ask: Callable[[schemathesis.Case], None]) -> None:
    """Ask an operation cases of which half are as the document allows."""
    mode = chance.choice(list(schemathesis.GenerationMode))
    few = settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with suppress(Unsatisfiable, FailedHealthCheck):

        @seeded(chance.randrange(2**32))
        @few
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask_all(case: schemathesis.Case) -> None:
            ask(case)

        ask_all()


def ask_one(told: AnswersByStatus, base: str, session: requests.Session, case: schemathesis.Case) -> None:
    try:
        told.note(str(case.call(base_url=base, session=session, timeout=10).status_code), case.as_curl_command())
    except requests.RequestException:
        told.note("", case)
