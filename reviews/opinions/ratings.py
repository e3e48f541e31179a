"""The ratings of some frameworks by criterion: strips, verdicts and words. No request, no query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from frameworks.addresses import framework_address
from frameworks.citations import Citation
from frameworks.models import Framework
from reviews.models import Basis, Criterion, CriterionGroup
from reviews.opinions.consensus import Consensus, Scale, consensus, is_coded
from reviews.opinions.dot_plots import Axis, DotPlot, axis_for, strip
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.lines import LevelLine, RatingLine

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
        """The level and the limits the guide sets; and what is the exception: graded by the guide, read once."""
        graded = ", graded by the guide" if self.rating.basis == Basis.GRADED else ""
        return "; ".join([f"{self.level}{graded}" if self.level else "names no level", *self.limits])

    @property
    def coding(self) -> str:
        """Who set the level, and the same limits, for tables that have the level beside it."""
        coded = "graded by the guide" if self.rating.basis == Basis.GRADED else "coded by us"
        return "; ".join([*([coded] if self.level else []), *self.limits])

    @property
    def limits(self) -> Iterator[str]:
        """The situation the guide speaks of, what it compares with, and whether nobody read it again."""
        if self.rating.applies_to:
            yield f"for {self.rating.applies_to}"
        if self.rating.relative_to:
            yield f"against {self.rating.relative_to}"
        if not self.rating.second_checked:
            yield "not second-checked"


class Standing(NamedTuple):
    """What the guides say of one framework on one criterion."""

    framework: Framework
    criterion: Criterion
    scale: Scale
    found: Consensus
    said: Sequence[Quote]
    """What each guide says in words; only where no strip shows it."""
    address: str
    """Where the sentences behind it stand."""
    strip: DotPlot | None = None
    """None where the scale has no order, or no guide names a level."""
    no_level: str = ""
    """The guides that speak of it without naming a level."""
    no_view: str = ""
    hidden: str = ""
    """The guides whose level is coded and does not count."""
    scopes: str = ""
    """The situations to which guides limit what they say."""

    @property
    def topic(self) -> str:
        """The criterion's name within a sentence."""
        name = self.criterion.name
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    @property
    def absent(self) -> list[tuple[str, str]]:
        """The guides that do not stand on the strip, under the words for why."""
        kinds = ("No level", self.no_level), ("No view", self.no_view), ("Hidden", self.hidden)
        return [(words, guides) for words, guides in kinds if guides]

    @property
    def spoken_of(self) -> bool:
        """Whether a guide has a view."""
        return bool(self.found.positions or self.found.unplaced)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion across some frameworks."""

    criterion: Criterion
    cells: list[Standing]
    axis: Axis | None = None

    @property
    def same(self) -> bool:
        """Whether the guides put all the frameworks at the same level."""
        levels = {one.found.median for one in self.cells}
        return len(levels) == 1 and levels != {()}


@dataclass(frozen=True)
class Opinions:
    """Ratings with all that places them: the criteria, their levels, the frameworks rated and the guides."""

    frameworks: Sequence[Framework]
    criteria: Sequence[Criterion]
    levels: Iterable[LevelLine]
    ratings: Sequence[RatingLine]
    voices: GuidesByCode
    graded_only: bool = False
    """Whether only levels count that guides graded themselves."""

    @cached_property
    def codes(self) -> dict[str, str]:
        """The letters of each guide."""
        return {key: guide.code for key, guide in self.voices.guides.items()}

    @cached_property
    def guides(self) -> tuple[str, ...]:
        return tuple(self.codes)

    @cached_property
    def query(self) -> str:
        """The query string that keeps to the day shown and to the levels that count; empty for all of the present."""
        chosen = {"as-of": self.voices.day, "basis": Basis.GRADED.value if self.graded_only else ""}
        pairs = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{pairs}" if pairs else ""

    @cached_property
    def scales(self) -> dict[str, Scale]:
        by_criterion: dict[str, list[LevelLine]] = defaultdict(list)
        for level in self.levels:
            by_criterion[level.criterion_id].append(level)
        return {one.key: Scale.of(one, by_criterion[one.key]) for one in self.criteria}

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, str], list[RatingLine]]:
        found: dict[tuple[str, str], list[RatingLine]] = defaultdict(list)
        for rating in self.ratings:
            found[rating.framework_id, rating.criterion_id].append(rating)
        return found

    def consensus(self, framework: str, criterion: str) -> Consensus:
        ratings = self.by_cell.get((framework, criterion), ())
        return consensus(self.scales[criterion], ratings, self.guides, graded_only=self.graded_only)

    def pairs(self, *, least: int = 1) -> Iterator[tuple[Framework, Criterion]]:
        """Yield each framework and criterion on which at least so many guides speak."""
        frameworks = {framework.key: framework for framework in self.frameworks}
        criteria = {criterion.key: criterion for criterion in self.criteria}
        for (framework, criterion), ratings in self.by_cell.items():
            if len(ratings) >= least and framework in frameworks and criterion in criteria:
                yield frameworks[framework], criteria[criterion]

    def row(self, criterion: Criterion, width: int, *, only: Framework | None = None) -> CriterionRow:
        """Return one criterion across the frameworks, or for one of them alone, its strips on one axis."""
        frameworks = [only] if only else self.frameworks
        scale = self.scales[criterion.key]
        found = [self.consensus(one.key, criterion.key) for one in frameworks]
        drawn = scale.ordered and any(one.positions for one in found)
        name = f"{criterion.key}-{only.key}" if only else criterion.key
        axis = axis_for(name, scale, found, width) if drawn else None
        cells = zip(frameworks, found, strict=True)
        return CriterionRow(criterion, [self.standing(one, criterion, about, axis) for one, about in cells], axis)

    def standing(self, framework: Framework, criterion: Criterion, found: Consensus, axis: Axis | None) -> Standing:
        scale = self.scales[criterion.key]
        drawn = strip(axis, scale, found, self.codes) if axis is not None and found.positions else None
        return Standing(
            framework,
            criterion,
            scale,
            found,
            () if drawn else self.said(framework.key, criterion.key),
            f"{framework_address(framework.slug)}{self.query}#{criterion.key}",
            drawn,
            self.named(found.unplaced) if found.unplaced and scale.ordered else "",
            self.named(found.silent),
            self.named(found.hidden) if found.hidden else "",
            self.scopes(framework.key, criterion.key),
        )

    def said(self, framework: str, criterion: str) -> list[Quote]:
        """Return what each guide says, in the order of the guides."""
        by_guide = {rating.guide_id: rating for rating in self.counted(framework, criterion)}
        labels = self.scales[criterion].labels
        in_order = (by_guide[guide] for guide in self.codes if guide in by_guide)
        return [
            Quote(row, self.voices.citation(row.guide_id, row.key), labels.get(row.level_id or "", ""))
            for row in in_order
        ]

    def counted(self, framework: str, criterion: str) -> list[RatingLine]:
        """Return the ratings that count."""
        rows = self.by_cell.get((framework, criterion), [])
        return [row for row in rows if not is_coded(row)] if self.graded_only else rows

    def scopes(self, framework: str, criterion: str) -> str:
        said = [
            f"{self.codes[row.guide_id]}: {row.applies_to}"
            for row in self.counted(framework, criterion)
            if row.applies_to
        ]
        return "; ".join(said)

    def named(self, guides: Iterable[str]) -> str:
        return ", ".join([self.codes[guide] for guide in guides])

    def groups(self, rows: Iterable[CriterionRow]) -> list[tuple[str, list[CriterionRow]]]:
        """Return rows that hold a rating by the group of their criterion; the overview comes last."""
        by_group: dict[str, list[CriterionRow]] = {group: [] for group in GROUPS}
        for row in rows:
            if any(cell.spoken_of for cell in row.cells):
                by_group[row.criterion.group].append(row)
        return [(str(CriterionGroup(group).label), found) for group, found in by_group.items() if found]
