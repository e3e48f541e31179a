"""What the guides themselves recommend for such a project, beside the ranking. No request, no query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frameworks.chips import Chip
from reviews.agreement import TOP, Advice
from reviews.finder_page.finding import Finding
from reviews.finder_page.table import ordinal, page_of
from reviews.finder_page.words import leaders, named
from reviews.voices import Voices


@dataclass(frozen=True, slots=True)
class Advised:
    """The guides' advice on the sorts of project that some answers describe."""

    use_cases: Mapping[str, str]
    """The names of these sorts of project, by key."""
    advice: Sequence[Advice]
    voices: Voices | None


@dataclass(frozen=True, slots=True)
class Recommended:
    """One framework that guides recommend."""

    name: str
    address: str
    rank: int
    """Where it stands in the ranking; 0 where it is not ranked."""
    place: str
    guides: int
    chips: list[Chip]

    @property
    def voices(self) -> list[Chip]:
        """One chip for each guide, with how many pieces of its advice say so."""
        by_guide: dict[str, list[Chip]] = defaultdict(list)
        for one in self.chips:
            by_guide[one.code].append(one)
        return [first._replace(date=times(first.date, 1 + len(more))) for first, *more in by_guide.values()]


@dataclass(frozen=True, slots=True)
class Counsel:
    """What guides recommend, those named by most guides first, and whether that agrees with the ranking."""

    situations: str
    recommended: list[Recommended]
    verdict: str


def counsel(finding: Finding, advised: Advised) -> Counsel:
    found = recommended(finding, advised)
    situations = "; ".join(advised.use_cases.values())
    return Counsel(situations, found, verdict(finding, found) if found else "")


def recommended(finding: Finding, advised: Advised) -> list[Recommended]:
    by_framework: dict[str, list[Advice]] = defaultdict(list)
    for one in advised.advice:
        for framework in one.picks:
            if framework in finding.rows.frameworks:
                by_framework[framework].append(one)
    ranks = {place.framework: place.rank for place in finding.ranking.places}
    found = [entry(finding, advised, key, ranks.get(key, 0), said) for key, said in by_framework.items()]
    return sorted(found, key=lambda one: (-one.guides, -len(one.chips), one.name))


def entry(finding: Finding, advised: Advised, key: str, rank: int, said: Sequence[Advice]) -> Recommended:
    framework = finding.rows.frameworks[key]
    chips = [chip(advised.voices, one) for one in said if advised.voices and one.guide in advised.voices.guides]
    return Recommended(
        name=framework.name,
        address=page_of(finding, framework),
        rank=rank,
        place=f"{ordinal(rank)} here" if rank else "not ranked here",
        guides=len({one.guide for one in said}),
        chips=chips,
    )


def chip(voices: Voices, one: Advice) -> Chip:
    """Return the chip of one piece of advice; its name says for what it is given."""
    shown = voices.chip(one.guide, one.key)
    return shown._replace(name=f"{shown.name}, for: {one.situation}")


def times(date: str, count: int) -> str:
    return f"{date} ×{count}" if count > 1 else date


def verdict(finding: Finding, found: Sequence[Recommended]) -> str:
    """Say whether what most guides recommend is what leads."""
    most = [one for one in found if one.guides == found[0].guides]
    some = f"{found[0].guides} guide{'' if found[0].guides == 1 else 's'}"
    said = f"Named by most guides, {some}: {named([one.name for one in most])}."
    best = min((one.rank for one in most if one.rank), default=0)
    if best == 1:
        return f"{said} That agrees with the ranking."
    if 1 < best <= TOP:
        return f"{said} In the ranking that is among the first three, but {leaders(finding)} leads."
    return f"{said} The ranking does not agree: {leaders(finding)} leads."
