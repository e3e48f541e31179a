"""One framework: what guides say of it and what is known of it. Rows in, sections out; no request, no query."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curation.web.addresses import evidence_address
from frameworks.citations import Citation, source_citation
from frameworks.models import FactName, Framework, LearningResource, Source, SupportWindow
from frameworks.releases.support_timeline import SupportTimeline, line_name, support_timeline
from frameworks.releases.timeline import ReleaseLine, ReleaseTimeline, release_timeline
from frameworks.side_by_side import (
    ComparedTable,
    FactLine,
    FeatureLine,
    SupportLine,
    TableEvidence,
    feature_groups,
    table,
)
from reviews.comparisons.selection import comparison_address
from reviews.models import Guide, Polarity, Role, Scale
from reviews.opinions.arguments import Argument, Situations
from reviews.opinions.consensus import Verdict
from reviews.opinions.dot_plots import Axis
from reviews.opinions.lines import PickLine, RemarkLine
from reviews.opinions.ratings import CriterionRow, Opinions, Quote, Standing

STRIP_WIDTH = 300
PANEL = list(FactName.values)[:6]
# Long lists of addresses; the API and the evidence page have them.
UNSHOWN = {FactName.PROJECT_LINKS}
LABELS = {name: str(label) for name, label in FactName.choices}
NO_VULNERABILITY = "None listed"
MOST_NAMED = 3
MOST_ALTERNATIVES = 5
MOST_COUNTED = 4


FactShown = tuple[str, FactLine, Citation]
"""The label of a fact, the fact, and the chip of its source."""


@dataclass(frozen=True)
class Rows:
    """The rows that the page of one framework is made from."""

    framework: Framework
    others: Sequence[Framework]
    opinions: Opinions
    features: Sequence[FeatureLine]
    support: Sequence[SupportLine]
    facts: Sequence[FactLine]
    windows: Sequence[SupportWindow]
    releases: Sequence[ReleaseLine]
    sources: Mapping[str, Source]
    remarks: Sequence[RemarkLine]
    resources: Sequence[LearningResource]
    situations: Situations


@dataclass(frozen=True, slots=True)
class Reading:
    """What the guides together make of a framework, derived from their verdicts."""

    agreed: list[Standing]
    split: list[Standing]
    apart: list[Standing]
    citations: list[Citation]
    """The guides that rate it."""
    guides: int

    @property
    def covering(self) -> int:
        return len(self.citations)

    @property
    def words(self) -> str:
        """The same as sentences."""
        if not self.covering:
            return "No guide on record rates it: what follows are facts alone."
        rate = "rates" if self.covering == 1 else "rate"
        named = ("agree", self.agreed), ("split", self.split), ("stand a step apart", self.apart)
        said = [f"They {verb} on {in_a_row([one.topic for one in found])}." for verb, found in named if found]
        return " ".join([f"{self.covering} of {self.guides} guides {rate} it.", *said])


def in_a_row(names: Sequence[str]) -> str:
    """Return names as a sentence lists them."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


@dataclass(frozen=True, slots=True)
class Opinion:
    """One criterion with its strip and each guide's sentence."""

    row: CriterionRow
    standing: Standing
    said: Sequence[Quote]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one guide lists for and against, with the address of each sentence's evidence."""

    guide: Guide
    source: Source
    pros: list[tuple[RemarkLine, str]]
    cons: list[tuple[RemarkLine, str]]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another framework, why it is one, and the address of both side by side."""

    framework: Framework
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """What the page shows."""

    framework: Framework
    reading: Reading
    facts: list[FactShown]
    ratings: list[Opinion]
    words: list[Opinion]
    features: ComparedTable
    voices: list[Voice]
    windows: list[tuple[SupportWindow, Citation]]
    timeline: SupportTimeline | None
    releases: ReleaseTimeline | None
    recommended: list[Argument]
    less_suited: list[Argument]
    situations: list[tuple[PickLine, Citation]]
    resources: Sequence[LearningResource]
    alternatives: list[Alternative]
    codes: Mapping[str, str]

    @property
    def axes(self) -> list[Axis]:
        return [opinion.row.axis for opinion in self.ratings if opinion.row.axis]

    @property
    def panel(self) -> list[FactShown]:
        """The facts that stand beside the name."""
        return [line for line in self.facts if line[1].name in PANEL]

    @property
    def guides(self) -> list[Guide]:
        """The guides whose letters stand on the page."""
        return [voice.guide for voice in self.voices]

    @property
    def roles(self) -> str:
        """How often it has each role in a situation."""
        counts = Counter(pick.role_label for pick, _chip in self.situations)
        return ", ".join([f"{count} {label.lower()}" for label, count in counts.most_common()])

    @property
    def warnings(self) -> list[tuple[FactLine, str]]:
        """The facts that a reader should know before any other, each with the address of its evidence.

        The latest version is vulnerable, or was withdrawn.
        """
        return [(fact, citation.href) for _label, fact, citation in self.facts if is_warning(fact)]


def is_warning(fact: FactLine) -> bool:
    if fact.name == FactName.KNOWN_VULNERABILITIES:
        return not fact.value.startswith(NO_VULNERABILITY)
    return fact.name == FactName.WITHDRAWN


def framework_page(rows: Rows, *, today: datetime.date, as_of: datetime.date | None) -> FrameworkPage:
    """Return everything about one framework."""
    evidence = TableEvidence(rows.sources, today, as_of)
    opinions = all_opinions(rows)
    key = rows.framework.key
    voices = rows.opinions.voices
    return FrameworkPage(
        framework=rows.framework,
        reading=reading(rows, opinions),
        facts=facts_panel(rows, today, as_of),
        ratings=[one for one in opinions if one.row.criterion.scale == Scale.ORDERED],
        words=[one for one in opinions if one.row.criterion.scale != Scale.ORDERED],
        features=table(
            feature_groups(rows.features, [rows.framework], rows.support, evidence), evidence, only_differences=False
        ),
        voices=list(by_guide(rows, as_of)),
        windows=[(one, window_citation(one, rows.sources, today)) for one in in_order(rows.windows)],
        timeline=support_timeline([(line_name(one), one) for one in rows.windows], today),
        releases=release_timeline(rows.releases, today),
        recommended=rows.situations.of(key, Role.RECOMMENDED, voices)[:MOST_COUNTED],
        less_suited=rows.situations.of(key, Role.LESS_SUITED, voices)[:MOST_COUNTED],
        situations=list(rows.situations.naming(key, voices)),
        resources=rows.resources,
        alternatives=alternatives(rows),
        codes=rows.opinions.codes,
    )


def all_opinions(rows: Rows) -> list[Opinion]:
    """Return the criteria on which a guide has a view."""
    opinions = rows.opinions
    found = []
    for criterion in opinions.criteria:
        row = opinions.row(criterion, STRIP_WIDTH)
        if row.cells[0].spoken_of:
            said = row.cells[0].said or opinions.said(rows.framework.key, criterion.key)
            found.append(Opinion(row, row.cells[0], said))
    return found


def reading(rows: Rows, opinions: Iterable[Opinion]) -> Reading:
    """Derive what the guides agree on and where they part, the best covered first."""
    by_verdict: dict[Verdict, list[Standing]] = defaultdict(list)
    for one in sorted((opinion.standing for opinion in opinions), key=lambda one: -len(one.found.positions)):
        by_verdict[one.found.verdict].append(one)
    said = {rating.guide_id for rating in rows.opinions.ratings}
    voices = rows.opinions.voices
    citations = [voices.page_chips[guide] for guide in voices.guides if guide in said]
    parted = by_verdict[Verdict.SPLIT][:MOST_NAMED], by_verdict[Verdict.STEP][:MOST_NAMED]
    return Reading(by_verdict[Verdict.AGREE][:MOST_NAMED], *parted, citations, len(voices.guides))


def facts_panel(rows: Rows, today: datetime.date, as_of: datetime.date | None) -> list[FactShown]:
    """Return the facts in the order of the panel, each with its chip."""
    by_name = {fact.name: fact for fact in rows.facts}
    in_order = ((name, by_name[name]) for name in FactName.values if name in by_name and name not in UNSHOWN)
    return [
        (
            LABELS[name],
            fact,
            source_citation(rows.sources[fact.source_id], fact.read_on, evidence_address(fact.key, as_of), today),
        )
        for name, fact in in_order
    ]


def in_order(windows: Iterable[SupportWindow]) -> list[SupportWindow]:
    """Return windows by their first day, as the figure draws them."""
    return sorted(windows, key=lambda one: one.released)


def window_citation(window: SupportWindow, sources: Mapping[str, Source], today: datetime.date) -> Citation:
    source = sources[window.source_id]
    return source_citation(source, window.read_on, source.link_to(window.locator), today)


def by_guide(rows: Rows, as_of: datetime.date | None) -> Iterable[Voice]:
    """Yield what each guide has for and against the framework; guides that say nothing are among them."""
    voices = rows.opinions.voices
    for key, guide in voices.guides.items():
        own = [remark for remark in rows.remarks if remark.guide_id == key]
        sides = (
            [(one, evidence_address(one.key, as_of)) for one in own if one.polarity == polarity]
            for polarity in (Polarity.FOR, Polarity.AGAINST)
        )
        yield Voice(guide, voices.source(key), *sides)


def alternatives(rows: Rows) -> list[Alternative]:
    """Return the frameworks that guides name for the same situations, then others of the same kind."""
    key = rows.framework.key
    together = Counter(rows.situations.named_with(key))
    same_kind = [one for one in rows.others if one.kind_id == rows.framework.kind_id]
    named = sorted((one for one in rows.others if together[one.key]), key=lambda one: (-together[one.key], one.name))
    in_order = {one.key: one for one in [*named, *same_kind]}
    return [alternative(rows.framework, one, together[one.key]) for one in in_order.values()][:MOST_ALTERNATIVES]


def alternative(framework: Framework, other: Framework, times: int) -> Alternative:
    same = "Of the same kind." if other.kind_id == framework.kind_id else ""
    named = f"Named beside it in {times} recommendation{'s' if times > 1 else ''}." if times else ""
    slugs = sorted([framework.slug, other.slug])
    return Alternative(other, " ".join(filter(None, (named, same))), comparison_address(slugs))
