"""The guides' advice and the finder's evidence, read from the record."""

from collections import defaultdict

from frameworks.models import Framework
from frameworks.record import Record
from reviews.agreement import EXPRESSED, Advice, Agreement, agreement
from reviews.drivers import BY_KEY
from reviews.finder_page.finding import Rows
from reviews.finder_reading import read_evidence
from reviews.models import Pick, Recommendation, Role


def read_agreement(record: Record) -> Agreement:
    """Return how the finder fares with everything that guides advise."""
    needed = {feature for one in EXPRESSED.values() for need in one.given.settings.needs for feature in need.features}
    frameworks = {row.key: row for row in record.rows(Framework)}
    return agreement(read_advice(record), Rows(frameworks, read_evidence(record, BY_KEY, needed), {}))


def read_advice(record: Record) -> list[Advice]:
    """Return every recommendation with the frameworks it recommends, in the order of their keys."""
    picks: dict[str, list[str]] = defaultdict(list)
    for recommendation, framework in record.values(
        Pick, "recommendation_id", "framework_id", role__in=[Role.RECOMMENDED.value]
    ):
        picks[recommendation].append(framework)
    columns = ("key", "guide_id", "situation", "use_case_id")
    return [
        Advice(key, guide, situation, use_case or "", tuple(picks[key]))
        for key, guide, situation, use_case in sorted(record.values(Recommendation, *columns))
    ]
