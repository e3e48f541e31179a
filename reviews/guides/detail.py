"""What one guide says, ordered for its page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frameworks.models import Framework, LearningResource
from reviews.models import (
    Assessment,
    Criterion,
    Level,
    Pick,
    Polarity,
    Rating,
    Recommendation,
    Remark,
    Role,
    Statement,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Names:
    """The rows to which a guide's claims refer, by key."""

    frameworks: Mapping[str, Framework]
    resources: Mapping[str, LearningResource]
    criteria: Mapping[str, Criterion]
    levels: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with the rows that its line names."""

    rating: Rating
    criterion: Criterion
    level: str
    """The label of its level; empty where it names none."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment with the rows that its line names."""

    assessment: Assessment
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class GuideSubject:
    """All that the guide says of one framework or learning resource."""

    about: Framework | LearningResource
    ratings: list[Rated]
    assessments: list[Assessed]
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
class GuideCheck:
    """A statement with its verdict in words."""

    statement: Statement
    verdict: str
    framework: Framework | None

    @property
    def holds(self) -> bool:
        return self.statement.verdict == Verdict.HOLDS


@dataclass(frozen=True, slots=True)
class GuideClaims:
    """What one guide says of frameworks and learning resources."""

    ratings: Sequence[Rating]
    assessments: Sequence[Assessment]
    remarks: Sequence[Remark]


def framework_subjects(claims: GuideClaims, names: Names) -> list[GuideSubject]:
    """Return the frameworks the guide speaks of, those with most ratings first."""
    counts = Counter(row.framework_id for row in claims.ratings)
    keys = {row.framework_id for row in claims.ratings} | {
        row.framework_id for row in claims.remarks if row.framework_id
    }
    subjects = [framework_subject(names.frameworks[key], claims, names) for key in keys if key in names.frameworks]
    return sorted(subjects, key=lambda subject: (-counts[subject.about.pk], subject.about.name.casefold()))


def framework_subject(framework: Framework, claims: GuideClaims, names: Names) -> GuideSubject:
    lines = [
        Rated(row, names.criteria[row.criterion_id], label_of(row.level_id, names))
        for row in claims.ratings
        if row.framework_id == framework.pk
    ]
    remarks = [row for row in claims.remarks if row.framework_id == framework.pk]
    lines.sort(key=lambda line: line.criterion.position)
    return GuideSubject(framework, lines, [], by_polarity(remarks))


def label_of(level: str | None, names: Names) -> str:
    return names.levels[level].label if level else ""


def resource_subjects(claims: GuideClaims, names: Names) -> list[GuideSubject]:
    """Return the learning resources the guide speaks of, by name."""
    keys = {row.resource_id for row in claims.assessments} | {
        row.resource_id for row in claims.remarks if row.resource_id
    }
    return [resource_subject(row, claims, names) for key, row in names.resources.items() if key in keys]


def resource_subject(resource: LearningResource, claims: GuideClaims, names: Names) -> GuideSubject:
    lines = [
        Assessed(row, names.criteria[row.criterion_id]) for row in claims.assessments if row.resource_id == resource.pk
    ]
    remarks = [row for row in claims.remarks if row.resource_id == resource.pk]
    lines.sort(key=lambda line: line.criterion.position)
    return GuideSubject(resource, [], lines, by_polarity(remarks))


def by_polarity(remarks: Iterable[Remark]) -> list[tuple[str, list[Remark]]]:
    """Return remarks under their polarity's label; a polarity without any is left out."""
    rows = list(remarks)
    groups = ((label, [row for row in rows if row.polarity == value]) for value, label in Polarity.choices)
    return [(label, members) for label, members in groups if members]


def advice_of(
    recommendations: Iterable[Recommendation], picks: Iterable[Pick], names: Names
) -> list[RecommendationPicks]:
    """Return each recommendation with the frameworks it names, the recommended ones first."""
    by_advice: dict[str, list[Pick]] = {}
    for pick in picks:
        by_advice.setdefault(pick.recommendation_id, []).append(pick)
    return [RecommendationPicks(row, by_role(by_advice.get(row.pk, []), names)) for row in recommendations]


def by_role(picks: Sequence[Pick], names: Names) -> list[tuple[str, list[Framework]]]:
    roles = (
        (label, [names.frameworks[pick.framework_id] for pick in picks if pick.role == role])
        for role, label in Role.choices
    )
    return [(label, frameworks) for label, frameworks in roles if frameworks]


def checks_of(statements: Iterable[Statement], frameworks: Mapping[str, Framework]) -> list[GuideCheck]:
    return [GuideCheck(row, Verdict(row.verdict).label, frameworks.get(row.framework_id or "")) for row in statements]


def verdict_counts(statements: Iterable[Statement]) -> list[tuple[str, int]]:
    """Return how many statements have each verdict, in the order of the verdicts."""
    counts = Counter(row.verdict for row in statements)
    return [(label, counts[value]) for value, label in Verdict.choices if counts[value]]
