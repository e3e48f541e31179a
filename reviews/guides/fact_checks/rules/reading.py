"""The rows that the rules of statements judge, read from the snapshot: eight queries, however many statements."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Release, Support, SupportWindow
from measurements.models import CPU, Figure
from measurements.models.program import DEFAULT
from reviews.guides.fact_checks.rules.judging import judge
from reviews.guides.fact_checks.rules.known import RuleFinding, RuleInput
from reviews.models import Guide, Proof, Statement


def judged(snapshot: Snapshot, today: datetime.date) -> Iterator[tuple[Statement, RuleFinding]]:
    """Yield every public statement that names rules, with what these find on a day."""
    statements = [row for row in snapshot.rows(Statement) if row.rule]
    known = read_known(snapshot, statements, today)
    yield from ((row, judge(row.rule, known[row.key])) for row in statements)


def read_known(snapshot: Snapshot, statements: list[Statement], today: datetime.date) -> dict[str, RuleInput]:
    """Return what the rules of statements start from, by statement."""
    frameworks = sorted({row.framework_id for row in statements if row.framework_id})
    cells, facts = proofs_by_statement(snapshot)
    releases: dict[str, list[Release]] = defaultdict(list)
    windows: dict[str, list[SupportWindow]] = defaultdict(list)
    for release in snapshot.rows(Release, framework__in=frameworks):
        releases[release.framework_id].append(release)
    for window in snapshot.rows(SupportWindow, framework__in=frameworks):
        windows[window.framework_id].append(window)
    costs: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in snapshot.rows(Figure, measure__in=[measure.value for measure in CPU], variant=DEFAULT):
        costs[figure.framework_id][figure.measure] = figure
    published = {row.key: row.source.published for row in snapshot.rows(Guide, joined=["source"])}
    return {
        row.key: RuleInput(
            today=today,
            facts={fact.name: fact for fact in facts[row.key] if fact.framework_id == row.framework_id},
            cells=cells[row.key],
            releases=releases[row.framework_id or ""],
            windows=windows[row.framework_id or ""],
            framework=row.framework_id or "",
            costs=costs,
            published=published[row.guide_id],
        )
        for row in statements
    }


def proofs_by_statement(snapshot: Snapshot) -> tuple[dict[str, list[Support]], dict[str, list[Fact]]]:
    """Return the feature cells and the facts among the proofs, by statement."""
    proofs = snapshot.rows(Proof)
    cells, facts = defaultdict(list), defaultdict(list)
    cell_keys = sorted({proof.support_id for proof in proofs if proof.support_id})
    by_cell = {row.key: row for row in snapshot.rows(Support, joined=["feature"], key__in=cell_keys)}
    fact_keys = sorted({proof.fact_id for proof in proofs if proof.fact_id})
    by_fact = {row.key: row for row in snapshot.rows(Fact, key__in=fact_keys)}
    for proof in proofs:
        if proof.support_id:
            cells[proof.statement_id].append(by_cell[proof.support_id])
        elif proof.fact_id:
            facts[proof.statement_id].append(by_fact[proof.fact_id])
    return cells, facts
