"""How things are told and counted, as tables."""

from collections.abc import Iterable, Iterator

from curation.web.exports.tables import Column, Context, PageData, Table
from reviews.finder.page.method import AgreementText, FinderMethod
from reviews.method.method import Mark, ScaleText
from reviews.opinions.columns import CRITERION

DRIVER = Column("driver")


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
            one.criterion.name,
            one.criterion.question,
            one.criterion.definition,
            one.criterion.caveat,
            one.kind,
            one.better,
        )
        for one in scales
    )
    yield Table("scales", "Scales", [*columns, Column("scale"), Column("ends", "no ends")], criteria)
    levels = ((one.criterion.name, level.label, level.meaning) for one in scales for level in one.levels)
    yield Table("levels", "Levels", [CRITERION, Column("level"), Column("meaning", "none")], levels)


def marks_table(context: Context) -> Table:
    """Return what every mark means."""
    citations = [mark for mark, _code in context["chips"]]
    sorts: list[tuple[str, Iterable[Mark]]] = [
        ("feature support", context["support"]),
        ("kind of source", citations),
        ("what the guides together say", context["flags"]),
        ("statement held against facts", context["verdicts"]),
    ]
    rows = ((sort, mark.label, mark.meaning) for sort, marks in sorts for mark in marks)
    return Table("marks", "What marks mean", [Column("about"), Column("mark"), Column("meaning")], rows)


def finder_tables(finder: FinderMethod) -> Iterator[Table]:
    """Yield what the finder weighs, what that is worth, what answers preset, and what it leaves out."""
    drivers = ((one.driver.name, one.driver.question, one.evidence, one.depends) for one in finder.drivers)
    wanted = Column("what_you_may_want", "the better end is the same for all")
    yield Table("drivers", "What the finder weighs", [DRIVER, Column("question"), Column("its_mark"), wanted], drivers)
    yield Table("support_marks", "Marks for support", [Column("support"), Column("mark")], finder.support)
    steps = ((one.name, one.evidence, *step) for one in finder.measures for step in (*one.steps, ("more", "0")))
    columns = [DRIVER, Column("measured"), Column("at_most"), Column("mark")]
    yield Table("measures", "Marks for facts", columns, steps)
    presets = (
        (one.question, one.answer, weight, names, one.wanted, one.needs)
        for one in finder.presets
        for weight, names in one.weights or [("", "")]
    )
    columns = [Column("question"), Column("answer"), Column("weight", "none"), Column("drivers", "none")]
    columns += [Column("wanted", "nothing"), Column("must_have", "nothing")]
    yield Table("presets", "What each answer presets", columns, presets)
    title = "What guides rate and the finder does not weigh"
    yield Table("not_weighed", title, [CRITERION, Column("reason")], finder.left_out)


def agreement_tables(agreement: AgreementText) -> Iterator[Table]:
    """Yield how often the finder names what guides recommend, and what its questions cannot express."""
    tried = ((one.name, one.first, one.near, one.tried, "; ".join(one.misses), one.address) for one in agreement.groups)
    columns = [Column("sort_of_project"), Column("first"), Column("first_three"), Column("tried")]
    columns += [Column("where_the_finder_differs", "nowhere"), Column("page", of=("sort_of_project",))]
    yield Table("agreement", "What guides advise, put to the finder", columns, tried)
    columns = [Column("sort_of_project"), Column("reason"), Column("pieces_of_advice")]
    yield Table("not_expressed", "What the finder’s questions cannot express", columns, agreement.not_expressed)
