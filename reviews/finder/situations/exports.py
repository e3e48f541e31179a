"""What the pages of situations claim, as tables."""

from collections.abc import Iterable

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from reviews.finder.situations.page import SituationLine, SituationPage

NOBODY = "no framework is left"


def situation_list_data(context: Context) -> PageData:
    """Return every situation with its answer."""
    lines: list[SituationLine] = context["lines"]
    columns = [
        Column("situation"),
        Column("pick", NOBODY),
        Column("runner_up", "nobody else"),
        Column("confidence", NOBODY),
        Column("answers"),
        Column("page", of=("situation",)),
    ]
    rows = (
        (
            line.situation.name,
            line.picks,
            line.runner_up,
            line.outcome.word,
            line.situation.answers,
            line.situation.get_absolute_url(),
        )
        for line in lines
    )
    return PageData("Situations", [Table("situations", "Situations", columns, rows)])


def situation_data(context: Context) -> PageData:
    """Return the answer to one situation and its reasons, with what stands beside it."""
    page: SituationPage = context["page"]
    tables = [answer_table(page)]
    if page.outcome.picks:
        tables += [reasons_table(page), stack_table(page), changes_table(page)]
    return PageData(page.situation.question, tables)


def answer_table(page: SituationPage) -> Table:
    columns = [Column("what"), Column("answer", NOBODY)]
    runner_up = page.runner_up.name if page.runner_up else ""
    rows: Iterable[tuple[Value, ...]] = (
        ("pick", page.names),
        ("runner-up", runner_up),
        ("confidence", page.outcome.word),
        ("because", page.outcome.because),
        ("answers", page.situation.answers),
    )
    return Table("answer", "Answer", columns, rows)


def reasons_table(page: SituationPage) -> Table:
    rows = ((reason.name, reason.words, *reason.citation.proof) for reason in page.reasons)
    return Table("reasons", "Reasons", [Column("reason"), Column("in_words"), *PROOF], rows)


def stack_table(page: SituationPage) -> Table:
    columns = [Column("feature"), Column("provided_by"), Column("level", "built in or not offered"), Column("evidence")]
    return Table("stack", "The stack with it", columns, page.stack)


def changes_table(page: SituationPage) -> Table:
    columns = [Column("assumption"), Column("then"), Column("page", of=("assumption",))]
    return Table("changes", "Change the assumptions", columns, page.changes)
