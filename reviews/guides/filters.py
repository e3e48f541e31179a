"""What the lists of what guides say can be asked for; pages and the API share these filters."""

from collections.abc import Sequence
from typing import Any

from django_filters import ChoiceFilter

from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import (
    FlagFilter,
    OrderFilter,
    RowsFilter,
    SearchFilter,
    SharedFilter,
    Test,
    ThroughFilter,
    WordFilter,
)
from frameworks.models import Framework, LearningResource
from reviews import models
from reviews.guides.opinions.basis import LEFT_OUT, WORDS
from reviews.guides.opinions.consensus import ConsensusVerdict

SECOND = "Whether it was read a second time against the original."


class GuideFilter(StrictFilterSet):
    q = SearchFilter("voice", "author", "code")
    interest = WordFilter(choices=models.Interest.choices)
    ordering = OrderFilter("position", "key", "voice")


class CriterionFilter(StrictFilterSet):
    q = SearchFilter("name", "question", "definition")
    subject = WordFilter(choices=models.Subject.choices)
    group = WordFilter(choices=models.CriterionGroup.choices)
    scale = WordFilter(choices=models.ScaleKind.choices)
    better = WordFilter(choices=models.Better.choices)
    ordering = OrderFilter("position", "name", "key")


class RatingFilter(StrictFilterSet):
    """What the guides' ratings can be asked for."""

    q = SearchFilter("label", "summary", "applies_to")
    framework = RowsFilter(Framework, by="slug")
    guide = RowsFilter(models.Guide)
    criterion = RowsFilter(models.Criterion)
    group = WordFilter(field_name="criterion__group", choices=models.CriterionGroup.choices)
    level = RowsFilter(models.Level, help_text="Keys of levels, such as scalability/high.")
    basis = WordFilter(choices=models.Basis.choices)
    stated = WordFilter(choices=models.Stated.choices)
    thin = FlagFilter(help_text="Whether the text behind it is weak.")
    second_checked = FlagFilter(help_text=SECOND)
    ordering = OrderFilter("key", "framework_id", "criterion_id", "guide_id")


class CountingFilter(SharedFilter, ChoiceFilter):
    """Whose levels count: it changes the consensus, and leaves out no row."""

    narrows = False

    def __init__(self, *words: str, help_text: str) -> None:
        super().__init__(choices=[(word, WORDS[word]) for word in words], empty_label=None, help_text=help_text)


class ConsensusFilter(StrictFilterSet):
    """What the standings of the guides together can be asked for."""

    framework = RowsFilter(Framework, by="slug")
    criterion = RowsFilter(models.Criterion)
    group = WordFilter(field_name="criterion__group", choices=models.CriterionGroup.choices)
    verdict = WordFilter(
        choices=[(verdict.value, verdict.name) for verdict in ConsensusVerdict], help_text="How they stand."
    )
    basis = CountingFilter(models.Basis.GRADED.value, help_text="Levels that guides graded themselves.")
    interest = CountingFilter(*LEFT_OUT, help_text="No guides by makers of a framework, or of no interested party.")
    ordering = OrderFilter("key")


class AssessmentFilter(StrictFilterSet):
    q = SearchFilter("label", "summary")
    resource = RowsFilter(LearningResource, by="slug")
    guide = RowsFilter(models.Guide)
    criterion = RowsFilter(models.Criterion)
    second_checked = FlagFilter(help_text=SECOND)
    ordering = OrderFilter("key")


class RemarkFilter(StrictFilterSet):
    """What the guides' remarks can be asked for."""

    q = SearchFilter("text")
    framework = RowsFilter(Framework, by="slug")
    resource = RowsFilter(LearningResource, by="slug")
    guide = RowsFilter(models.Guide)
    criterion = RowsFilter(models.Criterion)
    point = RowsFilter(models.Point)
    polarity = WordFilter(choices=models.Polarity.choices)
    basis = WordFilter(choices=models.RemarkBasis.choices)
    second_checked = FlagFilter(help_text=SECOND)
    ordering = OrderFilter("key", "polarity")


class PointFilter(StrictFilterSet):
    q = SearchFilter("text", "reason")
    polarity = WordFilter(choices=models.Polarity.choices)
    framework = ThroughFilter(Framework, by="slug", through=models.Remark, to="point")
    guide = ThroughFilter(models.Guide, through=models.Remark, to="point")
    ordering = OrderFilter("key", "polarity")


class UseCaseFilter(StrictFilterSet):
    q = SearchFilter("name", "reason")
    guide = ThroughFilter(models.Guide, through=models.Recommendation, to="use_case")
    framework = ThroughFilter(
        Framework,
        by="slug",
        field_name="framework",
        through=models.Pick,
        to="recommendation__use_case",
        help_text="Slugs of frameworks that a guide picks for it, in whatever role.",
    )
    ordering = OrderFilter("position", "name", "key")


class PickedFilter(RowsFilter):
    """Recommendations that pick one of the named frameworks, in one of the roles asked for."""

    def test(self, value: Any) -> Test:
        return picks(self.parent, frameworks=self.keys_of(value), roles=self.parent.asked("role"))


class RoleFilter(WordFilter):
    """Recommendations that pick a framework in one of the roles; where some are named, these are asked."""

    def test(self, value: Any) -> Test:
        return (lambda _row: True) if self.parent.asked("framework") else picks(self.parent, roles=value)


def picks(filters: StrictFilterSet, *, frameworks: Sequence[str] = (), roles: Sequence[str] | None) -> Test:
    """Return the test for one pick that has a framework and a role, where any are given."""
    rows = filters.values_of(models.Pick, "recommendation_id", "framework_id", "role")
    keys = {
        key
        for key, framework, role in rows
        if (not frameworks or framework in frameworks) and (not roles or role in roles)
    }
    return lambda row: row.key in keys


class RecommendationFilter(StrictFilterSet):
    """What the guides' recommendations can be asked for; a framework and a role mean one pick with both."""

    q = SearchFilter("situation", "reason")
    guide = RowsFilter(models.Guide)
    use_case = RowsFilter(models.UseCase)
    framework = PickedFilter(Framework, by="slug")
    role = RoleFilter(choices=models.Role.choices, help_text="The role of a framework picked.")
    stated = WordFilter(choices=models.Stated.choices)
    second_checked = FlagFilter(help_text=SECOND)
    ordering = OrderFilter("key", "situation")


class TopicFilter(StrictFilterSet):
    q = SearchFilter("title", "introduction")
    guide = ThroughFilter(
        models.Guide, through=models.Answer, to="question__topic", help_text="Keys of guides that answer in it."
    )
    ordering = OrderFilter("position", "title", "slug")


class TechnologyFilter(StrictFilterSet):
    q = SearchFilter("name", "role")
    guide = ThroughFilter(
        models.Guide, through=models.Mention, to="technology", help_text="Keys of guides that name it."
    )
    ordering = OrderFilter("name", "key")


class ConflictFilter(StrictFilterSet):
    q = SearchFilter("title", "text")
    extent = WordFilter(choices=models.Extent.choices)
    framework = RowsFilter(Framework, by="slug")
    guide = ThroughFilter(
        models.Guide, through=models.Side, to="conflict", help_text="Keys of guides that take a side."
    )
    ordering = OrderFilter("position", "title", "key")
