"""What a supervisor asks: whether this process answers, and whether it can do its work."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from curation.snapshots.snapshots import CurrentSnapshot
from editorial.models import Run


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
        runs = {run.name: details(run) for run in Run.objects.latest_of_each()}
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "message": "The database does not answer."}, status=503)
    return JsonResponse({"status": "ok", "data_version": version, "runs": runs})


def details(run: Run) -> dict[str, Any]:
    """Return when a task last ran, how it ended and how long it took; the error itself is shown on the desk alone."""
    seconds = run.duration.total_seconds() if run.duration else None
    return {"outcome": run.outcome, "started_at": run.started_at.isoformat(), "seconds": seconds, "counts": run.counts}
