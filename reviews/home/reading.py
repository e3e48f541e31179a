"""The rows that lists of all frameworks are made from, read from the snapshot."""

from dataclasses import replace

from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Framework, Kind, LearningResource, Support
from frameworks.side_by_side import FactLine
from reviews.home.overview import SHOWN_FACTS, OverviewRows
from reviews.models import Criterion, Guide, Subject
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.lines import read_levels, read_ratings
from reviews.opinions.ratings import Opinions
from reviews.opinions.reading import sources_of


def read_home(snapshot: Snapshot) -> OverviewRows:
    """Return what the home page shows: all frameworks, and the learning resources."""
    return replace(read_overview(snapshot), resources=snapshot.rows(LearningResource))


def read_overview(snapshot: Snapshot) -> OverviewRows:
    """Return what lists show of all frameworks."""
    frameworks = snapshot.rows(Framework)
    guides = {guide.key: guide for guide in snapshot.rows(Guide, joined=["source"])}
    shown = [name.value for name in SHOWN_FACTS]
    facts, cited = snapshot.values_with("source", {Fact: FactLine._fields}, name__in=shown)
    sources = sources_of(guides.values()) | cited
    return OverviewRows(
        frameworks=frameworks,
        kinds={kind.key: kind for kind in snapshot.rows(Kind)},
        opinions=Opinions(
            frameworks=frameworks,
            criteria=snapshot.rows(Criterion, subject=Subject.FRAMEWORK.value),
            levels=read_levels(snapshot),
            ratings=read_ratings(snapshot),
            voices=GuidesByCode(guides, sources, snapshot.day),
        ),
        levels=snapshot.values(Support, "framework_id", "feature_id", "level"),
        facts=list(map(FactLine._make, facts[Fact])),
        sources=sources,
    )
