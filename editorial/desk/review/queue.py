"""The queue: every change that waits for a publisher, in groups by what it does."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from curation.changes.workflow import Refused, approve, send_back
from curation.models import Change, ChangeItem, State
from curation.registry import RowName, type_name
from editorial.admin.changes.decisions import may_decide, require
from editorial.desk.notices.models import NoticeKind
from editorial.desk.notices.telling import tell_author
from editorial.desk.pages import author_of, changes_in, many, page_context
from editorial.desk.review.checks import age_in_words
from editorial.desk.review.known import known_rows
from editorial.desk.review.openings import Opening, opened_by
from editorial.desk.review.rows import RowView, row_views
from editorial.desk.review.summary import ChangeSummary

PER_PAGE = 60
GROUPS = {
    "values": ("Values change", "each is read before it is approved"),
    "new": ("New", "what readers have not seen before"),
    "removed": ("Removed", "what readers will not find any more"),
    "read": ("Only read again", "nothing but the day alters"),
    "outdated": ("Out of date", "somebody published a later version; they go back to their authors"),
    "yours": ("Yours", "another publisher decides them"),
}
AGES = {"": "any age", "1": "older than a day", "7": "older than a week", "30": "older than a month"}
UNOPENED = "Open it first: only what you had before you can be ticked."


@dataclass
class QueueLine:
    """A change that waits, in one line."""

    change: Change
    summary: ChangeSummary
    user: User | AnonymousUser
    opening: Opening | None = None
    shared: list[str] = field(default_factory=list)
    """Which other changes in the queue are about the same rows."""

    @property
    def is_mine(self) -> bool:
        return self.change.author_id == self.user.pk

    @property
    def is_outdated(self) -> bool:
        return any(row.is_stale for row in self.summary.rows)

    @property
    def group(self) -> str:
        return "yours" if self.is_mine else "outdated" if self.is_outdated else self.summary.group

    @property
    def is_opened(self) -> bool:
        """Tell whether the reader of the queue had this very version before them."""
        return self.opening is not None and self.opening.digest == self.change.digest

    @property
    def value(self) -> str:
        """What the form sends where the line is ticked; empty where it cannot be."""
        may = self.change.may_be_reviewed_by(self.user) and not self.is_outdated and self.is_opened
        return f"{self.change.pk}.{self.change.digest}" if may else ""

    @property
    def age(self) -> str:
        return age_in_words(self.change.created_at, timezone.now())

    @property
    def kinds(self) -> set[str]:
        return {str(row.item.row_type) for row in self.summary.rows}

    @property
    def frameworks(self) -> set[str]:
        """The keys of the frameworks that its rows are about."""
        documents = ((row, row.item.document or row.item.before or {}) for row in self.summary.rows)
        return {
            row.item.key if row.item.row_type == "framework" else str(document.get("framework", ""))
            for row, document in documents
        } - {""}


class QueueFilter(forms.Form):
    """What of the queue to show."""

    q = forms.CharField(label="In this queue", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", required=False)
    framework = forms.ChoiceField(label="Framework", required=False)
    author = forms.ChoiceField(label="Author", required=False)
    age = forms.ChoiceField(label="Age", required=False, choices=list(AGES.items()))

    def __init__(self, data: Any, lines: Sequence[QueueLine]) -> None:
        super().__init__(data)
        kinds = sorted({kind for line in lines for kind in line.kinds})
        names = {key: name for line in lines for key, name in names_in(line)}
        authors = {str(line.change.author_id or ""): author_of(line.change) for line in lines}
        self.offer("kind", "all kinds", {kind: type_name(kind, 2) for kind in kinds})
        self.offer("framework", "all frameworks", names)
        self.offer("author", "everybody", {pk: name for pk, name in authors.items() if pk})

    def offer(self, name: str, every: str, choices: Mapping[str, str]) -> None:
        listed = sorted(choices.items(), key=lambda choice: choice[1].casefold())
        cast(forms.ChoiceField, self.fields[name]).choices = [("", every), *listed]

    def keeps(self, line: QueueLine) -> bool:
        """Tell whether a line is among those asked for."""
        asked = self.cleaned_data
        words = asked["q"].casefold().split()
        text = f"{line.change.pk} {line.change.reason} {author_of(line.change)} {line.summary.about}"
        text += " ".join(f" {row.title} {row.rest.name if row.rest else ''}" for row in line.summary.rows)
        days = int(asked["age"] or 0)
        return (
            all(word in text.casefold() for word in words)
            and (not asked["kind"] or asked["kind"] in line.kinds)
            and (not asked["framework"] or asked["framework"] in line.frameworks)
            and (not asked["author"] or asked["author"] == str(line.change.author_id))
            and line.change.created_at <= timezone.now() - datetime.timedelta(days=days)
        )


def names_in(line: QueueLine) -> list[tuple[str, str]]:
    """Return the frameworks of a line with what they are called."""
    names = line.summary.rows[0].names if line.summary.rows else {}
    return [(key, names.get(("framework", key), key)) for key in line.frameworks]


def waiting_lines(user: User | AnonymousUser) -> list[QueueLine]:
    """Return every change in review, the oldest first; the same few queries however many there are."""
    waiting = Change.objects.filter(state=State.IN_REVIEW).select_related("author").order_by("created_at", "pk")
    changes = list(waiting.prefetch_related(Prefetch("items", ChangeItem.objects.with_revisions())))
    items = [item for change in changes for item in change.items.all()]
    rows = row_views(items, known_rows(items), is_open=True)
    of_change: dict[int, list[RowView]] = defaultdict(list)
    for row in rows:
        of_change[row.item.change_id].append(row)
    openings = opened_by(user, changes)
    lines = [QueueLine(each, ChangeSummary(of_change[each.pk]), user, openings.get(each.pk)) for each in changes]
    say_what_is_shared(lines)
    return lines


def say_what_is_shared(lines: Sequence[QueueLine]) -> None:
    """Leave with each line which others are about the same rows, and whether they say the same."""
    by_row: dict[RowName, list[tuple[QueueLine, Any]]] = defaultdict(list)
    for line in lines:
        for row in line.summary.rows:
            by_row[row.name].append((line, row))
    for sharing in by_row.values():
        for line, row in sharing if len(sharing) > 1 else ():
            line.shared += [shared_words(row, other, theirs) for other, theirs in sharing if other is not line]
    for line in lines:
        line.shared = list(dict.fromkeys(line.shared))[:3]


def shared_words(row: RowView, other: QueueLine, theirs: RowView) -> str:
    what = (
        "the same value: approve one, and the other is closed as done"
        if row.item.document == theirs.item.document
        else ("another value: only one can be published")
    )
    return f"{row.title} is in change {other.change.pk} too, with {what}"


def next_waiting(user: User | AnonymousUser, after: Change | None = None) -> Change | None:
    """Return the next change that somebody may decide on, the oldest first, beginning behind a change."""
    outdated = ChangeItem.objects.outdated().filter(change__state=State.IN_REVIEW).values("change")
    waiting = Change.objects.filter(state=State.IN_REVIEW).exclude(author=user.pk).exclude(pk__in=outdated)
    if after is None:
        return waiting.order_by("created_at", "pk").first()
    later = Q(created_at__gt=after.created_at) | Q(created_at=after.created_at, pk__gt=after.pk)
    others = waiting.exclude(pk=after.pk).alias(is_earlier=ExpressionWrapper(~later, BooleanField()))
    return others.order_by("is_earlier", "created_at", "pk").first()


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits; decide on what was ticked."""
    context = page_context(request, "Queue")
    if request.method == "POST":
        return decide_on_ticked(request, context)
    lines = waiting_lines(request.user)
    form = QueueFilter(request.GET, lines)
    shown = [line for line in lines if form.keeps(line)] if form.is_valid() else []
    order = list(GROUPS)
    shown.sort(key=lambda line: order.index(line.group))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("p"))
    context |= {
        "form": form,
        "lines": lines,
        "page": page,
        "groups": grouped(page.object_list, shown),
        "for_me": sum(line.group not in {"yours", "outdated"} for line in lines),
        "oldest": lines[0].age if lines else "",
        "tabs": tabs(),
        "may_decide": may_decide(request),
        "next": next_waiting(request.user) if may_decide(request) else None,
    }
    return TemplateResponse(request, "desk/review/queue/page.html", context, status=200 if form.is_valid() else 400)


def grouped(lines: Iterable[QueueLine], all_lines: Sequence[QueueLine]) -> list[dict[str, Any]]:
    """Return the lines of a page in their groups, each with how many changes and rows it has in all."""
    groups: dict[str, list[QueueLine]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    return [
        {
            "title": GROUPS[name][0],
            "note": GROUPS[name][1],
            "lines": listed,
            "changes": sum(line.group == name for line in all_lines),
            "rows": sum(len(line.summary.rows) for line in all_lines if line.group == name),
        }
        for name, listed in groups.items()
    ]


def tabs() -> list[tuple[str, int, str]]:
    """Return how many changes are in the other states, with the addresses of their lists."""
    states = {
        "Sent back": State.SENT_BACK,
        "Wait for their time": State.APPROVED,
        "Drafts": State.DRAFT,
        "Published": State.PUBLISHED,
    }
    counts = dict(Change.objects.order_by().values_list("state").annotate(Count("pk")))
    return [(label, counts.get(state, 0), changes_in(state)) for label, state in states.items()]


def decide_on_ticked(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Approve or send back what was ticked, each change on its own; a refusal leaves the others as they are."""
    require(may_decide(request))
    ticked = dict(text.partition(".")[::2] for text in request.POST.getlist("row"))
    numbers = [number for number in ticked if number.isascii() and number.isdecimal() and len(number) < 18]
    named = Change.objects.filter(pk__in=numbers).order_by("created_at", "pk")
    changes = [change for change in named if str(change.pk) in ticked]
    if not changes:
        messages.warning(request, "Tick the changes first; nothing was decided.")
        return redirect("desk:queue")
    sends_back = request.POST.get("do") == "send-back"
    if sends_back and not all(request.POST.get(f"note-{change.pk}", "").strip() for change in changes):
        context |= {"title": "Send back", "changes": [(change, ticked[str(change.pk)]) for change in changes]}
        return TemplateResponse(request, "desk/review/queue/send_back.html", context)
    openings, done = opened_by(request.user, changes), 0
    for change in changes:
        try:
            with transaction.atomic():
                decide_on(request, change, ticked[str(change.pk)], openings.get(change.pk), sends_back=sends_back)
            done += 1
        except Refused as error:
            messages.error(request, f"Change {change.pk}: {error}")
    if done:
        words = "sent back" if sends_back else "approved"
        messages.success(request, f"{many(done, 'change')} {words}.")
    return redirect("desk:queue")


def decide_on(request: HttpRequest, change: Change, seen: str, opening: Opening | None, *, sends_back: bool) -> None:
    """Decide on one change of several; refuse one that its reviewer never had before them as it is."""
    if opening is None or opening.digest != seen:
        raise Refused(UNOPENED)
    reviewer = cast(Any, request.user)
    if sends_back:
        note = request.POST.get(f"note-{change.pk}", "")
        tell_author(send_back(change, reviewer=reviewer, note=note, seen=seen), NoticeKind.SENT_BACK, reviewer, note)
    else:
        tell_author(approve(change, reviewer=reviewer, seen=seen), NoticeKind.APPROVED, reviewer)
