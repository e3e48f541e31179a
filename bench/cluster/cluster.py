"""A whole cluster: two PostgreSQL, Redis, three nodes, a scheduler, Varnish and nginx with TLS."""

import os
import secrets
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from bench.cluster.authority import make_certificate
from bench.cluster.network import Namespace, Network, network
from bench.cluster.parts import Failed, Nginx, Node, Part, Postgres, Redis, Scheduler, Varnish
from config.environment import BASE_DIR

NODES = 3
TOKEN = secrets.token_urlsafe(20)


@dataclass(frozen=True)
class Reply:
    """What came back, and what it said."""

    status: int
    body: str
    headers: dict[str, str]


@dataclass
class Cluster:
    """The parts of a cluster by what they are, in one folder."""

    folder: Path
    catalogue: Path | None = None
    network: Network | None = None
    published: list[tuple[float, int]] = field(default_factory=list)
    """When each number came to stand on the pages."""
    nodes: list[Node] = field(default_factory=list)
    publisher: "subprocess.Popen[str] | None" = None

    def __post_init__(self) -> None:
        self.folder.chmod(0o755)
        self.authority = make_certificate(self.folder / "tls")
        self.primary = Postgres("primary", self.folder, namespace=self.namespace("primary"))
        self.replica = Postgres("replica", self.folder, namespace=self.namespace("replica"), follows=self.primary)
        self.redis = Redis("redis", self.folder, namespace=self.namespace("redis"))
        publishers = '"{}"/{}'.format(*self.network.range.split("/")) if self.network else ""
        self.varnish = Varnish(
            "varnish", self.folder, namespace=self.namespace("varnish"), nodes=self.nodes, publishers=publishers
        )
        # Readers come to this machine itself.
        self.entrance = Nginx("entrance", self.folder, behind=self.varnish, nodes=self.nodes)
        self.nodes += [self.node(f"node{number}") for number in range(1, NODES + 1)]
        self.scheduler = Scheduler(
            "scheduler", self.folder, namespace=self.namespace("scheduler"), environment=self.environment
        )
        self.trust = ssl.create_default_context(cafile=str(self.authority))

    def namespace(self, name: str) -> Namespace | None:
        return self.network.namespace(name) if self.network else None

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.entrance.port}"

    @property
    def environment(self) -> dict[str, str]:
        databases = ",".join(f"{server.host}:{server.port}" for server in (self.primary, self.replica))
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PLUMBLINE_DEBUG": "0",
            "PLUMBLINE_ORIGIN": self.origin,
            "PLUMBLINE_BEHIND_PROXY": "1",
            "PLUMBLINE_METRICS_TOKEN": TOKEN,
            "PLUMBLINE_PURGE": f"varnish+http://{self.varnish.host}:{self.varnish.port}",
            # Whichever of the two takes writes.
            "DATABASE_URL": f"postgresql://plumbline@{databases}/plumbline?target_session_attrs=read-write",
            "DATABASE_REPLICA_URLS": self.replica.url_of("plumbline"),
            "CACHE_URL": f"redis://{self.redis.host}:{self.redis.port}/0",
        }

    def node(self, name: str, **more: str) -> Node:
        return Node(
            name,
            self.folder,
            namespace=self.namespace(name),
            environment=self.environment | more,
            catalogue=self.catalogue,
        )

    @property
    def parts(self) -> list[Part]:
        stores = [self.primary, self.replica, self.redis]
        return [*stores, *self.nodes, self.scheduler, self.varnish, self.entrance]

    def start_stores(self) -> None:
        """Start an empty database, a replica that streams from it, and Redis."""
        self.primary.prepare()
        self.primary.start()
        self.primary.sql("CREATE DATABASE plumbline")
        self.primary.sql("CREATE EXTENSION pg_stat_statements", "plumbline")
        self.replica.prepare()
        self.replica.start()
        self.redis.start()

    def start_nodes(self) -> None:
        """Start all nodes at once, as they are after a power cut, then what stands before them."""
        for node in self.nodes:
            node.begin()
        for part in (*self.nodes, self.varnish, self.entrance):
            part.wait() if part.process else part.start()
        self.scheduler.begin()

    def stop(self) -> None:
        if self.publisher:
            self.publisher.kill()
            self.publisher.wait()
        for part in reversed(self.parts):
            part.end()

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask the entrance, as a reader does."""
        connection = HTTPSConnection("localhost", self.entrance.port, context=self.trust, timeout=30)
        return answer_of(connection, path, headers, method)

    def ask_node(self, node: Node, path: str, **headers: str) -> Reply:
        """Ask a node by itself, as Varnish does."""
        connection = HTTPConnection(node.host, node.port, timeout=30)
        own = {"Host": f"localhost:{self.entrance.port}", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
        return answer_of(connection, path, own | headers)

    def purge(self, keys: str) -> None:
        """Tell Varnish that what has any of some keys is out of date, as a node does."""
        connection = HTTPConnection(self.varnish.host, self.varnish.port, timeout=30)
        connection.request("PURGE", "/", headers={"xkey": keys})
        if connection.getresponse().status != 200:
            raise Failed("Varnish did not take a purge.")
        connection.close()

    def run(self, *arguments: str, **more: str) -> str:
        """Run a program of the site on this cluster, and return what it said."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=BASE_DIR,
            env=os.environ | self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr


def answer_of(connection: HTTPConnection, path: str, headers: dict[str, str], method: str = "GET") -> Reply:
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        body = response.read().decode(errors="replace")
        return Reply(response.status, body, {name.lower(): value for name, value in response.getheaders()})
    finally:
        connection.close()


@contextmanager
def running(folder: Path, catalogue: Path | None = None) -> Iterator[Cluster]:
    """Bring a cluster up, and take it down at the end of the block whatever happens."""
    with network() as own:
        cluster = Cluster(folder, catalogue, own)
        try:
            cluster.start_stores()
            cluster.start_nodes()
            yield cluster
        finally:
            # Whoever is impatient does not leave half of it behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            cluster.stop()
