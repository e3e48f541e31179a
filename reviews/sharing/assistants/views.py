"""The address at which assistants ask."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from curation.snapshots.protocol import SnapshotRequest
from curation.web.querystrings import accepts


# There is nothing to forge: it only reads, and without a cookie.
@csrf_exempt
@require_POST
@accepts()
def mcp(request: SnapshotRequest) -> HttpResponse:
    """The server of the Model Context Protocol; streams, which a GET would open, are not offered."""
    # The SDK takes more memory and time to import than the rest of the site, and most processes are never asked.
    from reviews.sharing.assistants.transports import answer_request

    # Asked for first, so that nobody who goes by it misses what is published meanwhile.
    version = request.snapshot.version
    response = answer_request(request)
    response.headers["X-Data-Version"] = str(version)
    return response
