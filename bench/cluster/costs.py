"""Processor time of each layer for a thousand page views."""

from collections.abc import Callable, Iterable
from http.client import HTTPConnection, HTTPSConnection
from itertools import count, islice

from bench.cluster.cluster import Cluster
from bench.cluster.parts import Part
from bench.server import HOST, cpu_nanoseconds

PAGE = "/frameworks/django/"
VIEWS = 300
NUMBERS = count()


def costs(cluster: Cluster, _seconds: float) -> str:
    """Ask for a kept page at each layer, and for pages that are made anew, over one open connection each."""
    entrance = HTTPSConnection("localhost", cluster.entrance.port, context=cluster.trust, timeout=30)
    node = HTTPConnection(HOST, cluster.nodes[0].port, timeout=30)
    databases = [cluster.primary, cluster.replica]
    figures = [
        f"answered by Varnish {spent([cluster.entrance, cluster.varnish], lambda: view(entrance, [PAGE] * VIEWS))}",
        f"kept by a node {spent(cluster.nodes[:1], lambda: view(node, [PAGE] * VIEWS))}",
        f"made anew {spent(cluster.nodes[:1], lambda: view(node, new_pages()))}",
        f"the databases meanwhile {spent(databases, lambda: view(node, new_pages()))}",
    ]
    return f"processor seconds for a thousand views of a page: {', '.join(figures)}."


def new_pages() -> list[str]:
    """Return addresses of pages that nobody has asked for yet."""
    return [f"/frameworks/?q=a{number}" for number in islice(NUMBERS, VIEWS)]


def view(connection: HTTPConnection, paths: Iterable[str]) -> None:
    headers = {"Accept-Encoding": "br", "X-Forwarded-Proto": "https"}
    for number, path in enumerate(paths):
        # Each caller may have a bounded number of pages made.
        caller = {"X-Forwarded-For": f"192.0.2.{number % 250}", "Host": "localhost"}
        connection.request("GET", path, headers=headers | caller)
        connection.getresponse().read()


def spent(parts: list[Part], work: Callable[[], None]) -> str:
    """Return the processor seconds that parts take for a thousand views, where the work has ``VIEWS`` of them."""
    work()
    before = total(parts)
    work()
    return f"{(total(parts) - before) / VIEWS / 1_000_000:.2f}"


def total(parts: Iterable[Part]) -> int:
    return sum(cpu_nanoseconds(part.process.pid) for part in parts if part.process)
