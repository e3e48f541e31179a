"""All that is on record of two to five frameworks: what the exports and the decision record of a comparison have."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import exports
from curation.web.querystrings import accepts
from measurements.speed.beside import read_lab
from reviews.comparisons.opening import OPTIONS, compares
from reviews.comparisons.selection import Selection, read_options
from reviews.comparisons.whole.comparison import compare
from reviews.comparisons.whole.exports import comparison_data
from reviews.comparisons.whole.reading import read_rows
from reviews.guides.opinions.basis import counting


@require_safe
@accepts(*OPTIONS, "as-of")
@compares()
def whole_comparison(request: SnapshotRequest, chosen: Selection) -> HttpResponse:
    """All that is on record of the frameworks side by side."""
    snapshot = request.snapshot
    only, _against = read_options(request.GET, chosen.slugs)
    rows = read_rows(snapshot, chosen.frameworks, counting(request.GET))
    context = {
        "comparison": compare(rows, today=snapshot.day or today(), as_of=snapshot.day, only_differences=only),
        "lab": read_lab(snapshot, chosen.frameworks),
        "chosen": chosen,
    }
    return TemplateResponse(request, "comparisons/summary/page.html", context)


comparison_exports = exports(comparison_data)(whole_comparison)
