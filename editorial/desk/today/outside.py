"""The modules of the desk about what comes from outside: readers' letters, and addresses that changed."""

from collections.abc import Sequence

from django.utils.text import Truncator

from editorial.desk.pages import admin_page
from editorial.desk.today.module import SHOWN, DeskLine, Module
from editorial.models import Correction, Link
from editorial.operation.links.addresses import Place, addresses
from editorial.public.corrections.models import CorrectionAnswer


def corrections() -> Module:
    """What readers say is wrong and nobody has decided on, the oldest first."""
    waiting = list(Correction.objects.filter(answer=CorrectionAnswer.WAITING).order_by("created_at"))
    return Module(
        anchor="corrections",
        title="Readers’ corrections",
        count=len(waiting),
        url=f"{admin_page(Correction, 'changelist')}?answer__exact={CorrectionAnswer.WAITING}",
        lines=[correction_line(correction) for correction in waiting[:SHOWN]],
        empty="No correction waits.",
    )


def correction_line(correction: Correction) -> DeskLine:
    url = admin_page(Correction, "change", str(correction.pk))
    return DeskLine(str(correction), url, (Truncator(correction.source).chars(60), f"{correction.created_at:%Y-%m-%d}"))


def dead_links(links: Sequence[Link]) -> Module:
    """Addresses that lead nowhere, elsewhere or inwards, each with a row that it stands in."""
    first = links[:SHOWN]
    places = addresses() if first else {}
    return Module(
        anchor="links",
        title="Dead and moved links",
        count=len(links),
        url=f"{admin_page(Link, 'changelist')}?mend=yes",
        lines=[link_line(link, places.get(link.url, [])) for link in first],
        empty="Every address that was visited leads somewhere.",
    )


def link_line(link: Link, places: Sequence[Place]) -> DeskLine:
    """Return an address with what was found there; it leads to the first row that names it."""
    cells = (f"{link.get_outcome_display()}: {link.detail}", f"{link.checked_at:%Y-%m-%d}")
    model, key = places[0] if places else (Link, link.url)
    url = admin_page(model, "change", key)
    return DeskLine(Truncator(link.url).chars(70), url, cells)
