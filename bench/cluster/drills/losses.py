"""What is killed under load: any one process behind the entrance, the entrance itself, and the primary for good."""

import random
import shutil
import signal
import time
from contextlib import suppress

from bench.cluster.cluster import Cluster
from bench.cluster.parts import Part, Postgres
from bench.cluster.publishing import NEVER, publisher, until
from bench.cluster.readers import PAGE, Readers
from bench.drills.interruptions import verdict

SHORT = 10.0
PUBLISHED = (
    "SELECT DISTINCT document->>'tagline' FROM editorial_revision WHERE row_type = 'framework' AND key = 'django'"
)
MOST_SECONDS = 90
"""Until a whole cluster is well again on a busy machine."""


def killed(cluster: Cluster, seconds: float, chance: random.Random) -> str:
    """Any one process behind the entrance is killed again and again, under load and publications."""
    kills: list[str] = []
    behind = [*cluster.nodes, cluster.varnish, cluster.redis, cluster.primary, cluster.replica, cluster.scheduler]
    every = 20.0 if seconds > SHORT else 4.0
    with publisher(cluster) as editor, Readers(cluster) as readers:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            next_kill = time.monotonic() + every
            part = chance.choice(spare(cluster, behind))
            part.end(signal.SIGKILL)
            kills.append(part.name)
            time.sleep(1)
            supervise(behind)
            editor.publish()
            time.sleep(max(0, next_kill - time.monotonic()))
        well = until(lambda: is_well(cluster, behind), MOST_SECONDS)
    rate = readers.errors / max(readers.requests, 1)
    wrong = [
        old(readers),
        failed(readers, readers.requests / 10_000),
        lost(cluster),
        "" if well != NEVER else "not all came back",
    ]
    names = ", ".join(f"{name} {kills.count(name)}" for name in sorted(set(kills)))
    return verdict(f"{len(kills)} kills ({names}): {readers.words()}, {rate:.4%} errors, nothing lost", wrong)


def spare(cluster: Cluster, behind: list[Part]) -> list[Part]:
    """Return what may be killed now: what is up, but for the last node."""
    up = [part for part in behind if part.is_up]
    nodes = [part for part in up if part in cluster.nodes]
    return up if len(nodes) > 1 else [part for part in up if part not in nodes]


def is_well(cluster: Cluster, behind: list[Part]) -> bool:
    """Tell whether every part is there and every node ready; what has ended is started."""
    supervise(behind)
    with suppress(OSError):
        ready = {cluster.ask_node(node, "/readyz").status for node in cluster.nodes}
        return all(part.is_up for part in behind) and ready == {200}
    return False


def supervise(parts: list[Part]) -> None:
    """Start what has ended, as a supervisor does, and go on."""
    for part in parts:
        if part.process and part.process.poll() is not None:
            restart(part)


def restart(part: Part) -> None:
    if isinstance(part, Postgres):
        (part.data / "postmaster.pid").unlink(missing_ok=True)
    part.begin()


def lost(cluster: Cluster) -> str:
    """Return what is missing of what was published, and what of the history cannot be replayed."""
    shown = set(cluster.primary.sql(PUBLISHED, "plumbline").splitlines())
    missing = {f"Drill {number}." for _moment, number in cluster.published} - shown
    problems = cluster.run("-m", "bench.drills.work", "check", str(cluster.folder)).strip()
    return "; ".join(filter(None, [f"lost: {', '.join(sorted(missing))}" if missing else "", problems]))


def old(readers: Readers) -> str:
    return f"a page was {readers.oldest:.0f} s behind" if readers.oldest > 60 else ""


def failed(readers: Readers, most: float) -> str:
    shown = ", ".join(readers.failures[:2])
    return f"{readers.errors} errors {dict(readers.refused)} {shown}" if readers.errors > most else ""


def entrance_killed(cluster: Cluster, _seconds: float) -> str:
    """The entrance itself is killed and started again: readers see that, for as long as it takes."""
    took = []
    with Readers(cluster) as readers:
        for _ in range(3):
            time.sleep(1)
            cluster.entrance.end(signal.SIGKILL)
            began = time.monotonic()
            cluster.entrance.begin()
            until(lambda: answers(cluster), MOST_SECONDS)
            took.append(time.monotonic() - began)
    wrong = [f"{seconds:.1f} s" for seconds in took if seconds > 10]
    return verdict(f"the entrance killed three times: back after {max(took):.2f} s at most, {readers.words()}", wrong)


def answers(cluster: Cluster) -> bool:
    with suppress(OSError):
        return cluster.ask("/").status == 200
    return False


def primary_gone(cluster: Cluster, _seconds: float) -> str:
    """The primary is stopped for good and the replica promoted: nodes know both, and find the one that takes writes."""
    follow_anew(cluster)
    read = until(lambda: '"replica-1": "read"' in cluster.ask_node(cluster.nodes[0], "/readyz").body, 30)
    with publisher(cluster) as editor:
        last = f"Drill {editor.publish()}."
        until(lambda: last in cluster.replica.sql(PUBLISHED, "plumbline").splitlines(), 30)
        with Readers(cluster) as readers:
            until(lambda: readers.requests > 50, 30)
            cluster.primary.end(signal.SIGKILL)
            time.sleep(5)
            cluster.primary, cluster.replica = cluster.replica, cluster.primary
            began = time.monotonic()
            cluster.primary.sql("SELECT pg_promote()")
            words = f"Drill {editor.publish()}."
            published = time.monotonic() - began
            seen = until(lambda: words in cluster.ask(PAGE).body, 60)
            time.sleep(5)
    wrong = [
        "" if read != NEVER else "the replica was not read at first",
        old(readers),
        failed(readers, readers.requests / 10_000),
        lost(cluster),
        "" if seen < 60 else "nobody saw what was published",
    ]
    told = f"published {published:.1f} s after that, seen {seen:.1f} s later: {readers.words()}"
    return verdict(f"the primary stopped for good, the replica promoted 5 s later: {told}, nothing lost", wrong)


def follow_anew(cluster: Cluster) -> None:
    """Make the replica anew from the primary, as one does with a database that was promoted."""
    cluster.replica.end()
    shutil.rmtree(cluster.replica.data.parent)
    cluster.replica.prepare()
    cluster.replica.start()
