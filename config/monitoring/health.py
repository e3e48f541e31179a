"""What a supervisor asks: whether this process answers, and whether it can do its work."""

from typing import Any

from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.caching.shared_cache import SharedCache, is_of_use
from config.database.replicas import replicas
from curation.snapshots.snapshots import CurrentSnapshot
from editorial.models import Run
from editorial.operation.nodes.upgrading import waiting
from editorial.operation.scheduling.keeping_on import is_running


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer without looking at anything."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer with the data version and the last runs, or with 503 while the database does not."""
    try:
        version = CurrentSnapshot().version
        scheduler = "running" if is_running() else "not running"
        upgrade = {"upgrade": "waits to be finished"} if waiting() else {}
        runs = {run.name: details(run) for run in Run.objects.latest_of_each()}
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "message": "The database does not answer."}, status=503)
    told = {"data_version": version, "scheduler": scheduler, **upgrade, **shared(), "runs": runs}
    return JsonResponse({"status": "ok", **told})


def shared() -> dict[str, Any]:
    """Return how the cache and the replicas do that nodes share; nothing where there are none."""
    told: dict[str, Any] = {}
    if isinstance(caches["shared"], SharedCache):
        told["cache"] = "in use" if is_of_use() else "of no use"
    if replicas:
        told["replicas"] = {replica.alias: "read" if replica.is_sound else "left out" for replica in replicas}
    return told


def details(run: Run) -> dict[str, Any]:
    """Return when a task last ran, how it ended and how long it took; the error itself is shown on the desk alone."""
    seconds = run.duration.total_seconds() if run.duration else None
    return {"outcome": run.outcome, "started_at": run.started_at.isoformat(), "seconds": seconds, "counts": run.counts}
