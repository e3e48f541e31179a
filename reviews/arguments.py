"""What speaks for and against frameworks, and when guides pick them; rows of several guides merged.

Only curated rows decide that two guides say the same: a shared Point or a shared UseCase.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from frameworks.chips import Chip
from frameworks.links import page_root
from reviews.chips import guide_chip
from reviews.lines import RemarkLine
from reviews.models import Pick, Point, Polarity, Recommendation, Remark, Role, UseCase
from reviews.voices import Voices

MOST_PICKS = 3
ENOUGH = 2
"""How many guides must make a point before it counts as advice."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One sentence with the guides that stand behind it."""

    text: str
    chips: tuple[Chip, ...]

    @property
    def guides(self) -> int:
        return len(self.chips)


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


def arguments(
    remarks: "Sequence[Remark] | Sequence[RemarkLine]", points: Mapping[str, Point], voices: Voices
) -> Arguments:
    """Return the remarks on one framework, merged by point."""
    return Arguments(
        merged([row for row in remarks if row.polarity == Polarity.FOR], points, voices),
        merged([row for row in remarks if row.polarity == Polarity.AGAINST], points, voices),
    )


def merged(remarks: "Iterable[Remark | RemarkLine]", points: Mapping[str, Point], voices: Voices) -> list[Argument]:
    """Return one argument for each point and one for each remark that shares none, the most supported first."""
    groups: dict[str, list[Remark | RemarkLine]] = defaultdict(list)
    for remark in remarks:
        point = remark.point_id or ""
        groups[point if point in points else remark.key].append(remark)
    found = [
        Argument(points[key].text if len(group) > 1 else group[0].text, chips_of(group, voices))
        for key, group in groups.items()
    ]
    return sorted(found, key=lambda argument: -argument.guides)


def page_chip(voices: Voices, guide: str) -> Chip:
    """Return a guide's chip, leading to the guide's own page."""
    row = voices.guides[guide]
    return guide_chip(row, voices.source(guide), f"{page_root('reviews:guide', 'key')}{guide}/")


def chips_of(rows: "Iterable[Remark | RemarkLine | Recommendation]", voices: Voices) -> tuple[Chip, ...]:
    """Return a chip for each guide behind some rows, in the order of the guides; its first row is its evidence."""
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row.guide_id, row.key)
    return tuple(voices.chip(guide, first[guide]) for guide in voices.guides if guide in first)


@dataclass(frozen=True)
class Situations:
    """What the guides advise: use cases, the recommendations that share them, and the frameworks' roles."""

    use_cases: Mapping[str, UseCase]
    recommendations: Mapping[str, Recommendation]
    picks: Sequence[Pick]

    @cached_property
    def by_role(self) -> Mapping[tuple[str, str], Mapping[str, list[Recommendation]]]:
        """The recommendations by framework and role, and within these by use case."""
        found: dict[tuple[str, str], dict[str, list[Recommendation]]] = defaultdict(lambda: defaultdict(list))
        for pick in self.picks:
            advice = self.recommendations.get(pick.recommendation_id)
            if advice and advice.use_case_id:
                found[pick.framework_id, pick.role][advice.use_case_id].append(advice)
        return found

    def of(self, framework: str, role: Role, voices: Voices) -> list[Argument]:
        """Return the use cases in which guides give a framework a role, the most supported first."""
        groups = self.by_role.get((framework, role), {})
        in_order = ((case, groups[key]) for key, case in self.use_cases.items() if key in groups)
        found = [Argument(case.name, chips_of(group, voices)) for case, group in in_order]
        return sorted(found, key=lambda argument: -argument.guides)

    def naming(self, framework: str, voices: Voices) -> Iterator[tuple[str, Recommendation, Chip]]:
        """Yield each recommendation that names a framework, with its role and its guide's chip."""
        for pick in self.picks:
            if pick.framework_id == framework and (row := self.recommendations.get(pick.recommendation_id)):
                yield str(Role(pick.role).label), row, voices.chip(row.guide_id, row.key)

    def named_with(self, framework: str) -> Iterator[str]:
        """Yield the frameworks that guides also advise where they advise this one, once for each time."""
        advised = [pick for pick in self.picks if pick.role != Role.LESS_SUITED]
        shared = {pick.recommendation_id for pick in advised if pick.framework_id == framework}
        return (p.framework_id for p in advised if p.recommendation_id in shared and p.framework_id != framework)


def advice(framework: str, situations: Situations, against: Iterable[Argument], voices: Voices) -> Advice:
    """Return what at least two guides say of when to pick a framework, and of when not to."""
    picks = well_supported(situations.of(framework, Role.RECOMMENDED, voices))[:MOST_PICKS]
    less_suited = well_supported(situations.of(framework, Role.LESS_SUITED, voices))[:1]
    return Advice(picks, less_suited, [] if less_suited else well_supported(against)[:1])


def well_supported(found: Iterable[Argument]) -> list[Argument]:
    return [argument for argument in found if argument.guides >= ENOUGH]
