"""The rows that pages about frameworks share, read from the snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.claims.side_by_side import FactLine, FeatureLine, SupportLine
from frameworks.models import Fact, Feature, Framework, Source, Support, SupportWindow
from reviews.guides.opinions.basis import ALL, Counting
from reviews.guides.opinions.guides_by_code import GuidesByCode, read_guides_by_code
from reviews.guides.opinions.lines import RatingLine, in_rising_order, read_levels, read_ratings
from reviews.guides.opinions.ratings import Opinions
from reviews.models import Criterion, Guide, Subject

CLAIMS: Mapping[type[CuratedRow], Sequence[str]] = {Support: SupportLine._fields, Fact: FactLine._fields}
"""The columns of what is claimed of a framework, so alike that one query reads both."""


def read_opinions(snapshot: Snapshot, counting: Counting = ALL) -> Opinions:
    """Return the ratings of all frameworks with the rows they refer to; five queries."""
    return snapshot.once(make_opinions, counting)


def make_opinions(snapshot: Snapshot, counting: Counting) -> Opinions:
    return Opinions(
        frameworks=snapshot.rows(Framework),
        criteria=snapshot.rows(Criterion, subject=Subject.FRAMEWORK.value),
        levels=read_levels(snapshot),
        ratings=read_ratings(snapshot),
        voices=read_guides_by_code(snapshot),
        counting=counting,
    )


def read_features(snapshot: Snapshot) -> list[FeatureLine]:
    """Return the features in the order of the matrix."""
    return sorted(map(FeatureLine._make, snapshot.values(Feature, *FeatureLine._fields)))


def sources_of(*claims: "Iterable[Guide | SupportWindow]") -> dict[str, Source]:
    """Return the sources that came along with some claims."""
    return {claim.source.key: claim.source for group in claims for claim in group if claim.source}


def opinions_on(
    frameworks: Sequence[Framework],
    criteria: Mapping[str, Criterion],
    levels: Iterable[tuple[Any, ...]],
    ratings: Sequence[RatingLine],
    voices: GuidesByCode,
    counting: Counting = ALL,
) -> Opinions:
    """Return the ratings of some frameworks, with the criteria and levels that came along put in their order."""
    return Opinions(frameworks, in_order(criteria.values()), in_rising_order(levels), ratings, voices, counting)


def in_order(criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return those of some criteria that frameworks are rated on, in their order."""
    of_frameworks = (criterion for criterion in criteria if criterion.subject == Subject.FRAMEWORK)
    return sorted(of_frameworks, key=lambda criterion: (criterion.position, criterion.name))
