"""The pages of the steps; each keeps what it is given in one draft of its author."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from curation.changes.workflow import Refused
from curation.documents import row_from
from curation.models import Change, ChangeItem, State
from curation.rows import CuratedRow
from editorial.admin.changes.decisions import require
from editorial.desk.adding.drafting import (
    add_rows,
    guessed_kind,
    new_framework,
    new_guide,
    new_resource,
    new_source,
    said_by_index,
    suggested,
    with_links,
)
from editorial.desk.adding.forms import FrameworkForm, GuideForm, NewForm, ResourceForm, SourceForm
from editorial.desk.adding.steps import Steps, begun, is_placed, steps_of
from editorial.desk.pages import page_context
from editorial.operation.refreshing.newcomers import NotRead, ask, rows_of
from editorial.operation.refreshing.planned_edits import source_key
from frameworks.models import FactName, Framework, Source, SourceKind


def author_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def page(request: HttpRequest, template: str, steps: Steps | None, step: str, **context: Any) -> HttpResponse:
    title = context.pop("title", "") or (steps.title if steps else "Add something")
    common = page_context(request, title) | {"steps": steps, "step": step}
    return TemplateResponse(request, f"desk/adding/{template}.html", common | context)


def own_draft(request: HttpRequest, number: int, kind: str) -> tuple[Change, ChangeItem, Steps]:
    """Return a draft of the reader's that adds something of a type, and how far it has come."""
    draft = Change.objects.filter(pk=number, author=author_of(request), state=State.DRAFT).first()
    steps = steps_of(draft) if draft else None
    if draft is None or steps is None or steps.added.row_type != kind:
        raise Http404(f"You have no draft {number} that adds a {kind}.")
    return draft, steps.added, steps


def may_add(request: HttpRequest, label: str) -> None:
    page_context(request, "")
    require(request.user.has_perm(label))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What can be added step by step, and what was begun and not finished."""
    return page(request, "overview", None, "", title="Add something", begun=begun(request.user.pk))


def go_on(request: HttpRequest, kind: str, form: NewForm) -> HttpResponse | None:
    """Lead to the draft in which somebody has begun to add just this."""
    same = (kind, form.key())
    of_same = (steps for steps in begun(request.user.pk) if (steps.added.row_type, steps.added.key) == same)
    if form.own or (steps := next(of_same, None)) is None:
        return None
    messages.info(request, f"You have begun to add {steps.name} already; go on here.")
    return redirect(steps.next.address)


# A framework.


@require_http_methods(["GET", "HEAD", "POST"])
def framework(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Ask for a framework's name and package, and read at once what the index says of it."""
    may_add(request, "frameworks.add_framework")
    draft, added, steps = own_draft(request, number, "framework") if number else (None, None, None)
    before = (added.document or {}) if added else {}
    form = FrameworkForm(request.POST or None, initial=before, own=added.key if added else "")
    if not form.is_valid():
        return page(request, "start", steps, "start", form=form, title=steps.title if steps else "Add a framework")
    if known := go_on(request, "framework", form):
        return known
    row = new_framework(form.key(), form.cleaned_data, before)
    kept = keep_framework(request, form, row, draft, is_another=before.get("package", "") != row.package)
    return kept or page(request, "start", steps, "start", form=form, title="Add a framework")


def keep_framework(
    request: HttpRequest, form: NewForm, row: Framework, draft: Change | None, *, is_another: bool
) -> HttpResponse | None:
    """Keep a framework with what the index says of it, of another package than before; None where the form has to be
    shown again."""
    rows: list[CuratedRow] = []
    if is_another and row.package:
        try:
            rows = read_index(request, row)
        except NotRead as error:
            if error.is_unknown:
                form.add_error("package", f"{error} Blank it to go on by hand.")
                return None
            messages.warning(request, f"{error} You may go on by hand, and ask again at any time.")
    of_before = said_by_index(row.pk) if is_another else None
    draft = keep_rows(request, [row, *rows], draft, f"Add {row.name}.", form=form, instead_of=of_before)
    return redirect("desk:add-index", draft.pk) if draft else None


def read_index(request: HttpRequest, row: Framework) -> list[CuratedRow]:
    """Return what the index says of a framework as rows, and give it the addresses that its package names."""
    newcomer = rows_of(row, ask(row.package))
    with_links(row, newcomer.links)
    for words in newcomer.left:
        messages.warning(request, f"Not read: {words}")
    return [row_from(edit.model, edit.key, edit.document or {}) for edit in newcomer.edits]


def keep_rows(
    request: HttpRequest,
    rows: Iterable[CuratedRow],
    draft: Change | None,
    reason: str = "",
    *,
    form: forms.Form | None = None,
    instead_of: Q | None = None,
) -> Change | None:
    """Keep rows in a draft, or say why not, as where it was submitted in another window."""
    try:
        return add_rows(rows, draft, author_of(request), reason, instead_of=instead_of)
    except Refused as error:
        if form:
            form.add_error(None, str(error))
        else:
            messages.error(request, str(error))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a program read of a framework, and let it read again."""
    may_add(request, "frameworks.add_framework")
    draft, added, steps = own_draft(request, number, "framework")
    row = row_from(Framework, added.key, added.document or {})
    if request.method == "POST":
        try:
            rows = read_index(request, row)
            keep_rows(request, [row, *rows], draft, instead_of=said_by_index(row.pk))
        except NotRead as error:
            messages.error(request, f"{error} You may go on by hand, and ask again at any time.")
        return redirect(request.path)
    facts = [item.document for item in draft.items.filter(row_type="fact") if item.document]
    labels = dict(FactName.choices)
    read = [(labels[fact["name"]], fact["value"]) for fact in facts if fact.get("source") == source_key(added.key)]
    releases = draft.items.filter(row_type="release").count()
    return page(request, "index", steps, "index", framework=row, facts=sorted(read), releases=releases)


@require_http_methods(["GET", "HEAD", "POST"])
def sources(request: HttpRequest, number: int) -> HttpResponse:
    """Offer the framework's own addresses as sources, and take any other that is pasted."""
    may_add(request, "frameworks.add_source")
    draft, added, steps = own_draft(request, number, "framework")
    row = row_from(Framework, added.key, added.document or {})
    drafted = [row_from(Source, item.key, item.document or {}) for item in draft.items.filter(row_type="source")]
    published = Source.objects.exclude(url="").values_list("url", flat=True)
    offered = suggested(row, [*(source.url for source in drafted), *published])
    posted = with_guesses(request.POST, row.name) if request.method == "POST" else None
    initial: list[dict[str, str]] = [*offered, {"kind": SourceKind.DOCUMENTATION}]
    formset = SourceFormSet(posted, initial=initial, prefix="source")
    if posted and formset.is_valid():
        add_sources(request, draft, added.key, [form.cleaned_data for form in formset if form.cleaned_data.get("use")])
        return redirect(request.path if "_stay" in request.POST else steps.after("sources"))
    return page(request, "sources", steps, "sources", formset=formset, drafted=drafted, next=steps.after("sources"))


SourceFormSet = forms.formset_factory(SourceForm, extra=0, max_num=20)


def with_guesses(posted: Any, name: str) -> Any:
    """Return what was posted, where an address stands alone with what it most likely is."""
    data = posted.copy()
    for place in [place for place in data if place.endswith("-url") and data[place].strip()]:
        line = place.removesuffix("-url")
        kind = data.get(f"{line}-kind") or guessed_kind(data[place])
        if not data.get(f"{line}-name", "").strip():
            kind = guessed_kind(data[place])
            data[f"{line}-name"], data[f"{line}-use"] = f"{name} {kind}", "on"
        data[f"{line}-kind"] = kind
    return data


def add_sources(request: HttpRequest, draft: Change, framework_key: str, chosen: list[dict[str, Any]]) -> None:
    taken = {*Source.objects.values_list("pk", flat=True)}
    taken |= {*draft.items.filter(row_type="source").values_list("key", flat=True)}
    rows: list[CuratedRow] = []
    for values in chosen:
        rows.append(new_source(framework_key, values, taken))
        taken.add(rows[-1].pk)
    if rows:
        keep_rows(request, rows, draft)


# A guide, a learning resource.


@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Ask for a guide and the text it is read from."""
    may_add(request, "reviews.add_guide")
    draft, added, steps = own_draft(request, number, "guide") if number else (None, None, None)
    form = GuideForm(request.POST or None, initial=guide_initial(draft, added), own=added.key if added else "")
    if form.is_valid():
        if known := go_on(request, "guide", form):
            return known
        rows, reason = new_guide(form.key(), form.cleaned_data), f"Add {form.cleaned_data['voice']}."
        if kept := keep_rows(request, rows, draft, reason, form=form):
            return redirect("desk:add-covers", kept.pk)
    return page(request, "start", steps, "start", form=form, title=steps.title if steps else "Add a guide")


def guide_initial(draft: Change | None, added: ChangeItem | None) -> dict[str, Any]:
    """Return what a draft says of a guide and its source, as the form asks for it."""
    if draft is None or added is None:
        return {}
    source = draft.items.filter(row_type="source", key=f"guide-{added.key}").first()
    return {**((source.document or {}) if source else {}), **(added.document or {})}


@require_safe
def places(request: HttpRequest, number: int) -> HttpResponse:
    """List the frameworks with how much of a guide is recorded of each."""
    may_add(request, "reviews.add_rating")
    draft, added, steps = own_draft(request, number, "guide")
    said: dict[str, list[int]] = {}
    for kind, document in draft.items.filter(row_type__in=["rating", "remark"]).values_list("row_type", "document"):
        of_framework = said.setdefault((document or {}).get("framework") or "", [0, 0, 0])
        of_framework[0] += kind == "rating" and is_placed(document or {})
        of_framework[1] += kind == "rating"
        of_framework[2] += kind == "remark"
    rows = [(row, *said.get(row.pk, (0, 0, 0))) for row in Framework.objects.all()]
    rows.sort(key=lambda line: -(line[2] + line[3]))
    return page(request, "places", steps, "places", guide=added.key, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def resource(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Ask for a learning resource, its source and the frameworks it is for."""
    may_add(request, "frameworks.add_learningresource")
    draft, added, steps = own_draft(request, number, "learningresource") if number else (None, None, None)
    form = ResourceForm(request.POST or None, initial=resource_initial(draft, added), own=added.key if added else "")
    if form.is_valid():
        if known := go_on(request, "learningresource", form):
            return known
        rows, taught_before = new_resource(form.key(), form.cleaned_data), Q(row_type="resourceframework")
        reason = f"Add {form.cleaned_data['name']}."
        if kept := keep_rows(request, rows, draft, reason, form=form, instead_of=taught_before):
            return redirect(kept)
    return page(request, "start", steps, "start", form=form, title=steps.title if steps else "Add a learning resource")


def resource_initial(draft: Change | None, added: ChangeItem | None) -> dict[str, Any]:
    if draft is None or added is None:
        return {}
    taught = draft.items.filter(row_type="resourceframework").values_list("document__framework", flat=True)
    return {**(added.document or {}), "frameworks": list(taught)}
