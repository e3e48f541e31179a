"""What the guides themselves recommend for such a project, beside the ranking."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from frameworks.claims.citations import Citation
from reviews.finder.agreement.agreement import TOP, GuideAdvice
from reviews.finder.page.finding import Finding
from reviews.finder.page.table import page_of
from reviews.finder.page.truncated import FEW, TruncatedList
from reviews.finder.page.words import leaders, named_few
from reviews.finder.ranking.points import ordinal
from reviews.guides.opinions.guides_by_code import GuidesByCode


@dataclass(frozen=True, slots=True)
class Advised:
    """The guides' advice on the sorts of project that some answers describe."""

    use_cases: Mapping[str, str]
    """The names of these sorts of project, by key."""
    advice: Sequence[GuideAdvice]
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
        """One citation for each guide, with how many pieces of its advice say so."""
        by_guide: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            by_guide[citation.code].append(citation)
        return [first._replace(date=times(first.date, 1 + len(more))) for first, *more in by_guide.values()]


@dataclass(frozen=True, slots=True)
class Counsel:
    """What guides recommend, those named by most guides first, and whether that agrees with the ranking."""

    situations: str
    recommended: TruncatedList[Recommended]
    verdict: str


class NamedByGuides(NamedTuple):
    """A framework that guides recommend, with their advice."""

    name: str
    framework: str
    advice: Sequence[GuideAdvice]

    @property
    def guides(self) -> int:
        return len({advice.guide for advice in self.advice})


def counsel(finding: Finding, advised: Advised) -> Counsel:
    named = named_by_guides(finding, advised)
    recommended = TruncatedList(named, lambda item: entry(finding, advised, item), cut_to=FEW)
    situations = "; ".join(advised.use_cases.values())
    return Counsel(situations, recommended, verdict(finding, named) if named else "")


def named_by_guides(finding: Finding, advised: Advised) -> list[NamedByGuides]:
    """Return the frameworks that guides recommend, first the one that most guides name."""
    frameworks, by_framework = finding.rows.frameworks, defaultdict[str, list[GuideAdvice]](list)
    for advice in advised.advice:
        for framework in frameworks.keys() & set(advice.picks):
            by_framework[framework].append(advice)
    named = [NamedByGuides(frameworks[key].name, key, pieces) for key, pieces in by_framework.items()]
    return sorted(named, key=lambda item: (-item.guides, -len(item.advice), item.name))


def entry(finding: Finding, advised: Advised, named: NamedByGuides) -> Recommended:
    voices, rank = advised.voices, finding.rank_of(named.framework)
    return Recommended(
        name=named.name,
        address=page_of(finding, finding.rows.frameworks[named.framework]),
        place=f"{ordinal(rank)} here" if rank else "not ranked here",
        citations=[
            advice_citation(voices, advice) for advice in named.advice if voices and advice.guide in voices.guides
        ],
    )


def advice_citation(voices: GuidesByCode, advice: GuideAdvice) -> Citation:
    """Return the citation of one piece of advice; its name says for what it is given."""
    advice_citation = voices.citation(advice.guide, advice.key)
    return advice_citation._replace(name=f"{advice_citation.name}, for: {advice.situation}")


def times(date: str, count: int) -> str:
    return f"{date} ×{count}" if count > 1 else date


def verdict(finding: Finding, named: Sequence[NamedByGuides]) -> str:
    """Say whether what most guides recommend is what leads."""
    guides = named[0].guides
    most = [item for item in named if item.guides == guides]
    some = f"{guides} guide{'' if guides == 1 else 's'}"
    sentence = f"Named by most guides, {some}: {named_few(finding, [item.framework for item in most])}."
    best = min(filter(None, (finding.rank_of(item.framework) for item in most)), default=0)
    if best == 1:
        return f"{sentence} That agrees with the ranking."
    if 1 < best <= TOP:
        return f"{sentence} In the ranking that is among the first three, but {leaders(finding)} leads."
    return f"{sentence} The ranking does not agree: {leaders(finding)} leads."
