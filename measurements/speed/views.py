"""What frameworks cost to run, measured with its noise."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import InvalidQuery, Problem, accepts, as_of, choice
from curation.web.suggestions import not_found
from frameworks.models import Framework
from measurements.models import Figure, LabRun, Measure, Task
from measurements.speed.charts import Chart, chart
from measurements.speed.exports import charts_data, method_data, runs_data
from measurements.speed.method import measures_explained, verdicts_explained
from measurements.speed.numbers import share_of_core
from measurements.speed.parts import CPU_PART, PARTS, SpeedPart

TASKS = tuple(measure.value.removeprefix("cpu-") for measure in CPU_PART.measures)
MOST_PER_SECOND = 100_000
LOW_RATE = 50
"""Requests a second up to which the processor time of a framework hardly matters."""
SMALL = tuple(part for part in PARTS if part.slug in ("start", "connections", "size"))
"""The parts that the overview shows in small."""


@alternates(charts_data)
@require_safe
@accepts("task", "rate", "as-of")
def speed(request: SnapshotRequest) -> HttpResponse:
    """The questions, the cost of a request, and three small charts."""
    tasks = {task.pk: task for task in request.snapshot.rows(Task) if task.pk in TASKS}
    slug = request.GET.get("task", "")
    if slug:
        choice("task", slug, [task.slug for task in tasks.values()])
    task = next((task for task in tasks.values() if task.slug == slug), tasks.get(TASKS[0]))
    rate = rate_of(request.GET.get("rate", ""))
    cpu = Measure(f"cpu-{task.pk}") if task else CPU_PART.first
    charts = read_charts(request.snapshot, (cpu, *(part.first for part in PARTS[1:])), rate)
    shown = dict(zip(PARTS, charts, strict=True))
    context = {
        "title": "What do they cost to run?",
        "parts": [(part, shown[part].spread) for part in PARTS],
        "charts": charts,
        "cpu": charts[0],
        "small": [(part, shown[part]) for part in SMALL],
        "tasks": [tasks[key] for key in TASKS if key in tasks],
        "task": task,
        "rate": rate,
        "low_rate": LOW_RATE,
        "low_share": share_of_core(charts[0].costliest, LOW_RATE),
        "run": run_of(request.snapshot, charts) if task else None,
    }
    return TemplateResponse(request, "measurements/speed/overview/page.html", context | as_of(request))


@alternates(charts_data)
@require_safe
@accepts("as-of")
def speed_part(request: SnapshotRequest, part: str) -> HttpResponse:
    """Every measure of one question, with its variants."""
    chosen = next((each for each in PARTS if each.slug == part), None)
    if chosen is None:
        raise not_found("part of the measurements", part, {each.slug: address_of(each) for each in PARTS})
    charts = read_charts(request.snapshot, chosen.measures)
    context = {"title": chosen.title, "part": chosen, "parts": PARTS, "charts": charts}
    context["run"] = run_of(request.snapshot, charts)
    return TemplateResponse(request, "measurements/speed/part/page.html", context | as_of(request))


@alternates(runs_data)
@require_safe
@accepts("as-of")
def run_list(request: SnapshotRequest) -> HttpResponse:
    """Every run on record, with its machine, load and noise."""
    context = {"runs": request.snapshot.rows(LabRun)[::-1], "parts": PARTS}
    return TemplateResponse(request, "measurements/speed/runs/page.html", context | as_of(request))


@alternates(method_data)
@require_safe
@accepts("as-of")
def measuring_method(request: SnapshotRequest) -> HttpResponse:
    """How figures come about, and what they do not say."""
    runs = request.snapshot.rows(LabRun)
    context = {
        "measures": measures_explained(),
        "verdicts": verdicts_explained(),
        "run": next((run for run in reversed(runs) if run.noise), None),
        "parts": PARTS,
    }
    return TemplateResponse(request, "measurements/speed/method/page.html", context | as_of(request))


def address_of(part: SpeedPart) -> str:
    return reverse("speed-part", args=[part.slug])


def rate_of(text: str) -> int:
    """Return the requests a second that a reader gave, 0 for none; refuse what is no such number."""
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_PER_SECOND:
        raise InvalidQuery(Problem("rate", f"give requests a second as a whole number from 1 to {MOST_PER_SECOND:,}."))
    return int(text)


def read_charts(snapshot: Snapshot, measures: Sequence[Measure], rate: int = 0) -> list[Chart]:
    frameworks = {row.pk: row for row in snapshot.rows(Framework)}
    figures = snapshot.rows(Figure, measure__in=[measure.value for measure in measures])
    runs = {row.pk: row for row in snapshot.rows(LabRun)}
    return [chart(measure, figures, frameworks, runs, rate) for measure in measures]


def run_of(snapshot: Snapshot, charts: Sequence[Chart]) -> LabRun | None:
    """Return the newest run that a page's figures are of."""
    keys = {bar.figure.run_id for each in charts for bar in each.bars}
    return next((row for row in reversed(snapshot.rows(LabRun)) if row.pk in keys), None)
