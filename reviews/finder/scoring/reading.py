"""What the finder weighs, read from the snapshot: four queries, and none where it was read before."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from operator import attrgetter
from typing import Any, cast

from django.core.cache import caches

from curation.rows import CuratedRow
from curation.snapshots.protocol import RowsByType, Snapshot
from frameworks.models import AdoptionSeries, Fact, Framework, PythonVersion, Support
from measurements.models import Figure
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.activity import FACTS as FACTS_OF_ACTIVITY
from reviews.finder.ranking.activity import Inactivity, Pythons, inactivity
from reviews.finder.scoring.adoption import SIZES, SeriesLine, adoption_of
from reviews.finder.scoring.costs import COSTS, FigureLine, costs_of
from reviews.finder.scoring.factors import FACTORS
from reviews.finder.scoring.scales import Dated
from reviews.finder.scoring.scores import FactorEvidence, FrameworkName, FrameworkScores, Median
from reviews.guides.opinions.consensus import Scale
from reviews.models import Criterion, Level, Rating

Columns = tuple[Any, ...]
Lines = Mapping[type[CuratedRow], Sequence[Columns]]
COLUMNS: Mapping[type[CuratedRow], Sequence[str]] = {
    Support: ("framework_id", "feature_id", "level"),
    Rating: ("framework_id", "criterion_id", "level_id"),
    Fact: ("framework_id", "name", "value", "read_on"),
    AdoptionSeries: SeriesLine._fields,
    Figure: FigureLine._fields,
}
"""What is read of each type of row."""
LEVELS = ("criterion_id", "rank", "name")
"""What puts the levels of each scale in rising order."""
FEATURES = sorted(
    {feature for factor in FACTORS for feature in factor.features}
    | {feature for question in QUESTIONS for choice in question.choices for feature in choice.features}
)
CRITERIA = sorted({criterion for factor in FACTORS for criterion in factor.criteria})
FACTS = sorted({factor.fact for factor in FACTORS if factor.fact} | set(FACTS_OF_ACTIVITY))
MOST_KEPT = 2
"""How many versions stay in memory: that of today, and the one before for the requests that still read it."""
SHARED_SECONDS = 24 * 3600
kept: dict[tuple[int, datetime.datetime | None], FrameworkScores] = {}
"""By data version and when it was published: a restored backup counts its versions again."""


def read_scores(snapshot: Snapshot) -> FrameworkScores:
    """Return what the finder weighs; of the present it is read once for each process and data version."""
    if snapshot.day or not snapshot.is_cacheable:
        return snapshot.once(make_scores)
    version = snapshot.version, snapshot.published
    scores = kept.get(version)
    if scores is None:
        scores = kept[version] = shared_scores(snapshot)
        for older in list(kept)[:-MOST_KEPT]:
            kept.pop(older, None)
    return scores


def shared_scores(snapshot: Snapshot) -> FrameworkScores:
    """Return what the finder weighs, as another node has read it where nodes share a cache."""
    published = snapshot.published.timestamp() if snapshot.published else 0
    key, cache = f"finder:{snapshot.version}:{published}", caches["shared"]
    scores: FrameworkScores | None = cache.get(key)
    if scores is None:
        scores = make_scores(snapshot)
        cache.set(key, scores, SHARED_SECONDS)
    return scores


def make_scores(snapshot: Snapshot, scales: Mapping[str, Scale] | None = None) -> FrameworkScores:
    """Return what the finder weighs; ``scales`` are those of the factors' criteria where they were read already."""
    frameworks = starmap(FrameworkName, snapshot.values(Framework, *FrameworkName._fields))
    return FrameworkScores.of(frameworks, read_evidence(snapshot, scales or read_scales(snapshot, CRITERIA)))


def scores_in(rows: RowsByType) -> FrameworkScores:
    """Return what the finder weighs in one state of the catalogue, from its rows."""
    frameworks = cast(dict[str, Framework], rows[Framework]).values()
    return FrameworkScores.of((FrameworkName(row.key, row.name, row.slug) for row in frameworks), evidence_in(rows))


def evidence_in(rows: RowsByType) -> FactorEvidence:
    """Return the evidence that rows of one state of the catalogue hold."""
    criteria = cast(dict[str, Criterion], rows[Criterion])
    levels = sorted(cast(dict[str, Level], rows[Level]).values(), key=attrgetter(*LEVELS))
    scales = scales_of(criteria, (level for level in levels if level.criterion_id in criteria))
    lines = {model: list(map(attrgetter(*names), rows[model].values())) for model, names in COLUMNS.items()}
    return evidence_of(scales, lines, list(cast(dict[str, PythonVersion], rows[PythonVersion]).values()))


def read_evidence(snapshot: Snapshot, scales: Mapping[str, Scale]) -> FactorEvidence:
    """Return the evidence of every framework on what is weighed or can be asked for."""
    wanted: dict[type[CuratedRow], Mapping[str, Any]] = {
        Support: {"feature__in": FEATURES},
        Rating: {"criterion__in": sorted(scales)},
        Fact: {"name__in": FACTS},
        AdoptionSeries: {"metric__in": sorted(SIZES)},
        Figure: {"measure__in": sorted(COSTS)},
    }
    lines = snapshot.several({model: (COLUMNS[model], where) for model, where in wanted.items()})
    return evidence_of(scales, lines, snapshot.rows(PythonVersion))


def evidence_of(scales: Mapping[str, Scale], lines: Lines, pythons: Pythons) -> FactorEvidence:
    """Return the evidence in the columns of some rows; what is not weighed may be among them."""
    facts = facts_of(lines[Fact])
    return FactorEvidence(
        scales=scales,
        support=support_of(lines[Support]),
        medians=medians_of(scales, lines[Rating]),
        facts=facts,
        adoption=adoption_of(line for line in map(SeriesLine._make, lines[AdoptionSeries]) if line.metric in SIZES),
        costs=costs_of(line for line in map(FigureLine._make, lines[Figure]) if line.measure in COSTS),
        inactive=inactive_of(facts, pythons),
    )


def read_scales(snapshot: Snapshot, criteria: Sequence[str]) -> dict[str, Scale]:
    """Return the scales of those criteria that are public."""
    levels = snapshot.rows(Level, joined=["criterion"], criterion__in=criteria)
    return scales_of({level.criterion_id: level.criterion for level in levels}, levels)


def scales_of(criteria: Mapping[str, Criterion], levels: Iterable[Level]) -> dict[str, Scale]:
    """Return the scales of some criteria, by key, from their levels in rising order."""
    by_criterion: dict[str, list[Level]] = defaultdict(list)
    for level in levels:
        by_criterion[level.criterion_id].append(level)
    return {key: Scale.of(criteria[key], in_order) for key, in_order in by_criterion.items()}


def support_of(cells: Iterable[Columns]) -> Mapping[str, Mapping[str, str]]:
    """Return levels of support by framework and feature."""
    by_framework: dict[str, dict[str, str]] = defaultdict(dict)
    for framework, feature, level in cells:
        by_framework[framework][feature] = level
    return by_framework


def medians_of(scales: Mapping[str, Scale], ratings: Iterable[Columns]) -> Mapping[str, Mapping[str, Median]]:
    """Return the guides' medians by framework and criterion."""
    levels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for framework, criterion, level in ratings:
        if level and criterion in scales:
            levels[framework, criterion].append(level)
    by_framework: dict[str, dict[str, Median]] = defaultdict(dict)
    for (framework, criterion), named in levels.items():
        by_framework[framework][criterion] = Median.of(scales[criterion], named)
    return by_framework


def facts_of(facts: Iterable[Columns]) -> Mapping[str, Mapping[str, Dated]]:
    """Return facts by framework and name."""
    by_framework: dict[str, dict[str, Dated]] = defaultdict(dict)
    for framework, name, value, read_on in facts:
        by_framework[framework][name] = Dated(value, read_on)
    return by_framework


def inactive_of(facts: Mapping[str, Mapping[str, Dated]], pythons: Pythons) -> Mapping[str, tuple[Inactivity, ...]]:
    """Return why frameworks are inactive, by those that are."""
    reasons = {framework: inactivity(of_framework, pythons) for framework, of_framework in facts.items()}
    return {framework: why for framework, why in reasons.items() if why}
