"""The method page's scales, marks, rules and formulas, as tables."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import Column, Context, PageData, Table
from reviews.finder.method import AgreementText, FinderMethod
from reviews.guides.opinions.columns import CRITERION
from reviews.site.method.method import MarkText, ScaleText

FACTOR = Column("driver")


def method_data(context: Context) -> PageData:
    """Return the scales, the marks, the rules, the formulas, and what the finder counts with."""
    formulas = Table("formulas", "Facts worked out", [Column("fact"), Column("formula")], context["formulas"])
    rules = Table("rules", "Rules for verdicts", [Column("rule"), Column("formula")], context["rules"])
    return PageData(
        "Method",
        [
            *scale_tables(context["scales"]),
            marks_table(context),
            rules,
            *finder_tables(context["finder"]),
            *agreement_tables(context["agreement"]),
            formulas,
        ],
    )


def scale_tables(scales: Iterable[ScaleText]) -> Iterator[Table]:
    """Yield the criteria, and their levels from the lowest to the highest."""
    columns = [CRITERION, Column("question"), Column("definition"), Column("caveat", "none")]
    criteria = (
        (
            scale.criterion.name,
            scale.criterion.question,
            scale.criterion.definition,
            scale.criterion.caveat,
            scale.kind,
            scale.better,
        )
        for scale in scales
    )
    yield Table("scales", "Scales", [*columns, Column("scale"), Column("ends", "no ends")], criteria)
    levels = ((scale.criterion.name, level.label, level.meaning) for scale in scales for level in scale.levels)
    yield Table("levels", "Levels", [CRITERION, Column("level"), Column("meaning", "none")], levels)


def marks_table(context: Context) -> Table:
    """Return what every mark means."""
    sorts: list[tuple[str, Iterable[MarkText]]] = [
        ("feature support", context["support"]),
        ("kind of source", context["citations"]),
        ("what the guides together say", context["flags"]),
        ("statement held against facts", context["verdicts"]),
    ]
    rows = ((sort, mark.label, mark.meaning) for sort, marks in sorts for mark in marks)
    return Table("marks", "What marks mean", [Column("about"), Column("mark"), Column("meaning")], rows)


def finder_tables(finder: FinderMethod) -> Iterator[Table]:
    """Yield what the finder weighs, what that is worth, what answers preset, and what it leaves out."""
    factors = (
        (factor.factor.name, factor.factor.question, factor.evidence, factor.depends) for factor in finder.factors
    )
    depends = Column("what_you_may_want", "the better end is the same for all")
    yield Table("drivers", "What the finder weighs", [FACTOR, Column("question"), Column("its_mark"), depends], factors)
    yield Table("support_marks", "Marks for support", [Column("support"), Column("mark")], finder.support)
    steps = (
        (measure.name, measure.evidence, *step)
        for measure in finder.measures
        for step in (*measure.steps, ("more", "0"))
    )
    columns = [FACTOR, Column("measured"), Column("at_most"), Column("mark")]
    yield Table("measures", "Marks for facts", columns, steps)
    presets = (
        (preset.question, preset.answer, weight, names, preset.wanted, preset.needs, preset.why)
        for preset in finder.presets
        for weight, names in preset.weights or [("", "")]
    )
    columns = [Column("question"), Column("answer"), Column("weight", "none"), Column("drivers", "none")]
    columns += [Column("wanted", "nothing"), Column("must_have", "nothing"), Column("why", "it presets nothing")]
    yield Table("presets", "What each answer presets", columns, presets)
    yield Table("inactive", "What makes a framework inactive", [Column("rule")], ((rule,) for rule in finder.inactive))
    title = "What guides rate and the finder does not weigh"
    yield Table("not_weighed", title, [CRITERION, Column("reason")], finder.left_out)


def agreement_tables(agreement: AgreementText) -> Iterator[Table]:
    """Yield how often the finder names what guides recommend, and what its questions cannot express."""
    tried = (
        (group.name, group.first, group.near, group.tried, "; ".join(group.misses), group.address)
        for group in agreement.groups
    )
    columns = [Column("sort_of_project"), Column("first"), Column("first_three"), Column("tried")]
    columns += [Column("where_the_finder_differs", "nowhere"), Column("page", of=("sort_of_project",))]
    yield Table("agreement", "What guides advise, put to the finder", columns, tried)
    texts = (
        (text.advice.situation, text.advice.author, text.picks, text.place, text.interest, text.advice.address)
        for text in agreement.published
    )
    columns = [Column("situation"), Column("author"), Column("recommends"), Column("place_in_the_ranking")]
    columns += [Column("interest", "none seen"), Column("text", of=("author",))]
    yield Table("published_advice", "What published texts recommend, put to the finder", columns, texts)
    columns = [Column("sort_of_project"), Column("reason"), Column("pieces_of_advice")]
    yield Table("not_expressed", "What the finder’s questions cannot express", columns, agreement.not_expressed)
