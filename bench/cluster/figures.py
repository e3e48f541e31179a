"""What page views cost in each layer of a cluster, and what a publication costs all of it: `make bench CLUSTER=1`."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from itertools import combinations, islice
from pathlib import Path

from bench.cluster.cluster import Cluster
from bench.cluster.parts import Node, Part, Postgres
from bench.cluster.publishing import publisher
from bench.cluster.readers import PAGE
from bench.server import cpu_nanoseconds

KEPT, MADE = 1000, 200
"""Views of a page that some layer has, and of pages that are made."""
QUIET = 20
"""Seconds in which what begins by itself after a start is done."""
SETTLED = 1.5
"""Seconds until a database has counted what was asked of it."""
PUBLICATIONS = 5
MOST_READ = 40
STATEMENTS = "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements"
ACTIVITY = "SELECT tup_returned + tup_fetched, blks_hit + blks_read FROM pg_stat_database WHERE datname = 'plumbline'"


@dataclass(frozen=True)
class Spent:
    """What a thousand views of a kind took: processor seconds by layer, and what databases did."""

    before: float
    nodes: float
    databases: float
    statements: float
    rows: float
    blocks: float

    def words(self) -> str:
        return (
            f"nginx and Varnish {self.before:.2f}, nodes {self.nodes:.2f}, databases {self.databases:.2f} s; "
            f"{self.statements:.0f} statements, {self.rows:,.0f} rows and {self.blocks:,.0f} blocks read"
        )


def figures(cluster: Cluster) -> Iterator[str]:
    """Measure one layer after the other, and yield what was found."""
    yield f"Processor seconds for a thousand views, load {os.getloadavg()[0]:.1f} at first:"
    entrance = HTTPSConnection("localhost", cluster.entrance.port, context=cluster.trust, timeout=30)
    tag = cluster.ask(PAGE, Accept_Encoding="br").headers["etag"]
    time.sleep(QUIET)
    yield f"asked again by a browser that has it: {spent(cluster, KEPT, lambda: again(entrance, tag)).words()}"
    yield f"from Varnish: {spent(cluster, KEPT, lambda: view(entrance, [PAGE] * KEPT)).words()}"
    new = new_pages(cluster)
    for count in range(1, len(cluster.nodes) + 1):
        spread(cluster.nodes[:count], [PAGE] * KEPT)
        kept = spent(cluster, KEPT, lambda count=count: spread(cluster.nodes[:count], [PAGE] * KEPT))  # type: ignore[misc]
        made = spent(cluster, MADE, lambda count=count: spread(cluster.nodes[:count], islice(new, MADE)))  # type: ignore[misc]
        yield f"kept by nodes, {count} of them asked in turn: {kept.words()}"
        yield f"made anew (comparisons of two), {count} of them asked in turn: {made.words()}"
    yield from publications(cluster)


def again(connection: HTTPSConnection, tag: str) -> None:
    for _ in range(KEPT):
        connection.request("GET", PAGE, headers={"Accept-Encoding": "br", "If-None-Match": tag})
        response = connection.getresponse()
        response.read()
        assert response.status == 304, response.status  # noqa: S101


def new_pages(cluster: Cluster) -> Iterator[str]:
    """Yield addresses of comparisons of two frameworks that nobody has asked for yet."""
    slugs = cluster.primary.sql("SELECT slug FROM frameworks_framework WHERE is_public ORDER BY slug", "plumbline")
    pairs = list(combinations(slugs.splitlines(), 2))
    for part in ("", "features/", "code/", "speed/", "facts/", "guides/", "arguments/"):
        yield from (f"/compare/{first}-vs-{second}/{part}" for first, second in pairs)


def view(connection: HTTPConnection, paths: Iterable[str], first: int = 0) -> None:
    headers = {"Accept-Encoding": "br", "X-Forwarded-Proto": "https"}
    for number, path in enumerate(paths, first):
        # Each caller may have a bounded number of pages made.
        caller = {"X-Forwarded-For": f"192.0.2.{number % 250}", "Host": "localhost"}
        connection.request("GET", path, headers=headers | caller)
        connection.getresponse().read()


def spread(nodes: list[Node], paths: Iterable[str]) -> None:
    """Ask several nodes in turn, over an open connection each; one that is idle for seconds they close."""
    connections = [HTTPConnection(node.host, node.port, timeout=60) for node in nodes]
    for number, path in enumerate(paths):
        view(connections[number % len(connections)], [path], number)


def spent(cluster: Cluster, views: int, work: Callable[[], None]) -> Spent:
    """Return what a thousand views take, by a work that has so many of them."""
    groups: list[list[Part]] = [
        [cluster.entrance, cluster.varnish],
        list(cluster.nodes),
        [cluster.primary, cluster.replica],
    ]
    asked, used = activity(cluster), [total(parts) for parts in groups]
    work()
    seconds = [(total(parts) - start) / views / 1_000_000 for parts, start in zip(groups, used, strict=True)]
    did = [(now - start) * 1000 / views for now, start in zip(activity(cluster), asked, strict=True)]
    return Spent(*seconds, *did)


def activity(cluster: Cluster) -> list[int]:
    """Return the statements, rows and blocks that both databases have counted so far."""
    time.sleep(SETTLED)
    return [sum(counted) for counted in zip(*map(counts, (cluster.primary, cluster.replica)), strict=True)]


def counts(server: Postgres) -> list[int]:
    return [int(server.sql(STATEMENTS, "plumbline")), *map(int, server.sql(ACTIVITY, "plumbline").split("|"))]


def publications(cluster: Cluster) -> Iterator[str]:
    """Publish some changes with nobody reading, then one after which the most read pages are asked of every node."""
    everything: list[Part] = cluster.parts
    idle = per_second(everything)
    yield f"Nobody asks: {idle * 3600:.0f} processor seconds an hour in the whole cluster."
    with publisher(cluster) as editor:
        group, began = editor.process.pid, time.monotonic()
        before, asked = total(everything) + cpu_nanoseconds(group), activity(cluster)
        for _ in range(PUBLICATIONS):
            editor.publish()
            time.sleep(2)
        did = [(now - start) / PUBLICATIONS for now, start in zip(activity(cluster), asked, strict=True)]
        used = (total(everything) + cpu_nanoseconds(group) - before) / 1e9 - idle * (time.monotonic() - began)
        yield (
            f"A publication, of which nobody reads: {used / PUBLICATIONS:.2f} processor seconds in the whole cluster, "
            f"{did[0]:.0f} statements."
        )
        editor.publish()
        time.sleep(SETTLED)
    paths, made = list(islice(new_pages(cluster), MOST_READ)), sum(map(made_by, cluster.nodes))
    for node in cluster.nodes:
        spread([node], paths)
    made = sum(map(made_by, cluster.nodes)) - made
    yield f"After it {MOST_READ} pages were asked of each of {len(cluster.nodes)} nodes: {made} were made, others had."


def per_second(parts: list[Part]) -> float:
    before = total(parts)
    time.sleep(10)
    return (total(parts) - before) / 1e10


def total(parts: Iterable[Part]) -> int:
    """Return the processor time of parts; each process of PostgreSQL is a group of its own."""
    pids = [part.process.pid for part in parts if part.process]
    return sum(cpu_nanoseconds(group) for pid in pids for group in {pid, *children_of(pid)})


def children_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in children.read_text().split()] if children.exists() else []


def made_by(node: Part) -> int:
    """Return how many pages a node says it has made."""
    return node.log.read_text().count('"answer": "made"')
