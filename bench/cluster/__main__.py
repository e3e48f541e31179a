"""
Bring the whole site up on this machine and take it down again: `make cluster`.

In a temporary folder: two PostgreSQL, Redis, three nodes, a scheduler, Varnish, and nginx with TLS from an authority of
its own, all by the recipes in `deploy/`. Where the machine allows it each but nginx is in a network namespace of its
own, elsewhere all are on loopback. With --bench each layer is measured on the whole catalogue; with --drill a small one
is published, read and broken, and --short keeps that within three minutes.
"""

import argparse
import datetime
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.cluster.cluster import Cluster, running
from bench.cluster.drills.cuts import cut_off
from bench.cluster.drills.drill import DRILLS, LAST, LONG, LONG_ALONE
from bench.cluster.drills.losses import SHORT, killed
from bench.cluster.figures import figures
from bench.cluster.network import NEEDED, IpFailed
from bench.cluster.parts import Failed, missing
from bench.drills.site import DrillSite


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description="The whole site on one machine.")
    parser.add_argument("--bench", action="store_true", help="measure what views and publications cost in each layer")
    parser.add_argument("--drill", action="store_true", help="publish, read and break, and say what was seen")
    parser.add_argument("--short", action="store_true", help="the drills within three minutes")
    parser.add_argument("--only", nargs="+", choices=[*DRILLS, "cuts", "kills", *LAST])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    if lacking := missing():
        sys.exit(f"Install what a cluster needs: apt-get install --no-install-recommends {' '.join(lacking)}")
    # A supervisor that ends this ends the cluster.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="plumbline-cluster-") as name:
        folder = Path(name)
        try:
            if options.bench:
                return bench(folder)
            return drill(folder, options) if options.drill else serve(folder)
        except (Failed, IpFailed) as error:
            sys.exit(str(error))
        except KeyboardInterrupt:
            return 130


def serve(folder: Path) -> int:
    """Serve the whole catalogue until somebody stops it."""
    say("Starting two PostgreSQL, Redis, three nodes, Varnish and nginx (a minute) ...")
    with running(folder) as cluster:
        say(f"The cluster is at {cluster.origin}/ (Ctrl+C takes it down).")
        say(where(cluster))
        say(f"Its authority is {cluster.authority}, its logs are in {folder}.")
        for part in cluster.parts:
            say(f"  {part.name:10} {part.host}:{part.port}")
        try:
            signal.pause()
        except KeyboardInterrupt:
            say("Taking it down ...")
    return 0


def bench(folder: Path) -> int:
    """Measure on the whole catalogue."""
    say("Starting two PostgreSQL, Redis, three nodes, Varnish and nginx (a minute) ...")
    with running(folder) as cluster:
        for line in figures(cluster):
            say(line)
    return 0


def drill(folder: Path, options: argparse.Namespace) -> int:
    """Try everything on a small catalogue, and say what was seen."""
    say(f"Cluster drills of {datetime.date.today()}, seed {options.seed}.")
    chance, seconds = random.Random(options.seed), SHORT if options.short else LONG  # noqa: S311
    drills: dict[str, Callable[[Cluster, float], str]] = {
        **DRILLS,
        "cuts": lambda cluster, seconds: cut_off(cluster, seconds, chance),
        "kills": lambda cluster, seconds: killed(cluster, seconds, chance),
        **LAST,
    }
    small = folder / "small"
    small.mkdir()
    catalogue = DrillSite(small).write_rows(tagline="Drill 0.")
    began = time.monotonic()
    with running(folder, catalogue) as cluster:
        say(f"The cluster stands ({time.monotonic() - began:.0f} s). {where(cluster)}")
        left_out = LONG_ALONE if options.short else ()
        names = options.only or [name for name in drills if name not in left_out]
        told = [tell(name, drills[name], cluster, seconds) for name in names]
        failed = any(line.startswith("FAILED") for line in told)
        if failed:
            keep_logs(cluster)
    say(f"The cluster is down ({time.monotonic() - began:.0f} s in all).")
    return int(failed)


def where(cluster: Cluster) -> str:
    if cluster.network is None:
        return f"All its parts share loopback. {NEEDED}"
    return "Each part but nginx is in a network namespace of its own."


def tell(name: str, work: Callable[[Cluster, float], str], cluster: Cluster, seconds: float) -> str:
    began = time.monotonic()
    words = work(cluster, seconds)
    say(f"{name}: {words} ({time.monotonic() - began:.0f} s)" if not words.startswith("FAILED") else words)
    return words


def keep_logs(cluster: Cluster) -> None:
    """Show the ends of the logs, which go with the folder."""
    for file in sorted(cluster.folder.glob("*.log")):
        lines = [line for line in file.read_text(errors="replace").splitlines() if '"event": "request"' not in line]
        say(f"== {file.name}\n" + "\n".join(lines[-15:]))


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
