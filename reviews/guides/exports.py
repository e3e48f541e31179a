"""What the pages about guides and other sources claim, as tables."""

from collections.abc import Iterable, Iterator

from curation.web.addresses import evidence_address
from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.models import Source
from reviews.guides.detail import GuideSubject, RecommendationPicks
from reviews.guides.list import GuideEntry, SourceGroup
from reviews.guides.opinions.citations import UNDATED
from reviews.guides.opinions.columns import CRITERION, GUIDE, PLACE, PUBLISHED, REASON, SIDE, VERDICT
from reviews.models import Basis, Guide, Interest, Statement

ABOUT = Column("about")


def guide_list_data(context: Context) -> PageData:
    """Return the guides, the other sources and the technologies that guides name."""
    technologies = (
        (technology.name, technology.role, ", ".join(guide.voice for guide in guides))
        for technology, guides in context["technologies"]
    )
    return PageData(
        "Sources",
        [
            guides_table(context["entries"]),
            Table(
                "technologies",
                "Technologies named",
                [Column("technology"), Column("role"), Column("named_by")],
                technologies,
            ),
            sources_table(context["groups"]),
        ],
    )


def guides_table(entries: Iterable[GuideEntry]) -> Table:
    counts = ("frameworks", "ratings", "remarks", "recommendations", "statements")
    columns = [
        GUIDE,
        Column("title"),
        PUBLISHED,
        *map(Column, counts),
        Column("commercial_interest", "none noted"),
        Column("gaps", "none noted"),
        Column("page", of=("guide",)),
    ]
    rows = (
        (
            entry.guide.voice,
            entry.guide.source.name,
            entry.guide.source.published,
            *(getattr(entry, name) for name in counts),
            entry.guide.commercial_interest,
            " ".join(entry.guide.gaps),
            entry.guide.get_absolute_url(),
        )
        for entry in entries
    )
    return Table("guides", "Guides", columns, rows)


def sources_table(groups: Iterable[SourceGroup]) -> Table:
    columns = [
        Column("kind"),
        Column("source"),
        Column("read_on"),
        Column("address", "no address on record", of=("source",)),
    ]
    rows = ((group.label, source.name, source.read_on, source.link) for group in groups for source in group.sources)
    return Table("sources", "Other sources", columns, rows)


def guide_data(context: Context) -> PageData:
    """Return who speaks, and all that the guide says."""
    guide: Guide = context["guide"]
    return PageData(
        guide.voice,
        [
            about_table(guide, context["source"]),
            ratings_table(context),
            remarks_table(context),
            advice_table(context),
            checks_table(context),
        ],
    )


def about_table(guide: Guide, source: Source) -> Table:
    rows = [
        ("Title", source.name),
        ("Code", guide.code),
        ("Author", guide.author),
        ("Publisher", source.publisher),
        ("Published", source.published or UNDATED),
        ("What the date rests on", guide.dated),
        ("Last changed", guide.last_changed or "not known"),
        ("Address", source.link or "no address on record"),
        ("Read by us", source.read_on),
        ("Written for", guide.audience),
        ("Interest", Interest(guide.interest).label),
        ("Commercial interest", guide.commercial_interest or "none noted"),
        *(("Covers", line) for line in guide.covers),
        *(("Gap", gap) for gap in guide.gaps),
    ]
    return Table("guide", "The guide", [Column("label"), Column("value")], rows)


def proof(context: Context, key: str) -> tuple[str, str, str]:
    """Return what every claim of the guide rests on: the guide, its date, and the place of the evidence."""
    source: Source = context["source"]
    return source.name, source.published or UNDATED, evidence_address(key, context["day"])


def subjects(context: Context) -> list[GuideSubject]:
    return [*context["subjects"], *context["resources"]]


def ratings_table(context: Context) -> Table:
    columns = [
        ABOUT,
        CRITERION,
        Column("level", "no level"),
        Column("basis", "in words"),
        Column("in_short", "no short wording"),
        Column("summary"),
        Column("applies_to", "no limit stated"),
        PLACE,
        *PROOF,
    ]
    return Table("ratings", "Ratings and assessments", columns, rating_rows(context))


def rating_rows(context: Context) -> Iterator[tuple[Value, ...]]:
    for subject in subjects(context):
        for row in subject.ratings:
            level = (row.level.label, Basis(row.basis).label) if row.level else ("", "")
            words = row.in_short, row.summary, row.applies_to, row.locator
            yield subject.about.name, row.criterion.name, *level, *words, *proof(context, row.pk)
        for assessment in subject.assessments:
            words = assessment.in_short, assessment.summary, "", assessment.locator
            yield subject.about.name, assessment.criterion.name, "", "", *words, *proof(context, assessment.pk)


def remarks_table(context: Context) -> Table:
    rows = (
        (subject.about.name, label, row.text, row.locator, *proof(context, row.pk))
        for subject in subjects(context)
        for label, remarks in subject.remarks
        for row in remarks
    )
    return Table("remarks", "For, against and in passing", [ABOUT, SIDE, Column("remark"), PLACE, *PROOF], rows)


def advice_table(context: Context) -> Table:
    columns = [Column("situation"), Column("picks", "names none"), REASON, PLACE, *PROOF]
    rows = (
        (row.situation, picks_of(advice), row.reason, row.locator, *proof(context, row.pk))
        for advice in context["advice"]
        for row in [advice.recommendation]
    )
    return Table("advice", "Advice", columns, rows)


def picks_of(advice: RecommendationPicks) -> str:
    """Return the frameworks that a piece of advice names, by role."""
    return "; ".join(
        f"{role}: {', '.join(framework.name for framework in frameworks)}" for role, frameworks in advice.picks
    )


def checks_table(context: Context) -> Table:
    columns = [
        Column("about", "no single framework"),
        Column("statement"),
        VERDICT,
        Column("weight", "not called thin"),
        Column("why"),
        PLACE,
        *PROOF,
    ]
    rows = (check_row(row, context) for row in context["statements"])
    return Table("statements", "Held against facts", columns, rows)


def check_row(row: Statement, context: Context) -> tuple[Value, ...]:
    about, thin = row.framework.name if row.framework else "", "thin" if row.thin else ""
    return about, row.text, row.get_verdict_display(), thin, row.reason, row.locator, *proof(context, row.pk)


def guide_topics_data(context: Context) -> PageData:
    """Return what the guide says beyond single frameworks."""
    answers = (
        (topic.title, question.text, row.text, "; ".join(row.points), row.locator, *proof(context, row.pk))
        for topic, pairs in context["topics"]
        for question, rows in pairs
        for row in rows
    )
    columns = [
        Column("topic"),
        Column("question"),
        Column("answer"),
        Column("further", "nothing further"),
        PLACE,
        *PROOF,
    ]
    conflicts = ((row.title, row.text, *proof(context, row.pk)) for row in context["conflicts"])
    named = ((row.name, row.role) for row in context["technologies"])
    return PageData(
        f"{context['guide'].voice}: answers and technologies",
        [
            Table("answers", "Answers", columns, answers),
            Table("conflicts", "Where it contradicts itself", [Column("conflict"), Column("text"), *PROOF], conflicts),
            Table("technologies", "Technologies it names", [Column("technology"), Column("role")], named),
        ],
    )
