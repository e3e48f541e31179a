"""What the finder answers, as tables."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from reviews.evidence.claims import CitedClaim
from reviews.finder.page.changes import Sensitivity, sensitivity
from reviews.finder.page.claims import Contributed
from reviews.finder.page.left_out import LeftOutGroup
from reviews.finder.page.page import FinderPage
from reviews.finder.page.table import Apart, RankingLine, lines
from reviews.finder.questions.choices import Weight
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.factors import BY_KEY, FACTORS

Rows = Iterator[tuple[Value, ...]]
PAGE = Column("page", of=("framework",))
FACTOR = Column("driver")
TABLES = {
    "unconfirmed": ("not_known", "feature"),
    "ruled-out": ("ruled_out", "feature"),
    "inactive": ("inactive", "fact"),
}
"""The name of the table of each group that is not ranked, and what its rows are about."""


def finder_data(context: Context) -> PageData:
    """Return the answers, the weights and all that follows from them; without answers, no ranking."""
    page: FinderPage = context["page"]
    ranked = lines(page.finding) if page.finding else []
    return PageData(
        page.title,
        [
            answers_table(page),
            weights_table(page),
            ranking_table(ranked),
            contributions_table(page, ranked),
            claims_table(page, context.get("claims", {})),
            apart_table(page.apart),
            *map(left_out_table, page.left_out),
            *sensitivity_tables(page),
            advice_table(page),
        ],
    )


def answers_table(page: FinderPage) -> Table:
    given = {
        question.key: [answer.label for answered, answer in page.answers.chosen if answered is question]
        for question in QUESTIONS
    }
    rows = ((question.label, ", ".join(given[question.key])) for question in QUESTIONS)
    return Table("answers", "Your answers", [Column("question"), Column("answer", "not answered")], rows)


def weights_table(page: FinderPage) -> Table:
    counted, presets = page.counted, page.answers.presets.weights
    columns = [FACTOR, Column("evidence_from"), Column("weight"), Column("preset_by_the_answers")]
    rows = (
        (factor.name, factor.basis, Weight(counted[factor.key]).label, Weight(presets[factor.key]).label)
        for factor in FACTORS
    )
    return Table("weights", "Weights", columns, rows)


def ranking_table(ranked: Iterable[RankingLine]) -> Table:
    """Return the totals as intervals; where both ends are alike, nothing is open."""
    columns = [FRAMEWORK, Column("rank"), Column("lowest_total"), Column("highest_total"), PAGE]
    rows = (
        (line.name, line.rank, line.low, line.high.removeprefix("to ") or line.low, line.address) for line in ranked
    )
    return Table("ranking", "Ranking", columns, rows)


def contributions_table(page: FinderPage, ranked: Iterable[RankingLine]) -> Table:
    names = [BY_KEY[factor].name for factor in page.finding.counted] if page.finding else []
    columns = [
        FACTOR,
        FRAMEWORK,
        Column("points"),
        Column("basis", "as recorded"),
        Column("evidence", of=("points",)),
    ]
    rows = (
        (name, line.name, cell.words, cell.basis, cell.address)
        for place, name in enumerate(names)
        for line in ranked
        for cell in [line.cells[place]]
    )
    return Table("contributions", "What each driver adds", columns, rows, across="framework")


def claims_table(page: FinderPage, claims: Contributed) -> Table:
    """Return what each contribution rests on; what nobody checked is there too."""
    finding = page.finding
    columns = [
        FRAMEWORK,
        FACTOR,
        Column("key"),
        Column("claim"),
        Column("place", "as the address says"),
        Column("read_at", "no address on record", of=("place",)),
        *PROOF,
    ]
    rows = (
        (finding.rows.frameworks[framework].name, BY_KEY[factor].name, *claim_row(claim))
        for (framework, factor), group in claims.items()
        if finding
        for claim in group
    )
    return Table("claims", "The claims behind the contributions", columns, rows)


def claim_row(claim: CitedClaim) -> tuple[Value, ...]:
    return claim.key, claim.says, claim.place, claim.address, claim.source, claim.day, claim.evidence


def apart_table(apart: Iterable[Apart]) -> Table:
    columns = [FRAMEWORK, Column("per_cent_known"), Column("total"), Column("missing"), PAGE]
    rows = (
        (framework.name, framework.known, framework.total, framework.missing, framework.address) for framework in apart
    )
    return Table("apart", "Too little known to rank", columns, rows)


def left_out_table(group: LeftOutGroup) -> Table:
    name, subject = TABLES[group.key]
    columns = [FRAMEWORK, Column("requirement"), Column(subject), Column("finding"), Column("evidence", of=(subject,))]
    rows = ((framework.name, *reason) for framework in group.frameworks for reason in framework.reasons)
    return Table(name, group.title, columns, rows)


def advice_table(page: FinderPage) -> Table:
    """Return what guides themselves recommend for such projects, and how that stands in the ranking."""
    rows = (
        (framework.name, framework.place, *citation.proof)
        for framework in (page.counsel.recommended if page.counsel else [])
        for citation in framework.citations
    )
    return Table("advice", "What guides recommend", [FRAMEWORK, Column("place_in_the_ranking"), *PROOF], rows)


def confidence_table(page: FinderPage) -> Table:
    """Return first place, the runner-up, and how firm that is."""
    result = page.result
    second = result.runner_up.name if result and result.runner_up else ""
    rows = [(result.leaders, second, result.confidence, result.confidence_words)] if result else []
    columns = [Column("first"), Column("then", "nobody"), Column("confidence"), Column("because")]
    return Table("confidence", "How firm first place is", columns, rows)


def sensitivity_tables(page: FinderPage) -> list[Table]:
    """Return what would change first place; nothing where nothing is ranked."""
    effects = sensitivity(page.finding) if page.finding and page.state == "result" else Sensitivity([], 0, [], 0, [])
    changes = [
        FACTOR,
        Column("weight"),
        Column("weight_then"),
        Column("first_then"),
        Column("page", of=("first_then",)),
    ]
    flips = ((change.factor, change.before, change.after, change.leaders, change.address) for change in effects.changes)
    return [
        Table("changes", "What would change first place", changes, flips),
        Table(
            "challengers",
            "Would lead with full marks on what is missing",
            [FRAMEWORK, Column("highest_total"), Column("missing"), PAGE],
            effects.challengers,
        ),
        confidence_table(page),
        Table("firmness", "Ranks over plausible weightings", [FRAMEWORK, Column("ranks")], effects.firm),
    ]
