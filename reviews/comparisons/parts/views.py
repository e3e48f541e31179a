"""The parts of a comparison, a view each; every one reads only what it shows."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.tables import Context
from curation.web.querystrings import View, accepts, as_of, choice
from curation.web.suggestions import NoSuchPage, not_found
from frameworks.adoption.reading import read_adoption
from frameworks.claims.side_by_side import (
    ComparedRow,
    FactLine,
    SupportLine,
    TableEvidence,
    fact_rows,
    feature_groups,
    table,
)
from frameworks.models import Fact, Framework, Support, SupportWindow
from measurements.code.sides import read_sides
from measurements.code.switching import switched
from measurements.models import Program, Task
from measurements.proven import read_proven
from measurements.speed.parts import answered_questions
from reviews.addresses import SEPARATOR, comparison_address
from reviews.comparisons.opening import compares
from reviews.comparisons.parts.parts import ComparisonPart, RailEntry, rail, read_holdings
from reviews.comparisons.selection import Selection, read_options
from reviews.comparisons.whole.comparison import compare
from reviews.comparisons.whole.reading import read_said
from reviews.comparisons.whole.windows import windows
from reviews.guides.opinions.arguments import arguments as merged
from reviews.guides.opinions.basis import PARAMETERS, counting
from reviews.guides.opinions.guides_by_code import read_guides_by_code
from reviews.guides.opinions.lines import RemarkLine, read_arguments
from reviews.guides.opinions.reading import read_features, sources_of
from reviews.guides.opinions.rulings import read_rulings
from reviews.guides.opinions.switches import switch

Groups = list[tuple[str, list[ComparedRow]]]
LIGHT_OF_TWO, LIGHT = 2, 3
"""The features of this weight or less are folded, where two are compared and where more are."""
FIRST_TASK = "validated-order"
"""The task that is shown where no other is asked for: it has rules, errors and an answer."""


@require_safe
def comparison_part(request: SnapshotRequest, slugs: str, part: str) -> HttpResponse:
    """One part of a comparison."""
    if part not in VIEWS:
        address = comparison_address(slugs.split(SEPARATOR))
        raise not_found("part of a comparison", part, {each: f"{address}{each}/" for each in ComparisonPart})
    return VIEWS[part](request, slugs=slugs, part=part)


def opened(request: SnapshotRequest, chosen: Selection, part: str) -> list[RailEntry]:
    """Return the rail; 404 with the way on for a part of which there is nothing."""
    holdings = read_holdings(request.snapshot, chosen.frameworks)
    entries = rail(holdings, chosen.address, str(as_of(request)["as_of_query"]))
    if not holdings.counts[ComparisonPart(part)]:
        nothing = f"Nothing is on record yet for the part “{ComparisonPart(part).label}” of {chosen.title}."
        raise NoSuchPage(nothing, nearest=[(entry.label, entry.address) for entry in entries])
    return entries


def page(
    request: SnapshotRequest, chosen: Selection, part: str, entries: list[RailEntry], context: Context
) -> HttpResponse:
    only, against = read_options(request.GET, chosen.slugs)
    frame = {
        "chosen": chosen,
        "part": ComparisonPart(part),
        "rail": entries,
        "only": only,
        "against": against,
        "against_name": next((row.name for row in chosen.frameworks if row.slug == against), ""),
    }
    return TemplateResponse(request, f"comparisons/{part}/page.html", {**frame, **context, **as_of(request)})


@accepts("task", "as-of")
@compares("{part}/")
def code(request: SnapshotRequest, chosen: Selection, part: str) -> HttpResponse:
    """The same task in every chosen framework."""
    snapshot, entries = request.snapshot, opened(request, chosen, part)
    keys = [row.pk for row in chosen.frameworks]
    known = {task for task, sha256 in snapshot.values(Program, "task_id", "sha256", framework__in=keys) if sha256}
    tasks = [row for row in snapshot.rows(Task) if row.pk in known]
    slug = request.GET.get("task", "")
    if slug:
        choice("task", slug, [row.slug for row in tasks])
    task = next((row for row in tasks if row.slug == (slug or FIRST_TASK)), tasks[0])
    programs = snapshot.rows(Program, task=task.pk, framework__in=keys)
    names = dict(snapshot.values(Framework, "key", "name"))
    shown, switch = switched(read_sides(snapshot, task, chosen.frameworks, programs, names))
    context = {
        "task": task,
        "tasks": tasks,
        "sides": shown,
        "switch": switch,
        "missing": [row for row in chosen.frameworks if all(side.framework is not row for side in shown)],
        "passing": sorted([side for side in shown if side.program.passes], key=lambda side: side.program.lines),
    }
    return page(request, chosen, part, entries, context)


@accepts("only", "against", "as-of")
@compares("{part}/")
def features(request: SnapshotRequest, chosen: Selection, part: str) -> HttpResponse:
    """Every feature side by side: those that differ, then the others folded."""
    snapshot, entries = request.snapshot, opened(request, chosen, part)
    where = {"framework__in": [row.pk for row in chosen.frameworks]}
    claims, sources = snapshot.values_with("source", {Support: SupportLine._fields}, **where)
    evidence = TableEvidence(sources, snapshot.day or today(), snapshot.day)
    support = list(map(SupportLine._make, claims[Support]))
    groups = [*feature_groups(read_features(snapshot), chosen.frameworks, support, evidence)]
    light = LIGHT_OF_TWO if len(chosen.slugs) == 2 else LIGHT
    context = {
        "lightest": light + 1,
        "table": table(groups, evidence, only_differences=False),
        "heavy": rows_where(groups, lambda row: row.differs and row.weight > light),
        "light": rows_where(groups, lambda row: row.differs and row.weight <= light),
        "others": rows_where(groups, lambda row: not row.differs),
        "proven": read_proven(snapshot, **where),
    }
    return page(request, chosen, part, entries, context)


def rows_where(groups: Groups, is_so: Callable[[ComparedRow], bool]) -> Groups:
    """Return the rows of which something is so, under the headings that still have any."""
    kept = [(label, [row for row in rows if is_so(row)]) for label, rows in groups]
    return [(label, rows) for label, rows in kept if rows]


@accepts("as-of")
@compares("{part}/")
def speed(request: SnapshotRequest, chosen: Selection, part: str) -> HttpResponse:
    """What was measured of each, by the questions that people come with."""
    entries = opened(request, chosen, part)
    return page(request, chosen, part, entries, {"lab": answered_questions(request.snapshot, chosen.frameworks)})


@accepts("only", "against", "as-of")
@compares("{part}/")
def facts(request: SnapshotRequest, chosen: Selection, part: str) -> HttpResponse:
    """What the package index, documentation and repositories say of each."""
    snapshot, entries = request.snapshot, opened(request, chosen, part)
    day, keys = snapshot.day or today(), [row.pk for row in chosen.frameworks]
    claims, cited = snapshot.values_with("source", {Fact: FactLine._fields}, framework__in=keys)
    lines = snapshot.rows(SupportWindow, joined=["source"], framework__in=keys)
    evidence = TableEvidence(cited, day, snapshot.day)
    rows = fact_rows(chosen.frameworks, map(FactLine._make, claims[Fact]), evidence)
    only, _against = read_options(request.GET, chosen.slugs)
    context = {
        "table": table([("", rows)], evidence, only_differences=only),
        "windows": windows(chosen.frameworks, lines, sources_of(lines), day, snapshot.day),
        "adoption": read_adoption(snapshot, chosen.frameworks),
    }
    return page(request, chosen, part, entries, context)


@accepts("only", "against", *PARAMETERS, "as-of")
@compares("{part}/")
def guides(request: SnapshotRequest, chosen: Selection, part: str) -> HttpResponse:
    """When guides pick each, where they stand point by point, and who they are."""
    snapshot, entries = request.snapshot, opened(request, chosen, part)
    only, _against = read_options(request.GET, chosen.slugs)
    rows = read_said(snapshot, chosen.frameworks, counting(request.GET))
    context = {
        "comparison": compare(rows, today=snapshot.day or today(), as_of=snapshot.day, only_differences=only),
        "rulings": read_rulings(snapshot),
        "switch": switch(request.GET, rows.opinions, rows.frameworks),
    }
    return page(request, chosen, part, entries, context)


@accepts("as-of")
@compares("{part}/")
def arguments(request: SnapshotRequest, chosen: Selection, part: str) -> HttpResponse:
    """What guides argue for and against each: points that several make, then those of one guide folded."""
    snapshot, entries = request.snapshot, opened(request, chosen, part)
    voices = read_guides_by_code(snapshot)
    remarks: dict[str | None, list[RemarkLine]] = defaultdict(list)
    for remark in read_arguments(snapshot, framework__in=[row.pk for row in chosen.frameworks]):
        remarks[remark.framework_id].append(remark)
    context = {
        "columns": [(row, merged(remarks[row.pk], voices)) for row in chosen.frameworks],
        "rulings": read_rulings(snapshot),
    }
    return page(request, chosen, part, entries, context)


VIEWS: Mapping[str, View] = {
    ComparisonPart.CODE: code,
    ComparisonPart.FEATURES: features,
    ComparisonPart.SPEED: speed,
    ComparisonPart.FACTS: facts,
    ComparisonPart.GUIDES: guides,
    ComparisonPart.ARGUMENTS: arguments,
}
