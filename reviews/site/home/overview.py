"""The frameworks at a glance. Rows in, table out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curation.web.addresses import evidence_address
from frameworks.claims.citations import WORDS
from frameworks.claims.side_by_side import FactLine, FrameworkCell
from frameworks.models import FactName, Framework, Kind, Source, SupportLevel
from reviews.guides.opinions.dot_plots import MiniDotPlot, mini_dot_plot
from reviews.guides.opinions.ratings import Opinions
from reviews.models import Criterion

BAR_WIDTH = 96
SHOWN_FACTS = (FactName.LATEST_VERSION, FactName.RELEASED, FactName.REQUIRES_PYTHON)
PARTS = {
    SupportLevel.BUILTIN.value: ("fill-data", "built in"),
    SupportLevel.BUILTIN_EXTRA.value: ("fill-data1", "with an extra"),
    SupportLevel.OFFICIAL_EXTENSION.value: ("fill-data2", "official extension"),
    SupportLevel.THIRD_PARTY.value: ("fill-data3", "third-party"),
}
"""The colour and the name of each part of a bar."""
UNKNOWN = SupportLevel.UNKNOWN.value
ABSENT = {SupportLevel.NO.value: "no", SupportLevel.NONE_FOUND.value: "none found"}


@dataclass(frozen=True)
class OverviewRows:
    """The rows that the overview is made from."""

    frameworks: Sequence[Framework]
    kinds: Mapping[str, Kind]
    opinions: Opinions
    levels: Sequence[tuple[str, str, str]]
    """Framework, feature and level of each cell; there are too many of them for rows."""
    facts: Sequence[FactLine]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class BarSegment:
    """One segment of a share bar; one with an outline instead of a filling is smaller by its stroke."""

    css: str
    x: str
    width: str
    y: str = "0"
    height: str = "10"


@dataclass(frozen=True, slots=True)
class FeatureShare:
    """How many features a framework has at each level."""

    parts: list[BarSegment]
    built_in: int
    lacking: str
    """How many a document says “no” to, and how many a search did not find; empty where there is neither."""
    words: str


@dataclass(frozen=True, slots=True)
class Glance:
    """One framework in the table."""

    framework: Framework
    kind: str
    facts: Mapping[str, tuple[FactLine, str]]
    """Facts by name, each with the address of its evidence."""
    share: FeatureShare
    minis: list[MiniDotPlot | None]
    guides: int
    cell: FrameworkCell | None = None
    """How it supports the feature that a list is narrowed by."""


def guides_by_framework(opinions: Opinions) -> Mapping[str, set[str]]:
    """Return the guides that rate each framework."""
    guides: dict[str, set[str]] = defaultdict(set)
    for rating in opinions.ratings:
        guides[rating.framework_id].add(rating.guide_id)
    return guides


def glances(
    rows: OverviewRows,
    chosen: Iterable[Framework],
    columns: Sequence[Criterion],
    guides: Mapping[str, set[str]],
) -> list[Glance]:
    levels: dict[str, Counter[str]] = defaultdict(Counter)
    for framework, _feature, level in rows.levels:
        levels[framework][level] += 1
    facts: dict[str, dict[str, tuple[FactLine, str]]] = defaultdict(dict)
    for fact in rows.facts:
        facts[fact.framework_id][fact.name.replace("-", "_")] = (
            fact,
            evidence_address(fact.key, rows.opinions.voices.day),
        )
    return [
        Glance(
            framework,
            rows.kinds[framework.kind_id].name,
            facts[framework.key],
            share(levels[framework.key]),
            [mini(rows.opinions, framework, criterion) for criterion in columns],
            len(guides[framework.key]),
        )
        for framework in chosen
    ]


def mini(opinions: Opinions, framework: Framework, criterion: Criterion) -> MiniDotPlot | None:
    consensus = opinions.consensus(framework.key, criterion.key)
    return mini_dot_plot(opinions.scales[criterion.key], consensus, opinions.names) if consensus.positions else None


def share(levels: Mapping[str, int]) -> FeatureShare:
    """Return a framework's features as a bar: what is built in first, what is missing as an open box."""
    counts = [(css, name, levels.get(level, 0)) for level, (css, name) in PARTS.items()]
    absent = sum(levels.get(level, 0) for level in ABSENT)
    unit = BAR_WIDTH / max(sum(levels.values()), 1)
    parts, x = [], 0.0
    for css, _name, count in counts:
        if count:
            parts.append(BarSegment(css, f"{x:.1f}", f"{max(count * unit - 1, 1):.1f}"))
            x += count * unit
    if absent:
        parts.append(BarSegment("stroke-rule2", f"{x + 0.5:.1f}", f"{max(absent * unit - 2, 1):.1f}", "0.5", "9"))
    words = [f"{count} {name}" for _css, name, count in counts]
    lacking = [(levels.get(level, 0), name) for level, name in ABSENT.items()]
    words += [f"{count} {name}" for count, name in (*lacking, (levels.get(UNKNOWN, 0), "not checked"))]
    return FeatureShare(
        parts, counts[0][2], ", ".join([f"{count} {name}" for count, name in lacking if count]), ", ".join(words)
    )


def shared_reading(facts: Sequence[FactLine], sources: Mapping[str, Source]) -> str:
    """Return the kind of source on which all the facts rest; empty where there are several."""
    kinds = {source.kind for fact in facts if (source := sources.get(fact.source_id))}
    return WORDS[kinds.pop()] if len(kinds) == 1 else ""
