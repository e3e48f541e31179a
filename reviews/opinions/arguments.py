"""What speaks for and against frameworks, and when guides pick them; rows of several guides merged.

Only curated rows decide that two guides say the same: a shared Point or a shared UseCase.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from frameworks.citations import Citation
from reviews.models import Polarity, Role
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.lines import PickLine, RemarkLine

MOST_PICKS = 3
ENOUGH = 2
"""How many guides must make a point before it counts as advice."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One sentence with the guides that stand behind it."""

    text: str
    citations: tuple[Citation, ...]
    claims: tuple[str, ...]
    """The keys of what they say."""

    @property
    def guides(self) -> int:
        return len(self.citations)


@dataclass(frozen=True, slots=True)
class Arguments:
    """What speaks for and against one framework, what most guides say first."""

    pros: list[Argument]
    cons: list[Argument]


@dataclass(frozen=True, slots=True)
class Advice:
    """When to pick one framework, and when to look elsewhere: what at least two guides say."""

    picks: list[Argument]
    less_suited: list[Argument]
    against: list[Argument]
    """What most speaks against it; only where no guides call it less suited for something."""


def arguments(remarks: Sequence[RemarkLine], voices: GuidesByCode) -> Arguments:
    """Return the remarks on one framework, merged by point."""
    return Arguments(
        merged([row for row in remarks if row.polarity == Polarity.FOR], voices),
        merged([row for row in remarks if row.polarity == Polarity.AGAINST], voices),
    )


def merged(remarks: Iterable[RemarkLine], voices: GuidesByCode) -> list[Argument]:
    """Return one argument for each point and one for each remark that shares none, the most supported first."""
    groups: dict[str, list[RemarkLine]] = defaultdict(list)
    for remark in remarks:
        groups[remark.point_id or remark.key].append(remark)
    found = [argument(group, voices) for group in groups.values()]
    return sorted(found, key=lambda argument: -argument.guides)


def argument(group: Sequence[RemarkLine], voices: GuidesByCode) -> Argument:
    """Return what the remarks of one point say; a single one says it in its own words."""
    first = group[0]
    text = first.point__text if len(group) > 1 and first.point__text else first.text
    return spoken(text, [(remark.guide_id, remark.key) for remark in group], voices)


def spoken(text: str, claims: Sequence[tuple[str, str]], voices: GuidesByCode) -> Argument:
    return Argument(text, citations_of(claims, voices), tuple([key for _guide, key in claims]))


def citations_of(claims: Iterable[tuple[str, str]], voices: GuidesByCode) -> tuple[Citation, ...]:
    """Return a chip for each guide of some claims, in the order of the guides; its first claim is its evidence."""
    first: dict[str, str] = {}
    for guide, key in claims:
        first.setdefault(guide, key)
    return tuple([voices.citation(guide, first[guide]) for guide in voices.guides if guide in first])


@dataclass(frozen=True)
class Situations:
    """What the guides advise: the roles of frameworks in recommendations, some of which share a use case."""

    picks: Sequence[PickLine]

    @cached_property
    def by_role(self) -> Mapping[tuple[str, str], Mapping[str, list[PickLine]]]:
        """The picks by framework and role, and within these by use case, the use cases in their order."""
        found: dict[tuple[str, str], dict[str, list[PickLine]]] = defaultdict(lambda: defaultdict(list))
        for pick in sorted(self.picks, key=lambda pick: (pick.position or 0, pick.use_case or "")):
            if pick.use_case:
                found[pick.framework, pick.role][pick.use_case].append(pick)
        return found

    def of(self, framework: str, role: Role, voices: GuidesByCode) -> list[Argument]:
        """Return the use cases in which guides give a framework a role, the most supported first."""
        groups = self.by_role.get((framework, role), {})
        said = ((case, [(pick.guide, pick.recommendation) for pick in group]) for case, group in groups.items())
        found = [spoken(case, claims, voices) for case, claims in said]
        return sorted(found, key=lambda argument: -argument.guides)

    def naming(self, framework: str, voices: GuidesByCode) -> Iterator[tuple[PickLine, Citation]]:
        """Yield each role of a framework, with the chip of the guide that gives it."""
        for pick in self.picks:
            if pick.framework == framework:
                yield pick, voices.citation(pick.guide, pick.recommendation)

    def named_with(self, framework: str) -> Iterator[str]:
        """Yield the frameworks that guides also advise where they advise this one, once for each time."""
        advised = [pick for pick in self.picks if pick.role != Role.LESS_SUITED]
        shared = {pick.recommendation for pick in advised if pick.framework == framework}
        return (p.framework for p in advised if p.recommendation in shared and p.framework != framework)


def advice(framework: str, situations: Situations, against: Iterable[Argument], voices: GuidesByCode) -> Advice:
    """Return what at least two guides say of when to pick a framework, and of when not to."""
    picks = well_supported(situations.of(framework, Role.RECOMMENDED, voices))[:MOST_PICKS]
    less_suited = well_supported(situations.of(framework, Role.LESS_SUITED, voices))[:1]
    return Advice(picks, less_suited, [] if less_suited else well_supported(against)[:1])


def well_supported(found: Iterable[Argument]) -> list[Argument]:
    return [argument for argument in found if argument.guides >= ENOUGH]
