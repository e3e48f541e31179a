"""Learning resources: the list with its filters, and the comparison that guides give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from curation.rows import CuratedRow
from curation.web.filters.base import Control, Option
from curation.web.filters.fields import sentence_case
from frameworks.citations import Citation
from frameworks.filters.rows import ResourceFilter
from frameworks.models import Access, Framework, LearningResource, ResourceFramework, ResourceKind
from reviews.models import Assessment, Criterion
from reviews.opinions.guides_by_code import GuidesByCode

FACETS = ("framework", "access", "format", "kind")
LONG = 12
"""A filter with more words than this shows those that several resources share, and the rest on request."""


@dataclass(frozen=True, slots=True)
class ResourceRows:
    """The resources, the frameworks, and which covers which."""

    resources: Sequence[LearningResource]
    covers: Sequence[ResourceFramework]
    frameworks: Sequence[Framework]

    @property
    def known(self) -> dict[type[CuratedRow], Sequence[CuratedRow]]:
        """The same by model, as filters ask for them."""
        return {LearningResource: self.resources, ResourceFramework: self.covers, Framework: self.frameworks}


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter as boxes to tick, each word with how many resources have it."""

    name: str
    label: str
    options: list[Option]
    rare: list[Option]
    """Words of a long list that one resource alone has."""


@dataclass(frozen=True, slots=True)
class ResourceEntry:
    """A resource with the frameworks it covers."""

    resource: LearningResource
    frameworks: list[Framework]
    citation: Citation | None = None

    @property
    def kind(self) -> str:
        return ResourceKind(self.resource.kind).label

    @property
    def access(self) -> str:
        return Access(self.resource.access).label

    @property
    def formats(self) -> str:
        """Its formats as a list in words; empty where the source states none."""
        return sentence_case(", ".join(self.resource.formats))

    @property
    def host(self) -> str:
        """The name of its site; empty where no address is on record."""
        return urlsplit(self.resource.link).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Listing:
    """The resources that pass, out of how many."""

    entries: list[ResourceEntry]
    total: int

    @property
    def one_source(self) -> bool:
        """Whether a single source describes all of them."""
        return len({entry.resource.source_id for entry in self.entries}) == 1


@dataclass(frozen=True, slots=True)
class ResourcePosition:
    """What a guide says of one resource on one criterion."""

    assessment: Assessment
    citation: Citation


@dataclass(frozen=True, slots=True)
class ResourceCriterionRow:
    """One criterion across the resources; a cell is empty where no guide says."""

    criterion: Criterion
    cells: list[list[ResourcePosition]]


def entries_of(rows: ResourceRows, citations: Mapping[str, Citation]) -> list[ResourceEntry]:
    """Return every resource with the frameworks it covers by its source, and the citation of that source."""
    covered = {(resource.resource_id, resource.framework_id) for resource in rows.covers}
    return [
        ResourceEntry(
            resource,
            [framework for framework in rows.frameworks if (resource.key, framework.key) in covered],
            citations.get(resource.key),
        )
        for resource in rows.resources
    ]


def facets_of(filters: ResourceFilter, resources: Sequence[LearningResource]) -> list[Facet]:
    """Return the filters that the page offers."""
    return [facet_of(filters.counted(name, resources)) for name in FACETS]


def facet_of(control: Control) -> Facet:
    rare = (
        [option for option in control.options if option.count == 1 and not option.chosen]
        if len(control.options) > LONG
        else []
    )
    return Facet(control.name, control.label, [option for option in control.options if option not in rare], rare)


def listing_of(entries: Sequence[ResourceEntry], kept: Sequence[LearningResource]) -> Listing:
    """Return the entries of the resources that pass, in their order."""
    by_key = {entry.resource.key: entry for entry in entries}
    return Listing([by_key[resource.key] for resource in kept], len(entries))


def comparison_of(
    resources: Sequence[LearningResource],
    criteria: Iterable[Criterion],
    assessments: Iterable[Assessment],
    voices: GuidesByCode,
) -> list[ResourceCriterionRow]:
    """Return a row for each criterion on which a guide says something of one of these resources."""
    positions: dict[tuple[str, str], list[ResourcePosition]] = {}
    for assessment in assessments:
        position = ResourcePosition(assessment, voices.citation(assessment.guide_id, assessment.pk))
        positions.setdefault((assessment.criterion_id, assessment.resource_id), []).append(position)
    rows = (
        ResourceCriterionRow(criterion, [positions.get((criterion.pk, resource.pk), []) for resource in resources])
        for criterion in criteria
    )
    return [assessment for assessment in rows if any(assessment.cells)]


def paths_by_framework(entries: Iterable[ResourceEntry]) -> list[tuple[Framework, list[LearningResource]]]:
    """Return for each framework the resources that cover it, most resources first."""
    paths: dict[str, tuple[Framework, list[LearningResource]]] = {}
    for entry in entries:
        for framework in entry.frameworks:
            paths.setdefault(framework.pk, (framework, []))[1].append(entry.resource)
    return sorted(paths.values(), key=lambda pair: (-len(pair[1]), pair[0].name.casefold()))
