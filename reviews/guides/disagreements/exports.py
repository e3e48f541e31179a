"""Where guides part, as tables."""

from collections.abc import Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.exports import FRAMEWORK
from reviews.guides.disagreements.disagreements import WORDS, Disagreements
from reviews.opinions.columns import CRITERION, GUIDE, VERDICT

IN_GENERAL = "frameworks in general"
Rows = Iterator[tuple[Value, ...]]


def disagreement_data(context: Context) -> PageData:
    """Return the disagreements that pass the filters, a row for what each guide says."""
    shown: Disagreements = context["shown"]
    on_scales = [FRAMEWORK, CRITERION, VERDICT, GUIDE, Column("level", "names no level")]
    in_words = [Column("disagreement"), Column("kind"), Column("framework", IN_GENERAL), GUIDE]
    return PageData(
        "Where guides disagree",
        [
            Table("on_scales", "On a scale", [*on_scales, Column("basis"), Column("says"), *PROOF], scale_rows(shown)),
            Table("in_words", "In words", [*in_words, Column("says"), Column("where"), *PROOF], word_rows(shown)),
        ],
    )


def scale_rows(shown: Disagreements) -> Rows:
    for pane in shown.panes:
        about = pane.standing.framework.name, pane.standing.criterion.name, pane.standing.found.words
        for said in pane.said:
            guide = shown.voices.guides[said.rating.guide_id].voice
            yield *about, guide, said.level, said.coding, said.rating.summary, *said.citation.proof


def word_rows(shown: Disagreements) -> Rows:
    for one in shown.contradictions:
        about = one.conflict.title, WORDS[one.kind.value], one.framework.name if one.framework else ""
        for side, citation in one.sides:
            source, date, _page = citation.proof
            guide = shown.voices.guides[side.guide_id].voice
            yield *about, guide, side.text, side.locator, source, date, one.address
