"""Pages for a reader who found a mistake: the form, and the page that says what became of it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from curation.models import State
from curation.rows import CuratedRow
from curation.snapshots.protocol import SnapshotRequest
from curation.web.callers import caller, is_same_origin
from curation.web.querystrings import InvalidQuery, Problem, accepts
from curation.web.suggestions import not_found
from editorial.public.corrections.forms import CorrectionForm, stamp
from editorial.public.corrections.models import KEPT_DECIDED, KEPT_OPEN, PER_HOUR, Correction, sender_of, too_many
from editorial.public.corrections.receiving import effect_of, receive
from reviews.evidence.lookup import CARDS, find_claim, neighbours
from reviews.guides.opinions.guides_by_code import GuidesByCode, read_guides_by_code

TOO_MANY = f"At most {PER_HOUR} an hour are taken from one address. Keep this page open and send it later."


# A token against forgery needs a cookie; where browsers say which site a request comes from, that is checked instead.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@accepts("claim")
def new_correction(request: SnapshotRequest) -> HttpResponse:
    """Say that a claim is wrong."""
    if request.method == "POST" and not is_same_origin(request):
        raise PermissionDenied("A letter is sent from the form of this site alone. Open it here and send it again.")
    guides = read_guides_by_code(request.snapshot)
    claim = claim_of(request, guides)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sender = sender_of(caller(request))
        if not too_many(sender):
            return redirect("corrections:detail", receive(claim, form.cleaned_data, sender))
        form.add_error(None, TOO_MANY)
    card = CARDS[type(claim)](request.snapshot, claim, guides)
    context = {"card": card, "claim": claim, "form": form, "stamp": stamp(), "kept": KEPT_DECIDED.days}
    return hidden(TemplateResponse(request, "editorial/corrections/new/page.html", context, status=status_of(form)))


def claim_of(request: SnapshotRequest, guides: GuidesByCode) -> CuratedRow:
    """Return the claim that is to be corrected."""
    key = request.GET.get("claim", "")
    if not key:
        raise InvalidQuery(
            Problem("claim", "give the key of a claim, such as django/orm; its evidence page links here.")
        )
    claim = find_claim(request.snapshot, key, guides)
    if claim is None:
        raise not_found("claim", key, neighbours(request.snapshot, key, guides))
    return claim


def status_of(form: CorrectionForm) -> int:
    if TOO_MANY in form.non_field_errors():
        return 429
    return 400 if form.errors else 200


@never_cache
@require_safe
@accepts()
def correction_detail(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a correction, for whoever has its secret link."""
    correction = Correction.objects.by_token(token).select_related("change").first()
    if correction is None:
        raise Http404("There is no such correction, or it was deleted because its time was up.")
    change = correction.change
    context = {
        "correction": correction,
        "published": change and change.state == State.PUBLISHED,
        "effect": effect_of(correction).value,
        "withdrawn": change and change.state == State.WITHDRAWN,
        "address": f"{settings.ORIGIN.geturl()}{request.path}",
        "kept_open": KEPT_OPEN.days,
        "kept_decided": KEPT_DECIDED.days,
    }
    return hidden(TemplateResponse(request, "editorial/corrections/detail/page.html", context))


def hidden(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines and its address out of other sites' logs."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
