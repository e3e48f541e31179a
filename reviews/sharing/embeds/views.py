"""Small pages and pictures that other sites may show: cards of one framework or of several, and badges."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.querystrings import InvalidQuery, Problem, accepts, choice
from curation.web.suggestions import NoSuchPage, find
from frameworks.models import Framework
from reviews.addresses import SEPARATOR, comparison_address
from reviews.comparisons.opening import find_frameworks
from reviews.comparisons.selection import Refusal, choose
from reviews.sharing.embeds.badges import BadgeKind, badge
from reviews.sharing.embeds.cards import read_cards

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)
THEMES = ("light", "dark")


@xframe_options_exempt
@require_safe
@accepts("theme")
def embed(request: SnapshotRequest, slugs: str) -> HttpResponse:
    """A card of one framework, or of two to five side by side, for a frame on any site."""
    theme = request.GET.get("theme", "") and choice("theme", request.GET["theme"], list(THEMES))
    requested = slugs.split(SEPARATOR)
    if len(requested) > 1:
        try:
            in_order = choose(requested)
        except Refusal as refusal:
            raise InvalidQuery(Problem("embed", str(refusal))) from refusal
        if requested != in_order:
            return HttpResponsePermanentRedirect(reverse("embed", args=[SEPARATOR.join(in_order)]))
        frameworks = find_frameworks(request.snapshot, in_order)
        page = comparison_address(in_order)
    else:
        frameworks = [find("framework", request.snapshot.rows(Framework), slugs)]
        page = frameworks[0].get_absolute_url()
    context = {"cards": read_cards(request.snapshot, frameworks), "page": page, "chosen": theme}
    headers = {"Content-Security-Policy": POLICY}
    return TemplateResponse(request, "sharing/embeds/card.html", context, headers=headers)


@require_safe
@accepts()
def badge_image(request: SnapshotRequest, slug: str, kind: str) -> HttpResponse:
    """One fact about a framework as a picture."""
    framework = find("framework", request.snapshot.rows(Framework), slug)
    if kind not in list(BadgeKind):
        offers = [(each.value, reverse("badge", args=[slug, each.value])) for each in BadgeKind]
        raise NoSuchPage(f"There is no badge “{kind[:60]}”; allowed are {', '.join(BadgeKind)}.", nearest=offers)
    made = badge(read_cards(request.snapshot, [framework])[0], BadgeKind(kind))
    return TemplateResponse(request, "sharing/embeds/badge.svg", {"badge": made}, content_type="image/svg+xml")
