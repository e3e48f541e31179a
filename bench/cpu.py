"""
Measure the processor time of each kind of page against a view that does nothing, on the same server.

The view stands behind SecurityMiddleware and CommonMiddleware alone. Both are asked in turns, over one open connection,
for brotli as browsers do. A turn is a fixed number of requests; its cost is the processor time of all the server's
threads, so waiting and the client do not count. Each page is measured twice: rendered for every request, and as the
site serves it, from the page cache. The table gives the medians of the rounds, and the lowest and the highest ratio.

With a scale the catalogue is enlarged that many times first, by synthetic copies in the measurement's own database.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.server import HELLO, HOST, ServerFailedError, cpu_nanoseconds, prepare, running_server

PAGES = [
    "/",
    "/frameworks/",
    "/frameworks/django/",
    "/compare/django-vs-flask/",
    "/compare/django-vs-fastapi-vs-flask/",
    "/compare/django-vs-fastapi-vs-flask-vs-pyramid-vs-tornado/",
    "/compare/django-vs-fastapi-vs-flask/features/",
    "/compare/django-vs-fastapi-vs-flask/guides/",
    "/features/",
    "/code/validated-order/",
    "/speed/",
    "/sources/ps/",
    "/disagreements/",
    "/fact-checks/",
    "/changes/",
    "/method/",
    "/adoption/",
    "/releases/",
    "/search/?q=orm",
    "/finder/?v=2&build=api&need=openapi&team=sync",
    "/api/v1/frameworks/",
    "/api/v1/support/?framework=django",
    "/api/v1/ratings/?framework=django",
    "/api/v1/comparisons/?frameworks=django,flask",
]
# What should cost little more in a larger catalogue, because it shows a few frameworks of it.
PAGES_AT_SCALE = [path for path in PAGES if "-vs-" in path or path.startswith("/finder/")]
ENCODINGS = ["identity", "gzip", "br"]
HIGHEST_RATIO, HIGHEST_RAW, HIGHEST_COMPRESSED = 45, 160_000, 25_000
# How many times the processor time a larger catalogue may take; the finder weighs every framework of it.
HEADROOM_AT_SCALE, HEADROOM_OF_FINDER = 1.3, 3
HEADINGS = ["page", "uncached ms", "ratio", "range", "cached ms", "ratio", "range", "raw", "gzip", "brotli", ""]


class UnexpectedAnswerError(Exception):
    """A page answered with something else than 200."""


@dataclass(frozen=True, slots=True)
class RoundCosts:
    """Milliseconds of processor time for one request, round by round, with the empty view's of the same round."""

    page: list[float]
    hello: list[float]

    @property
    def ratios(self) -> list[float]:
        return [page / hello for page, hello in zip(self.page, self.hello, strict=True)]

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    def cells(self) -> list[str]:
        spread = f"{min(self.ratios):.1f} to {max(self.ratios):.1f}"
        return [f"{statistics.median(self.page):.2f}", f"{self.ratio:.1f}", spread]


@dataclass(frozen=True, slots=True)
class PageCost:
    """What was measured of one page."""

    path: str
    scale: int
    sizes: list[int]
    uncached: RoundCosts
    cached: RoundCosts

    @property
    def over_budget(self) -> list[str]:
        """The budgets this page exceeds; the API has no budget of size."""
        raw, gzip, brotli = self.sizes
        is_page = not self.path.startswith("/api/")
        is_finder = self.path.startswith("/finder/")
        headroom = HEADROOM_OF_FINDER if is_finder else HEADROOM_AT_SCALE
        limit = HIGHEST_RATIO * (headroom if self.scale > 1 else 1)
        over = {
            "CPU uncached": self.uncached.ratio > limit,
            "CPU cached": self.cached.ratio > limit,
            "raw": is_page and raw > HIGHEST_RAW,
            "compressed": is_page and max(gzip, brotli) > HIGHEST_COMPRESSED,
        }
        return [name for name, exceeded in over.items() if exceeded]

    def row(self) -> list[str]:
        sizes = [f"{size:,}" for size in self.sizes]
        over = f"over: {', '.join(self.over_budget)}" if self.over_budget else ""
        return [self.path, *self.uncached.cells(), *self.cached.cells(), *sizes, over]


@dataclass(frozen=True, slots=True)
class Bench:
    """One open connection to a server, and the server's process group."""

    group: int
    connection: HTTPConnection

    def get(self, path: str, encoding: str = "br") -> int:
        self.connection.request("GET", path, headers={"Accept-Encoding": encoding})
        response = self.connection.getresponse()
        size = len(response.read())
        if response.status != 200:
            raise UnexpectedAnswerError(f"{path} answered {response.status}.")
        return size

    def sizes(self, path: str) -> list[int]:
        return [self.get(path, encoding) for encoding in ENCODINGS]

    def milliseconds(self, path: str, requests: int) -> float:
        before = cpu_nanoseconds(self.group)
        for _ in range(requests):
            self.get(path)
        return (cpu_nanoseconds(self.group) - before) / requests / 1_000_000

    def costs(self, paths: list[str], rounds: int, requests: int) -> dict[str, RoundCosts]:
        costs = {path: RoundCosts([], []) for path in paths}
        for _ in range(rounds):
            for path, cost in costs.items():
                cost.hello.append(self.milliseconds(HELLO, requests * 2))
                cost.page.append(self.milliseconds(path, requests))
        return costs


Measured = tuple[list[list[int]], dict[str, RoundCosts]]


def measure(folder: Path, arguments: argparse.Namespace, *, cache_pages: bool) -> Measured:
    """Return the sizes and the costs of the pages, measured on a fresh server."""
    with running_server(folder, cache_pages=cache_pages) as (group, port):
        bench = Bench(group, HTTPConnection(HOST, port, timeout=30))
        sizes = [bench.sizes(path) for path in arguments.paths]
        return sizes, bench.costs(arguments.paths, arguments.rounds, arguments.requests)


def results_for(arguments: argparse.Namespace) -> list[PageCost]:
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
        prepare(Path(folder), arguments.scale)
        _, uncached = measure(Path(folder), arguments, cache_pages=False)
        sizes, cached = measure(Path(folder), arguments, cache_pages=True)
    by_path = zip(arguments.paths, sizes, strict=True)
    return [PageCost(path, arguments.scale, size, uncached[path], cached[path]) for path, size in by_path]


def table(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        numbers = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *numbers]).rstrip()


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.cpu", description="Processor time per request of each page.")
    parser.add_argument("paths", nargs="*", help="the pages to measure, as in /compare/django-vs-flask/")
    parser.add_argument("--scale", type=int, default=1, help="how many times as large the catalogue shall be")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=40, help="requests of a page in each round")
    arguments = parser.parse_args()
    arguments.paths = arguments.paths or (PAGES if arguments.scale == 1 else PAGES_AT_SCALE)
    return arguments


def main() -> None:
    arguments = read_arguments()
    try:
        results = results_for(arguments)
    except (ServerFailedError, UnexpectedAnswerError) as error:
        sys.exit(str(error))
    hello = statistics.median(cost for result in results for cost in result.uncached.hello)
    lines = table([HEADINGS, *(result.row() for result in results)])
    note = f"Ratios are to {HELLO}, {hello:.2f} ms. {arguments.rounds} rounds of {arguments.requests} requests."
    sys.stdout.write("\n".join([*lines, note, ""]))


if __name__ == "__main__":
    main()
