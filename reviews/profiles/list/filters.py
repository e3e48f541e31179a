"""What the list of frameworks can be asked for, on its page and in the API."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django.forms import Field
from django.http import QueryDict

from curation.web.filters.base import ORDER, StrictFilterSet
from curation.web.filters.fields import (
    WORD,
    OrderFilter,
    RecordedWordsFilter,
    RowFilter,
    RowsFilter,
    SearchFilter,
    Test,
    WordFilter,
    described,
)
from frameworks.models import Fact, FactName, Feature, Framework, Kind, Support, SupportLevel
from reviews.guides.opinions.dot_plots import median_place
from reviews.guides.opinions.ratings import Opinions
from reviews.guides.opinions.reading import read_opinions
from reviews.models import Better, Criterion, Guide
from reviews.site.home import overview

UNKNOWN = SupportLevel.UNKNOWN.value
HAD = set(SupportLevel.values) - {SupportLevel.NONE_FOUND, SupportLevel.NO, SupportLevel.UNKNOWN}
ORDERS = {"name": "Name", "-guides": "Most guides", "-released": "Latest release", "-built-in": "Most built in"}


class RatedByFilter(RowsFilter):
    """Frameworks that one of the guides rates."""

    def test(self, value: Any) -> Test:
        raters, guides = self.parent.raters, set(value)
        return lambda framework: not guides.isdisjoint(raters.get(framework.key, ()))


class FeatureHadFilter(RowFilter):
    """Frameworks that have a feature in some way, or at the levels asked for."""

    def test(self, value: Any) -> Test:
        [feature] = self.keys_of(value)
        levels = {framework: level for framework, key, level in self.parent.levels if key == feature}
        accepted = set(self.parent.asked("level") or HAD)
        return lambda framework: levels.get(framework.key, UNKNOWN) in accepted


class PlacedFilter(RowFilter):
    """Frameworks that guides place on a criterion, or place at a level at least."""

    def test(self, value: Any) -> Test:
        place_of, level = self.parent.place, self.parent.asked("at_least")
        least = self.parent.opinions.scales[value].places[f"{value}/{level}"] if level else 0
        return lambda framework: (place := place_of(framework.key, value)) is not None and place >= least


class LevelReachedFilter(RecordedWordsFilter, django_filters.ChoiceFilter):
    """The level that the median of the guides reaches on the criterion asked for."""

    of = "criterion"

    def named(self) -> list[tuple[str, str]]:
        scale = self.parent.opinions.scales.get(self.parent.data.get(self.of))
        return [(key.rpartition("/")[2], label) for key, label in scale.labels.items()] if scale else []


class FrameworkOrder(OrderFilter):
    """The order of frameworks; a criterion puts them from the left end of its dot plots to the right."""

    @property
    def field(self) -> Field:
        field: Any = super().field
        field.choices = lambda: [(f"{sign}{name}", name) for name in self.names() for sign in ("", "-")]
        return field  # type: ignore[no-any-return]

    def names(self) -> list[str]:
        return [*self.param_map, *(criterion.key for criterion in self.parent.rows_of(Criterion))]

    def named(self) -> list[tuple[str, str]]:
        """Return the orders that a form offers: by a criterion the better end first, or either if neither is better."""
        offered = list(self.offered.items())
        for criterion in self.parent.rows_of(Criterion):
            scale = self.parent.opinions.scales[criterion.key]
            offered.append((f"-{criterion.key}", f"{criterion.name}: {scale.right} first"))
            if criterion.better == Better.CONTEXT:
                offered.append((criterion.key, f"{criterion.name}: {scale.left} first"))
        return offered

    def value(self, name: str) -> Callable[[Any], Any]:
        known: dict[str, Callable[[Framework], Any]] = {
            "name": lambda framework: framework.name.casefold(),
            "slug": lambda framework: framework.slug,
            "guides": lambda framework: len(self.parent.raters.get(framework.key, ())),
            "released": lambda framework: self.parent.released.get(framework.key),
            "built-in": lambda framework: self.parent.built_in.get(framework.key),
        }
        return known.get(name) or (lambda framework: self.parent.place(framework.key, name))


class FrameworkFilter(StrictFilterSet):
    """What frameworks can be asked for.

    A page hands over the rows of its overview; otherwise what a filter needs is read when it is asked for.
    """

    q = SearchFilter("name", "package", "tagline")
    kind = RowsFilter(Kind)
    guide = RatedByFilter(Guide, label="Rated by", help_text="Keys of guides that rate it.")
    feature = FeatureHadFilter(
        Feature, by="slug", help_text="The slug of a feature it has: built in, by an extension, or as level says."
    )
    level = WordFilter(
        choices=SupportLevel.choices, of="feature", label="How it has it", help_text="How it has the feature."
    )
    criterion = PlacedFilter(
        Criterion, help_text="The key of a criterion with ordered levels, at one of which a guide places it."
    )
    at_least = LevelReachedFilter(
        empty_label=None,
        label="At least",
        help_text="The name of a level of the criterion: the median of the guides is there or nearer the better end; "
        "where neither end is better, nearer the high end.",
    )
    ordering = described(
        WORD,
        "name, slug, guides, released, built-in or the key of a criterion with ordered levels; a minus before it turns "
        "it round. A criterion orders by the median of the guides, with the better or the high end last. What is not "
        "known comes last either way.",
    )(FrameworkOrder("name", "slug", "guides", "released", "built-in", offered=ORDERS, choices=()))

    class Meta:
        model = Framework
        fields: list[str] = []

    def __init__(self, data: QueryDict, *args: Any, rows: overview.OverviewRows | None = None, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.rows = rows

    def rows_of(self, model: type[Any]) -> Sequence[Any]:
        if model is Criterion:
            return [criterion for criterion in self.opinions.criteria if self.opinions.scales[criterion.key].ordered]
        return list(self.opinions.voices.guides.values()) if model is Guide else super().rows_of(model)

    @cached_property
    def opinions(self) -> Opinions:
        return self.rows.opinions if self.rows else read_opinions(self.request.snapshot)

    @cached_property
    def levels(self) -> Sequence[tuple[str, ...]]:
        """Framework, feature and level of each cell of the feature matrix."""
        if self.rows:
            return self.rows.levels
        levels: list[tuple[str, ...]] = self.request.snapshot.values(Support, "framework_id", "feature_id", "level")
        return levels

    @cached_property
    def raters(self) -> Mapping[str, set[str]]:
        return overview.guides_by_framework(self.opinions)

    @cached_property
    def released(self) -> dict[str, str]:
        """The days of the latest releases, by framework, as far as they are recorded."""
        name = FactName.RELEASED.value
        if self.rows:
            return {fact.framework_id: fact.value for fact in self.rows.facts if fact.name == name}
        return dict(self.request.snapshot.values(Fact, "framework_id", "value", name=name))

    @cached_property
    def built_in(self) -> Mapping[str, int]:
        """How many features each framework has built in; without those of which nothing was checked."""
        counts = Counter({framework: 0 for framework, _feature, level in self.levels if level != UNKNOWN})
        counts.update(framework for framework, _feature, level in self.levels if level == SupportLevel.BUILTIN)
        return counts

    def place(self, framework: str, criterion: str) -> float | None:
        """Return where the guides' median stands on a criterion, counted from the left; None where none says."""
        consensus = self.opinions.consensus(framework, criterion)
        return median_place(self.opinions.scales[criterion], consensus) if consensus.median else None

    @property
    def feature_asked(self) -> Feature | None:
        row: Feature | None = self.filters["feature"].rows.get(self.asked("feature"))
        return row

    @property
    def criteria_asked(self) -> list[Criterion]:
        """The criteria to show in columns: the one that narrows the list, and those that put it in order."""
        keys = {self.asked("criterion"), *(name.removeprefix("-") for name in self.asked(ORDER) or [])}
        return [criterion for criterion in self.rows_of(Criterion) if criterion.key in keys]
