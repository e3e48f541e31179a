"""What the guides themselves recommend for such a project, beside the ranking. No request, no query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from frameworks.citations import Citation
from reviews.finder.agreement import TOP, Advice
from reviews.finder.page.finding import Finding
from reviews.finder.page.shown import FEW, Shown
from reviews.finder.page.table import ordinal, page_of
from reviews.finder.page.words import leaders, named_few
from reviews.models import Guide
from reviews.opinions.guides_by_code import GuidesByCode


@dataclass(frozen=True, slots=True)
class Advised:
    """The guides' advice on the sorts of project that some answers describe."""

    use_cases: Mapping[str, str]
    """The names of these sorts of project, by key."""
    advice: Sequence[Advice]
    voices: GuidesByCode | None


@dataclass(frozen=True, slots=True)
class Recommended:
    """One framework that guides recommend."""

    name: str
    address: str
    place: str
    """In the ranking, in words."""
    citations: list[Citation]

    @property
    def voices(self) -> list[Citation]:
        """One chip for each guide, with how many pieces of its advice say so."""
        by_guide: dict[str, list[Citation]] = defaultdict(list)
        for one in self.citations:
            by_guide[one.code].append(one)
        return [first._replace(date=times(first.date, 1 + len(more))) for first, *more in by_guide.values()]


@dataclass(frozen=True, slots=True)
class Counsel:
    """What guides recommend, those named by most guides first, and whether that agrees with the ranking."""

    situations: str
    recommended: Shown[Recommended]
    verdict: str
    guides: list[Guide]
    """Who speaks, for the letters on the chips."""


class Named(NamedTuple):
    """A framework that guides recommend, with their advice; the first is the one that most guides name."""

    fewer: int
    """How many guides name it, negative."""
    less: int
    """How often it is named, negative."""
    name: str
    framework: str
    said: Sequence[Advice]


def counsel(finding: Finding, advised: Advised) -> Counsel:
    found = sorted(named_by_guides(finding, advised))
    shown = Shown(found, lambda one: entry(finding, advised, one), cut_to=FEW)
    situations = "; ".join(advised.use_cases.values())
    guides = list(advised.voices.guides.values()) if advised.voices else []
    return Counsel(situations, shown, verdict(finding, found) if found else "", guides)


def named_by_guides(finding: Finding, advised: Advised) -> Iterator[Named]:
    by_framework: dict[str, list[Advice]] = defaultdict(list)
    for one in advised.advice:
        for framework in one.picks:
            by_framework[framework].append(one)
    frameworks = finding.rows.frameworks
    for key, said in by_framework.items():
        if key in frameworks:
            yield Named(-len({one.guide for one in said}), -len(said), frameworks[key].name, key, said)


def entry(finding: Finding, advised: Advised, named: Named) -> Recommended:
    voices, rank = advised.voices, finding.rank_of(named.framework)
    return Recommended(
        name=named.name,
        address=page_of(finding, finding.rows.frameworks[named.framework]),
        place=f"{ordinal(rank)} here" if rank else "not ranked here",
        citations=[citation(voices, one) for one in named.said if voices and one.guide in voices.guides],
    )


def citation(voices: GuidesByCode, one: Advice) -> Citation:
    """Return the chip of one piece of advice; its name says for what it is given."""
    shown = voices.citation(one.guide, one.key)
    return shown._replace(name=f"{shown.name}, for: {one.situation}")


def times(date: str, count: int) -> str:
    return f"{date} ×{count}" if count > 1 else date


def verdict(finding: Finding, found: Sequence[Named]) -> str:
    """Say whether what most guides recommend is what leads."""
    guides = -found[0].fewer
    most = [one for one in found if one.fewer == -guides]
    some = f"{guides} guide{'' if guides == 1 else 's'}"
    said = f"Named by most guides, {some}: {named_few(finding, [one.framework for one in most])}."
    best = min(filter(None, (finding.rank_of(one.framework) for one in most)), default=0)
    if best == 1:
        return f"{said} That agrees with the ranking."
    if 1 < best <= TOP:
        return f"{said} In the ranking that is among the first three, but {leaders(finding)} leads."
    return f"{said} The ranking does not agree: {leaders(finding)} leads."
