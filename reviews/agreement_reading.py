"""The guides' advice and the finder's evidence, read from the record."""

from collections import defaultdict
from collections.abc import Sequence

from frameworks.record import Record
from reviews.agreement import Advice, Agreement, agreement
from reviews.finder_page.kept import rows_of
from reviews.models import Pick, Recommendation, Role


def read_agreement(record: Record) -> Agreement:
    """Return how the finder fares with everything that guides advise."""
    return agreement(read_advice(record), rows_of(record))


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
