"""What the pages about learning resources claim, as tables."""

from collections.abc import Iterable, Iterator, Sequence

from curation.web.exports.tables import PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from frameworks.models import LearningResource
from reviews.guides.opinions.columns import CRITERION, SIDE
from reviews.learning.listing import ResourceCriterionRow, ResourceEntry, ResourceList
from reviews.learning.taught import Taught
from reviews.models import Polarity

RESOURCE = Column("resource")
PAGE = Column("page", of=("resource",))
NO_GUIDE = "no guide"


def resource_list_data(context: Context) -> PageData:
    """Return the resources that pass the filters, and what guides say of them."""
    listing: ResourceList = context["listing"]
    return PageData(
        "Learning resources",
        [
            resources_table(listing.kept),
            assessments_table(context["comparison"], context["resources"]),
        ],
    )


def resources_table(entries: Sequence[ResourceEntry]) -> Table:
    columns = [
        RESOURCE,
        *(Column(name) for name in ("kind", "formats", "access", "price", "certificate", "level", "audience")),
        Column("frameworks", "none named"),
        Column("versions_taught", "not stated"),
        Column("website", "no address on record"),
        *PROOF,
        PAGE,
    ]
    return Table("resources", "Learning resources", columns, (resource_row(entry) for entry in entries))


def resource_row(entry: ResourceEntry) -> tuple[Value, ...]:
    row = entry.resource
    return (
        row.name,
        row.get_kind_display(),
        entry.formats,
        row.get_access_display(),
        row.price,
        row.certificates,
        row.level,
        row.audience,
        ", ".join(framework.name for framework in entry.frameworks),
        ", ".join(f"{row.name} {entry.versions[row.pk]}" for row in entry.frameworks if entry.versions.get(row.pk)),
        row.link,
        *entry.citation.proof,
        row.get_absolute_url(),
    )


def covers_table(covers: Iterable[Taught]) -> Table:
    columns = [FRAMEWORK, Column("version_taught", "none named"), Column("fixes_ended", "no end on record")]
    return Table("covers", "Covers", columns, ((cover.framework.name, cover.version, cover.ended) for cover in covers))


def assessments_table(rows: Sequence[ResourceCriterionRow], resources: Sequence[LearningResource]) -> Table:
    """Return what guides say by criterion; that none says anything is a row too."""
    columns = [CRITERION, RESOURCE, Column("in_short", NO_GUIDE), Column("summary", NO_GUIDE), *PROOF]
    return Table("guides", "What guides say", columns, assessment_rows(rows, resources))


def assessment_rows(
    rows: Sequence[ResourceCriterionRow], resources: Sequence[LearningResource]
) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        for resource, cell in zip(resources, row.cells, strict=True):
            if not cell:
                yield row.criterion.name, resource.name, "", "", "", "", ""
            for position in cell:
                words = position.assessment.in_short, position.assessment.summary
                yield row.criterion.name, resource.name, *words, *position.citation.proof


def resource_data(context: Context) -> PageData:
    """Return what one resource is, and what guides say of it."""
    entry: ResourceEntry = context["entry"]
    columns = [SIDE, Column("point"), *PROOF]
    remarks = (
        (polarity.label, remark.text, *citation.proof)
        for polarity in Polarity
        for remark, citation in context["remarks"][polarity.value]
    )
    return PageData(
        entry.resource.name,
        [
            resources_table([entry]),
            covers_table(context["covers"]),
            Table("arguments", "For and against", columns, remarks),
            assessments_table(context["comparison"], [entry.resource]),
        ],
    )
