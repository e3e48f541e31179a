"""Learning resources: the list with its filters, and the comparison that guides give."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curation.rows import CuratedRow
from curation.web.filters.base import Control, Option
from curation.web.filters.fields import sentence_case
from curation.web.outward import parts_of
from frameworks.claims.citations import Citation
from frameworks.filters.rows import ResourceFilter
from frameworks.models import Framework, LearningResource, ResourceFramework, ResourceKind
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import Assessment, Criterion

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
    citation: Citation
    versions: Mapping[str, str]
    """The version that it teaches of each framework, by key, where its source names one."""

    @property
    def formats(self) -> str:
        """Its formats as a list in words; empty where the source states none."""
        return sentence_case(", ".join(self.resource.formats))

    @property
    def host(self) -> str:
        """The name of its site; empty where no address is on record."""
        return parts_of(self.resource.link).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ResourceList:
    """The resources that pass, out of how many."""

    kept: list[ResourceEntry]
    known: Sequence[ResourceEntry]

    @property
    def total(self) -> int:
        """How many places to learn there are; an index of packages is none."""
        return sum(entry.resource.teaches for entry in self.known)

    @property
    def entries(self) -> list[ResourceEntry]:
        """The places to learn that pass."""
        return [entry for entry in self.kept if entry.resource.teaches]

    @property
    def others(self) -> list[ResourceEntry]:
        """Those of them that do not belong to the project they teach."""
        return [entry for entry in self.entries if not entry.resource.is_official]

    @property
    def indexes(self) -> list[ResourceEntry]:
        """The indexes of packages that pass."""
        return [entry for entry in self.kept if not entry.resource.teaches]

    @property
    def one_source(self) -> bool:
        """Whether a single source describes all that belong to no project."""
        return len({entry.resource.source_id for entry in self.others}) == 1


@dataclass(frozen=True, slots=True)
class FrameworkPath:
    """What there is to learn one framework with: what to begin with, its documentation, and what others made."""

    framework: Framework
    first: ResourceEntry | None
    documentation: ResourceEntry | None
    others: list[ResourceEntry]

    @property
    def version(self) -> str:
        """The version that what to begin with teaches; empty where it names none."""
        return self.first.versions.get(self.framework.pk, "") if self.first else ""


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
    versions: dict[str, dict[str, str]] = defaultdict(dict)
    for cover in rows.covers:
        versions[cover.resource_id][cover.framework_id] = cover.version
    return [
        ResourceEntry(
            resource,
            [framework for framework in rows.frameworks if framework.key in versions[resource.key]],
            citations[resource.key],
            versions[resource.key],
        )
        for resource in rows.resources
    ]


def beside(entry: ResourceEntry, entries: Iterable[ResourceEntry]) -> list[ResourceEntry]:
    """Return the resources to hold one against: those of its project for a project’s own, else what others made."""
    same = [each for each in entries if each is not entry and each.resource.is_official == entry.resource.is_official]
    if not entry.resource.is_official:
        return [each for each in same if each.resource.teaches]
    return [each for each in same if any(framework in entry.frameworks for framework in each.frameworks)]


def facets_of(filters: ResourceFilter, resources: Sequence[LearningResource]) -> list[Facet]:
    """Return the filters that the page offers."""
    return [facet_of(filters.counted(name, filters.counts(name, resources))) for name in FACETS]


def facet_of(control: Control) -> Facet:
    rare = (
        [option for option in control.options if option.count == 1 and not option.chosen]
        if len(control.options) > LONG
        else []
    )
    return Facet(control.name, control.label, [option for option in control.options if option not in rare], rare)


def listing_of(entries: Sequence[ResourceEntry], kept: Sequence[LearningResource]) -> ResourceList:
    """Return the entries of the resources that pass, in their order."""
    by_key = {entry.resource.key: entry for entry in entries}
    return ResourceList([by_key[resource.key] for resource in kept], entries)


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


def paths_by_framework(entries: Iterable[ResourceEntry]) -> list[FrameworkPath]:
    """Return what there is to learn each framework with, the frameworks by name."""
    by_framework: dict[Framework, list[ResourceEntry]] = defaultdict(list)
    for entry in entries:
        for framework in entry.frameworks:
            by_framework[framework].append(entry)
    in_order = sorted(by_framework, key=lambda framework: framework.name.casefold())
    return [path_of(framework, by_framework[framework]) for framework in in_order]


def path_of(framework: Framework, entries: Sequence[ResourceEntry]) -> FrameworkPath:
    by_kind = {entry.resource.kind: entry for entry in entries}
    first = by_kind.get(ResourceKind.TUTORIAL) or by_kind.get(ResourceKind.QUICKSTART)
    others = [entry for entry in entries if not entry.resource.is_official]
    return FrameworkPath(framework, first, by_kind.get(ResourceKind.DOCUMENTATION), others)
