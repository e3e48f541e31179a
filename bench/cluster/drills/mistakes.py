"""A node that was set up wrongly in every way with which it may start: it says so, and its pages are right."""

from pathlib import Path

from bench.cluster.cluster import Cluster
from bench.cluster.publishing import NEVER, publisher, until
from bench.cluster.readers import PAGE
from bench.drills.clock import LIBRARIES
from bench.drills.interruptions import verdict
from tests.local_server import Handler, Site, serving

OTHER_SITE = (
    "CREATE TABLE editorial_revision AS SELECT 1 AS id;"
    "CREATE TABLE editorial_siteidentity AS SELECT gen_random_uuid() AS identity"
)
LAST_PURGE = "SELECT message FROM editorial_run WHERE name = 'purge' ORDER BY id DESC LIMIT 1"


class Broken(Handler[Site]):
    """A cache that fails whatever it is told."""

    def do_PURGE(self) -> None:
        self.send_error(500)


def set_up_wrongly(cluster: Cluster, _seconds: float) -> str:
    """Start a node with a cache that is no Redis, another site's replica and a clock a minute ahead; purge in vain."""
    cluster.primary.sql("CREATE DATABASE other")
    cluster.primary.sql(OTHER_SITE, "other")
    clock = next((str(library) for library in Path("/").glob(LIBRARIES)), "")
    node = cluster.node(
        "wrong",
        CACHE_URL=f"redis://{cluster.varnish.host}:{cluster.varnish.port}/0",
        DATABASE_REPLICA_URLS=cluster.replica.url_of("other"),
        **({"LD_PRELOAD": clock, "FAKETIME": "+60s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"} if clock else {}),
    )
    node.start()
    expected = ["is of no use", "of another site", *(["The clock of this node is 60 seconds"] if clock else [])]
    with serving(Site(), Broken) as cache, publisher(cluster, PLUMBLINE_PURGE=f"varnish+{cache.address}") as editor:
        words = f"Drill {editor.publish()}."
        shown = until(lambda: words in cluster.ask_node(node, PAGE).body, 10)
        desk = cluster.primary.sql(LAST_PURGE, "plumbline")
    until(lambda: all(said in node.log.read_text() for said in expected), 10)
    node.end()
    silent = [said for said in expected if said not in node.log.read_text()]
    wrong = [
        f"it did not say {silent}" if silent else "",
        "" if shown != NEVER else "it showed an old page",
        "" if "answered 500" in desk else f"the desk says {desk!r}",
    ]
    return verdict(f"a node with a wrong cache, replica{' and clock' if clock else ''} said so at start", wrong)
