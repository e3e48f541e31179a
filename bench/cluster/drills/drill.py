"""What is tried on a cluster, each with what was seen; a line that begins with FAILED says what was wrong."""

import signal
import time
from collections.abc import Callable

import redis

from bench.cluster.cluster import TOKEN, Cluster
from bench.cluster.drills.losses import MOST_SECONDS, SHORT, entrance_killed, failed, lost, old, primary_gone, restart
from bench.cluster.drills.mistakes import set_up_wrongly
from bench.cluster.drills.moments import moment
from bench.cluster.drills.upgrade import upgraded
from bench.cluster.parts import Nginx, Node
from bench.cluster.publishing import NEVER, publisher, until
from bench.cluster.readers import PAGE, Readers
from bench.drills.interruptions import verdict
from curation.management.locking import WAITING

SECOND = 1.0
LONG = 600.0
"""Seconds of load in the drills that have any, in the long form."""
MOST_BEHIND = 3.0
"""Seconds until a publication is seen, at most; a quiet machine takes one and a half."""


def one_prepares(cluster: Cluster, _seconds: float) -> str:
    """Three nodes were started at once on an empty database."""
    loads = cluster.run("manage.py", "shell", "-v", "0", "-c",
                        "from curation.models import Change; print(Change.objects.count())").strip()  # fmt: skip
    waited = sum(WAITING in node.log.read_text() for node in cluster.nodes)
    # The one that migrated may have to wait while another loads.
    wrong = ["" if loads == "1" else f"loaded {loads} times", "" if waited >= 2 else f"{waited} said that they wait"]
    return verdict(f"three nodes started at once on an empty database: loaded once, {waited} waited and said so", wrong)


def another_secret(cluster: Cluster, _seconds: float) -> str:
    """A node with a second secret key refuses to start."""
    stranger = cluster.node("stranger", DJANGO_SECRET_KEY="another " * 10)
    stranger.begin()
    ended = until(lambda: stranger.process is not None and stranger.process.poll() is not None, MOST_SECONDS)
    stranger.end()
    said = "another secret key" in stranger.log.read_text()
    wrong = ["" if ended != NEVER else "it did not end", "" if said else "it did not say why"]
    return verdict("a node with a second secret key refused to start and said so", wrong)


def one_scheduler(cluster: Cluster, _seconds: float) -> str:
    """The scheduler runs once; when it is killed another takes over."""
    ready = cluster.ask_node(cluster.nodes[0], "/readyz").body
    second = type(cluster.scheduler)("scheduler2", cluster.folder, environment=cluster.environment)
    second.begin()
    waits = until(lambda: "does not run here" in second.log.read_text(), 20)
    cluster.scheduler.end(signal.SIGKILL)
    over = until(lambda: "The scheduler runs here" in second.log.read_text(), 40)
    cluster.scheduler = second
    wrong = [
        "" if '"scheduler": "running"' in ready else f"/readyz said {ready[:100]}",
        "" if waits != NEVER else "the second did not wait",
        "" if over != NEVER else "nobody took over",
    ]
    return verdict(f"one scheduler among two, another {over:.0f} s after it was killed", wrong)


def kept_before(cluster: Cluster, _seconds: float) -> str:
    """Varnish answers what it has; a node sees one request per page."""
    before = asked_of_nodes(cluster, PAGE)
    cluster.purge("all")
    answers = [cluster.ask(PAGE, Accept_Encoding="br").headers.get("x-cache") for _ in range(100)]
    seen = asked_of_nodes(cluster, PAGE) - before
    by_reader = cluster.ask("/", "PURGE", xkey="all").status
    private = [cluster.ask(path).headers.get("cache-control", "") for path in ("/admin/login/", "/theme.css")]
    closed = [cluster.ask("/metrics").status, cluster.ask_node(cluster.nodes[0], "/metrics").status]
    open_to_keeper = cluster.ask_node(cluster.nodes[0], "/metrics", Authorization=f"Bearer {TOKEN}")
    wrong = [
        "" if seen <= 1 else f"nodes saw {seen}",
        "" if answers.count("hit") >= 99 else f"{answers.count('hit')} hits",
        "" if by_reader == 403 else f"a reader who purges is answered {by_reader}",
        "" if all("no-store" in words for words in private) else f"private pages say {private}",
        "" if closed == [404, 404] else f"/metrics answered {closed}",
        "" if "plumbline_requests_total" in open_to_keeper.body else "no figures for whoever has the token",
    ]
    return verdict(f"{answers.count('hit')} of 100 requests answered by Varnish, {seen} by nodes", wrong)


def asked_of_nodes(cluster: Cluster, path: str) -> int:
    lines = (line for node in cluster.nodes for line in node.log.read_text().splitlines())
    return sum(f'"path": "{path}"' in line and '"event": "request"' in line for line in lines)


def purged(cluster: Cluster, seconds: float) -> str:
    """A publication is seen by readers within a second."""
    took = []
    with publisher(cluster) as editor:
        for _ in range(2 if is_short(seconds) else 5):
            cluster.ask(PAGE)
            words = f"Drill {editor.publish()}."
            took.append(until(lambda words=words: words in cluster.ask(PAGE).body, 60))  # type: ignore[misc]
            time.sleep(1.5)
    return verdict(f"seen by readers {max(took):.2f} s after a publication at most", late(took, MOST_BEHIND))


def late(took: list[float], most: float) -> list[str]:
    return [f"{seconds:.1f} s" for seconds in took if seconds > most]


def publications(cluster: Cluster, seconds: float) -> str:
    """Readers ask all the time while change after change is published; in the long form 2,000 times for each."""
    before = len(cluster.published)
    with publisher(cluster) as editor, Readers(cluster) as readers:
        end = time.monotonic() + seconds
        while is_short(seconds) and time.monotonic() < end:
            editor.publish()
            time.sleep(seconds / 50)
        for number in range(0 if is_short(seconds) else 50):
            editor.publish()
            until(lambda number=number: readers.requests >= 2000 * (number + 1), LONG)  # type: ignore[misc]
    wrong = [old(readers), failed(readers, 0), lost(cluster)]
    return verdict(f"{len(cluster.published) - before} publications under load: {readers.words()}", wrong)


def is_short(seconds: float) -> bool:
    return seconds <= SHORT


def replica_lags(cluster: Cluster, _seconds: float) -> str:
    """A replica that lags, stops, or is promoted shows nobody an old page."""
    read = until(lambda: '"replica-1": "read"' in cluster.ask_node(cluster.nodes[0], "/readyz").body, 20)
    wrong = ["" if read != NEVER else "the replica was not read at first"]
    with publisher(cluster) as editor:
        cluster.replica.sql("ALTER SYSTEM SET recovery_min_apply_delay = '60s'")
        cluster.replica.sql("SELECT pg_reload_conf()")
        delayed = seen_everywhere(cluster, editor.publish())
        cluster.replica.sql("ALTER SYSTEM RESET recovery_min_apply_delay")
        cluster.replica.sql("SELECT pg_reload_conf()")
        cluster.replica.end(signal.SIGKILL)
        stopped = seen_everywhere(cluster, editor.publish())
        restart(cluster.replica)
        until(lambda: cluster.replica.is_open, 30)
        back = until(lambda: '"replica-1": "read"' in cluster.ask_node(cluster.nodes[0], "/readyz").body, 30)
        cluster.replica.sql("SELECT pg_promote()")
        promoted = seen_everywhere(cluster, editor.publish())
        noticed = until(lambda: "follows no primary" in logs(cluster), 20)
    wrong += late([delayed, stopped, promoted], MOST_BEHIND)
    wrong += [
        "" if back != NEVER else "it was not read again",
        "" if noticed != NEVER else "nobody said it was promoted",
    ]
    figures = f"delayed by a minute {delayed:.1f} s, stopped {stopped:.1f} s, promoted {promoted:.1f} s"
    return verdict(f"a publication stood on every node while the replica was {figures}", wrong)


def logs(cluster: Cluster) -> str:
    return "".join(node.log.read_text() for node in cluster.nodes)


def seen_everywhere(cluster: Cluster, number: int) -> float:
    """Return after how many seconds every node shows a number, asked by itself for a page that is made anew."""
    words = f"Drill {number}."
    return until(lambda: all(words in cluster.ask_node(node, PAGE).body for node in cluster.nodes), 30)


def redis_gone(cluster: Cluster, _seconds: float) -> str:
    """Redis is stopped, then full: slower, and nothing else."""
    cluster.redis.end(signal.SIGKILL)
    with publisher(cluster) as editor:
        stopped = seen_everywhere(cluster, editor.publish())
        asked = [timed(cluster, cluster.nodes[number % 3], f"/search/?q=django{number}") for number in range(30)]
        restart(cluster.redis)
        until(lambda: cluster.redis.is_open, 30)
        client = redis.Redis(cluster.redis.host, cluster.redis.port)
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", "1mb")
        full = seen_everywhere(cluster, editor.publish())
        said = until(lambda: "is of no use" in logs(cluster), 10)
        client.config_set("maxmemory", "64mb")
    statuses, slowest = {status for status, _took in asked}, max(took for _status, took in asked)
    wrong = [
        *late([stopped, full, slowest], MOST_BEHIND),
        "" if statuses == {200} else f"answers {statuses}",
        "" if said != NEVER else "nobody said it",
    ]
    figures = f"a publication stood on every node after {stopped:.1f} s and {full:.1f} s"
    return verdict(f"Redis stopped, then full: {figures}, slowest answer {slowest:.2f} s", wrong)


def timed(cluster: Cluster, node: Node, path: str) -> tuple[int, float]:
    began = time.monotonic()
    return cluster.ask_node(node, path).status, time.monotonic() - began


def drained(cluster: Cluster, seconds: float) -> str:
    """A node that is told to stop answers what it has taken in."""
    with Readers(cluster) as readers:
        for node in cluster.nodes if seconds > SHORT else cluster.nodes[:1]:
            node.end()
            node.start()
    return verdict(f"nodes stopped and started again in turn: {readers.words()}", [failed(readers, 0)])


def all_gone(cluster: Cluster, _seconds: float) -> str:
    """With every node gone the caches show what they have."""
    cluster.ask(PAGE)
    entrance = Nginx("second", cluster.folder, recipe="plumbline-cache.conf", nodes=cluster.nodes)
    entrance.start()
    varnish, cluster.entrance = cluster.entrance, entrance
    own = {"Host": f"localhost:{varnish.port}", "Accept-Encoding": "br"}
    states = [cluster.ask(PAGE, **own).headers.get("x-cache") for _ in range(3)]
    with publisher(cluster) as editor:
        words = f"Drill {editor.publish()}."
        time.sleep(1.5)
        context = f"ssl.create_default_context(cafile={str(cluster.authority)!r})"
        cluster.run("-c", "from editorial.operation.purging.purging import refresh; import httpx, ssl; refresh("
                          f"httpx.Client(verify={context}, trust_env=False),"
                          f" 'https://localhost:{entrance.port}', ['framework:django'])")  # fmt: skip
    plain = {**own, "Accept-Encoding": "identity"}
    fetched = until(lambda: words in cluster.ask(PAGE, **plain).body, 40)
    for node in cluster.nodes:
        node.end(signal.SIGKILL)
    # Longer than a page is fresh, and may be shown while it is fetched anew.
    time.sleep(31)
    by_nginx = cluster.ask(PAGE, **plain)
    cluster.entrance = varnish
    by_varnish = cluster.ask(PAGE)
    entrance.end()
    wrong = [
        "" if states[1:] == ["HIT", "HIT"] else f"nginx said {states}",
        "" if fetched < MOST_BEHIND else f"nginx had the new page after {fetched:.0f} s",
        "" if (by_nginx.status, words in by_nginx.body) == (200, True) else f"nginx answered {by_nginx.status}",
        "" if by_varnish.status == 200 else f"Varnish answered {by_varnish.status}",
    ]
    return verdict(
        f"nginx alone as the cache: new page {fetched:.2f} s after it was told; old pages with all nodes gone", wrong
    )


DRILLS: dict[str, Callable[[Cluster, float], str]] = {
    "start": one_prepares,
    "secret": another_secret,
    "wrong": set_up_wrongly,
    "scheduler": one_scheduler,
    "cache": kept_before,
    "moment": moment,
    "purge": purged,
    "publications": publications,
    "drain": drained,
    "redis": redis_gone,
    "entrance": entrance_killed,
}
LAST: dict[str, Callable[[Cluster, float], str]] = {
    "replica": replica_lags,
    "primary": primary_gone,
    "gone": all_gone,
    "upgrade": upgraded,
}
"""What nothing else can be tried after: the replica is promoted, the primary and the nodes are gone, or others."""
LONG_ALONE = ("wrong", "entrance", "primary", "upgrade")
"""What the short form leaves out, unless it is asked for by name."""
