"""The editors' desk: what waits, and what can be done about it in one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from curation.dates import today
from curation.models import Change, State
from curation.web.querystrings import accepts, choice
from editorial.admin.changes.decisions import require
from editorial.desk.pages import page_context
from editorial.desk.staleness import next_due
from editorial.desk.today import changes, claims, outside, programs
from editorial.desk.today.plan import TIMES, plan_of
from editorial.models import Run
from editorial.operation.nodes.upgrading import WAITS, waiting


@require_safe
@accepts()
def desk(request: HttpRequest) -> HttpResponse:
    """What there is to do, on one page: the sources to open first of all."""
    context = page_context(request, f"{today():%A}, {today().day} {today():%B %Y}")
    plan, runs = plan_of(request), list(Run.objects.latest_of_each())
    context |= {
        "subtitle": None,
        "plan": plan,
        "times": TIMES,
        "due": None if plan.over else next_due(),
        "mine": changes.mine(request.user),
        "waiting": Change.objects.filter(state=State.IN_REVIEW).count(),
        "aside": [outside.corrections(), programs.programs(runs, plan.kept_late), outside.dead_links(plan.links)],
        "waits": WAITS if request.user.has_perm("auth.view_user") and waiting() else "",
        "published_alone": Change.objects.published_alone().select_related("author").order_by("-published_at"),
        "importers": runs,
    }
    return TemplateResponse(request, "desk/today/page.html", context)


@require_safe
@accepts()
def claims_to_settle(request: HttpRequest) -> HttpResponse:
    """Claims that lack a source, and those on which a rule or a program finds something else than a person."""
    context = page_context(request, "Claims to settle")
    context["modules"] = [claims.without_source(), claims.overturned(), claims.contested()]
    return TemplateResponse(request, "desk/today/settle.html", context)


@require_POST
def make_plan(request: HttpRequest) -> HttpResponse:
    """Plan anew, for the time that was chosen."""
    require(request.user.has_perm("curation.view_change"))
    plan_of(request, choice("time", request.POST.get("time", ""), list(TIMES)))
    return redirect("desk:desk")
