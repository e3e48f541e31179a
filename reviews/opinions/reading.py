"""The rows that pages about frameworks share, read from the snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.models import (
    Fact,
    Feature,
    Framework,
    Kind,
    LearningResource,
    Release,
    ResourceFramework,
    Source,
    Support,
    SupportWindow,
)
from frameworks.releases.timeline import ReleaseLine
from frameworks.side_by_side import FactLine, FeatureLine, SupportLine
from reviews.comparisons.comparison import ComparisonRows
from reviews.home import overview
from reviews.models import Criterion, Guide, Level, Rating, Role, Subject
from reviews.opinions.arguments import Situations
from reviews.opinions.guides_by_code import GuidesByCode, read_guides_by_code
from reviews.opinions.lines import (
    LevelLine,
    RatingLine,
    in_rising_order,
    read_arguments,
    read_levels,
    read_picks,
    read_ratings,
)
from reviews.opinions.ratings import Opinions
from reviews.profiles import detail as framework_page

CLAIMS: Mapping[type[CuratedRow], Sequence[str]] = {Support: SupportLine._fields, Fact: FactLine._fields}
"""The columns of what is claimed of a framework, so alike that one query reads both."""
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


def read_framework(
    snapshot: Snapshot, framework: Framework, others: Sequence[Framework], *, graded_only: bool = False
) -> framework_page.FrameworkRows:
    """Return what is recorded of one framework; its claims bring their sources along."""
    key = framework.key
    guides = {guide.key: guide for guide in snapshot.rows(Guide, joined=["source"])}
    claims, cited = snapshot.values_with("source", CLAIMS, framework=key)
    windows = snapshot.rows(SupportWindow, joined=["source"], framework=key)
    sources = sources_of(guides.values(), windows) | cited
    covering = snapshot.rows(ResourceFramework, joined=["resource"], framework=key)
    return framework_page.FrameworkRows(
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


def read_home(snapshot: Snapshot) -> overview.OverviewRows:
    """Return what the home page shows: all frameworks, and the learning resources."""
    return replace(read_overview(snapshot), resources=snapshot.rows(LearningResource))


def read_overview(snapshot: Snapshot) -> overview.OverviewRows:
    """Return what lists show of all frameworks."""
    frameworks = snapshot.rows(Framework)
    guides = {guide.key: guide for guide in snapshot.rows(Guide)}
    facts = read_facts(snapshot, name__in=[name.value for name in overview.SHOWN_FACTS])
    sources = read_sources(snapshot, guides.values(), facts)
    return overview.OverviewRows(
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
        facts=facts,
        sources=sources,
    )


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


def sources_of(*claims: "Iterable[Guide | SupportWindow]") -> dict[str, Source]:
    """Return the sources that came along with some claims."""
    return {claim.source.key: claim.source for group in claims for claim in group if claim.source}


def in_order(criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return those of some criteria that frameworks are rated on, in their order."""
    of_frameworks = (criterion for criterion in criteria if criterion.subject == Subject.FRAMEWORK)
    return sorted(of_frameworks, key=lambda criterion: (criterion.position, criterion.name))
