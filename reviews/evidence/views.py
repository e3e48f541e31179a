from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import not_found
from reviews.evidence.exports import evidence_data
from reviews.evidence.lookup import find_card, gone_claim, neighbours
from reviews.guides.opinions.guides_by_code import read_guides_by_code


@alternates(evidence_data)
@require_safe
@accepts("as-of")
def evidence(request: SnapshotRequest, key: str) -> HttpResponse:
    """Where one claim comes from."""
    voices = read_guides_by_code(request.snapshot)
    card = find_card(request.snapshot, key, voices)
    if card is None:
        close, gone = neighbours(request.snapshot, key, voices), gone_claim(request.snapshot, key, voices)
        raise not_found("claim", key, close, gone=gone)
    context = {"card": card, "key": key, "nav": card.nav}
    return TemplateResponse(request, "evidence/page.html", context | as_of(request))
