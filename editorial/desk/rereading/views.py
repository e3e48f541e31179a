"""The screen on which a source is read again, claim by claim."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from curation.changes.checks import EditProblem
from curation.changes.drafting import keep
from curation.changes.workflow import Refused, Unacceptable, propose
from curation.dates import today
from curation.models import Change, State
from curation.web.forms import TextField
from curation.web.querystrings import accepts, choice
from editorial.accounts.kept_forms import SIGNED_OUT, give_back
from editorial.admin.changes.decisions import require_changing
from editorial.admin.history import readable_key
from editorial.desk.pages import ONCE_APPROVED, page_context, tell
from editorial.desk.rereading.answers import CHANGED, GONE, SAME, AnswerForm
from editorial.desk.rereading.rows import Resting, by_page, resting_on
from editorial.desk.today.plan import Plan, plan_of
from frameworks.claims.citations import days_in_words
from frameworks.claims.freshness import LIMITS
from frameworks.models import Source

MOST = 80
"""How many rows stand on one screen; a form has at most a thousand fields."""
DUE, ALL = "due", "all"
FILL, KEEP = "still", "_draft"
"""The buttons that answer a whole page, and that keep the answers as a draft."""
NO_PAGE = "-"
"""What the first of these buttons sends for rows of a source without an address."""
NOTHING_ANSWERED = "Answer at least one claim; nothing was proposed."
LOST = "{} was removed or rests on another source now; your answer about it is left out."
OUTCOMES = {SAME: "still so", CHANGED: "changed", GONE: "gone"}


class WhyForm(forms.Form):
    """Why the answers are proposed."""

    reason = TextField(
        label="Why, for the history",
        widget=forms.Textarea(attrs={"rows": 1, "class": "wide"}),
        error_messages={"required": "Say why, in a sentence that later readers of the history will understand."},
    )


class Screen:
    """All rows of a source that are to be read again, each with the form for its answer."""

    def __init__(self, request: HttpRequest, source: Source, plan: Plan, claims: str) -> None:
        self.request, self.source = request, source
        self.posted = request.POST if request.method == "POST" else None
        due = {row.name for row in plan.overdue if row.source == source.pk}
        resting = resting_on(source, plan.waiting)
        self.claims = claims or (DUE if any(row.name in due and not row.waiting for row in resting) else ALL)
        chosen = [row for row in resting if self.claims == ALL or row.name in due or self.has_answer(row)]
        self.waiting = [row for row in chosen if row.waiting and not self.has_answer(row)]
        offered = [row for row in chosen if row not in self.waiting]
        if len(offered) > MOST:
            offered.sort(key=lambda row: not self.has_answer(row))
        self.more, self.total = max(len(offered) - MOST, 0), len(resting)
        self.forms = [AnswerForm(row, self.posted) for row in offered[:MOST]]
        self.lost = self.answers_without({"/".join(row.name) for row in resting})
        reason = {"reason": f"Read again on {today()}: {source.name}."}
        self.why = WhyForm(self.posted if self.is_sent else None, initial=self.posted or reason)

    def has_answer(self, row: Resting) -> bool:
        return bool(self.posted and self.posted.get(f"{'/'.join(row.name)}-answer"))

    def answers_without(self, names: Collection[str]) -> list[str]:
        """Return the rows that were answered and rest on the source no longer."""
        posted: Mapping[str, Any] = self.posted or {}
        answered = {name.removesuffix("-answer") for name in posted if name.endswith("-answer") and posted[name]}
        return sorted(answered.difference(names))

    @property
    def is_sent(self) -> bool:
        """Whether what came is to be proposed or kept, not merely filled in."""
        return self.posted is not None and FILL not in self.posted

    @property
    def pages(self) -> list[tuple[str, str, list[AnswerForm]]]:
        return by_page(self.forms, self.source)

    @property
    def answered(self) -> list[AnswerForm]:
        return [form for form in self.forms if form.was_answered]

    @property
    def refused(self) -> list[AnswerForm]:
        """The rows whose answers cannot be taken; those without an answer have nothing that could be wrong."""
        return [form for form in self.answered if form.errors] if self.is_sent else []

    def fill(self, page: str) -> None:
        """Answer “still says so” for every row of a page that has no answer."""
        data = cast(QueryDict, self.posted).copy()
        for form in self.forms:
            if (form.page or NO_PAGE) == page and not form.was_answered:
                data[form.add_prefix("answer")] = SAME
        self.forms = [AnswerForm(form.resting, data) for form in self.forms]

    def take(self) -> Change | None:
        """Make one change of all answers; None where something is wrong with them, which the forms then say."""
        if not self.answered or not self.why.is_valid() or self.refused:
            return None
        edits = [form.edit() for form in self.answered]
        require_changing(self.request, {edit.model for edit in edits})
        author, reason = cast(Any, self.request.user), self.why.cleaned_data["reason"]
        try:
            return (keep if KEEP in self.request.POST else propose)(edits, reason=reason, author=author)
        except Unacceptable as error:
            self.show_problems(error.problems)
        except Refused as error:
            self.why.add_error(None, str(error))
        return None

    def show_problems(self, problems: Sequence[EditProblem]) -> None:
        by_row = {(type(form.row), form.row.pk): form for form in self.answered}
        for edit, problem in problems:
            by_row[edit.model, edit.key].add_problem(problem)

    @property
    def outcome(self) -> str:
        """What was answered, such as “5 still so, 1 changed”."""
        counts = Counter(form.given for form in self.answered)
        return ", ".join(f"{counts[answer]} {words}" for answer, words in OUTCOMES.items() if counts[answer])


@require_http_methods(["GET", "HEAD", "POST"])
@accepts("claims")
def reread(request: HttpRequest, key: str) -> HttpResponse:
    """Read a source again; what is answered becomes one change, and the next source of the plan follows."""
    context = page_context(request, "Read again")
    source = get_object_or_404(Source, pk=readable_key(Source, key))
    claims = request.GET.get("claims", "")
    if claims:
        choice("claims", claims, [DUE, ALL])
    was_kept, plan = give_back(request), plan_of(request)
    screen = Screen(request, source, plan, claims)
    if was_kept:
        messages.warning(request, SIGNED_OUT)
    elif page := request.POST.get(FILL):
        screen.fill(page)
    elif request.method == "POST":
        for name in screen.lost:
            messages.warning(request, LOST.format(name))
        if change := screen.take():
            return lead_on(request, screen, plan, change)
        if not screen.answered:
            messages.warning(request, NOTHING_ANSWERED)
    context |= {
        "title": source.name,
        "screen": screen,
        "source": source,
        "plan": plan,
        "place": plan.place_of(key),
        "following": plan.after(key),
        "limit": days_in_words(LIMITS[source.kind]) if source.kind in LIMITS else "",
    }
    return TemplateResponse(request, "desk/rereading/page.html", context)


def lead_on(request: HttpRequest, screen: Screen, plan: Plan, change: Change) -> HttpResponse:
    """Say what came of the answers, and open what follows: the rest of the source, or the next of the plan."""
    said = f"{screen.source.name}: {screen.outcome},"
    if change.state == State.DRAFT:
        tell(request, f"{said} kept in ", change, ", a draft; submit it when it is ready.")
    else:
        tell(request, f"{said} in ", change, ONCE_APPROVED)
    if screen.more:
        return redirect(request.get_full_path())
    key = screen.source.pk
    following = plan.after(key) if plan.place_of(key) and change.state != State.DRAFT else None
    return redirect("desk:reread", following.source.pk) if following else redirect("desk:desk")
