"""The columns the finder needs, read from the record: four queries, however much is weighed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, cast

from curation.rows import CuratedRow
from curation.snapshots.protocol import Record, RowsByType
from frameworks.models import Fact, Support
from reviews.finder.scoring.factors import BY_KEY
from reviews.finder.scoring.scales import Dated
from reviews.finder.scoring.scores import Evidence, Median
from reviews.models import Criterion, Level, Rating
from reviews.opinions.consensus import Scale

Columns = tuple[Any, ...]
SUPPORT = ("framework_id", "feature_id", "level")
RATING = ("framework_id", "criterion_id", "level_id")
FACT = ("framework_id", "name", "value", "read_on")
LEVELS = ("criterion_id", "rank", "name")
"""What puts the levels of each scale in rising order."""


def evidence_in(rows: RowsByType) -> Evidence:
    """Return the evidence that rows of one state of the catalogue hold."""
    criteria = cast(dict[str, Criterion], rows[Criterion])
    levels = sorted(cast(dict[str, Level], rows[Level]).values(), key=attrgetter(*LEVELS))
    scales = scales_of(criteria, (level for level in levels if level.criterion_id in criteria))
    ratings = [rating for rating in columns(rows[Rating], RATING) if rating[1] in scales]
    return Evidence(
        scales=scales,
        support=support_of(columns(rows[Support], SUPPORT)),
        medians=medians_of(scales, ratings),
        facts=facts_of(columns(rows[Fact], FACT)),
    )


def columns(rows: Mapping[str, CuratedRow], names: Sequence[str]) -> Iterable[Columns]:
    return map(attrgetter(*names), rows.values())


def read_evidence(
    record: Record, drivers: Iterable[str], features: Iterable[str] = (), scales: Mapping[str, Scale] | None = None
) -> Evidence:
    """Return the evidence on the drivers named, and on further features, of every framework.

    ``scales`` are those of the drivers' criteria where they were read already.
    """
    counted = [BY_KEY[key] for key in drivers]
    if scales is None:
        scales = read_scales(record, sorted({*chain.from_iterable(driver.criteria for driver in counted)}))
    return Evidence(
        scales=scales,
        support=read_support(record, sorted({*features, *chain.from_iterable(one.features for one in counted)})),
        medians=read_medians(record, scales),
        facts=read_facts(record, sorted({driver.fact for driver in counted if driver.fact})),
    )


def read_scales(record: Record, criteria: Sequence[str]) -> dict[str, Scale]:
    """Return the scales of those criteria that are public."""
    levels = record.rows(Level, joined=["criterion"], criterion__in=criteria)
    return scales_of({level.criterion_id: level.criterion for level in levels}, levels)


def scales_of(criteria: Mapping[str, Criterion], levels: Iterable[Level]) -> dict[str, Scale]:
    """Return the scales of some criteria, by key, from their levels in rising order."""
    by_criterion: dict[str, list[Level]] = defaultdict(list)
    for level in levels:
        by_criterion[level.criterion_id].append(level)
    return {key: Scale.of(criteria[key], found) for key, found in by_criterion.items()}


def read_support(record: Record, features: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    return support_of(record.values(Support, *SUPPORT, feature__in=features))


def support_of(cells: Iterable[Columns]) -> Mapping[str, Mapping[str, str]]:
    """Return levels of support by framework and feature."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for framework, feature, level in cells:
        found[framework][feature] = level
    return found


def read_medians(record: Record, scales: Mapping[str, Scale]) -> Mapping[str, Mapping[str, Median]]:
    return medians_of(scales, record.values(Rating, *RATING, criterion__in=sorted(scales)))


def medians_of(scales: Mapping[str, Scale], ratings: Iterable[Columns]) -> Mapping[str, Mapping[str, Median]]:
    """Return the guides' medians by framework and criterion."""
    levels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for framework, criterion, level in ratings:
        if level:
            levels[framework, criterion].append(level)
    found: dict[str, dict[str, Median]] = defaultdict(dict)
    for (framework, criterion), named in levels.items():
        found[framework][criterion] = Median.of(scales[criterion], named)
    return found


def read_facts(record: Record, names: Sequence[str]) -> Mapping[str, Mapping[str, Dated]]:
    return facts_of(record.values(Fact, *FACT, name__in=names))


def facts_of(facts: Iterable[Columns]) -> Mapping[str, Mapping[str, Dated]]:
    """Return facts by framework and name."""
    found: dict[str, dict[str, Dated]] = defaultdict(dict)
    for framework, name, value, read_on in facts:
        found[framework][name] = Dated(value, read_on)
    return found
