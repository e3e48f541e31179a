"""Processor time of each layer for a thousand page views."""

from collections.abc import Callable, Iterable
from http.client import HTTPConnection, HTTPSConnection
from itertools import count, islice
from pathlib import Path

from bench.cluster.cluster import Cluster
from bench.cluster.parts import Part
from bench.server import cpu_nanoseconds

PAGE = "/frameworks/django/"
VIEWS = 200
NUMBERS = count()


def costs(cluster: Cluster, _seconds: float) -> str:
    """Ask for a kept page at each layer, and for pages that are made anew, over one open connection each."""
    entrance = HTTPSConnection("localhost", cluster.entrance.port, context=cluster.trust, timeout=30)
    node = HTTPConnection(cluster.nodes[0].host, cluster.nodes[0].port, timeout=30)
    before: list[Part] = [cluster.entrance, cluster.varnish]
    first: list[Part] = [cluster.nodes[0]]
    databases: list[Part] = [cluster.primary, cluster.replica]
    by_varnish = spent(lambda: view(entrance, [PAGE] * VIEWS), before)
    kept = spent(lambda: view(node, [PAGE] * VIEWS), first)
    made = spent(lambda: view(node, new_pages()), first, databases)
    return (
        f"processor seconds for a thousand views of a page: answered by Varnish {by_varnish[0]:.2f} in nginx and it, "
        f"kept by a node {kept[0]:.2f}, made anew {made[0]:.2f} and {made[1]:.2f} in the databases."
    )


def new_pages() -> list[str]:
    """Return addresses of pages that nobody has asked for yet."""
    return [f"/frameworks/?q=a{number}" for number in islice(NUMBERS, VIEWS)]


def view(connection: HTTPConnection, paths: Iterable[str], first: int = 0) -> None:
    headers = {"Accept-Encoding": "br", "X-Forwarded-Proto": "https"}
    for number, path in enumerate(paths, first):
        # Each caller may have a bounded number of pages made.
        caller = {"X-Forwarded-For": f"192.0.2.{number % 250}", "Host": "localhost"}
        connection.request("GET", path, headers=headers | caller)
        connection.getresponse().read()


def spent(work: Callable[[], None], *groups: list[Part]) -> list[float]:
    """Return the processor seconds that groups of parts take for a thousand views; the work has ``VIEWS`` of them."""
    work()
    before = [total(parts) for parts in groups]
    work()
    return [(total(parts) - start) / VIEWS / 1_000_000 for parts, start in zip(groups, before, strict=True)]


def total(parts: Iterable[Part]) -> int:
    """Return the processor time of parts; each process of PostgreSQL is a group of its own."""
    pids = [part.process.pid for part in parts if part.process]
    return sum(cpu_nanoseconds(group) for pid in pids for group in {pid, *children_of(pid)})


def children_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in children.read_text().split()] if children.exists() else []
