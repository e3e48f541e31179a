"""A clock that is moved by an hour and a day while the site is served: that of its own processes, by libfaketime."""

import os
from pathlib import Path

from bench.drills.interruptions import checked, verdict
from bench.drills.site import DrillSite
from bench.server import ask, serving

LIBRARIES = "usr/lib/*/faketime/libfaketimeMT.so.1"
MOVES = ("+1h", "-1h", "+1d", "-1d", "+0")
PAGES = ("/healthz", "/readyz", "/frameworks/django/", "/changes/", "/changes/feed.atom", "/api/v1/frameworks/")


def clock(folder: Path) -> str:
    """Move the clock forwards and backwards under a server, publish each time and read pages."""
    library = next(Path("/").glob(LIBRARIES), None)
    if library is None:
        return "clock: left out, as libfaketime is not installed here (Debian: apt-get install libfaketime)"
    moved = folder / "moved"
    moved.write_text("+0")
    site = DrillSite(folder)
    site.prepare()
    site.more |= {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(moved),
        "FAKETIME_NO_CACHE": "1",
        # A wait is as long as it was, as where somebody sets a machine's clock.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with serving("config.asgi:application", site.port, site.environment, folder / "server.log"):
        told = [problem for move in MOVES for problem in at(site, moved, move)]
        told.append(checked(site, "moving the clock"))
    return verdict(f"clock moved by {', '.join(MOVES)}: pages answer, changes are published, history in order", told)


def at(site: DrillSite, moved: Path, move: str) -> list[str]:
    """Return what went wrong once the clock was moved."""
    aside = moved.with_suffix(".next")
    aside.write_text(move)
    os.replace(aside, moved)
    published = site.run("-m", "bench.drills.work", "publish-once", str(site.folder))
    statuses = {path: ask(site.port, path)[0] for path in PAGES}
    wrong = [f"{move}: {path} is {status}" for path, status in statuses.items() if status != 200]
    wrong += [f"{move}: a change was not published"] if published else []
    return wrong
