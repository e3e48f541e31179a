"""What can be searched of the lab's tasks, programs and measurements."""

from collections.abc import Iterator

from django.urls import reverse

from curation.search.documents import DocumentKind, SearchDocument, documents_of, paragraphs
from curation.snapshots.protocol import Snapshot
from measurements.models import Program, Task
from measurements.speed.parts import PARTS
from measurements.speed.views import address_of

TASK = DocumentKind("task", "Task", "Tasks", place=42, named=True)
MEASUREMENT = DocumentKind("measurement", "Measurement", "Measurements", place=35, named=True)
PROGRAM = DocumentKind("program", "Program", "Programs", place=180)


@documents_of(MEASUREMENT)
def measurements(snapshot: Snapshot) -> Iterator[SearchDocument]:
    yield SearchDocument(
        "What frameworks cost to run",
        reverse("speed"),
        "Processor time, memory, start and size, measured on one machine.",
        ("speed", "performance", "benchmark", "cpu", "latency", "fastest", "requests per second"),
    )
    for part in PARTS:
        names = (part.question, *(str(measure.label) for measure in part.measures))
        yield SearchDocument(part.title, address_of(part), paragraphs(part.question, part.note), names)


@documents_of(TASK)
def tasks(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(Task):
        yield SearchDocument(row.name, row.get_absolute_url(), paragraphs(row.summary, *row.asks), (row.key, row.slug))


@documents_of(PROGRAM)
def programs(snapshot: Snapshot) -> Iterator[SearchDocument]:
    for row in snapshot.rows(Program, joined=["framework", "task"]):
        name = f"{row.framework.name}: {row.task.name}"
        words = (f"{word}: {note}" for word, note in row.notes.items())
        text = paragraphs(row.not_offered, row.left_out, row.breaks, *row.remarks, *words)
        yield SearchDocument(f"{name}, {row.label}" if row.label else name, row.get_absolute_url(), text)
