"""Statements of guides held against facts, as a table."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.exports import FRAMEWORK
from reviews.guides.fact_checks.checks import Check
from reviews.opinions.columns import GUIDE, VERDICT


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
    return PageData("Guides against facts", [Table("fact_checks", "Statements", columns, rows(context["shown"]))])


def rows(checks: Iterable[Check]) -> Iterator[tuple[Value, ...]]:
    for one in checks:
        row = one.statement
        grounds = "; ".join(f"{ground.text}: {ground.said}" for ground in one.grounds)
        framework = one.framework.name if one.framework else ""
        thin = "yes" if row.thin else "no"
        about = one.guide.voice, framework, row.text, one.verdict, row.explanation
        yield *about, row.rule, row.finding, one.by_hand, thin, grounds, row.checked_on, *one.citation.proof
