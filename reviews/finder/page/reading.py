"""The rows that a finder's answer needs, read from the snapshot; nothing is read for a form without answers."""

from collections.abc import Mapping

from curation.snapshots.protocol import Snapshot
from frameworks.models import Feature
from reviews.finder.agreement import agreement, situations
from reviews.finder.agreement_reading import read_advice, read_rows
from reviews.finder.answers import Answers
from reviews.finder.page.counsel import Advised
from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.page.method import AgreementText, agreement_text
from reviews.finder.scoring.reading import read_scores
from reviews.models import UseCase
from reviews.opinions.consensus import Scale
from reviews.opinions.guides_by_code import read_guides_by_code


def read_finding(snapshot: Snapshot, answers: Answers) -> Finding | None:
    """Return what follows from some answers; None where none were given."""
    if not answers.given:
        return None
    features = sorted({feature for need in answers.settings.needs for feature in need.features})
    names = dict(snapshot.values(Feature, "key", "name", key__in=features)) if features else {}
    return Finding(answers, FinderRows(read_scores(snapshot), names))


def read_advised(snapshot: Snapshot, answers: Answers) -> Advised:
    """Return what guides advise for the sorts of project that some answers describe; four queries, or none."""
    keys = situations(answers)
    if not keys:
        return Advised({}, [], None)
    names = dict(snapshot.values(UseCase, "key", "name", key__in=keys))
    return Advised(
        {key: names[key] for key in keys if key in names}, read_advice(snapshot, keys), read_guides_by_code(snapshot)
    )


def read_agreement_text(snapshot: Snapshot, scales: Mapping[str, Scale]) -> AgreementText:
    """Return how often the finder agrees with what guides advise, in words; seven queries at most."""
    rows = read_rows(snapshot, scales)
    use_cases = dict(snapshot.values(UseCase, "key", "name"))
    names = {key: framework.name for key, framework in rows.frameworks.items()}
    return agreement_text(agreement(read_advice(snapshot), rows), use_cases, names)
