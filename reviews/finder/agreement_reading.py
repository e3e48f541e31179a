"""The guides' advice and the finder's evidence, read from the snapshot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from curation.snapshots.protocol import Snapshot
from reviews.finder.agreement import Agreement, GuideAdvice, agreement
from reviews.finder.page.finding import FinderRows
from reviews.finder.scoring.reading import read_scores
from reviews.models import Pick, Recommendation, Role
from reviews.opinions.consensus import Scale


def read_agreement(snapshot: Snapshot) -> Agreement:
    """Return how often the finder agrees with what guides advise."""
    return agreement(read_advice(snapshot), read_rows(snapshot))


def read_rows(snapshot: Snapshot, scales: Mapping[str, Scale] | None = None) -> FinderRows:
    """Return what every answer is computed from; ``scales`` are those of the criteria where they were read already."""
    return FinderRows(read_scores(snapshot, scales))


def read_advice(snapshot: Snapshot, use_cases: Sequence[str] = ()) -> list[GuideAdvice]:
    """Return the recommendations with the frameworks they recommend, in the order of their keys.

    All of them, or only those for some sorts of project.
    """
    columns = ("key", "guide_id", "situation", "use_case_id")
    where = {"use_case__in": use_cases} if use_cases else {}
    recommendations = sorted(snapshot.values(Recommendation, *columns, **where))
    picks = read_picks(snapshot, [row[0] for row in recommendations] if use_cases else None)
    return [
        GuideAdvice(key, guide, situation, use_case or "", tuple(picks[key]))
        for key, guide, situation, use_case in recommendations
    ]


def read_picks(snapshot: Snapshot, recommendations: Sequence[str] | None) -> Mapping[str, list[str]]:
    """Return the frameworks recommended, by recommendation: by all of them, or by some."""
    where = {} if recommendations is None else {"recommendation__in": recommendations}
    picks: dict[str, list[str]] = defaultdict(list)
    for recommendation, framework in snapshot.values(
        Pick, "recommendation_id", "framework_id", role__in=[Role.RECOMMENDED.value], **where
    ):
        picks[recommendation].append(framework)
    return picks
