from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from frameworks.adoption.exports import adoption_data
from frameworks.adoption.reading import read_all_adoption
from frameworks.models.adoption import GAP


@alternates(adoption_data)
@require_safe
@accepts("as-of")
def adoption(request: SnapshotRequest) -> HttpResponse:
    """How use of every framework developed, as far as a public list counts it."""
    context = {"adoption": request.snapshot.once(read_all_adoption), "gap": GAP}
    return TemplateResponse(request, "frameworks/adoption/page.html", context | as_of(request))
