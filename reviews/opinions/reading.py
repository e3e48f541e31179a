"""The rows that pages about frameworks share, read from the snapshot."""

from collections.abc import Iterable, Sequence

from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Feature, Framework, Source, SupportWindow
from frameworks.side_by_side import FactLine, FeatureLine, SupportLine
from reviews.models import Criterion, Guide, Subject
from reviews.opinions.guides_by_code import read_guides_by_code
from reviews.opinions.lines import read_levels, read_ratings
from reviews.opinions.ratings import Opinions


def read_opinions(snapshot: Snapshot, *, graded_only: bool = False) -> Opinions:
    """Return the ratings of all frameworks with the rows they refer to; five queries."""
    return Opinions(
        frameworks=snapshot.rows(Framework),
        criteria=snapshot.rows(Criterion, subject=Subject.FRAMEWORK.value),
        levels=read_levels(snapshot),
        ratings=read_ratings(snapshot),
        voices=read_guides_by_code(snapshot),
        graded_only=graded_only,
    )


def read_features(snapshot: Snapshot) -> list[FeatureLine]:
    """Return the features in the order of the matrix."""
    return sorted(map(FeatureLine._make, snapshot.values(Feature, *FeatureLine._fields)))


def read_facts(snapshot: Snapshot, **where: Sequence[str]) -> list[FactLine]:
    return list(map(FactLine._make, snapshot.values(Fact, *FactLine._fields, **where)))


def read_sources(
    snapshot: Snapshot, *claims: "Iterable[Guide | SupportLine | FactLine | SupportWindow]"
) -> dict[str, Source]:
    """Return the sources that some claims rest on."""
    needed = {claim.source_id for group in claims for claim in group if claim.source_id}
    return {source.key: source for source in snapshot.rows(Source, key__in=sorted(needed))}


def in_order(criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return those of some criteria that frameworks are rated on, in their order."""
    of_frameworks = (criterion for criterion in criteria if criterion.subject == Subject.FRAMEWORK)
    return sorted(of_frameworks, key=lambda criterion: (criterion.position, criterion.name))
