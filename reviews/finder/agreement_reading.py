"""The guides' advice and the finder's evidence, read from the record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from curation.snapshots.protocol import Record
from reviews.finder.agreement import Advice, Agreement, agreement
from reviews.finder.page.finding import Rows
from reviews.finder.scoring.reading import read_marks
from reviews.models import Pick, Recommendation, Role
from reviews.opinions.consensus import Scale


def read_agreement(record: Record) -> Agreement:
    """Return how the finder fares with everything that guides advise."""
    return agreement(read_advice(record), read_rows(record))


def read_rows(record: Record, scales: Mapping[str, Scale] | None = None) -> Rows:
    """Return what every answer is reckoned from; ``scales`` are those of the criteria where they were read already."""
    return Rows(read_marks(record, scales))


def read_advice(record: Record, use_cases: Sequence[str] = ()) -> list[Advice]:
    """Return the recommendations with the frameworks they recommend, in the order of their keys.

    All of them, or only those for some sorts of project.
    """
    columns = ("key", "guide_id", "situation", "use_case_id")
    where = {"use_case__in": use_cases} if use_cases else {}
    found = sorted(record.values(Recommendation, *columns, **where))
    picks = read_picks(record, [row[0] for row in found] if use_cases else None)
    return [
        Advice(key, guide, situation, use_case or "", tuple(picks[key])) for key, guide, situation, use_case in found
    ]


def read_picks(record: Record, recommendations: Sequence[str] | None) -> Mapping[str, list[str]]:
    """Return the frameworks recommended, by recommendation: by all of them, or by some."""
    where = {} if recommendations is None else {"recommendation__in": recommendations}
    picks: dict[str, list[str]] = defaultdict(list)
    for recommendation, framework in record.values(
        Pick, "recommendation_id", "framework_id", role__in=[Role.RECOMMENDED.value], **where
    ):
        picks[recommendation].append(framework)
    return picks
