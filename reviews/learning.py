"""Learning resources: the list with its filters, and the comparison that guides give. No request, no query."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import QueryDict

from frameworks.chips import Chip
from frameworks.models import Access, Framework, LearningResource, ResourceFramework, ResourceKind
from frameworks.queries import choice
from reviews.models import Assessment, Criterion
from reviews.voices import Voices

FILTERS = ("framework", "access", "kind")


@dataclass(frozen=True, slots=True)
class Option:
    """One value a filter can take, with how many resources have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: resources with any of the chosen values pass."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> set[str]:
        return {option.value for option in self.options if option.chosen}


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource with what filters look at."""

    resource: LearningResource
    frameworks: list[Framework]
    chip: Chip | None = None

    def values(self, name: str) -> list[str]:
        """Return what the resource has for a filter."""
        if name == "framework":
            return [framework.slug for framework in self.frameworks]
        return [str(getattr(self.resource, name))]

    @property
    def kind(self) -> str:
        return ResourceKind(self.resource.kind).label

    @property
    def access(self) -> str:
        return Access(self.resource.access).label

    @property
    def formats(self) -> str:
        """Its formats as a list in words; empty where the source states none."""
        words = ", ".join(self.resource.formats)
        # A name such as eBooks keeps its small letter.
        return words if words[1:2].isupper() else f"{words[:1].upper()}{words[1:]}"

    @property
    def host(self) -> str:
        """The name of its site; empty where no address is on record."""
        return urlsplit(self.resource.link).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Listing:
    """The resources that pass, out of how many, and how many pass without each filter in force."""

    entries: list[Entry]
    total: int
    without_each: dict[str, int]

    @property
    def one_source(self) -> bool:
        """Whether a single source describes all of them."""
        return len({entry.resource.source_id for entry in self.entries}) == 1


@dataclass(frozen=True, slots=True)
class Position:
    """What a guide says of one resource on one criterion."""

    assessment: Assessment
    chip: Chip


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion across the resources; a cell is empty where no guide says."""

    criterion: Criterion
    cells: list[list[Position]]


def entries_of(
    resources: Iterable[LearningResource],
    covers: Iterable[ResourceFramework],
    frameworks: Iterable[Framework],
    chips: Mapping[str, Chip],
) -> list[Entry]:
    """Return every resource with the frameworks it covers by its source."""
    covered = {(row.resource_id, row.framework_id) for row in covers}
    known = list(frameworks)
    return [Entry(row, [fw for fw in known if (row.pk, fw.pk) in covered], chips.get(row.pk)) for row in resources]


def read_facets(query: QueryDict, entries: Sequence[Entry]) -> list[Facet]:
    """Return the filters with what the query string chose; raise ``BadQuery`` for a value no resource can have."""
    names = {framework.slug: framework.name for entry in entries for framework in entry.frameworks}
    labels = {
        "framework": dict(sorted(names.items(), key=lambda pair: pair[1].casefold())),
        "access": dict(Access.choices),
        "kind": dict(ResourceKind.choices),
    }
    titles = {"framework": "Framework", "access": "Access", "kind": "Kind"}
    return [Facet(name, titles[name], options(name, labels[name], query, entries)) for name in FILTERS]


def options(name: str, labels: Mapping[str, str], query: QueryDict, entries: Sequence[Entry]) -> list[Option]:
    chosen = {choice(name, value, list(labels)) for value in query.getlist(name) if value}
    counts = Counter(value for entry in entries for value in entry.values(name))
    return [
        Option(value, label, counts[value], value in chosen)
        for value, label in labels.items()
        if counts[value] or value in chosen
    ]


def listing_of(entries: Sequence[Entry], facets: Iterable[Facet]) -> Listing:
    """Return the resources that pass every filter in force."""
    passes: dict[str, Callable[[Entry], bool]] = {
        facet.name: lambda entry, facet=facet: not facet.chosen.isdisjoint(entry.values(facet.name))  # type: ignore[misc]
        for facet in facets
        if facet.chosen
    }
    without_each = {
        dropped: sum(all(test(entry) for name, test in passes.items() if name != dropped) for entry in entries)
        for dropped in passes
    }
    shown = [entry for entry in entries if all(test(entry) for test in passes.values())]
    return Listing(shown, len(entries), without_each)


def comparison_of(
    resources: Sequence[LearningResource], criteria: Iterable[Criterion], said: Iterable[Assessment], voices: Voices
) -> list[CriterionRow]:
    """Return a row for each criterion on which a guide says something of one of these resources."""
    positions: dict[tuple[str, str], list[Position]] = {}
    for row in said:
        position = Position(row, voices.chip(row.guide_id, row.pk))
        positions.setdefault((row.criterion_id, row.resource_id), []).append(position)
    rows = (CriterionRow(c, [positions.get((c.pk, r.pk), []) for r in resources]) for c in criteria)
    return [row for row in rows if any(row.cells)]


def paths_by_framework(entries: Iterable[Entry]) -> list[tuple[Framework, list[LearningResource]]]:
    """Return for each framework the resources that cover it, most resources first."""
    found: dict[str, tuple[Framework, list[LearningResource]]] = {}
    for entry in entries:
        for framework in entry.frameworks:
            found.setdefault(framework.pk, (framework, []))[1].append(entry.resource)
    return sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0].name.casefold()))
