"""How every page of a comparison opens: the frameworks of its address, or what is wrong with them."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.querystrings import View
from curation.web.suggestions import NoSuchPage
from frameworks.models import Framework
from reviews.addresses import SEPARATOR, comparison_address
from reviews.comparisons.selection import Refusal, Selection, UnknownFrameworks, choose, read_frameworks
from reviews.guides.opinions.basis import PARAMETERS

OPTIONS = ("only", "against", *PARAMETERS)
"""What narrows the tables of the parts, the exports and the record."""


def compares(below: str = "") -> Callable[[View], View]:
    """Give a view the chosen frameworks of its address; ``below`` is what follows the comparison's own address.

    Another order of them is redirected for good; a choice that cannot be compared is answered with the picker.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: SnapshotRequest, slugs: str, **kwargs: Any) -> HttpResponse:
            requested = slugs.split(SEPARATOR)
            try:
                in_order = choose(requested)
            except Refusal as refusal:
                return picker(request, Selection(request.snapshot.rows(Framework), requested, refusal), status=400)
            chosen = Selection(find_frameworks(request.snapshot, in_order), in_order)
            if requested != in_order:
                return HttpResponsePermanentRedirect(
                    with_query(f"{chosen.address}{below.format(**kwargs)}", request.GET.urlencode())
                )
            return view(request, chosen, **kwargs)

        return opened

    return decorate


def picker(request: SnapshotRequest, chosen: Selection, status: int = 200) -> HttpResponse:
    context = {"choice": chosen, "problem": chosen.refusal}
    return TemplateResponse(request, "comparisons/picker/page.html", context, status=status)


def find_frameworks(snapshot: Snapshot, slugs: Sequence[str]) -> list[Framework]:
    """Return the frameworks of an address; 404 with the comparison that was probably meant where one is unknown."""
    try:
        return read_frameworks(snapshot, slugs)
    except UnknownFrameworks as error:
        raise no_such_comparison(slugs, error) from error


def no_such_comparison(slugs: Sequence[str], error: UnknownFrameworks) -> NoSuchPage:
    likely = {slug: next(iter(names), "") for slug, names in error.likely.items()}
    meant = sorted({likely.get(slug, slug) for slug in slugs} - {""})
    offers = [(", ".join(meant), comparison_address(meant))] if len(meant) > 1 else []
    offers.append(("Choose frameworks to compare", reverse("compare")))
    return NoSuchPage(str(error), nearest=offers, wanted=next(iter(likely))[:60])


def with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
