"""One framework: what guides say of it and what is known of it. Rows in, sections out."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import get_text_list

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, source_citation
from frameworks.claims.side_by_side import (
    ComparedTable,
    FactLine,
    FeatureLine,
    SupportLine,
    TableEvidence,
    feature_groups,
    table,
)
from frameworks.models import FactName, Framework, ResourceFramework, Source, SupportWindow
from frameworks.releases.support_timeline import SupportTimeline, end_of, last_day, line_name, support_timeline
from frameworks.releases.timeline import ReleaseLine, ReleaseTimeline, release_timeline
from reviews.addresses import comparison_address
from reviews.guides.opinions.arguments import Argument, Situations
from reviews.guides.opinions.consensus import ConsensusVerdict
from reviews.guides.opinions.dot_plots import Axis
from reviews.guides.opinions.lines import PickLine, RemarkLine
from reviews.guides.opinions.ratings import CriterionRow, Opinions, Quote, Standing
from reviews.learning.citations import resource_citations
from reviews.learning.first import FirstStep, beginners_first, first_step
from reviews.models import Guide, Polarity, Role, ScaleKind

DOT_PLOT_WIDTH = 300
PANEL = list(FactName.values)[:6]
# Long lists of addresses; the API and the evidence page have them.
NOT_SHOWN = {FactName.PROJECT_LINKS}
LABELS = {name: str(label) for name, label in FactName.choices}
NO_VULNERABILITY = "None listed"
MOST_NAMED = 3
MOST_ALTERNATIVES = 5
MOST_COUNTED = 4
VERBS = {
    ConsensusVerdict.AGREE: "agree",
    ConsensusVerdict.SPLIT: "split",
    ConsensusVerdict.STEP: "stand a step apart",
}

FactShown = tuple[str, FactLine, Citation]
"""The label of a fact, the fact, and a citation of its source."""


@dataclass(frozen=True)
class FrameworkRows:
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
    covers: Sequence[ResourceFramework]
    situations: Situations


@dataclass(frozen=True, slots=True)
class Opinion:
    """One criterion with its dot plot and each guide's sentence."""

    row: CriterionRow
    standing: Standing
    quotes: Sequence[Quote]


@dataclass(frozen=True, slots=True)
class GuideArguments:
    """What one guide lists for and against, with the address of each sentence's evidence."""

    guide: Guide
    source: Source
    cited: Citation
    pros: list[tuple[RemarkLine, str]]
    cons: list[tuple[RemarkLine, str]]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another framework, why it is one, and the address of both side by side."""

    framework: Framework
    reason: str
    address: str


@dataclass(frozen=True)
class FrameworkPage:
    """What is on record of one framework, each part made where a page asks for it."""

    rows: FrameworkRows
    today: datetime.date
    as_of: datetime.date | None

    @property
    def framework(self) -> Framework:
        return self.rows.framework

    @property
    def kin(self) -> list[Framework]:
        """The others of its kind."""
        return [other for other in self.rows.others if other.kind_id == self.framework.kind_id]

    @cached_property
    def opinions(self) -> list[Opinion]:
        """The criteria on which a guide has a view."""
        rated = []
        for criterion in self.rows.opinions.criteria:
            row = self.rows.opinions.row(criterion, DOT_PLOT_WIDTH)
            [standing] = row.cells
            if standing.spoken_of:
                quotes = standing.quotes or self.rows.opinions.quotes(self.framework.key, criterion.key)
                rated.append(Opinion(row, standing, quotes))
        return rated

    @property
    def summary(self) -> str:
        return guide_summary(self.rows.opinions, self.opinions)

    @property
    def guides(self) -> int:
        """How many guides there are."""
        return len(self.rows.opinions.voices.guides)

    @property
    def covering(self) -> int:
        """How many of them rate it."""
        return len({rating.guide_id for rating in self.rows.opinions.ratings})

    @cached_property
    def known(self) -> Mapping[str, str]:
        """The value of each fact by its name; empty for one that is not on record."""
        return defaultdict(str, {fact.name: fact.value for fact in self.rows.facts})

    @cached_property
    def facts(self) -> list[FactShown]:
        """The facts in the order of the panel, each with its citation."""
        by_name = {fact.name: fact for fact in self.rows.facts}
        shown = [name for name in FactName.values if name in by_name and name not in NOT_SHOWN]
        return [(LABELS[name], by_name[name], self.fact_citation(by_name[name])) for name in shown]

    def fact_citation(self, fact: FactLine) -> Citation:
        address = evidence_address(fact.key, self.as_of)
        return source_citation(self.rows.sources[fact.source_id], fact.read_on, address, self.today)

    @property
    def ratings(self) -> list[Opinion]:
        return [opinion for opinion in self.opinions if opinion.row.criterion.scale == ScaleKind.ORDERED]

    @property
    def words(self) -> list[Opinion]:
        return [opinion for opinion in self.opinions if opinion.row.criterion.scale != ScaleKind.ORDERED]

    @cached_property
    def features(self) -> ComparedTable:
        evidence = TableEvidence(self.rows.sources, self.today, self.as_of)
        groups = feature_groups(self.rows.features, [self.framework], self.rows.support, evidence)
        return table(groups, evidence, only_differences=False)

    @cached_property
    def arguments(self) -> list[GuideArguments]:
        """What each guide has for and against it; guides that say nothing are among them."""
        return [self.arguments_of(guide) for guide in self.rows.opinions.voices.guides.values()]

    def arguments_of(self, guide: Guide) -> GuideArguments:
        voices = self.rows.opinions.voices
        own = [remark for remark in self.rows.remarks if remark.guide_id == guide.key]
        sides = (
            [(remark, evidence_address(remark.key, self.as_of)) for remark in own if remark.polarity == polarity]
            for polarity in (Polarity.FOR, Polarity.AGAINST)
        )
        return GuideArguments(guide, voices.source(guide.key), voices.page_citations[guide.key], *sides)

    @cached_property
    def windows(self) -> list[tuple[SupportWindow, Citation]]:
        """By their first day, as the figure draws them."""
        in_line = sorted(self.rows.windows, key=lambda window: window.released)
        return [(window, self.window_citation(window)) for window in in_line]

    def window_citation(self, window: SupportWindow) -> Citation:
        source = self.rows.sources[window.source_id]
        return source_citation(source, window.read_on, source.link_to(window.locator), self.today)

    @cached_property
    def timeline(self) -> SupportTimeline | None:
        return timeline(self.rows.windows, self.today)

    @cached_property
    def current(self) -> SupportTimeline | None:
        """The same without the lines that have ended, unless all have."""
        alive = [window for window in self.rows.windows if not ended(window, self.today)]
        return timeline(alive or self.rows.windows, self.today)

    @cached_property
    def releases(self) -> ReleaseTimeline | None:
        return release_timeline(self.rows.releases, self.today)

    @cached_property
    def recommended(self) -> list[Argument]:
        return self.named_as(Role.RECOMMENDED)

    @cached_property
    def less_suited(self) -> list[Argument]:
        return self.named_as(Role.LESS_SUITED)

    def named_as(self, role: Role) -> list[Argument]:
        """Return for what most guides name it in a role."""
        return self.rows.situations.of(self.framework.key, role, self.rows.opinions.voices)[:MOST_COUNTED]

    @cached_property
    def situations(self) -> list[tuple[PickLine, Citation]]:
        return list(self.rows.situations.naming(self.framework.key, self.rows.opinions.voices))

    @property
    def covers(self) -> Sequence[ResourceFramework]:
        """The resources that cover it, those of its own project first, and of these those for beginners."""
        return sorted(self.rows.covers, key=lambda cover: (beginners_first(cover), cover.resource.slug))

    @cached_property
    def first_step(self) -> FirstStep | None:
        return first_step(self.rows.covers, self.rows.windows, self.today)

    @cached_property
    def resource_citations(self) -> Mapping[str, Citation]:
        """Where the description of each resource comes from, by its key."""
        return resource_citations([cover.resource for cover in self.rows.covers], self.rows.opinions.voices)

    @property
    def alternatives(self) -> list[Alternative]:
        """The frameworks that guides name for the same situations, then others of the same kind."""
        together = Counter(self.rows.situations.named_with(self.framework.key))
        named = [other for other in self.rows.others if together[other.key]]
        named.sort(key=lambda other: (-together[other.key], other.name))
        by_key = {other.key: other for other in [*named, *self.kin]}
        return [alternative(self.framework, other, together[key]) for key, other in by_key.items()][:MOST_ALTERNATIVES]

    @property
    def codes(self) -> Mapping[str, str]:
        return self.rows.opinions.names

    @property
    def axes(self) -> list[Axis]:
        return [opinion.row.axis for opinion in self.ratings if opinion.row.axis]

    @property
    def panel(self) -> list[FactShown]:
        """The facts that stand beside the name."""
        return [(label, fact, citation) for label, fact, citation in self.facts if fact.name in PANEL]

    @property
    def roles(self) -> str:
        """How often it has each role in a situation."""
        counts = Counter(pick.role_label for pick, _citation in self.situations)
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


def timeline(windows: Iterable[SupportWindow], today: datetime.date) -> SupportTimeline | None:
    return support_timeline([(line_name(window), window) for window in windows], today)


def ended(window: SupportWindow, today: datetime.date) -> bool:
    """Tell whether a release line gets no fixes any more, going by its published dates."""
    ends = last_day(end_of(window))
    return ends is not None and ends < today


def guide_summary(said: Opinions, opinions: Iterable[Opinion]) -> str:
    """Say where the guides agree and disagree; the criteria on which most guides name a level come first."""
    raters = {rating.guide_id for rating in said.ratings} - said.left_out
    covering = len(raters & said.voices.guides.keys())
    if not covering:
        return "No guide on record rates it: what follows are facts alone."
    topics: dict[ConsensusVerdict, list[str]] = defaultdict(list)
    standings = (opinion.standing for opinion in opinions)
    for standing in sorted(standings, key=lambda standing: -len(standing.consensus.positions)):
        topics[standing.consensus.verdict].append(standing.topic)
    sentences = [
        f"They {verb} on {get_text_list(topics[verdict][:MOST_NAMED], 'and')}."
        for verdict, verb in VERBS.items()
        if topics[verdict]
    ]
    rate = "rates" if covering == 1 else "rate"
    return " ".join([f"{covering} of {len(said.voices.guides)} guides {rate} it.", *sentences])


def alternative(framework: Framework, other: Framework, times: int) -> Alternative:
    same = "Of the same kind." if other.kind_id == framework.kind_id else ""
    named = f"Named beside it in {times} recommendation{'s' if times > 1 else ''}." if times else ""
    slugs = sorted([framework.slug, other.slug])
    return Alternative(other, " ".join(filter(None, (named, same))), comparison_address(slugs))
