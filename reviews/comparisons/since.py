"""What has changed in the claims that a comparison rests on since a version of the data."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts
from frameworks.models import Framework
from reviews.addresses import SEPARATOR, comparison_address, since_address
from reviews.comparisons.selection import Refusal, Selection, choose
from reviews.comparisons.views import find_frameworks, picker
from reviews.records.exports import since_data
from reviews.records.since import claims_about
from reviews.records.views import RecordedPage, read_data_version, since_page


@alternates(since_data)
@require_safe
@accepts("version")
def comparison_since(request: SnapshotRequest, slugs: str) -> HttpResponse:
    """What has changed in the claims about some frameworks since a version of the data."""
    names = slugs.split(SEPARATOR)
    try:
        in_order = choose(names)
    except Refusal as refusal:
        return picker(request, Selection(request.snapshot.rows(Framework), names, refusal), status=400)
    frameworks = find_frameworks(request.snapshot, in_order)
    version = read_data_version(request.GET, request.snapshot.version)
    if names != in_order:
        return HttpResponsePermanentRedirect(since_address(comparison_address(in_order), version))
    page = RecordedPage(Selection(frameworks, in_order).title, comparison_address(in_order))
    return since_page(request, page, claims_about([framework.key for framework in frameworks]), version)
