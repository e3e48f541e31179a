"""What has changed in the claims that an answer of the finder rests on, and in its order."""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import PastRows, SnapshotRequest
from curation.web.exports.tables import Context
from curation.web.exports.views import alternates
from curation.web.querystrings import InvalidQuery, Problem, accepts
from reviews.finder.questions.answers import LONGEST, PARAMETERS, REPEATED, read_answers
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.activity import FACTS
from reviews.finder.scoring.factors import BY_KEY, Factor
from reviews.finder.scoring.reading import scores_in
from reviews.finder.scoring.scores import FrameworkScores
from reviews.finder.since.exports import finder_since_data
from reviews.finder.since.orders import Orders
from reviews.finder.views import of_this_version
from reviews.sharing.records.reading import read_rows
from reviews.sharing.records.views import RecordedPage, read_data_version, since_page


@alternates(finder_since_data)
@require_safe
@of_this_version
@accepts(*(name for name in PARAMETERS if name != "as-of"), "version", repeated=REPEATED, longest=LONGEST)
def finder_since(request: SnapshotRequest) -> HttpResponse:
    """What has changed in the claims that an answer of the finder rests on since a version of the data."""
    answers = read_answers(request.GET)
    if not answers.given:
        raise InvalidQuery(Problem(QUESTIONS[0].key, "give the answers and weights that the record was made from."))
    version = read_data_version(request.GET, request.snapshot.version)
    counted = [BY_KEY[factor] for factor, weight in answers.settings.weights.items() if weight]
    required = [feature for need in answers.settings.needs for feature in need.features]

    def orders(then: PastRows, now: PastRows) -> Context:
        return {"orders": Orders.of(answers, then.once(read_past_scores), now.once(read_past_scores))}

    weighed = subjects(counted, required)
    page = RecordedPage("The finder’s answer", answers.address)
    return since_page(request, page, lambda claim: (claim.kind, claim.subject) in weighed, version, orders)


def subjects(factors: Sequence[Factor], features: Iterable[str]) -> set[tuple[str, str]]:
    """Return what is asked about, each with its kind of claim: what is weighed, further features, and who is active."""
    asked = {
        "Feature": [*features, *chain.from_iterable(factor.features for factor in factors)],
        "Rating": chain.from_iterable(factor.criteria for factor in factors),
        "Fact": [*FACTS, *(factor.fact for factor in factors)],
        "Measurement": chain.from_iterable(factor.measures for factor in factors),
    }
    return {(kind, key) for kind, keys in asked.items() for key in keys}


def read_past_scores(moment: PastRows) -> FrameworkScores:
    return scores_in(read_rows(moment))
