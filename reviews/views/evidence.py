from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import as_of
from frameworks.nearest import not_found
from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.evidence.lookup import find_card, neighbours
from reviews.page_data.evidence import evidence_data
from reviews.voices import read_voices


@alternates(evidence_data)
@require_safe
@accepts("as-of")
def evidence(request: RecordRequest, key: str) -> HttpResponse:
    """Where one claim comes from."""
    voices = read_voices(request.record)
    card = find_card(request.record, key, voices)
    if card is None:
        raise not_found("claim", key, neighbours(request.record, key, voices))
    context = {"card": card, "key": key, "nav": card.nav}
    return TemplateResponse(request, "reviews/evidence.html", context | as_of(request))
