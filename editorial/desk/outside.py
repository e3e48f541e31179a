"""The modules of the desk about what comes from outside: letters, addresses that changed, verdicts of rules."""

from collections.abc import Sequence

from django.utils.text import Truncator

from editorial.corrections.model import Answer
from editorial.desk.modules import SHOWN, Line, Module, admin_page
from editorial.links.addresses import Place, addresses
from editorial.links.model import Outcome
from editorial.models import Correction, Link
from reviews.models import Statement, Verdict


def corrections() -> Module:
    """What readers say is wrong and nobody has decided on, the oldest first."""
    waiting = Correction.objects.filter(answer=Answer.WAITING)
    return Module(
        anchor="corrections",
        title="Readers’ corrections",
        count=waiting.count(),
        note="the oldest first",
        url=f"{admin_page(Correction, 'changelist')}?answer__exact={Answer.WAITING}",
        columns=("Claim and what is wrong", "The reader’s source", "Received"),
        lines=[correction_line(one) for one in waiting.order_by("created_at")[:SHOWN]],
        empty="No correction waits.",
    )


def correction_line(correction: Correction) -> Line:
    url = admin_page(Correction, "change", str(correction.pk))
    return Line(str(correction), url, (Truncator(correction.source).chars(60), f"{correction.created_at:%Y-%m-%d}"))


def overturned() -> Module:
    """Statements on which a rule finds another verdict than the editor who read them."""
    found = Statement.objects.exclude(by_hand="")
    return Module(
        anchor="overturned",
        title="Verdicts that rules overturned",
        count=found.count(),
        note="readers see what the rule finds",
        url=f"{admin_page(Statement, 'changelist')}?by_hand__in={','.join(Verdict.values)}",
        columns=("Statement", "By rule", "By hand", ""),
        lines=[overturned_line(row) for row in found.order_by("pk")[:SHOWN]],
        empty="Every rule finds what an editor read.",
    )


def overturned_line(row: Statement) -> Line:
    url = admin_page(Statement, "change", row.pk)
    cells = f"{Verdict(row.verdict).label}: {row.finding}", Verdict(row.by_hand).label
    return Line(f"{row.pk}: {row.text}", url, cells, action="Settle", action_url=url)


def dead_links() -> Module:
    """Addresses that lead nowhere, elsewhere or inwards, each with a row that it stands in."""
    links = Link.objects.to_mend()
    first = list(links.order_by("checked_at")[:SHOWN])
    places = addresses() if first else {}
    return Module(
        anchor="links",
        title="Dead and moved links",
        count=links.count(),
        note="as the last visits found them",
        url=f"{admin_page(Link, 'changelist')}?outcome__in={','.join(Outcome.broken())}",
        columns=("Address", "Found", "Visited", ""),
        lines=[link_line(link, places.get(link.url, [])) for link in first],
        empty="Every address that was visited leads somewhere.",
    )


def link_line(link: Link, places: Sequence[Place]) -> Line:
    """Return an address with what was found there; it leads to the first row that names it."""
    cells = (f"{link.get_outcome_display()}: {link.detail}", f"{link.checked_at:%Y-%m-%d}")
    model, key = places[0] if places else (Link, link.url)
    url = admin_page(model, "change", key)
    return Line(Truncator(link.url).chars(70), url, cells, action="Mend", action_url=url)
