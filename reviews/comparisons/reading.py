"""The rows that a comparison is made from, read from the snapshot."""

from collections.abc import Sequence

from curation.snapshots.protocol import Snapshot
from frameworks.models import Framework, Support, SupportWindow
from frameworks.side_by_side import SupportLine
from reviews.comparisons.comparison import ComparisonRows
from reviews.models import Guide, Level, Role
from reviews.opinions.arguments import Situations
from reviews.opinions.guides_by_code import GuidesByCode
from reviews.opinions.lines import LevelLine, in_rising_order, read_arguments, read_picks, read_ratings
from reviews.opinions.ratings import Opinions
from reviews.opinions.reading import in_order, read_facts, read_features, read_sources

DECISIVE = (Role.RECOMMENDED.value, Role.LESS_SUITED.value)


def read_rows(snapshot: Snapshot, frameworks: Sequence[Framework], *, graded_only: bool = False) -> ComparisonRows:
    """Return what is recorded of some frameworks."""
    keys = [framework.key for framework in frameworks]
    guides = {guide.key: guide for guide in snapshot.rows(Guide)}
    support = list(map(SupportLine._make, snapshot.values(Support, *SupportLine._fields, framework__in=keys)))
    facts = read_facts(snapshot, framework__in=keys)
    windows = snapshot.rows(SupportWindow, framework__in=keys)
    sources = read_sources(snapshot, guides.values(), support, facts, windows)
    levels, criteria = snapshot.values_with("criterion", {Level: LevelLine._fields})
    return ComparisonRows(
        opinions=Opinions(
            frameworks=frameworks,
            criteria=in_order(criteria.values()),
            levels=in_rising_order(levels[Level]),
            ratings=read_ratings(snapshot, framework__in=keys),
            voices=GuidesByCode(guides, sources, snapshot.day),
            graded_only=graded_only,
        ),
        features=read_features(snapshot),
        support=support,
        facts=facts,
        windows=windows,
        sources=sources,
        remarks=read_arguments(snapshot, keys),
        situations=Situations(read_picks(snapshot, framework__in=keys, role__in=DECISIVE)),
    )
