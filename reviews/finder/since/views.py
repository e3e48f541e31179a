"""What has changed in the claims that an answer of the finder rests on, and in its order."""

from collections.abc import Iterable
from itertools import chain

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import RowsByType, SnapshotRequest
from curation.web.exports.tables import Context
from curation.web.exports.views import alternates
from curation.web.querystrings import InvalidQuery, Problem, accepts
from frameworks.models import AdoptionSeries, Fact, PythonVersion, Support
from measurements.models import Figure
from reviews.finder.questions.answers import LONGEST, PARAMETERS, REPEATED, read_answers
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.activity import FACTS
from reviews.finder.scoring.adoption import SIZES
from reviews.finder.scoring.factors import BY_KEY, Factor
from reviews.finder.since.exports import finder_since_data
from reviews.finder.since.orders import Orders
from reviews.finder.views import of_this_version
from reviews.models import Rating
from reviews.sharing.records.since import NAMES, RowFilters
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

    def orders(then: RowsByType, now: RowsByType) -> Context:
        return {"orders": Orders.of(answers, then, now)}

    page = RecordedPage("The finder’s answer", answers.address)
    return since_page(request, page, claims_on(counted, required), version, orders)


def claims_on(factors: Iterable[Factor], features: Iterable[str]) -> RowFilters:
    """Return which rows are needed, of all frameworks: what is weighed, further features, and who is active."""
    counted = list(factors)
    claims: RowFilters = {
        Support: {"feature__in": sorted({*features, *chain.from_iterable(factor.features for factor in counted)})},
        Rating: {"criterion__in": sorted({*chain.from_iterable(factor.criteria for factor in counted)})},
        Fact: {"name__in": sorted({*FACTS, *(factor.fact for factor in counted if factor.fact)})},
        AdoptionSeries: {"metric__in": sorted(SIZES) if any(factor.adoption for factor in counted) else []},
        Figure: {"measure__in": sorted({*chain.from_iterable(factor.measures for factor in counted)})},
    }
    return {**claims, **NAMES, PythonVersion: {}}
