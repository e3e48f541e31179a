"""The database stopped and started again while readers ask."""

import os
import signal
import statistics
import time
from pathlib import Path

from bench.drills.interruptions import verdict
from bench.drills.site import DrillSite
from bench.server import ask, serving

BACK_SECONDS = 10


def outage(folder: Path, postgresql: object, data: Path, url: str, seconds: float) -> str:
    """Stop the database under load, look at what is answered, and start it again."""
    site = DrillSite(folder, url)
    site.prepare()
    with serving("config.asgi:application", site.port, site.environment, folder / "server.log"):
        ask(site.port, "/frameworks/")
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        time.sleep(1)
        probes = [ask(site.port, "/healthz") for _ in range(5)]
        kept = [ask(site.port, "/frameworks/") for _ in range(2)]
        others, until = [], time.monotonic() + seconds
        while time.monotonic() < until:
            others.append(ask(site.port, "/frameworks/django/"))
        postgresql.ensure_postgres_running()  # type: ignore[attr-defined]
        began = time.monotonic()
        while ask(site.port, "/frameworks/django/")[0] != 200 and time.monotonic() - began < BACK_SECONDS:
            time.sleep(0.1)
        back = time.monotonic() - began
    slowest = max(took for _status, took in (*probes, *kept, *others))
    wrong = [
        "" if {status for status, _took in probes} == {200} else "the probe failed",
        "" if {status for status, _took in kept} == {200} else "a kept page was not shown",
        "" if {status for status, _took in others} == {503} else "a page that was not kept was not 503",
        "" if slowest < 1 else f"an answer took {slowest:.2f} s",
        "" if back < BACK_SECONDS else "it did not come back",
    ]
    middle = statistics.median(took for _status, took in others) * 1000
    return verdict(
        f"PostgreSQL stopped under {len(others)} requests: probe and kept page 200, others 503, slowest answer "
        f"{slowest:.2f} s, median {middle:.1f} ms, back {back:.1f} s after the database",
        wrong,
    )
