from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from curation.snapshots import preview
from curation.snapshots.kept import KeptSnapshot
from curation.snapshots.snapshots import CurrentSnapshot


class SnapshotMiddleware:
    """Give every request the snapshot it reads from: the present or a preview; ``accepts`` makes it a past day.

    A request that may publish reads the rows themselves, since the version changes under it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in {"GET", "HEAD"}
        request.snapshot = KeptSnapshot() if reads else CurrentSnapshot()  # type: ignore[attr-defined]
        return preview.answer(request, self.get_response) if preview.is_asked(request) else self.get_response(request)
