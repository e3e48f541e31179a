"""The rows that a comparison is made from, read from the snapshot."""

from collections.abc import Sequence
from dataclasses import replace

from curation.snapshots.protocol import Snapshot
from frameworks.claims.side_by_side import FactLine, SupportLine
from frameworks.models import Fact, Framework, Support, SupportWindow
from reviews.comparisons.whole.comparison import ComparisonRows
from reviews.guides.opinions.arguments import Situations
from reviews.guides.opinions.basis import ALL, Counting
from reviews.guides.opinions.guides_by_code import read_guides_by_code
from reviews.guides.opinions.lines import LevelLine, read_arguments, read_picks, read_ratings
from reviews.guides.opinions.reading import CLAIMS, opinions_on, read_features, sources_of
from reviews.models import Level, Role

DECISIVE = (Role.RECOMMENDED.value, Role.LESS_SUITED.value)


def read_rows(snapshot: Snapshot, frameworks: Sequence[Framework], counting: Counting = ALL) -> ComparisonRows:
    """Return all that is recorded of some frameworks."""
    keys = [framework.key for framework in frameworks]
    said = read_said(snapshot, frameworks, counting)
    claims, cited = snapshot.values_with("source", CLAIMS, framework__in=keys)
    windows = snapshot.rows(SupportWindow, joined=["source"], framework__in=keys)
    return replace(
        said,
        features=read_features(snapshot),
        support=list(map(SupportLine._make, claims[Support])),
        facts=list(map(FactLine._make, claims[Fact])),
        windows=windows,
        sources={**said.sources, **sources_of(windows), **cited},
    )


def read_said(snapshot: Snapshot, frameworks: Sequence[Framework], counting: Counting = ALL) -> ComparisonRows:
    """Return what guides say of some frameworks, without features and facts."""
    return replace(snapshot.once(read_all_said, counting), frameworks=frameworks)


def read_all_said(snapshot: Snapshot, counting: Counting) -> ComparisonRows:
    """Return what guides say of all frameworks, of which every comparison takes its own."""
    voices = read_guides_by_code(snapshot)
    levels, criteria = snapshot.values_with("criterion", {Level: LevelLine._fields})
    return ComparisonRows(
        frameworks=(),
        opinions=opinions_on((), criteria, levels[Level], read_ratings(snapshot), voices, counting),
        features=(),
        support=(),
        facts=(),
        windows=(),
        sources=voices.sources,
        remarks=read_arguments(snapshot),
        situations=Situations(read_picks(snapshot, role__in=DECISIVE)),
    )
