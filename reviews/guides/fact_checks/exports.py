"""Statements of guides held against facts, as a table."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from reviews.guides.fact_checks.checks import FactCheck
from reviews.guides.opinions.columns import GUIDE, VERDICT


def fact_check_data(context: Context) -> PageData:
    """Return the statements that pass the filters, with what each was held against."""
    columns = [
        GUIDE,
        Column(FRAMEWORK.name, "frameworks in general"),
        Column("statement"),
        VERDICT,
        Column("why", "nothing to add"),
        Column("rule", "judged by a person"),
        Column("finding_of_the_rule", "judged by a person"),
        Column("verdict_by_hand", "the same"),
        Column("evidence_is_thin"),
        Column("held_against", "nothing on record decides it"),
        Column("held_against_on"),
        *PROOF,
    ]
    return PageData("Guides against facts", [Table("fact_checks", "Statements", columns, rows(context["checks"]))])


def rows(checks: Iterable[FactCheck]) -> Iterator[tuple[Value, ...]]:
    for check in checks:
        row = check.statement
        grounds = "; ".join(f"{ground.text}: {ground.value_and_source}" for ground in check.grounds)
        framework = check.framework.name if check.framework else ""
        thin = "yes" if row.thin else "no"
        about = check.guide.voice, framework, row.text, check.verdict, row.explanation
        yield *about, row.rule, row.finding, check.by_hand, thin, grounds, row.checked_on, *check.citation.proof
