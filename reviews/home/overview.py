"""The frameworks at a glance and where guides disagree most. Rows in, table out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.web.addresses import evidence_address
from frameworks.citations import CODES, Citation
from frameworks.freshness import last_read
from frameworks.models import (
    FactName,
    Framework,
    Kind,
    LearningResource,
    Source,
    SourceKind,
    SupportLevel,
)
from frameworks.side_by_side import FactLine, FrameworkCell
from reviews.guides.disagreements.disagreements import Pane, pane, partings, standings
from reviews.models import Criterion, Guide
from reviews.opinions.consensus import Scale
from reviews.opinions.dot_plots import Axis, MiniDotPlot, mini_dot_plot
from reviews.opinions.ratings import Opinions

MOST_ROWS = 10
MOST_PANES = 3
MOST_RECENT = 6
BAR_WIDTH = 96
MINIS = ("learning-curve", "performance")
"""The criteria that have a column of their own."""
SHOWN_FACTS = (FactName.LATEST_VERSION, FactName.RELEASED, FactName.REQUIRES_PYTHON)
PARTS = {
    SupportLevel.BUILTIN.value: "fill-data",
    SupportLevel.BUILTIN_EXTRA.value: "fill-data1",
    SupportLevel.OFFICIAL_EXTENSION.value: "fill-data2",
    SupportLevel.THIRD_PARTY.value: "fill-data3",
}
PART_NAMES = {
    "fill-data": "built in",
    "fill-data1": "with an extra",
    "fill-data2": "official extension",
    "fill-data3": "third-party",
}
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
    resources: Sequence[LearningResource] = ()


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


class Recent(NamedTuple):
    """The newest release of one framework."""

    day: str
    framework: Framework
    version: str
    address: str
    """Where the evidence of the version stands."""


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One guide in the list of sources."""

    guide: Guide
    source: Source
    citation: Citation
    frameworks: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the site holds."""

    guides: int
    dated: str
    undated: int
    cells: int
    unchecked: int
    facts_read: str

    @property
    def sourced(self) -> int:
        return self.cells - self.unchecked


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home page shows."""

    glances: list[Glance]
    frameworks: int
    features: int
    columns: list[tuple[Criterion, Scale]]
    reading: str
    """The one kind of source and day behind every package fact; empty for several."""
    panes: list[Pane]
    guides: list[GuideLine]
    figures: Figures
    resources: Sequence[LearningResource]
    recent: list[Recent]
    codes: Mapping[str, str]

    @property
    def axes(self) -> list[Axis]:
        return [pane.row.axis for pane in self.panes if pane.row.axis]


def overview(rows: OverviewRows) -> Overview:
    """Return the frameworks that most guides rate, and what the site holds in all."""
    opinions = rows.opinions
    guides = guides_by_framework(opinions)
    chosen = sorted(rows.frameworks, key=lambda framework: (-len(guides[framework.key]), framework.name))[:MOST_ROWS]
    columns = [criterion for key in MINIS for criterion in opinions.criteria if criterion.key == key]
    facts = rows.facts
    return Overview(
        glances=glances(rows, chosen, columns, guides),
        frameworks=len(rows.frameworks),
        features=len({feature for _framework, feature, _level in rows.levels}),
        columns=[(criterion, opinions.scales[criterion.key]) for criterion in columns],
        reading=shared_reading(facts, rows.sources),
        panes=[pane(opinions, parting.standing) for parting in partings(standings(opinions))[:MOST_PANES]],
        guides=list(guide_lines(opinions, guides)),
        figures=figures(opinions, rows),
        resources=rows.resources,
        recent=recent(rows),
        codes=opinions.codes,
    )


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


def recent(rows: OverviewRows) -> list[Recent]:
    """Return the frameworks released last, each with its newest version."""
    values = {(fact.framework_id, fact.name): fact for fact in rows.facts}
    releases = []
    for framework in rows.frameworks:
        released = values.get((framework.key, FactName.RELEASED))
        version = values.get((framework.key, FactName.LATEST_VERSION))
        if released and version:
            address = evidence_address(version.key, rows.opinions.voices.day)
            releases.append(Recent(released.value, framework, version.value, address))
    return sorted(releases, key=lambda release: (release.day, release.framework.name), reverse=True)[:MOST_RECENT]


def mini(opinions: Opinions, framework: Framework, criterion: Criterion) -> MiniDotPlot | None:
    consensus = opinions.consensus(framework.key, criterion.key)
    return mini_dot_plot(opinions.scales[criterion.key], consensus, opinions.codes) if consensus.positions else None


def share(levels: Mapping[str, int]) -> FeatureShare:
    """Return a framework's features as a bar: what is built in first, what is missing as an open box."""
    counts = [(css, levels.get(level, 0)) for level, css in PARTS.items()]
    absent = sum(levels.get(level, 0) for level in ABSENT)
    unit = BAR_WIDTH / max(sum(levels.values()), 1)
    parts, x = [], 0.0
    for css, count in counts:
        if count:
            parts.append(BarSegment(css, f"{x:.1f}", f"{max(count * unit - 1, 1):.1f}"))
            x += count * unit
    if absent:
        parts.append(BarSegment("stroke-rule2", f"{x + 0.5:.1f}", f"{max(absent * unit - 2, 1):.1f}", "0.5", "9"))
    words = [f"{count} {PART_NAMES[css]}" for css, count in counts]
    lacking = [(levels.get(level, 0), name) for level, name in ABSENT.items()]
    words += [f"{count} {name}" for count, name in (*lacking, (levels.get(UNKNOWN, 0), "not checked"))]
    return FeatureShare(
        parts, counts[0][1], ", ".join([f"{count} {name}" for count, name in lacking if count]), ", ".join(words)
    )


def shared_reading(facts: Sequence[FactLine], sources: Mapping[str, Source]) -> str:
    readings = {
        (CODES[SourceKind(source.kind)], last_read(source, fact.read_on))
        for fact in facts
        if (source := sources.get(fact.source_id))
    }
    return " ".join(map(str, *readings)) if len(readings) == 1 else ""


def guide_lines(opinions: Opinions, guides: Mapping[str, set[str]]) -> Iterator[GuideLine]:
    """Yield the guides with how many frameworks each rates."""
    voices = opinions.voices
    for key, guide in voices.guides.items():
        rated = sum(key in raters for raters in guides.values())
        yield GuideLine(guide, voices.source(key), voices.page_citations[key], rated)


def figures(opinions: Opinions, rows: OverviewRows) -> Figures:
    voices = opinions.voices
    dates = sorted(voices.source(key).published for key in voices.guides if voices.source(key).published)
    return Figures(
        guides=len(voices.guides),
        dated=f"{dates[0][:7]} to {dates[-1][:7]}" if dates else "none dated",
        undated=len(voices.guides) - len(dates),
        cells=len(rows.levels),
        unchecked=sum(level == UNKNOWN for _framework, _feature, level in rows.levels),
        facts_read=max((fact.read_on.isoformat() for fact in rows.facts), default="none yet"),
    )
