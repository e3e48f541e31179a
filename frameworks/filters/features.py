"""What the feature matrix and the API's list of features can be asked for."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import django_filters

from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import OrderFilter, RowsFilter, SearchFilter, SharedFilter, Test, WordFilter
from frameworks.models import Feature, FeatureGroup, Framework, Support, SupportLevel

# From the strongest to the weakest; the others are no support, or none that is known.
LEVELS = [
    SupportLevel.BUILTIN.value,
    SupportLevel.BUILTIN_EXTRA.value,
    SupportLevel.OFFICIAL_EXTENSION.value,
    SupportLevel.THIRD_PARTY.value,
]


class ReachedFilter(SharedFilter, django_filters.ChoiceFilter):
    """Features that one of the chosen frameworks supports at this level or a stronger one."""

    def test(self, value: Any) -> Test:
        enough, levels = set(LEVELS[: LEVELS.index(value) + 1]), self.parent.levels
        return lambda feature: not enough.isdisjoint(levels.get(feature.key, ()))


class DifferFilter(SharedFilter, django_filters.ChoiceFilter):
    """Features on which two of the chosen frameworks differ; a cell nobody checked does not count as different."""

    def test(self, value: Any) -> Test:
        levels, unchecked = self.parent.levels, {SupportLevel.UNKNOWN.value}
        return lambda feature: len(levels.get(feature.key, unchecked) - unchecked) > 1


class ColumnsFilter(RowsFilter):
    """The chosen frameworks: the columns that other filters look at."""

    narrows = False


class FeatureFilter(StrictFilterSet):
    """What features can be asked for; levels and differences are those of the frameworks named, or of all."""

    q = SearchFilter("name", "definition")
    group = WordFilter(choices=FeatureGroup.choices, label="Group")
    level = ReachedFilter(
        choices=[(level, SupportLevel(level).label) for level in LEVELS],
        empty_label=None,
        label="At least",
        help_text="The level that one of the frameworks reaches.",
    )
    differ = DifferFilter(
        choices=[("1", "yes")], empty_label=None, label="Only where they differ", help_text="1: the frameworks differ."
    )
    framework = ColumnsFilter(
        Framework, by="slug", help_text="Slugs of the frameworks that level and differ look at; all without it."
    )
    ordering = OrderFilter("position", "name", "slug")

    class Meta:
        model = Feature
        fields: list[str] = []

    @cached_property
    def levels(self) -> Mapping[str, set[str]]:
        """The levels at which the chosen frameworks support each feature, by the feature's key."""
        asked = self.asked("framework")
        where = {"framework__in": self.filters["framework"].keys_of(asked)} if asked else {}
        return by_feature(self.request.snapshot.values(Support, "feature_id", "level", **where))

    def look_at(self, cells: Iterable[tuple[str, str]]) -> None:
        """Use these cells, given as feature and level, instead of reading them: a page has them already."""
        self.levels = by_feature(cells)


def by_feature(cells: Iterable[tuple[str, ...]]) -> dict[str, set[str]]:
    levels: dict[str, set[str]] = {}
    for feature, level in cells:
        levels.setdefault(feature, set()).add(level)
    return levels
