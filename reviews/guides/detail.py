"""What one guide says, ordered for its page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from frameworks.models import Framework, LearningResource
from reviews.models import Assessment, Pick, Polarity, Rating, Recommendation, Remark, Role, Statement, Verdict

Graded = TypeVar("Graded", Rating, Assessment)


@dataclass(frozen=True, slots=True)
class GuideSubject:
    """All that the guide says of one framework or learning resource."""

    about: Framework | LearningResource
    ratings: list[Rating]
    assessments: list[Assessment]
    remarks: list[tuple[str, list[Remark]]]
    """The remarks under the words for, against and in passing."""

    @property
    def counted(self) -> str:
        """How much it says, in words."""
        named = (self.ratings, "rating"), (self.assessments, "assessment")
        lines = [f"{len(rows)} {name}{'s' if len(rows) > 1 else ''}" for rows, name in named if rows]
        return ", ".join([*lines, *(f"{len(rows)} {label.lower()}" for label, rows in self.remarks)])


@dataclass(frozen=True, slots=True)
class RecommendationPicks:
    """A recommendation with its frameworks by role."""

    recommendation: Recommendation
    picks: list[tuple[str, list[Framework]]]


@dataclass(frozen=True, slots=True)
class GuideClaims:
    """What one guide says of frameworks and learning resources, each claim with the rows that it refers to."""

    ratings: Sequence[Rating]
    assessments: Sequence[Assessment]
    remarks: Sequence[Remark]


def framework_subjects(claims: GuideClaims) -> list[GuideSubject]:
    """Return the frameworks the guide speaks of, those with most ratings first."""
    frameworks = {row.framework for row in claims.ratings} | {row.framework for row in claims.remarks if row.framework}
    subjects = [
        GuideSubject(
            framework,
            by_criterion(row for row in claims.ratings if row.framework_id == framework.pk),
            [],
            by_polarity(row for row in claims.remarks if row.framework_id == framework.pk),
        )
        for framework in frameworks
    ]
    return sorted(subjects, key=lambda subject: (-len(subject.ratings), subject.about.name.casefold()))


def resource_subjects(claims: GuideClaims) -> list[GuideSubject]:
    """Return the learning resources the guide speaks of, in the order of their addresses."""
    resources = {row.resource for row in claims.assessments} | {row.resource for row in claims.remarks if row.resource}
    return [
        GuideSubject(
            resource,
            [],
            by_criterion(row for row in claims.assessments if row.resource_id == resource.pk),
            by_polarity(row for row in claims.remarks if row.resource_id == resource.pk),
        )
        for resource in sorted(resources, key=lambda resource: resource.slug)
    ]


def by_criterion(rows: Iterable[Graded]) -> list[Graded]:
    return sorted(rows, key=lambda row: row.criterion.position)


def by_polarity(remarks: Iterable[Remark]) -> list[tuple[str, list[Remark]]]:
    """Return remarks under their polarity's label; a polarity without any is left out."""
    rows = list(remarks)
    groups = ((label, [row for row in rows if row.polarity == value]) for value, label in Polarity.choices)
    return [(label, members) for label, members in groups if members]


def advice_of(recommendations: Iterable[Recommendation], picks: Iterable[Pick]) -> list[RecommendationPicks]:
    """Return each recommendation with the frameworks it names, the recommended ones first."""
    by_advice: dict[str, list[Pick]] = defaultdict(list)
    for pick in picks:
        by_advice[pick.recommendation_id].append(pick)
    return [RecommendationPicks(row, by_role(by_advice[row.pk])) for row in recommendations]


def by_role(picks: Sequence[Pick]) -> list[tuple[str, list[Framework]]]:
    roles = ((label, [pick.framework for pick in picks if pick.role == role]) for role, label in Role.choices)
    return [(label, frameworks) for label, frameworks in roles if frameworks]


def verdict_counts(statements: Iterable[Statement]) -> list[tuple[str, int]]:
    """Return how many statements have each verdict, in the order of the verdicts."""
    counts = Counter(row.verdict for row in statements)
    return [(label, counts[value]) for value, label in Verdict.choices if counts[value]]
