"""The rows that the page of one framework is made from, read from the snapshot."""

from collections.abc import Sequence

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Feature, Framework, Release, ResourceFramework, Support, SupportWindow
from frameworks.releases.timeline import ReleaseLine
from frameworks.side_by_side import FactLine, FeatureLine, SupportLine
from reviews.models import Guide, Level, Rating
from reviews.opinions.arguments import Situations
from reviews.opinions.basis import ALL, Counting
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.lines import LevelLine, RatingLine, in_rising_order, read_arguments, read_picks
from reviews.opinions.ratings import Opinions
from reviews.opinions.reading import CLAIMS, in_order, sources_of
from reviews.profiles.detail import FrameworkPage, FrameworkRows


def read_framework(
    snapshot: Snapshot, framework: Framework, others: Sequence[Framework], counting: Counting = ALL
) -> FrameworkPage:
    """Return what is recorded of one framework; its claims bring their sources along."""
    key = framework.key
    guides = {guide.key: guide for guide in snapshot.rows(Guide, joined=["source"])}
    claims, cited = snapshot.values_with("source", CLAIMS, framework=key)
    windows = snapshot.rows(SupportWindow, joined=["source"], framework=key)
    sources = sources_of(guides.values(), windows) | cited
    ratings, criteria = snapshot.values_with("criterion", {Rating: RatingLine._fields}, framework=key)
    known = snapshot.several(
        {
            Feature: (FeatureLine._fields, {}),
            Level: (LevelLine._fields, {}),
            Release: (ReleaseLine._fields, {"framework": key}),
        }
    )
    covering = snapshot.rows(ResourceFramework, joined=["resource__source"], framework=key)
    rows = FrameworkRows(
        framework=framework,
        others=others,
        opinions=Opinions(
            frameworks=[framework],
            criteria=in_order(criteria.values()),
            levels=in_rising_order(known[Level]),
            ratings=list(map(RatingLine._make, ratings[Rating])),
            voices=GuidesByCode(guides, sources, snapshot.day),
            counting=counting,
        ),
        features=sorted(map(FeatureLine._make, known[Feature])),
        support=list(map(SupportLine._make, claims[Support])),
        facts=list(map(FactLine._make, claims[Fact])),
        windows=windows,
        releases=list(map(ReleaseLine._make, known[Release])),
        sources=sources,
        remarks=read_arguments(snapshot, framework__in=[key]),
        covers=[cover for cover in covering if cover.resource.teaches],
        situations=Situations(read_picks(snapshot)),
    )
    return FrameworkPage(rows, snapshot.day or today(), snapshot.day)
