"""From the last release to this one, node after node, while readers ask and changes are published."""

import os
import shutil
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from bench.cluster.cluster import Cluster
from bench.cluster.drills.losses import SHORT
from bench.cluster.parts import Failed, Part
from bench.cluster.publishing import Publisher, publisher
from bench.cluster.readers import PAGES, Readers
from bench.drills.interruptions import verdict
from config.environment import BASE_DIR

RELEASE = "0.1.0"
KEPT = BASE_DIR / "tests" / "upgrade" / "releases"
COMPARISON = "/compare/django-vs-litestar/"
"""What nodes of 0.1.0 cannot show once the upgrade is finished: it has a level of support that came since."""
CELL, NEW_LEVEL = "/evidence/litestar/orm/", "built in, with an extra"
LASTS, LASTS_SHORT = 20.0, 4.0
"""Seconds of each stage."""


@dataclass
class OldNode(Part):
    """A node of the last release."""

    code: Path = Path()

    def command(self) -> list[str]:
        server = ["--interface", "wsgi", "--host", self.host, "--port", str(self.port), "--log-level", "warning"]
        return ["env", "-C", str(self.code), sys.executable, "-m", "granian", *server, "config.wsgi:application"]

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(  # noqa: S603
            command, cwd=self.code, env=os.environ | self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(f"{RELEASE}: {' '.join(arguments)}: {done.stderr[-1000:]}")


def upgraded(cluster: Cluster, seconds: float) -> str:
    """Serve a site of the last release by its own code, and put this one's in its place, one node after the other."""
    lasts = LASTS if seconds > SHORT else LASTS_SHORT
    old = old_nodes(cluster)
    for node in cluster.nodes:
        node.environment = {**node.environment, **databases(cluster)}
    stages: list[tuple[str, Readers]] = []
    with watched(cluster, "all of the last release", stages):
        time.sleep(lasts)
    with watched(cluster, "the first is replaced, and migrates", stages):
        replace(old[0], cluster.nodes[0])
    with publisher(cluster, **databases(cluster)) as editor, publishing(editor):
        with watched(cluster, "one new beside two old", stages):
            time.sleep(lasts)
        with watched(cluster, "the others are replaced", stages):
            for before, after in zip(old[1:], cluster.nodes[1:], strict=True):
                replace(before, after)
                time.sleep(lasts)
        with watched(cluster, "all new", stages):
            time.sleep(lasts)
        early = cluster.ask_node(cluster.nodes[0], CELL).body
        with watched(cluster, "finished", stages):
            said = cluster.run("manage.py", "migrate", "--finish", "--verbosity", "0", **databases(cluster))
            time.sleep(lasts)
        late = cluster.ask_node(cluster.nodes[0], CELL).body
    told = [f"{name}: {readers.requests} requests, {readers.errors} errors" for name, readers in stages]
    wrong = [f"{name}: {dict(readers.refused)} {readers.failures[:2]}" for name, readers in stages if readers.errors]
    if (NEW_LEVEL in early, NEW_LEVEL in late) != (False, True):
        wrong.append(f"The level that came since was not there at the end, or too early. {said}")
    return verdict(f"from {RELEASE} to this release under load: {'; '.join(told)}", wrong)


def databases(cluster: Cluster) -> dict[str, str]:
    return {"DATABASE_URL": cluster.primary.url_of("before"), "DATABASE_REPLICA_URLS": cluster.replica.url_of("before")}


def old_nodes(cluster: Cluster) -> list[OldNode]:
    """Start nodes of the last release where the cluster's own were, on a database of their own."""
    code = cluster.folder / "old"
    with tarfile.open(KEPT / f"{RELEASE}.tar.xz") as archive:
        archive.extractall(code, filter="data")
    shutil.copytree(BASE_DIR / "static", code / "static")
    # The one file of its style that this release has not.
    (code / "static" / "fonts" / "source-serif-var.woff2").touch()
    for part in (cluster.scheduler, *cluster.nodes, cluster.varnish):
        part.end()
    cluster.primary.sql("CREATE DATABASE before")
    redis.Redis(cluster.redis.host, cluster.redis.port).flushall()
    key = {"PLUMBLINE_SECRET_KEY_FILE": str(BASE_DIR / "var" / "secret-key")}
    environment = {**cluster.environment, **databases(cluster), **key}
    nodes = [
        OldNode(f"old-{node.name}", cluster.folder, node.port, node.namespace, environment=environment, code=code)
        for node in cluster.nodes
    ]
    nodes[0].manage("migrate", "--verbosity", "0")
    nodes[0].manage("restore", str(KEPT / f"{RELEASE}.xml.gz"))
    # Of a site that loaded the files once, as others did: a new node would load them where none ever were.
    cluster.primary.sql("UPDATE editorial_change SET origin = 'catalogue' WHERE origin = 'importer'", "before")
    nodes[0].manage("collectstatic", "--noinput", "--verbosity", "0")
    for part in (*nodes, cluster.varnish):
        part.start()
    return nodes


def replace(before: Part, after: Part) -> None:
    before.end()
    after.start()


@contextmanager
def watched(cluster: Cluster, name: str, stages: list[tuple[str, Readers]]) -> Iterator[None]:
    """Have readers ask for a block, for the comparison too."""
    with Readers(cluster, pages=(*PAGES, COMPARISON)) as readers:
        stages.append((name, readers))
        yield


@contextmanager
def publishing(editor: Publisher) -> Iterator[None]:
    """Publish a change each second for a block."""
    stopped = threading.Event()

    def publish() -> None:
        while not stopped.wait(1):
            editor.publish()

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
