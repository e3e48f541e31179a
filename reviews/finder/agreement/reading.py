"""How often the finder agrees with what guides advise, read from the snapshot."""

from curation.snapshots.protocol import Snapshot
from reviews.finder.agreement.agreement import Agreement, agreement
from reviews.finder.agreement.published_advice import PublishedTrial, put_to_the_finder
from reviews.finder.method import AgreementText, agreement_text
from reviews.finder.page.finding import FinderRows
from reviews.finder.page.reading import read_advice
from reviews.finder.scoring.reading import read_scores
from reviews.models import UseCase


def read_agreement(snapshot: Snapshot) -> Agreement:
    """Return how often the finder agrees with what guides advise."""
    return agreement(read_advice(snapshot), FinderRows(read_scores(snapshot)))


def read_published_trials(snapshot: Snapshot) -> list[PublishedTrial]:
    """Return where the finder ranks what published texts recommend."""
    return put_to_the_finder(FinderRows(read_scores(snapshot)))


def read_agreement_text(snapshot: Snapshot) -> AgreementText:
    """Return how often the finder agrees with what guides advise, in words; seven queries at most."""
    rows = FinderRows(read_scores(snapshot))
    use_cases = dict(snapshot.values(UseCase, "key", "name"))
    names = {key: framework.name for key, framework in rows.frameworks.items()}
    trials = put_to_the_finder(rows)
    return agreement_text(agreement(read_advice(snapshot), rows), trials, use_cases, names)
