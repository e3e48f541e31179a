"""The claims behind each contribution of a ranking."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.models import AdoptionSeries, Fact, Support
from measurements.models import Figure
from measurements.models.program import DEFAULT
from reviews.evidence.claims import CitedClaim, read_claims
from reviews.finder.page.finding import Finding
from reviews.finder.ranking.ranking import RankedPlace
from reviews.finder.scoring.adoption import SIZES
from reviews.finder.scoring.factors import BY_KEY, Factor
from reviews.finder.scoring.scores import FactorEvidence
from reviews.models import Rating

NO_GUIDE = "no guide on record names a level"

ClaimName = tuple[type[CuratedRow], str]
"""The type and the key of a claim."""
Contributed = Mapping[tuple[str, str], list[CitedClaim]]
"""Claims by framework and factor."""
Rated = Mapping[tuple[str, str], list[str]]
"""The keys of ratings by framework and criterion."""


def read_contributed(snapshot: Snapshot, finding: Finding, places: Iterable[RankedPlace]) -> Contributed:
    """Return what the contributions to some places rest on; seven queries at most."""
    frameworks = [place.framework for place in places]
    factors = [BY_KEY[key] for key in finding.counted]
    rated = read_rated(snapshot, frameworks, factors)
    evidence = finding.rows.scores.evidence
    names = {(key, factor.key): names_of(evidence, key, factor, rated) for key in frameworks for factor in factors}
    wanted: dict[type[CuratedRow], set[str]] = defaultdict(set)
    for model, key in (name for group in names.values() for name in group):
        wanted[model].add(key)
    claims = read_claims(snapshot, wanted)
    unrated = {pair: CitedClaim("/".join(pair), NO_GUIDE) for pair, keys in rated.items() if not keys}
    return {
        (key, factor): [
            *(claims[name] for _model, name in group),
            *(unrated[key, criterion] for criterion in BY_KEY[factor].criteria if (key, criterion) in unrated),
        ]
        for (key, factor), group in names.items()
    }


def read_required(
    snapshot: Snapshot, finding: Finding, places: Iterable[RankedPlace]
) -> Mapping[str, list[CitedClaim]]:
    """Return by framework the claims that what must come with it does; one query."""
    features = [feature for need in finding.settings.needs for feature in need.features]
    keys = {place.framework: [f"{place.framework}/{feature}" for feature in features] for place in places}
    claims = read_claims(snapshot, {Support: [key for group in keys.values() for key in group]})
    return {framework: [claims[key] for key in group] for framework, group in keys.items()}


def names_of(evidence: FactorEvidence, framework: str, factor: Factor, rated: Rated) -> list[ClaimName]:
    """Return the claims that the score of a framework on a factor is made of, those that nobody checked included."""
    if factor.measures:
        costs = evidence.costs.get(framework, {})
        measured = {measure: cost.figure for measure, cost in costs.items()}
        return [(Figure, measured.get(measure, f"{framework}/{measure}/{DEFAULT}")) for measure in factor.measures]
    if factor.adoption:
        return [(AdoptionSeries, f"{framework}/{metric}") for metric in SIZES]
    if factor.fact:
        return [(Fact, f"{framework}/{factor.fact}")]
    ratings = [key for criterion in factor.criteria for key in rated[framework, criterion]]
    return [*((Support, f"{framework}/{feature}") for feature in factor.features), *((Rating, key) for key in ratings)]


def read_rated(snapshot: Snapshot, frameworks: Iterable[str], factors: Iterable[Factor]) -> Rated:
    """Return which ratings name a level, for all criteria of some factors; one query, or none."""
    frameworks = list(frameworks)
    criteria = sorted({criterion for factor in factors for criterion in factor.criteria})
    rated: dict[tuple[str, str], list[str]] = {(key, criterion): [] for key in frameworks for criterion in criteria}
    where = {"framework__in": frameworks, "criterion__in": criteria}
    columns = ("key", "framework_id", "criterion_id", "level_id")
    for key, framework, criterion, level in sorted(snapshot.values(Rating, *columns, **where)) if criteria else ():
        if level:
            rated[framework, criterion].append(key)
    return rated
