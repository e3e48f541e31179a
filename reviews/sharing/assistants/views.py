"""The address at which assistants ask."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from curation.web.querystrings import accepts


# There is nothing to forge: it only reads, and without a cookie.
@csrf_exempt
@require_POST
@accepts()
def mcp(request: HttpRequest) -> HttpResponse:
    """The server of the Model Context Protocol; streams, which a GET would open, are not offered."""
    # The SDK takes more memory and time to import than the rest of the site, and most processes are never asked.
    from reviews.sharing.assistants.transports import answer_request

    return answer_request(request)
