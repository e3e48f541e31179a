"""The rows that lists of all frameworks are made from, read from the snapshot."""

from collections.abc import Iterable, Sequence
from typing import Any

from curation.snapshots.protocol import Snapshot
from frameworks.claims.side_by_side import FactLine
from frameworks.models import Fact, Framework, Kind, Support
from measurements.models import Figure, Program
from measurements.models.program import DEFAULT
from reviews.finder.situations.reading import read_lines
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.guides.opinions.lines import LevelLine, read_levels, read_ratings
from reviews.guides.opinions.ratings import Opinions
from reviews.guides.opinions.reading import sources_of
from reviews.models import Conflict, Criterion, Extent, Guide, Subject
from reviews.site.home.front import COST, MOST_ANSWERS, FrontPage, front_page
from reviews.site.home.overview import SHOWN_FACTS, OverviewRows

LEVEL = ("framework_id", "feature_id", "level")
"""The columns of a cell that lists count."""


def read_home(snapshot: Snapshot) -> FrontPage:
    """Return what the front page shows."""
    lab = snapshot.several(
        {
            Figure: (("key", "framework_id", "value"), {"measure": COST.value, "variant": DEFAULT}),
            Program: (("key", "passed", "checks"), {}),
            Support: (LEVEL, {}),
        }
    )
    return front_page(
        overview_rows(snapshot, lab[Support], criteria=[], levels=[]),
        lines=read_lines(snapshot)[:MOST_ANSWERS],
        conflicts=snapshot.rows(Conflict, extent=Extent.BETWEEN.value),
        costs={framework: (value, key) for key, framework, value in lab[Figure]},
        programs=sum(0 < passed == checks for _key, passed, checks in lab[Program]),
    )


def read_overview(snapshot: Snapshot) -> OverviewRows:
    """Return what lists show of all frameworks."""
    criteria = snapshot.rows(Criterion, subject=Subject.FRAMEWORK.value)
    return overview_rows(snapshot, snapshot.values(Support, *LEVEL), criteria, read_levels(snapshot))


def overview_rows(
    snapshot: Snapshot,
    support: Iterable[tuple[Any, ...]],
    criteria: Sequence[Criterion],
    levels: Sequence[LevelLine],
) -> OverviewRows:
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
            criteria=criteria,
            levels=levels,
            ratings=read_ratings(snapshot),
            voices=GuidesByCode(guides, sources, snapshot.day),
        ),
        levels=list(support),
        facts=list(map(FactLine._make, facts[Fact])),
        sources=sources,
    )
