"""The guides' advice and the finder's evidence, read from the record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from frameworks.models import Framework
from frameworks.record import Record
from reviews.agreement import EXPRESSED, Advice, Agreement, agreement
from reviews.consensus import Scale
from reviews.drivers import BY_KEY
from reviews.finder_page.finding import Rows
from reviews.finder_reading import read_evidence
from reviews.models import Pick, Recommendation, Role


def read_agreement(record: Record) -> Agreement:
    """Return how the finder fares with everything that guides advise."""
    return agreement(read_advice(record), read_evidence_on_all(record))


def read_evidence_on_all(record: Record, scales: Mapping[str, Scale] | None = None) -> Rows:
    """Return what is needed to put any advice to the finder; ``scales`` where they were read already."""
    needed = {feature for one in EXPRESSED.values() for need in one.given.settings.needs for feature in need.features}
    frameworks = {row.key: row for row in record.rows(Framework)}
    return Rows(frameworks, read_evidence(record, BY_KEY, needed, scales), {})


def read_advice(record: Record, use_cases: Sequence[str] = ()) -> list[Advice]:
    """Return the recommendations with the frameworks they recommend, in the order of their keys.

    All of them, or only those for some sorts of project.
    """
    picks: dict[str, list[str]] = defaultdict(list)
    for recommendation, framework in record.values(
        Pick, "recommendation_id", "framework_id", role__in=[Role.RECOMMENDED.value]
    ):
        picks[recommendation].append(framework)
    columns = ("key", "guide_id", "situation", "use_case_id")
    where = {"use_case__in": use_cases} if use_cases else {}
    return [
        Advice(key, guide, situation, use_case or "", tuple(picks[key]))
        for key, guide, situation, use_case in sorted(record.values(Recommendation, *columns, **where))
    ]
