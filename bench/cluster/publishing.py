"""Publishing on a cluster while it is watched."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from bench.cluster.cluster import Cluster
from config.environment import BASE_DIR

TRIED_EVERY = 0.05
NEVER = float("inf")
NUMBERS = count(1)


@dataclass
class Publisher:
    """A process on the cluster that publishes numbers."""

    process: "subprocess.Popen[str]"
    published: list[tuple[float, int]]

    def publish(self) -> int:
        number = next(NUMBERS)
        assert self.process.stdin is not None  # noqa: S101
        assert self.process.stdout is not None  # noqa: S101
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        if self.process.stdout.readline().strip() != str(number):
            raise RuntimeError("The publisher ended.")
        self.published.append((time.monotonic(), number))
        return number


@contextmanager
def publisher(cluster: Cluster, **more: str) -> Iterator[Publisher]:
    """Give a process that publishes; without an environment of its own it stays for whoever asks next."""
    process = cluster.publisher if cluster.publisher and not more else begun(cluster, more)
    if not more:
        cluster.publisher = process
    editor = Publisher(process, cluster.published)
    try:
        # Until it has published once, it is still being started.
        editor.publish()
        yield editor
    finally:
        if more:
            process.terminate()
            process.wait()


def begun(cluster: Cluster, more: dict[str, str]) -> "subprocess.Popen[str]":
    with (cluster.folder / "publisher.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bench.cluster.publisher"],
            cwd=BASE_DIR,
            env=os.environ | cluster.environment | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def until(is_so: Callable[[], bool], most: float) -> float:
    """Return after how many seconds something was so; infinity where it was not within the bound."""
    began = time.monotonic()
    while time.monotonic() - began < most:
        if is_so():
            return time.monotonic() - began
        time.sleep(TRIED_EVERY)
    return NEVER
