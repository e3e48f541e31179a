"""The questions that people come with, and the measures that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass

from curation.snapshots.protocol import Snapshot
from frameworks.models import Framework
from measurements.models import Figure, LabRun, Measure
from measurements.speed.charts import Chart, chart


@dataclass(frozen=True, slots=True)
class SpeedPart:
    """An address below /speed/ with its charts."""

    slug: str
    question: str
    title: str
    note: str
    measures: tuple[Measure, ...]

    @property
    def first(self) -> Measure:
        return self.measures[0]


CPU_PART = SpeedPart(
    "cpu",
    "How many servers will my API need?",
    "Processor time of a request",
    "Less is better. Bar: the mean of the quietest quarter of the rounds; line: its 95 % interval.",
    (Measure.CPU_T02, Measure.CPU_T01, Measure.CPU_T03, Measure.CPU_T05),
)
PARTS = (
    CPU_PART,
    SpeedPart(
        "start",
        "How long does a cold function or a deploy wait?",
        "Start until the first answer",
        "From the command to the first right answer, by the processor and by the clock; the code is compiled already.",
        (Measure.START_CPU, Measure.START_WALL),
    ),
    SpeedPart(
        "memory",
        "How small can the machine be?",
        "Memory of a started server",
        "Shared memory is counted once; one process that serves, with all it started.",
        (Measure.MEMORY_IDLE, Measure.MEMORY_WARM),
    ),
    SpeedPart(
        "connections",
        "How many open connections fit in memory?",
        "Memory of an idle WebSocket",
        "What each of 400 connections adds after one echo. The server in brackets decides more than the framework.",
        (Measure.MEMORY_WEBSOCKET,),
    ),
    SpeedPart(
        "waiting",
        "What if every request waits for another service?",
        "Requests that wait 50 ms",
        "Bar: half of the answers came within it; line: nineteen of twenty. Threads or async decide.",
        (Measure.WAIT_64, Measure.WAIT_16, Measure.WAIT_1),
    ),
    SpeedPart(
        "size",
        "How large will the image be?",
        "Installed size",
        "All that one install brings, without compiled byte code.",
        (Measure.SIZE_BARE, Measure.SIZE_COMMON, Measure.PACKAGES_BARE, Measure.PACKAGES_COMMON),
    ),
)


@dataclass(frozen=True, slots=True)
class AnsweredQuestions:
    """What was measured of some frameworks, by the questions that people come with."""

    asked: Sequence[tuple[SpeedPart, Sequence[Chart]]]
    run: LabRun | None
    """The latest run that any of it is of."""


def answered_questions(snapshot: Snapshot, frameworks: Sequence[Framework]) -> AnsweredQuestions:
    """Return the questions that figures of some frameworks answer; two queries."""
    by_key = {row.pk: row for row in frameworks}
    figures = snapshot.rows(Figure, framework__in=list(by_key))
    runs = {row.pk: row for row in snapshot.rows(LabRun)}
    drawn = ((part, [chart(measure, figures, by_key, runs) for measure in part.measures]) for part in PARTS)
    shown = [(part, [each for each in charts if each.bars]) for part, charts in drawn]
    measured = {row.run_id for row in figures}
    latest = next((row for row in reversed(runs.values()) if row.pk in measured), None)
    return AnsweredQuestions([(part, charts) for part, charts in shown if charts], latest)
