"""The ratings of some frameworks by criterion: dot plots, verdicts and words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from frameworks.addresses import framework_address
from frameworks.claims.citations import Citation, guides_in_words
from frameworks.models import Framework
from reviews.guides.opinions.basis import ALL, Counting
from reviews.guides.opinions.consensus import Consensus, Scale, consensus, is_coded
from reviews.guides.opinions.dot_plots import Axis, DotPlot, axis_for, dot_plot
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.lines import LevelLine, RatingLine
from reviews.models import Basis, Criterion, CriterionGroup

GROUPS = [*(group for group in CriterionGroup if group != CriterionGroup.OVERVIEW), CriterionGroup.OVERVIEW]


class Quote(NamedTuple):
    """One guide's rating in words."""

    rating: RatingLine
    citation: Citation
    level: str
    """The label of its level; empty where it names none."""

    @property
    def label(self) -> str:
        """The level on the scale, else the guide's own short wording."""
        return self.level or self.rating.label or self.rating.summary

    @property
    def basis(self) -> str:
        """The level and the limits the guide sets; most levels are coded by us, so only the others are marked."""
        graded = ", graded by the guide" if self.rating.basis == Basis.GRADED else ""
        return "; ".join([f"{self.level}{graded}" if self.level else "names no level", *self.limits])

    @property
    def coding(self) -> str:
        """Who set the level, and the same limits, for tables that have a column for the level."""
        coded = "graded by the guide" if self.rating.basis == Basis.GRADED else "coded by us"
        return "; ".join([*([coded] if self.level else []), *self.limits])

    @property
    def limits(self) -> Iterator[str]:
        """The situation the guide speaks of, what it compares with, and whether it still lacks its second reading."""
        if self.rating.applies_to:
            yield f"for {self.rating.applies_to}"
        if self.rating.relative_to:
            yield f"against {self.rating.relative_to}"
        if not self.rating.second_checked:
            yield "not second-checked"


# Without slots, so that it can keep how it is drawn.
@dataclass(frozen=True)
class Standing:
    """What the guides say of one framework on one criterion."""

    framework: Framework
    criterion: Criterion
    scale: Scale
    consensus: Consensus
    quotes: Sequence[Quote]
    """What each guide says in words; only where no dot plot shows it."""
    address: str
    """Where the sentences behind it stand."""
    dot_plot: DotPlot | None = None
    """None where the scale has no order, or no guide names a level."""
    no_level: str = ""
    """The guides that speak of it without naming a level."""
    no_view: str = ""
    scopes: str = ""
    """The situations to which guides limit what they say."""
    names: Mapping[str, str] = field(default_factory=dict)
    """How sentences name each guide."""

    @property
    def topic(self) -> str:
        """The criterion's name within a sentence."""
        name = self.criterion.name
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    @property
    def absent(self) -> list[tuple[str, str]]:
        """How many guides do not stand on the dot plot, under the words for why."""
        return [(words, guides_in_words(len(guides), alone="one guide")) for words, guides in self.absent_guides]

    @property
    def absent_names(self) -> list[tuple[str, str]]:
        """The names of these guides, under the same words."""
        return [(words, ", ".join([self.names[guide] for guide in guides])) for words, guides in self.absent_guides]

    @property
    def absent_guides(self) -> list[tuple[str, Sequence[str]]]:
        unplaced = self.consensus.unplaced if self.scale.ordered else ()
        kinds = ("No level", unplaced), ("No view", self.consensus.silent), ("Hidden", self.consensus.hidden)
        return [(words, guides) for words, guides in kinds if guides]

    @property
    def spoken_of(self) -> bool:
        """Whether a guide has a view."""
        return bool(self.consensus.positions or self.consensus.unplaced)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion across some frameworks."""

    criterion: Criterion
    cells: list[Standing]
    axis: Axis | None = None

    @property
    def same(self) -> bool:
        """Whether the guides put all the frameworks at the same level."""
        levels = {standing.consensus.median for standing in self.cells}
        return len(levels) == 1 and levels != {()}


@dataclass(frozen=True)
class Opinions:
    """Ratings with the rows they refer to: the criteria, their levels, the frameworks rated and the guides."""

    frameworks: Sequence[Framework]
    criteria: Sequence[Criterion]
    levels: Iterable[LevelLine]
    ratings: Sequence[RatingLine]
    voices: GuidesByCode
    counting: Counting = ALL
    """Whose levels count."""
    known: dict[tuple[str, str], Consensus] = field(default_factory=dict)
    """What was worked out so far, by framework and criterion; all that reads one version may share it."""

    @cached_property
    def codes(self) -> dict[str, str]:
        """The letters of each guide."""
        return {key: guide.code for key, guide in self.voices.guides.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        """How sentences name each guide."""
        return {key: guide.voice for key, guide in self.voices.guides.items()}

    @cached_property
    def guides(self) -> tuple[str, ...]:
        return tuple(self.codes)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The guides that do not count because of their interest."""
        return frozenset(key for key, guide in self.voices.guides.items() if not self.counting.counts(guide))

    @cached_property
    def query(self) -> str:
        """The query string for the day shown and the levels that count; empty today, with all levels."""
        chosen = {"as-of": self.voices.day, **self.counting.query}
        pairs = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{pairs}" if pairs else ""

    @cached_property
    def scales(self) -> dict[str, Scale]:
        by_criterion: dict[str, list[LevelLine]] = defaultdict(list)
        for level in self.levels:
            by_criterion[level.criterion_id].append(level)
        return {criterion.key: Scale.of(criterion, by_criterion[criterion.key]) for criterion in self.criteria}

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, str], list[RatingLine]]:
        by_cell: dict[tuple[str, str], list[RatingLine]] = defaultdict(list)
        for rating in self.ratings:
            by_cell[rating.framework_id, rating.criterion_id].append(rating)
        return by_cell

    def consensus(self, framework: str, criterion: str) -> Consensus:
        cell = framework, criterion
        if cell not in self.known:
            ratings, graded_only = self.by_cell.get(cell, ()), self.counting.graded_only
            self.known[cell] = consensus(
                self.scales[criterion], ratings, self.guides, graded_only=graded_only, left_out=self.left_out
            )
        return self.known[cell]

    def pairs(self, *, least: int = 1) -> Iterator[tuple[Framework, Criterion]]:
        """Yield each framework and criterion that at least so many guides rate."""
        frameworks = {framework.key: framework for framework in self.frameworks}
        criteria = {criterion.key: criterion for criterion in self.criteria}
        for (framework, criterion), ratings in self.by_cell.items():
            if len(ratings) >= least and framework in frameworks and criterion in criteria:
                yield frameworks[framework], criteria[criterion]

    @cached_property
    def standings(self) -> dict[tuple[str, str, Axis | None], Standing]:
        """What was put together so far, by framework, criterion and axis."""
        return {}

    def row(
        self,
        criterion: Criterion,
        width: int,
        frameworks: Sequence[Framework] = (),
        *,
        only: Framework | None = None,
    ) -> CriterionRow:
        """Return one criterion across frameworks, or for one of them alone, its dot plots on one axis."""
        frameworks = [only] if only else frameworks or self.frameworks
        scale = self.scales[criterion.key]
        by_framework = [self.consensus(framework.key, criterion.key) for framework in frameworks]
        drawn = scale.ordered and any(consensus.positions for consensus in by_framework)
        name = f"{criterion.key}-{only.key}" if only else criterion.key
        axis = axis_for(name, scale, by_framework, width) if drawn else None
        pairs = zip(frameworks, by_framework, strict=True)
        cells = [self.standing(framework, criterion, consensus, axis) for framework, consensus in pairs]
        return CriterionRow(criterion, cells, axis)

    def plain_row(self, criterion: Criterion, frameworks: Sequence[Framework]) -> CriterionRow:
        """Return one criterion across frameworks without what pages draw and quote."""
        scale = self.scales[criterion.key]
        verdicts = [(each, self.consensus(each.key, criterion.key)) for each in frameworks]
        cells = [Standing(framework, criterion, scale, verdict, (), "") for framework, verdict in verdicts]
        return CriterionRow(criterion, cells)

    def standing(self, framework: Framework, criterion: Criterion, consensus: Consensus, axis: Axis | None) -> Standing:
        cell = framework.key, criterion.key, axis
        if cell not in self.standings:
            self.standings[cell] = self.make_standing(framework, criterion, consensus, axis)
        return self.standings[cell]

    def make_standing(
        self, framework: Framework, criterion: Criterion, consensus: Consensus, axis: Axis | None
    ) -> Standing:
        scale = self.scales[criterion.key]
        plot = dot_plot(axis, scale, consensus, self.names) if axis is not None and consensus.positions else None
        return Standing(
            framework,
            criterion,
            scale,
            consensus,
            () if plot else self.quotes(framework.key, criterion.key),
            f"{framework_address(framework.slug)}guides/{self.query}#{criterion.key}",
            plot,
            self.codes_of(consensus.unplaced) if consensus.unplaced and scale.ordered else "",
            self.codes_of(consensus.silent),
            self.scopes(framework.key, criterion.key),
            self.names,
        )

    def quotes(self, framework: str, criterion: str) -> list[Quote]:
        """Return what each guide says, in the order of the guides."""
        by_guide = {rating.guide_id: rating for rating in self.counted(framework, criterion)}
        labels = self.scales[criterion].labels
        in_order = (by_guide[guide] for guide in self.codes if guide in by_guide)
        return [
            Quote(rating, self.voices.citation(rating.guide_id, rating.key), labels.get(rating.level_id or "", ""))
            for rating in in_order
        ]

    def counted(self, framework: str, criterion: str) -> list[RatingLine]:
        """Return the ratings that count."""
        ratings = self.by_cell.get((framework, criterion), [])
        if not self.counting.narrows:
            return ratings
        graded_only = self.counting.graded_only
        return [
            rating
            for rating in ratings
            if rating.guide_id not in self.left_out and not (graded_only and is_coded(rating))
        ]

    def scopes(self, framework: str, criterion: str) -> str:
        limited = [rating for rating in self.counted(framework, criterion) if rating.applies_to]
        return "; ".join([f"{self.names[rating.guide_id]}: {rating.applies_to}" for rating in limited])

    def codes_of(self, guides: Iterable[str]) -> str:
        return ", ".join([self.codes[guide] for guide in guides])

    def groups(self, rows: Iterable[CriterionRow]) -> list[tuple[str, list[CriterionRow]]]:
        """Return rows that hold a rating by the group of their criterion; the overview comes last."""
        by_group: dict[str, list[CriterionRow]] = {group: [] for group in GROUPS}
        for row in rows:
            if any(cell.spoken_of for cell in row.cells):
                by_group[row.criterion.group].append(row)
        return [(str(CriterionGroup(group).label), members) for group, members in by_group.items() if members]


def widest_first(splits: Iterable[Standing]) -> list[Standing]:
    """Sort splits: the share of the scale between the guides, then how many guides, then the names."""
    return sorted(
        splits,
        key=lambda standing: (
            -share(standing),
            -len(standing.consensus.positions),
            standing.framework.name,
            standing.criterion.name,
        ),
    )


def share(standing: Standing) -> float:
    """Return how much of its scale a split spans; without an order, none of it."""
    return (
        standing.consensus.spread / (len(standing.scale.places) - 1)
        if standing.scale.ordered and len(standing.scale.places) > 1
        else 0
    )
