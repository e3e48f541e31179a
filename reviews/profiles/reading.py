"""The rows that the page of one framework is made from, read from the snapshot."""

from collections.abc import Sequence

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from frameworks.claims.side_by_side import FactLine, FeatureLine, SupportLine
from frameworks.models import Fact, Feature, Framework, Release, ResourceFramework, Support, SupportWindow
from frameworks.releases.timeline import ReleaseLine
from reviews.guides.opinions.arguments import Situations
from reviews.guides.opinions.basis import ALL, Counting
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.lines import LevelLine, RatingLine, read_arguments, read_picks
from reviews.guides.opinions.reading import CLAIMS, opinions_on, sources_of
from reviews.models import Guide, Level, Rating
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
    said, voices = list(map(RatingLine._make, ratings[Rating])), GuidesByCode(guides, sources, snapshot.day)
    covering = snapshot.rows(ResourceFramework, joined=["resource__source"], framework=key)
    rows = FrameworkRows(
        framework=framework,
        others=others,
        opinions=opinions_on([framework], criteria, known[Level], said, voices, counting),
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
