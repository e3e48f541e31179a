from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from reviews.models import UncomparedFramework
from reviews.site.uncompared.exports import not_compared_data
from reviews.site.uncompared.listing import entries_of

NAMED = ("source", "framework", "situation", "package__source")


@alternates(not_compared_data)
@require_safe
@accepts("as-of")
def not_compared(request: SnapshotRequest) -> HttpResponse:
    """The frameworks that readers ask for and that are not compared here."""
    snapshot = request.snapshot
    rows = snapshot.rows(UncomparedFramework, joined=NAMED)
    context = {"entries": entries_of(rows, snapshot.day or today(), snapshot.day), "nav": "frameworks"}
    return TemplateResponse(request, "site/uncompared/page.html", context | as_of(request))
