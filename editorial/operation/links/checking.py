"""Visiting all addresses: several hosts at once, each host one address at a time."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from curation.web.outward import parts_of
from editorial.operation.links.addresses import addresses
from editorial.operation.links.models import Link, LinkOutcome
from editorial.operation.links.reading import Reader, Visit
from editorial.operation.scheduling.runs import running

Bar = Callable[[Iterable[Link]], Iterable[Link]]

NAME = "links"
AFTER = timedelta(days=7)
"""How long after a visit the next one is due."""
HOSTS_AT_ONCE = 6
PAUSE, LONGEST_PAUSE = 1.0, 10.0
"""Seconds between two visits to one host, and the most that its robots.txt may ask for."""


def due(older_than: timedelta) -> list[str]:
    """Return the addresses not visited for this long, and delete links that have left the catalogue.

    What an interrupted run has visited is not due, so the next one goes on where it stopped.
    """
    known = addresses()
    Link.objects.exclude(url__in=known).delete()
    seen = set(Link.objects.seen_since(timezone.now() - older_than).values_list("url", flat=True))
    return [url for url in known if url not in seen]


def check(urls: Iterable[str], reader: Callable[[], Reader], *, pause: float = PAUSE) -> Iterator[Link]:
    """Visit addresses and yield each with what was found, as soon as it is recorded."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[parts_of(url).netloc].append(url)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        walks = [walk(of_host, reader, pause) for of_host in by_host.values()]
        steps = {pool.submit(next, host_walk, None): host_walk for host_walk in walks}
        while steps:
            for step in wait(steps, return_when=FIRST_COMPLETED).done:
                host_walk = steps.pop(step)
                if visited := step.result():
                    steps[pool.submit(next, host_walk, None)] = host_walk
                    # The database is written by this thread alone.
                    yield record(*visited)


def check_recorded(older_than: timedelta, report: Callable[[Link], None], bar: Bar = iter) -> Counter[str]:
    """Visit what is due as a run on record, and return how many addresses had which outcome.

    Raises ``Busy`` while another run visits them. ``bar`` shows how far it is.
    """
    with running(NAME) as run:
        counts: Counter[str] = Counter()
        for link in bar(check(due(older_than), polite_reader)):
            run.beat()
            counts[link.outcome] += 1
            run.counts = dict(counts)
            report(link)
    return counts


def polite_reader() -> Reader:
    return Reader(f"Plumbline/1.0 (+{settings.ORIGIN.geturl()}/method/)")


def walk(urls: Sequence[str], reader: Callable[[], Reader], pause: float) -> Iterator[tuple[str, Visit]]:
    """Visit the addresses of one host, with a pause after each."""
    visitor = reader()
    for number, url in enumerate(urls):
        if number:
            time.sleep(max(pause, min(visitor.pause(url), LONGEST_PAUSE)))
        yield url, visitor.visit(url)


def record(url: str, visit: Visit) -> Link:
    """Keep what was found behind an address."""
    failed = visit.outcome == LinkOutcome.FAILED
    before = Link.objects.filter(url=url).values_list("failures", flat=True).first() or 0
    result = {"outcome": visit.outcome, "detail": visit.detail, "failures": before + 1 if failed else 0}
    return Link.objects.update_or_create(url=url, defaults={**result, "checked_at": timezone.now()})[0]
