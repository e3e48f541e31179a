"""The parts of a framework's page, a view each."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.tables import Context
from curation.web.querystrings import View, accepts, as_of
from curation.web.suggestions import NoSuchPage, find, not_found
from frameworks.addresses import framework_address
from frameworks.adoption.reading import read_adoption
from frameworks.models import Framework
from measurements.models import Program, Task
from measurements.models.program import DEFAULT
from measurements.speed.beside import read_lab
from measurements.speed.parts import answered_questions
from reviews.guides.opinions.basis import PARAMETERS, counting
from reviews.guides.opinions.rulings import read_rulings
from reviews.guides.opinions.switches import switch
from reviews.profiles.parts import FrameworkPart, count_parts, rail
from reviews.profiles.reading import read_framework


@require_safe
def framework_part(request: SnapshotRequest, slug: str, part: str) -> HttpResponse:
    """One part of what is on record of a framework."""
    if part not in VIEWS:
        address = framework_address(slug)
        raise not_found("part of a framework", part, {each: f"{address}{each}/" for each in FrameworkPart})
    framework = find("framework", request.snapshot.rows(Framework), slug)
    return VIEWS[part](request, framework=framework, part=FrameworkPart(part))


def page(request: SnapshotRequest, framework: Framework, part: FrameworkPart, context: Context) -> HttpResponse:
    """Return a part as a page; 404 with the way on for one of which there is nothing."""
    past = as_of(request)
    counts = count_parts(request.snapshot, framework)
    entries = rail(counts, framework.get_absolute_url(), str(past["as_of_query"]))
    if not counts[part]:
        nothing = f"Nothing is on record yet for the part “{part.label}” of {framework.name}."
        raise NoSuchPage(nothing, nearest=[(entry.label, entry.address) for entry in entries])
    frame = {"framework": framework, "part": part, "rail": entries}
    return TemplateResponse(request, f"profiles/{part}/page.html", {**frame, **context, **past})


def read_page(request: SnapshotRequest, framework: Framework) -> dict[str, Any]:
    """Return what is on record of a framework, of which a part shows some."""
    shown = read_framework(request.snapshot, framework, (), counting(request.GET))
    return {"page": shown, "switch": switch(request.GET, shown.rows.opinions)}


@accepts("as-of")
def features(request: SnapshotRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    """How each feature is supported."""
    context = {**read_page(request, framework), "lab": read_lab(request.snapshot, [framework])}
    return page(request, framework, part, context)


@accepts("as-of")
def code(request: SnapshotRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    """The tasks of the lab that the framework has a program for."""
    programs = request.snapshot.rows(Program, framework=framework.pk, variant=DEFAULT)
    by_task = {row.task_id: row for row in programs}
    tasks = [(task, by_task[task.pk]) for task in request.snapshot.rows(Task) if task.pk in by_task]
    return page(request, framework, part, {"tasks": tasks})


@accepts("as-of")
def speed(request: SnapshotRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    """What was measured, by the questions that people come with."""
    return page(request, framework, part, {"lab": answered_questions(request.snapshot, [framework])})


@accepts("as-of")
def facts(request: SnapshotRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    """What the package index, documentation and repositories say."""
    context = {**read_page(request, framework), "adoption": read_adoption(request.snapshot, [framework])}
    return page(request, framework, part, context)


def said(request: SnapshotRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    """How guides rate it and when they name it, or what each has for and against it."""
    return page(request, framework, part, {**read_page(request, framework), "rulings": read_rulings(request.snapshot)})


@accepts("as-of")
def learn(request: SnapshotRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    """The resources that cover it."""
    return page(request, framework, part, read_page(request, framework))


VIEWS: Mapping[str, View] = {
    FrameworkPart.FEATURES: features,
    FrameworkPart.CODE: code,
    FrameworkPart.SPEED: speed,
    FrameworkPart.FACTS: facts,
    FrameworkPart.GUIDES: accepts("as-of", *PARAMETERS)(said),
    FrameworkPart.ARGUMENTS: accepts("as-of")(said),
    FrameworkPart.LEARN: learn,
}
