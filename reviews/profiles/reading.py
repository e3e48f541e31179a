"""The rows that the page of one framework is made from, read from the snapshot."""

from collections.abc import Iterable, Mapping, Sequence

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Framework, Release, ResourceFramework, Source, Support, SupportWindow
from frameworks.releases.timeline import ReleaseLine
from frameworks.side_by_side import FactLine, SupportLine
from reviews.models import Guide, Rating
from reviews.opinions.arguments import Situations
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.lines import RatingLine, read_arguments, read_levels, read_picks
from reviews.opinions.ratings import Opinions
from reviews.opinions.reading import in_order, read_features
from reviews.profiles.detail import FrameworkRows

CLAIMS: Mapping[type[CuratedRow], Sequence[str]] = {Support: SupportLine._fields, Fact: FactLine._fields}
"""The columns of what is claimed of a framework, so alike that one query reads both."""


def read_framework(
    snapshot: Snapshot, framework: Framework, others: Sequence[Framework], *, graded_only: bool = False
) -> FrameworkRows:
    """Return what is recorded of one framework; its claims bring their sources along."""
    key = framework.key
    guides = {guide.key: guide for guide in snapshot.rows(Guide, joined=["source"])}
    claims, cited = snapshot.values_with("source", CLAIMS, framework=key)
    windows = snapshot.rows(SupportWindow, joined=["source"], framework=key)
    sources = sources_of(guides.values(), windows) | cited
    covering = snapshot.rows(ResourceFramework, joined=["resource"], framework=key)
    return FrameworkRows(
        framework=framework,
        others=others,
        opinions=opinions_on(snapshot, framework, GuidesByCode(guides, sources, snapshot.day), graded_only=graded_only),
        features=read_features(snapshot),
        support=list(map(SupportLine._make, claims[Support])),
        facts=list(map(FactLine._make, claims[Fact])),
        windows=windows,
        releases=list(map(ReleaseLine._make, snapshot.values(Release, *ReleaseLine._fields, framework=key))),
        sources=sources,
        remarks=read_arguments(snapshot, [key]),
        resources=[link.resource for link in covering],
        situations=Situations(read_picks(snapshot)),
    )


def opinions_on(snapshot: Snapshot, framework: Framework, voices: GuidesByCode, *, graded_only: bool) -> Opinions:
    """Return the ratings of one framework with the criteria they are on; two queries."""
    ratings, criteria = snapshot.values_with("criterion", {Rating: RatingLine._fields}, framework=framework.key)
    return Opinions(
        frameworks=[framework],
        criteria=in_order(criteria.values()),
        levels=read_levels(snapshot),
        ratings=list(map(RatingLine._make, ratings[Rating])),
        voices=voices,
        graded_only=graded_only,
    )


def sources_of(*claims: "Iterable[Guide | SupportWindow]") -> dict[str, Source]:
    """Return the sources that came along with some claims."""
    return {claim.source.key: claim.source for group in claims for claim in group if claim.source}
