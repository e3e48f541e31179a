"""What has changed in the claims that a comparison rests on since a version of the data."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts
from reviews.comparisons.opening import compares
from reviews.comparisons.selection import Selection
from reviews.sharing.records.exports import since_data
from reviews.sharing.records.views import RecordedPage, read_data_version, since_page


@alternates(since_data)
@require_safe
@accepts("version")
@compares("since/")
def comparison_since(request: SnapshotRequest, chosen: Selection) -> HttpResponse:
    """What has changed in the claims about some frameworks since a version of the data."""
    version = read_data_version(request.GET, request.snapshot.version)
    page, keys = RecordedPage(chosen.title, chosen.address), {row.key for row in chosen.frameworks}
    return since_page(request, page, lambda claim: claim.framework in keys, version)
