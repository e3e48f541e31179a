"""The rows that a finder's answer needs, read from the snapshot; nothing is read for a form without answers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from curation.snapshots.protocol import Snapshot
from frameworks.models import Feature, Support
from reviews.finder.agreement.agreement import GuideAdvice, situations
from reviews.finder.page.counsel import Advised
from reviews.finder.page.finding import CheckedCell, FinderRows, Finding
from reviews.finder.questions.answers import Answers
from reviews.finder.scoring.reading import read_scores
from reviews.guides.opinions.guides_by_code import read_guides_by_code
from reviews.models import Pick, Recommendation, Role, UseCase


def read_finding(snapshot: Snapshot, answers: Answers) -> Finding | None:
    """Return what follows from some answers; None where none were given."""
    if not answers.given:
        return None
    features = sorted({feature for need in answers.settings.needs for feature in need.features})
    if not features:
        return Finding(answers, FinderRows(read_scores(snapshot)))
    names = dict(snapshot.values(Feature, "key", "name", key__in=features))
    cells = snapshot.values(Support, "key", "package", "checked_on", feature__in=features)
    checked = {key: CheckedCell(package, day) for key, package, day in cells}
    return Finding(answers, FinderRows(read_scores(snapshot), names, checked))


def read_advised(snapshot: Snapshot, answers: Answers) -> Advised:
    """Return what guides advise for the sorts of project that some answers describe; four queries, or none."""
    keys = situations(answers)
    if not keys:
        return Advised({}, [], None)
    names = dict(snapshot.values(UseCase, "key", "name", key__in=keys))
    return Advised(
        {key: names[key] for key in keys if key in names}, read_advice(snapshot, keys), read_guides_by_code(snapshot)
    )


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
