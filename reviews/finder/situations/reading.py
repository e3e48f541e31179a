"""The rows that situations are answered from."""

from collections.abc import Sequence

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Feature, Framework, LearningResource, Support
from measurements.code.sides import ProgramSide, read_sides
from measurements.defaults import by_default
from measurements.models import Figure, Measure, Program, Task
from measurements.speed.beside import SHOWN, read_lab
from reviews.finder.page.counsel import Advised
from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.page.reading import read_advice
from reviews.finder.scoring.factors import BY_KEY
from reviews.finder.scoring.reading import read_scores
from reviews.finder.scoring.scores import FrameworkScores
from reviews.finder.situations.outcome import answers_of, outcome_of
from reviews.finder.situations.page import SituationLine, SituationPage
from reviews.finder.situations.reasons import Evidence
from reviews.guides.opinions.guides_by_code import read_guides_by_code
from reviews.learning.first import read_first_steps
from reviews.models import CommonSituation, UseCase


def read_lines(snapshot: Snapshot) -> list[SituationLine]:
    """Return every situation with its answer; one query where the finder has its scores already."""
    scores = read_scores(snapshot)
    return lines_of(scores, snapshot.rows(CommonSituation))


def lines_of(scores: FrameworkScores, situations: Sequence[CommonSituation]) -> list[SituationLine]:
    names = {key: framework.name for key, framework in scores.frameworks.items()}
    return [SituationLine(row, outcome_of(scores, row), names) for row in situations]


def read_page(snapshot: Snapshot, situation: CommonSituation) -> SituationPage:
    day = snapshot.day.isoformat() if snapshot.day else ""
    finding = Finding(answers_of(situation, day), FinderRows(read_scores(snapshot)))
    outcome = outcome_of(finding.rows.scores, situation)
    frameworks = {row.pk: row for row in snapshot.rows(Framework)}
    if not outcome.picks:
        return SituationPage(situation, finding, frameworks, Evidence({}, {}, {}, {}, today(), snapshot.day))
    beside = [frameworks[key] for key in (outcome.picks[0], outcome.runner_up) if key]
    resources = {row.pk: row for row in snapshot.rows(LearningResource)}
    return SituationPage(
        situation,
        finding,
        frameworks,
        read_evidence(snapshot, outcome.picks[0]),
        sides=typical_sides(snapshot, situation, beside),
        measured=read_lab(snapshot, beside, weighed_besides(finding)).measured,
        advised=read_advised(snapshot, situation),
        resources=[resources[key] for key in situation.resources if key in resources],
        first_steps=read_first_steps(snapshot, outcome.picks, snapshot.day or today()),
    )


def weighed_besides(finding: Finding) -> list[Measure]:
    """Return the measures that these answers weigh and that few pages show, such as the memory of a connection."""
    weighed = (Measure(name) for key in finding.counted for name in BY_KEY[key].measures)
    return [measure for measure in weighed if measure not in SHOWN]


def read_evidence(snapshot: Snapshot, framework: str) -> Evidence:
    """Return what is recorded of one framework; four queries."""
    support = snapshot.rows(Support, joined=["source"], framework=framework)
    facts = snapshot.rows(Fact, joined=["source"], framework=framework)
    figures = snapshot.rows(Figure, joined=["run"], framework=framework)
    return Evidence(
        features={row.pk: row for row in snapshot.rows(Feature)},
        support={row.feature_id: row for row in support},
        facts={row.name: row for row in facts},
        figures={measure: row for (_, measure), row in by_default(figures).items()},
        today=today(),
        day=snapshot.day,
    )


def typical_sides(snapshot: Snapshot, situation: CommonSituation, frameworks: Sequence[Framework]) -> list[ProgramSide]:
    """Return the typical task in a few frameworks; four queries, or none for a situation without one."""
    if not situation.task_id:
        return []
    tasks = snapshot.rows(Task, key=situation.task_id)
    programs = snapshot.rows(Program, task=situation.task_id, framework__in=[row.pk for row in frameworks])
    names = {row.pk: row.name for row in frameworks}
    return read_sides(snapshot, tasks[0], frameworks, programs, names) if tasks else []


def read_advised(snapshot: Snapshot, situation: CommonSituation) -> Advised | None:
    if not situation.use_case_id:
        return None
    names = dict(snapshot.values(UseCase, "key", "name", key=situation.use_case_id))
    return Advised(names, read_advice(snapshot, list(names)), read_guides_by_code(snapshot)) if names else None
