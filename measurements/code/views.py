"""The same tasks in every framework: what they look like, and whether they do what they should."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import find, not_found
from frameworks.models import Framework
from measurements.code.exports import task_data, task_list_data
from measurements.code.overview import bad_input, fault_lines, task_lines
from measurements.code.running import archive, running
from measurements.code.sides import MOST, chosen, read_sides
from measurements.code.switching import switched
from measurements.models import LabRun, Program, Task
from measurements.models.program import DEFAULT


@alternates(task_list_data)
@require_safe
@accepts("as-of")
def task_list(request: SnapshotRequest) -> HttpResponse:
    """Every task, how bad input is answered, and faults of frameworks."""
    snapshot = request.snapshot
    frameworks, tasks, programs = snapshot.rows(Framework), snapshot.rows(Task), snapshot.rows(Program)
    points, answered = bad_input(frameworks, programs)
    context = {
        "lines": task_lines(tasks, programs),
        "points": points,
        "answered": answered,
        "faults": fault_lines(frameworks, tasks, programs),
        "program_count": sum(bool(program.files) for program in programs),
        "passing_count": sum(program.passes for program in programs),
        "framework_count": len({program.framework_id for program in programs}),
        "run": next(reversed(snapshot.rows(LabRun, key__in=[program.run_id for program in programs])), None),
    }
    return TemplateResponse(request, "measurements/code/list/page.html", context | as_of(request))


@alternates(task_data)
@require_safe
@accepts("framework", "as-of", repeated=("framework",))
def task_detail(request: SnapshotRequest, slug: str) -> HttpResponse:
    """One task in up to four frameworks."""
    snapshot = request.snapshot
    tasks = snapshot.rows(Task)
    task = find("task", tasks, slug)
    frameworks, programs = snapshot.rows(Framework), snapshot.rows(Program, task=task.pk)
    first = {row.framework_id: row for row in programs if row.variant == DEFAULT}
    columns = chosen(request.GET.getlist("framework"), frameworks, first)
    names = {row.pk: row.name for row in frameworks}
    shown, switch = switched(read_sides(snapshot, task, columns, programs, names))
    context = {
        "task": task,
        "tasks": tasks,
        "frameworks": frameworks,
        "programs": first,
        "sides": shown,
        "switch": switch,
        "missing": [row for row in columns if row.pk not in first],
        "most": MOST,
        "query": "&".join(f"framework={row.slug}" for row in columns) if request.GET.getlist("framework") else "",
    }
    return TemplateResponse(request, "measurements/code/detail/page.html", context | as_of(request))


@require_safe
@accepts()
def task_archive(request: SnapshotRequest, slug: str, name: str) -> HttpResponse:
    """The files of one program with what they need, to run it elsewhere."""
    snapshot = request.snapshot
    task = find("task", snapshot.rows(Task), slug)
    framework_slug, _mark, variant = name.partition(".")
    framework = find("framework", snapshot.rows(Framework), framework_slug)
    programs = snapshot.rows(Program, task=task.pk, framework=framework.pk, variant=variant or DEFAULT)
    if not programs or not programs[0].files:
        raise not_found("program", name, {})
    run = snapshot.rows(LabRun, key=programs[0].run_id)[0]
    steps = running(programs[0], framework.package or framework.slug, run.servers)
    response = HttpResponse(archive(programs[0], steps.requirements), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{task.slug}-{name}.zip"'
    return response
