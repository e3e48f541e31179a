"""The columns the finder needs, read from the record: four queries, however much is weighed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from frameworks.models import Fact, Support
from frameworks.record import Record
from reviews.consensus import Scale
from reviews.drivers import BY_KEY
from reviews.marks import Evidence, Median
from reviews.measures import Dated
from reviews.models import Criterion, Level, Rating


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
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for framework, feature, level in record.values(
        Support, "framework_id", "feature_id", "level", feature__in=features
    ):
        found[framework][feature] = level
    return found


def read_medians(record: Record, scales: Mapping[str, Scale]) -> Mapping[str, Mapping[str, Median]]:
    """Return the guides' medians by framework and criterion."""
    levels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for framework, criterion, level in record.values(
        Rating, "framework_id", "criterion_id", "level_id", criterion__in=sorted(scales)
    ):
        if level:
            levels[framework, criterion].append(level)
    found: dict[str, dict[str, Median]] = defaultdict(dict)
    for (framework, criterion), named in levels.items():
        found[framework][criterion] = Median.of(scales[criterion], named)
    return found


def read_facts(record: Record, names: Sequence[str]) -> Mapping[str, Mapping[str, Dated]]:
    found: dict[str, dict[str, Dated]] = defaultdict(dict)
    for framework, name, value, read_on in record.values(
        Fact, "framework_id", "name", "value", "read_on", name__in=names
    ):
        found[framework][name] = Dated(value, read_on)
    return found
