"""What the pages about topics claim, as tables."""

from collections.abc import Iterator, Sequence

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from reviews.guides.opinions.columns import GUIDE, PLACE
from reviews.guides.topics.headings import Heading

QUESTION = Column("question")


def topic_list_data(context: Context) -> PageData:
    """Return every question with the number of its answers."""
    columns = [Column("topic"), QUESTION, Column("answers"), Column("page", of=("question",))]
    rows = (
        (topic.title, question.text, count, f"{topic.get_absolute_url()}#{question.name}")
        for topic, questions in context["topics"]
        for question, count in questions
    )
    return PageData("Topics and questions", [Table("questions", "Topics and questions", columns, rows)])


def topic_data(context: Context) -> PageData:
    """Return the guides' answers to the questions of one topic."""
    columns = [
        QUESTION,
        GUIDE,
        Column("answer"),
        Column("further", "nothing further"),
        PLACE,
        *PROOF,
    ]
    return PageData(context["topic"].title, [Table("answers", "Answers", columns, answer_rows(context["headings"]))])


def answer_rows(headings: Sequence[Heading]) -> Iterator[tuple[Value, ...]]:
    """Yield every answer; that a guide gives none is a row too."""
    for heading in headings:
        question = heading.question.text
        for answered in heading.by_guide:
            guide = answered.guide.voice
            for row, citation in answered.answers:
                yield question, guide, row.text, "; ".join(row.points), row.locator, *citation.proof
        for silent in heading.silent:
            yield question, silent.voice, "nothing on record", "", "", "", "", ""
