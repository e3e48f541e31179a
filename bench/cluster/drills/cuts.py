"""What is cut off under load instead of killed: it refuses nobody, and whoever waits for it waits in vain."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from http.client import HTTPException

from bench.cluster.cluster import Cluster
from bench.cluster.drills.losses import MOST_SECONDS, SHORT, failed, lost, old
from bench.cluster.network import NEEDED
from bench.cluster.publishing import NEVER, Publisher, publisher, until
from bench.cluster.readers import PAGE, Readers
from bench.drills.interruptions import verdict

Cut = Callable[[], AbstractContextManager[None]]

LASTS, LASTS_SHORT = 20.0, 3.0
"""Seconds of each cut."""
LONGEST = 10.0
"""Seconds that an answer may take meanwhile."""
DATABASE = "the database"


def cut_off(cluster: Cluster, seconds: float, chance: random.Random) -> str:
    """Cut one way after the other under load; the short form takes one by chance."""
    if cluster.network is None:
        return f"left out. {NEEDED}"
    every = list(cuts(cluster).items())
    chosen, lasts = (every, LASTS) if seconds > SHORT else (chance.sample(every, 1), LASTS_SHORT)
    with publisher(cluster) as editor:
        told = [one_cut(cluster, editor, name, cut, lasts) for name, cut in chosen]
    wrong = [problem for _words, problems in told for problem in problems]
    return verdict("; ".join(words for words, _problems in told), [*wrong, lost(cluster)])


def cuts(cluster: Cluster) -> dict[str, Cut]:
    """Return what can be cut off, and how."""
    parts = (cluster.primary, cluster.replica, cluster.redis, cluster.varnish, cluster.nodes[0])
    primary, replica, redis, varnish, node = [part.namespace for part in parts if part.namespace]
    return {
        "a node from the database": lambda: node.apart_from(primary),
        "the entrance from a node": lambda: varnish.apart_from(node),
        "a node from everybody": node.unplugged,
        "Redis": redis.unplugged,
        "the replica": replica.unplugged,
        DATABASE: primary.unplugged,
    }


def one_cut(cluster: Cluster, editor: Publisher, name: str, cut: Cut, lasts: float) -> tuple[str, list[str]]:
    """Cut, publish meanwhile where that is possible, and mend; return what readers saw, and what was wrong."""
    with Readers(cluster) as readers:
        with cut():
            time.sleep(lasts / 2)
            if name != DATABASE:
                editor.publish()
            time.sleep(lasts / 2)
        mended = time.monotonic()
        words = f"Drill {editor.publish()}."
        ended = until(lambda: is_right(cluster, words), MOST_SECONDS)
        right = time.monotonic() - mended
    wrong = [
        failed(readers, readers.requests / 10_000),
        old(readers),
        "" if ended != NEVER else "not all was right again",
        f"an answer took {readers.slowest:.0f} s" if readers.slowest > LONGEST else "",
    ]
    told = f"{name} cut off for {lasts:.0f} s: {readers.words()}, right again after {right:.1f} s"
    return told, [f"{name}: {problem}" for problem in wrong if problem]


def is_right(cluster: Cluster, words: str) -> bool:
    """Tell whether every node shows the last publication, reads the replica and uses Redis."""
    with suppress(OSError, HTTPException):
        for node in cluster.nodes:
            shown, ready = (cluster.ask_node(node, path).body for path in (PAGE, "/readyz"))
            if words not in shown or '"replica-1": "read"' not in ready or '"cache": "in use"' not in ready:
                return False
        return True
    return False
