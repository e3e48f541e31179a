"""What speaks for and against frameworks, and when guides pick them; rows of several guides merged.

Only curated rows decide that two guides say the same: a shared Point or a shared UseCase.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from frameworks.claims.citations import Citation
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.lines import PickLine, RemarkLine
from reviews.models import Polarity, Role

MOST_PICKS = 3
ENOUGH = 2
"""How many guides must make a point before it counts as advice."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One sentence with the guides that stand behind it."""

    text: str
    citations: tuple[Citation, ...]
    claims: tuple[str, ...]
    """The keys of the claims in which they say it."""

    @property
    def guides(self) -> int:
        return len(self.citations)

    @property
    def is_shared(self) -> bool:
        """Whether more than one guide makes it."""
        return self.guides >= ENOUGH


@dataclass(frozen=True, slots=True)
class Arguments:
    """What speaks for and against one framework, what most guides say first."""

    pros: list[Argument]
    cons: list[Argument]


@dataclass(frozen=True, slots=True)
class FrameworkAdvice:
    """When to pick one framework, and when to look elsewhere: what at least two guides say."""

    picks: list[Argument]
    less_suited: list[Argument]
    against: list[Argument]
    """What most speaks against it; only where no guides call it less suited for something."""


def arguments(remarks: Sequence[RemarkLine], voices: GuidesByCode) -> Arguments:
    """Return the remarks on one framework, merged by point."""
    return Arguments(
        merged([remark for remark in remarks if remark.polarity == Polarity.FOR], voices),
        merged([remark for remark in remarks if remark.polarity == Polarity.AGAINST], voices),
    )


def merged(remarks: Iterable[RemarkLine], voices: GuidesByCode) -> list[Argument]:
    """Return one argument for each point and one for each remark that shares none, the most supported first."""
    groups: dict[str, list[RemarkLine]] = defaultdict(list)
    for remark in remarks:
        groups[remark.point_id or remark.key].append(remark)
    return most_supported_first([argument(group, voices) for group in groups.values()])


def most_supported_first(arguments: Iterable[Argument]) -> list[Argument]:
    return sorted(arguments, key=lambda argument: -argument.guides)


def argument(group: Sequence[RemarkLine], voices: GuidesByCode) -> Argument:
    """Return what the remarks of one point say; a single one says it in its own words."""
    first = group[0]
    text = first.point__text if len(group) > 1 and first.point__text else first.text
    return cited_argument(text, [(remark.guide_id, remark.key) for remark in group], voices)


def cited_argument(text: str, claims: Sequence[tuple[str, str]], voices: GuidesByCode) -> Argument:
    return Argument(text, citations_of(claims, voices), tuple([key for _guide, key in claims]))


def citations_of(claims: Iterable[tuple[str, str]], voices: GuidesByCode) -> tuple[Citation, ...]:
    """Return a citation of each guide of some claims, in the order of the guides; its first claim is its evidence."""
    first_claims: dict[str, str] = {}
    for guide, key in claims:
        first_claims.setdefault(guide, key)
    return tuple([voices.citation(guide, first_claims[guide]) for guide in voices.guides if guide in first_claims])


@dataclass(frozen=True)
class Situations:
    """What the guides advise: the roles of frameworks in recommendations, some of which share a use case."""

    picks: Sequence[PickLine]

    @cached_property
    def by_role(self) -> Mapping[tuple[str, str], Mapping[str, list[PickLine]]]:
        """The picks by framework and role, and within these by use case, the use cases in their order."""
        by_role: dict[tuple[str, str], dict[str, list[PickLine]]] = defaultdict(lambda: defaultdict(list))
        for pick in sorted(self.picks, key=lambda pick: (pick.position or 0, pick.use_case or "")):
            if pick.use_case:
                by_role[pick.framework, pick.role][pick.use_case].append(pick)
        return by_role

    def of(self, framework: str, role: Role, voices: GuidesByCode) -> list[Argument]:
        """Return the use cases in which guides give a framework a role, the most supported first."""
        use_cases = self.by_role.get((framework, role), {})
        claims = ((name, [(pick.guide, pick.recommendation) for pick in picks]) for name, picks in use_cases.items())
        return most_supported_first([cited_argument(name, pairs, voices) for name, pairs in claims])

    def naming(self, framework: str, voices: GuidesByCode) -> Iterator[tuple[PickLine, Citation]]:
        """Yield each role of a framework, with a citation of the guide that gives it."""
        for pick in self.picks:
            if pick.framework == framework:
                yield pick, voices.citation(pick.guide, pick.recommendation)

    def named_with(self, framework: str) -> Iterator[str]:
        """Yield the frameworks that guides also advise where they advise this one, once for each recommendation."""
        advised = [pick for pick in self.picks if pick.role != Role.LESS_SUITED]
        shared = {pick.recommendation for pick in advised if pick.framework == framework}
        return (pick.framework for pick in advised if pick.recommendation in shared and pick.framework != framework)


def advice(
    framework: str, situations: Situations, against: Iterable[Argument], voices: GuidesByCode
) -> FrameworkAdvice:
    """Return what at least two guides say of when to pick a framework, and of when not to."""
    picks = well_supported(situations.of(framework, Role.RECOMMENDED, voices))[:MOST_PICKS]
    less_suited = well_supported(situations.of(framework, Role.LESS_SUITED, voices))[:1]
    return FrameworkAdvice(picks, less_suited, [] if less_suited else well_supported(against)[:1])


def well_supported(arguments: Iterable[Argument]) -> list[Argument]:
    return [argument for argument in arguments if argument.guides >= ENOUGH]
