"""
Figures for Prometheus at `/metrics`, by its own library.

They are for whoever keeps the site: the address answers only with the token in PLUMBLINE_METRICS_TOKEN; without such a
variable nothing is counted and there is no such address. Each process of a node writes into a folder that they share; a
scrape adds them up, and asks the database for what concerns all nodes.
"""

import hmac
import os
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.caching.shared_cache import is_of_use
from config.database.outages import outage
from config.database.replicas import replicas
from curation.snapshots.snapshots import CurrentSnapshot
from curation.web.querystrings import accepts
from editorial.models import Run, RunOutcome
from editorial.operation.scheduling.keeping_on import is_running

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
KINDS = {"admin": "admin", "api": "api", "static": "static", "healthz": "probe", "readyz": "probe", "metrics": "probe"}


answered: Counter[str] = Counter()
"""How many requests this process has answered from where."""


def open_folder() -> None:
    """Name the folder that the workers of this server write into, and delete those of servers that are gone."""
    if not settings.METRICS_TOKEN:
        return
    place = settings.BASE_DIR / "var"
    for old in place.glob("metrics-*"):
        if not Path(f"/proc/{old.name.rpartition('-')[2]}").exists():
            shutil.rmtree(old, ignore_errors=True)
    # Workers of one server have one parent.
    folder = place / f"metrics-{os.getppid()}"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder))


@cache
def counters() -> tuple[Any, Any] | None:
    """Return the counters of requests and of their seconds; None where nobody asks for any."""
    if not settings.METRICS_TOKEN:
        return None
    # The library reads where to write when it is imported, so it is imported last.
    import prometheus_client

    return (
        prometheus_client.Counter("plumbline_requests", "Requests answered.", ["kind", "status", "cache"]),
        prometheus_client.Histogram("plumbline_request_seconds", "Time to answer.", ["kind"], buckets=SECONDS),
    )


def count(request: HttpRequest, status: int, seconds: float) -> None:
    """Count an answered request: what was asked for, its status, and whether it was kept."""
    source = getattr(request, "answered_from", "none")
    answered[source] += 1
    if pair := counters():
        kind, (requests, times) = KINDS.get(request.path.split("/")[1], "page"), pair
        requests.labels(kind, str(status), source).inc()
        times.labels(kind).observe(seconds)


@require_safe
@never_cache
@accepts()
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell whoever has the token how this node and the site do."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    tell_of_node(registry)
    if not outage.lasts:
        tell_of_site(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def tell(registry: Any, name: str, words: str, value: float) -> None:
    from prometheus_client import Gauge

    Gauge(f"plumbline_{name}", words, registry=registry).set(value)


def tell_of_node(registry: Any) -> None:
    """Add what this process knows of the site's other parts."""
    left_out = sum(not replica.is_sound for replica in replicas)
    tell(registry, "database_out_of_reach", "1 while this process cannot reach the database.", outage.lasts)
    tell(registry, "shared_cache_of_no_use", "1 while Redis does not answer or takes nothing more.", not is_of_use())
    tell(registry, "replicas_left_out", "How many replicas this process does not read.", left_out)


def tell_of_site(registry: Any) -> None:
    """Add what the database knows: the version of the data, the scheduler, and how each task last ended."""
    from prometheus_client import Gauge

    tell(registry, "data_version", "The version of the data that this node has.", CurrentSnapshot().version)
    tell(registry, "scheduler_running", "1 while a scheduler runs on any node.", is_running())
    failed = Gauge("plumbline_run_failed", "1 where a task failed last.", ["task"], registry=registry)
    age = Gauge("plumbline_run_age_seconds", "Since a task last began.", ["task"], registry=registry)
    for run in Run.objects.latest_of_each():
        failed.labels(run.name).set(run.outcome == RunOutcome.FAILED)
        age.labels(run.name).set((timezone.now() - run.started_at).total_seconds())
