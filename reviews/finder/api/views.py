"""The finder's answer as data: what its page reckons, for the same parameters."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.response import Response

from curation.web.addresses import page_root
from curation.web.api.requests import ReadRequest
from curation.web.api.viewsets import ReadView, etag
from curation.web.querystrings import InvalidQuery, Problem
from reviews import api_examples as examples
from reviews.finder.agreement import Advice
from reviews.finder.answers import PARAMETERS, REPEATED, VERSION, Answers, read_answers, read_version
from reviews.finder.api.schema import FinderSerializer
from reviews.finder.page.counsel import Advised, Named, named_by_guides
from reviews.finder.page.finding import Finding
from reviews.finder.page.page import FinderPage
from reviews.finder.page.reading import read_advised, read_finding
from reviews.finder.page.table import claim, evidence_of
from reviews.finder.questions import QUESTIONS, Question
from reviews.finder.ranking import Contribution, Place
from reviews.finder.requirements import Finding as Met
from reviews.finder.scoring.factors import BY_KEY, FACTORS
from reviews.finder.sensitivity import DRAWS, Flip
from reviews.opinions.guides_by_code import GuidesByCode

Data = dict[str, Any]


def question_parameter(question: Question) -> OpenApiParameter:
    labels = "; ".join(f"{one.key}: {one.label}" for one in question.choices)
    word = {"type": "string", "enum": [one.key for one in question.choices]}
    schema = {"type": "array", "items": word, "uniqueItems": True} if question.several else word
    return OpenApiParameter(question.key, schema, description=f"{question.label} {labels}.")


WEIGHT_PATTERN = rf"(?:{'|'.join(BY_KEY)})\.[0-3]"
WEIGHTS = OpenApiParameter(
    "w",
    {"type": "string", "pattern": rf"^{WEIGHT_PATTERN}(?:,{WEIGHT_PATTERN})*$", "maxLength": 200},
    description="Weights that differ from those the answers preset, 0 (ignore) to 3 (decisive), each driver once.",
    examples=[OpenApiExample("Two weights changed", value="admin.1,api.3")],
)
V = OpenApiParameter("v", int, enum=[VERSION], description="The version of the finder that the question was put to.")


class FinderView(ReadView):
    """
    Frameworks ranked for a reader's answers and weights, with what each total is made of.

    A total is `100 · Σ(w·s) / Σw`. What is not known is an interval, so totals are too; the order goes by their middle.
    The same parameters give the same answer until the data version changes.
    """

    request: ReadRequest
    accepts = PARAMETERS

    def repeatable(self) -> tuple[str, ...]:
        return REPEATED

    @extend_schema(
        operation_id="finder",
        parameters=[V, *map(question_parameter, QUESTIONS), WEIGHTS],
        responses=FinderSerializer,
        examples=[OpenApiExample("A JSON API with OpenAPI", value=examples.FINDER, response_only=True)],
    )
    @method_decorator(condition(etag_func=etag))
    def get(self, request: ReadRequest) -> Response:
        version = read_version(request.query_params)
        if version != VERSION:
            raise InvalidQuery(Problem("v", f"there is no version {version} here; allowed is {VERSION}."))
        answers = read_answers(request.query_params)
        page = FinderPage(answers, read_finding(request.snapshot, answers), read_advised(request.snapshot, answers))
        root = request.build_absolute_uri("/").removesuffix("/")
        return Response({"data_version": request.snapshot.version, **document(page, root)})


def document(page: FinderPage, root: str) -> Data:
    """Return what the page shows as JSON, with addresses that begin with ``root``."""
    return {
        "finder_version": VERSION,
        "page": f"{root}{page.answers.address}",
        "state": page.state,
        "answers": answers_given(page.answers),
        "weights": weights(page.answers),
        **(found(page.finding, root) if page.finding else NOTHING),
        "draws": DRAWS,
        "advice": advice(page, root),
    }


def answers_given(answers: Answers) -> dict[str, list[str]]:
    return {question.key: [one.key for asked, one in answers.chosen if asked is question] for question in QUESTIONS}


def weights(answers: Answers) -> list[Data]:
    counted, presets = answers.settings.weights, answers.presets.weights
    return [
        {
            "driver": one.key,
            "name": one.name,
            "basis": one.basis,
            "weight": counted[one.key],
            "preset": int(presets[one.key]),
        }
        for one in FACTORS
    ]


NOTHING: Data = {
    "certain": False,
    "ranking": [],
    "apart": [],
    "ruled_out": [],
    "not_known": [],
    "clash": [],
    "changes": [],
    "challengers": [],
}


def found(finding: Finding, root: str) -> Data:
    ranking, screening = finding.ranking, finding.screening
    return {
        "certain": ranking.certain,
        "ranking": [place(finding, one, root) for one in ranking.places],
        "apart": [place(finding, one, root) for one in ranking.apart],
        "ruled_out": lacks(finding, screening.excluded, root),
        "not_known": lacks(finding, screening.not_known, root),
        "clash": [need.key for need in finding.clash],
        "changes": [change(finding, flip, root) for flip in finding.flips],
        "challengers": [challenger(finding, one, root) for one in finding.challengers],
    }


def framework(finding: Finding, key: str, root: str) -> Data:
    row = finding.rows.frameworks[key]
    address = f"{root}{page_root('api-framework-detail', 'slug')}{row.slug}/"
    return {"slug": row.slug, "name": row.name, "url": address}


def place(finding: Finding, one: Place, root: str) -> Data:
    ranks = finding.ranges.get(one.framework)
    return {
        "framework": framework(finding, one.framework, root),
        "rank": one.rank or None,
        "low": float(one.low),
        "high": float(one.high),
        "middle": float(one.midpoint),
        "known_share": float(one.known_share),
        "ranks": {"best": ranks.best, "worst": ranks.worst} if ranks else None,
        "contributions": [contribution(finding, one.framework, part, root) for part in one.contributions],
    }


def contribution(finding: Finding, key: str, part: Contribution, root: str) -> Data:
    return {
        "driver": part.driver,
        "low": float(part.low),
        "high": float(part.high),
        "most": float(part.most),
        "basis": part.basis,
        "evidence": f"{root}{evidence_of(finding, finding.rows.frameworks[key], part.driver)}",
    }


def lacks(finding: Finding, met: Mapping[str, Iterable[Met]], root: str) -> list[Data]:
    return [
        {
            "framework": framework(finding, key, root),
            "need": one.need.key,
            "feature": feature,
            "evidence": f"{root}{claim(f'{key}/{feature}', finding.answers.day)}",
        }
        for key, row in met.items()
        for one in row
        for feature in one.features
    ]


def change(finding: Finding, flip: Flip, root: str) -> Data:
    return {
        "driver": flip.driver,
        "weight": int(flip.weight),
        "to": flip.to,
        "threshold": float(flip.threshold),
        "leaders": [framework(finding, key, root) for key in flip.leaders],
        "total": float(flip.total),
        "page": f"{root}{finding.answers.weighing(flip.driver, flip.to).address}",
    }


def challenger(finding: Finding, one: Place, root: str) -> Data:
    return {
        "framework": framework(finding, one.framework, root),
        "total": float(one.high),
        "missing": list(one.missing),
    }


def advice(page: FinderPage, root: str) -> Data:
    """Return what guides recommend for such a project, those named by most guides first."""
    finding, advised, counsel = page.finding, page.advised, page.counsel
    if finding is None or advised is None or counsel is None:
        return {"use_cases": [], "agreement": "", "recommended": []}
    return {
        "use_cases": [{"key": key, "name": name} for key, name in advised.use_cases.items()],
        "agreement": counsel.verdict if page.state == "result" else "",
        "recommended": [recommended(finding, advised, one, root) for one in sorted(named_by_guides(finding, advised))],
    }


def recommended(finding: Finding, advised: Advised, named: Named, root: str) -> Data:
    return {
        "framework": framework(finding, named.framework, root),
        "rank": finding.rank_of(named.framework) or None,
        "guides": [said for one in named.said for said in voice(advised.voices, one, root)],
    }


def voice(voices: GuidesByCode | None, one: Advice, root: str) -> Iterator[Data]:
    """Yield who gives some advice, and for what; nothing where the guide is not public."""
    if voices and one.guide in voices.guides:
        citation = voices.citation(one.guide, one.key)
        name, published, address = citation.proof
        said = {"code": citation.code, "name": name, "published": published, "evidence": f"{root}{address}"}
        yield {**said, "situation": one.situation, "use_case": one.use_case}
