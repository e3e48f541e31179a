"""What a supervisor asks: whether this process answers, and whether it can do its work."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.record import Present


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer without looking at anything."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer with the data version, or with 503 while the database does not."""
    try:
        version = Present().version
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "message": "The database does not answer."}, status=503)
    return JsonResponse({"status": "ok", "data_version": version})
