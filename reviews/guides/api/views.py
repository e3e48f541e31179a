"""What guides say, as lists and single rows. Rows nested in others are public, like those in lists of their own."""

from django.db.models import Prefetch, QuerySet

from curation.rows import CuratedRow
from curation.web.api.viewsets import SLUG, PastRowViewSet, RowViewSet
from reviews.guides import filters as filters
from reviews.guides.api import advice, opinions
from reviews.guides.fact_checks.filters import StatementFilter
from reviews.models import (
    Answer,
    Assessment,
    Conflict,
    Criterion,
    Guide,
    Level,
    Mention,
    Passage,
    Pick,
    Point,
    Proof,
    Question,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Technology,
    Topic,
    UseCase,
)


def public(model: type[CuratedRow], *related: str) -> QuerySet:
    """Return the public rows of a model with the rows they name."""
    return model.objects.public().select_related(*related)


PICKS = Prefetch("picks", public(Pick, "framework").order_by("key"))


class GuideViewSet(RowViewSet):
    """The guides whose opinions are recorded, with author, date, gaps and commercial interest."""

    queryset = Guide.objects.public()
    serializer_class = opinions.GuideSerializer
    filterset_class = filters.GuideFilter
    related = ("source",)


class CriterionViewSet(RowViewSet):
    """The questions on which guides take positions, each with the levels of its scale, the lowest first."""

    queryset = Criterion.objects.public()
    serializer_class = opinions.CriterionSerializer
    filterset_class = filters.CriterionFilter
    within = (Prefetch("levels", Level.objects.public().order_by("rank", "name")),)


class RatingViewSet(PastRowViewSet):
    """
    Where one guide stands on one criterion for one framework.

    `basis` says whether the guide graded it itself or we coded its prose. Without a level, the guide names none.
    With `as-of`, the ratings are as they were at the end of that day.
    """

    queryset = Rating.objects.public().order_by("key")
    serializer_class = opinions.RatingSerializer
    filterset_class = filters.RatingFilter
    related = ("framework", "criterion", "guide", "level", "shared_with")


class AssessmentViewSet(RowViewSet):
    """What one guide says of one learning resource on one criterion."""

    queryset = Assessment.objects.public().order_by("key")
    serializer_class = opinions.AssessmentSerializer
    filterset_class = filters.AssessmentFilter
    related = ("resource", "criterion", "guide")


class RemarkViewSet(RowViewSet):
    """What guides say for, against or of a framework or a learning resource, in our own words."""

    queryset = Remark.objects.public().order_by("key")
    serializer_class = opinions.RemarkSerializer
    filterset_class = filters.RemarkFilter
    related = ("guide", "framework", "resource", "criterion", "point")


class PointViewSet(RowViewSet):
    """The points that several guides make, with their remarks; grouped by hand, with the reason."""

    queryset = Point.objects.public()
    serializer_class = opinions.PointSerializer
    filterset_class = filters.PointFilter
    within = (Prefetch("remarks", public(Remark, "guide", "framework", "resource").order_by("key")),)


class UseCaseViewSet(RowViewSet):
    """The sorts of project for which guides recommend frameworks, with each guide's advice."""

    queryset = UseCase.objects.public()
    serializer_class = advice.UseCaseSerializer
    filterset_class = filters.UseCaseFilter
    within = (Prefetch("recommendations", public(Recommendation, "guide").order_by("key").prefetch_related(PICKS)),)


class RecommendationViewSet(RowViewSet):
    """What one guide advises for one situation, with the role of each framework it names."""

    queryset = Recommendation.objects.public().order_by("key")
    serializer_class = advice.RecommendationSerializer
    filterset_class = filters.RecommendationFilter
    related = ("guide", "use_case")
    within = (PICKS,)


class TopicViewSet(RowViewSet):
    """Matters beyond single frameworks, each with its questions and what the guides answer."""

    queryset = Topic.objects.public()
    serializer_class = advice.TopicSerializer
    filterset_class = filters.TopicFilter
    lookup_field = "slug"
    lookup_value_regex = SLUG
    within = (
        Prefetch("questions", Question.objects.public().prefetch_related(Prefetch("answers", public(Answer, "guide")))),
    )


class TechnologyViewSet(RowViewSet):
    """The tools and standards that guides name in passing, and which guide names which."""

    queryset = Technology.objects.public()
    serializer_class = advice.TechnologySerializer
    filterset_class = filters.TechnologyFilter
    within = (Prefetch("mentions", public(Mention, "guide").order_by("key")),)


class ConflictViewSet(RowViewSet):
    """Disagreements that no scale shows, found by reading: between guides, or of a guide with itself."""

    queryset = Conflict.objects.public()
    serializer_class = advice.ConflictSerializer
    filterset_class = filters.ConflictFilter
    related = ("framework",)
    within = (Prefetch("sides", public(Side, "guide").order_by("key")),)


class StatementViewSet(RowViewSet):
    """What guides state that a fact can decide, with how it stands against the facts and on what proofs."""

    queryset = Statement.objects.public()
    serializer_class = advice.StatementSerializer
    filterset_class = StatementFilter
    related = ("guide", "framework")
    within = (
        Prefetch("proofs", public(Proof, "support", "fact", "source").order_by("key")),
        Prefetch("passages", public(Passage).order_by("key")),
    )
