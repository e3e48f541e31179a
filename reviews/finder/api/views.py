"""The finder's answer as data: what its page shows, for the same parameters."""

from django.http import QueryDict
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.response import Response

from curation.web.api.reading import ReadView, etag
from curation.web.api.requests import ReadRequest
from curation.web.pagination import NUMBER, not_possible
from curation.web.querystrings import InvalidQuery, Problem
from reviews.api import examples
from reviews.finder.api.document import ShownAnswer, document, first_places
from reviews.finder.api.schema import FinderSerializer
from reviews.finder.page.claims import read_contributed
from reviews.finder.page.page import FinderPage
from reviews.finder.page.reading import read_advised, read_finding
from reviews.finder.questions.answers import LONGEST, PARAMETERS, REPEATED, VERSION, read_answers, read_version
from reviews.finder.questions.choices import FinderQuestion
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.factors import BY_KEY


def question_parameter(question: FinderQuestion) -> OpenApiParameter:
    labels = "; ".join(f"{choice.key}: {choice.label}" for choice in question.choices)
    word = {"type": "string", "enum": [choice.key for choice in question.choices]}
    schema = {"type": "array", "items": word, "uniqueItems": True} if question.several else word
    return OpenApiParameter(question.key, schema, description=f"{question.label} {labels}.")


WEIGHT_PATTERN = rf"(?:{'|'.join(BY_KEY)})\.[0-3]"
WEIGHTS = OpenApiParameter(
    "w",
    {"type": "string", "pattern": rf"^{WEIGHT_PATTERN}(?:,{WEIGHT_PATTERN})*$", "maxLength": LONGEST["w"]},
    description="Weights that differ from those the answers preset, 0 (ignore) to 3 (decisive), each driver once.",
    examples=[OpenApiExample("Two weights changed", value="admin.1,api.3")],
)
V = OpenApiParameter("v", int, enum=[VERSION], description="The version of the finder that the question was put to.")
MOST_SHOWN = 100
TOP = OpenApiParameter(
    "top",
    {"type": "integer", "minimum": 1, "maximum": MOST_SHOWN},
    description="How many frameworks of the ranking to show, with all of those that tie with the last; all without it.",
)


class FinderView(ReadView):
    """
    Frameworks ranked for a reader's answers and weights, with what each total is made of.

    A total is `100 · Σ(w·s) / Σw`. What is not known is an interval, so totals are too; their low end orders them.
    The same parameters give the same answer until the data version changes.
    """

    request: ReadRequest
    accepts = (*PARAMETERS, "top")
    longest = LONGEST

    def repeatable(self) -> tuple[str, ...]:
        return REPEATED

    @extend_schema(
        operation_id="finder",
        parameters=[V, *map(question_parameter, QUESTIONS), WEIGHTS, TOP],
        responses=FinderSerializer,
        examples=[OpenApiExample("A JSON API with OpenAPI", value=examples.FINDER, response_only=True)],
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        version = read_version(request.query_params)
        if version != VERSION:
            raise InvalidQuery(Problem("v", f"there is no version {version} here; allowed is {VERSION}."))
        answers, top = read_answers(request.query_params), read_top(request.query_params)
        page = FinderPage(answers, read_finding(request.snapshot, answers), read_advised(request.snapshot, answers))
        root = request.build_absolute_uri("/").removesuffix("/")
        shown = ShownAnswer(page, root, first_places(page.finding, top) if page.finding else [])
        claims = read_contributed(request.snapshot, page.finding, shown.all) if page.finding else {}
        return Response({"data_version": request.snapshot.version, **document(shown, claims)})


def read_top(query: QueryDict) -> int:
    """Return how many of the ranking to show; refuse what is no such number."""
    text = query.get("top", str(MOST_SHOWN))
    if not NUMBER.fullmatch(text) or int(text) > MOST_SHOWN:
        raise InvalidQuery(not_possible("top", text, MOST_SHOWN))
    return int(text)
