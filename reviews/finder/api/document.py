"""The finder's answer as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from curation.web.addresses import page_root
from reviews.evidence.api import claim_data
from reviews.finder.agreement.agreement import GuideAdvice
from reviews.finder.page.claims import Contributed
from reviews.finder.page.counsel import Advised, NamedByGuides, named_by_guides
from reviews.finder.page.finding import Finding
from reviews.finder.page.left_out import record_of
from reviews.finder.page.page import FinderPage
from reviews.finder.page.table import claim, evidence_of
from reviews.finder.page.words import confidence_words
from reviews.finder.questions.answers import VERSION, Answers
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.points import points
from reviews.finder.ranking.ranking import Contribution, RankedPlace
from reviews.finder.ranking.requirements import Checks
from reviews.finder.ranking.sensitivity import DRAWS, Flip
from reviews.finder.scoring.factors import FACTORS
from reviews.guides.opinions.guides_by_code import GuidesByCode

Data = dict[str, Any]


def first_places(finding: Finding, top: int) -> Sequence[RankedPlace]:
    """Return the first of a ranking, with those that tie with the last of them."""
    return [place for place in finding.ranking.places if place.rank <= top]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What of the page is answered, with addresses that begin with ``root``."""

    page: FinderPage
    root: str
    places: Sequence[RankedPlace]
    """The part of the ranking that is shown."""

    @property
    def apart(self) -> Sequence[RankedPlace]:
        return self.page.finding.ranking.apart if self.page.finding else ()

    @property
    def all(self) -> Sequence[RankedPlace]:
        return [*self.places, *self.apart]


def document(shown: ShownAnswer, claims: Contributed) -> Data:
    """Return what the page shows as JSON; each contribution names its claims."""
    page, root = shown.page, shown.root
    return {
        "finder_version": VERSION,
        "page": f"{root}{page.answers.address}",
        "state": page.state,
        "answers": answers_given(page.answers),
        "weights": weights_data(page),
        **(ranking_data(page.finding, shown, claims) if page.finding else NOTHING),
        "draws": DRAWS,
        "advice": advice_data(page, root),
    }


def answers_given(answers: Answers) -> dict[str, list[str]]:
    return {
        question.key: [answer.key for answered, answer in answers.chosen if answered is question]
        for question in QUESTIONS
    }


def weights_data(page: FinderPage) -> list[Data]:
    counted, presets = page.counted, page.answers.presets.weights
    return [
        {
            "driver": factor.key,
            "name": factor.name,
            "basis": factor.basis,
            "weight": counted[factor.key],
            "preset": int(presets[factor.key]),
        }
        for factor in FACTORS
    ]


NOTHING: Data = {
    "confidence": None,
    "certain": False,
    "ranked": 0,
    "ranking": [],
    "apart": [],
    "ruled_out": [],
    "not_known": [],
    "inactive": [],
    "clash": [],
    "changes": [],
    "challengers": [],
}


def ranking_data(finding: Finding, shown: ShownAnswer, claims: Contributed) -> Data:
    ranking, screening, root = finding.ranking, finding.screening, shown.root
    return {
        "confidence": confidence_data(finding) if ranking.places else None,
        "certain": ranking.certain,
        "ranked": len(ranking.places),
        "ranking": [place_data(finding, place, root, claims) for place in shown.places],
        "apart": [place_data(finding, place, root, claims) for place in shown.apart],
        "ruled_out": lacks_data(finding, screening.ruled_out, root),
        "not_known": lacks_data(finding, screening.unconfirmed, root),
        "inactive": list(inactive_data(finding, root)),
        "clash": [need.key for need in finding.clash],
        "changes": [change_data(finding, flip, root) for flip in finding.flips],
        "challengers": [challenger_data(finding, place, root) for place in finding.challengers],
    }


def confidence_data(finding: Finding) -> Data:
    confidence = finding.confidence
    return {
        "word": str(confidence.word),
        "lead": None if confidence.lead is None else lead_as_printed(finding.ranking.places),
        "lead_exact": None if confidence.lead is None else str(confidence.lead),
        "first_in_draws": int(confidence.steadiness * DRAWS),
        "words": confidence_words(finding),
    }


def lead_as_printed(places: Sequence[RankedPlace]) -> float:
    """Return by how many points the first leads, so that it never contradicts the rounded totals."""
    return float(points(places[0].low) - points(places[1].low))


def rounded(name: str, value: Fraction) -> Data:
    """Return points as the page prints them, and exactly, as they are ranked and added up."""
    return {name: float(points(value)), f"{name}_exact": str(value)}


def framework_data(finding: Finding, key: str, root: str) -> Data:
    row = finding.rows.frameworks[key]
    address = f"{root}{page_root('api-framework-detail', 'slug')}{row.slug}/"
    return {"slug": row.slug, "name": row.name, "url": address}


def place_data(finding: Finding, place: RankedPlace, root: str, claims: Contributed) -> Data:
    ranks = finding.ranges.get(place.framework)
    return {
        "framework": framework_data(finding, place.framework, root),
        "rank": place.rank or None,
        **rounded("low", place.low),
        **rounded("high", place.high),
        "middle": float(points(place.midpoint)),
        "known_share": points(100 * place.known_share) / 100,
        "ranks": {"best": ranks.best, "worst": ranks.worst} if ranks else None,
        "contributions": [
            contribution_data(finding, place.framework, part, root)
            | {"claims": [claim_data(claim, root) for claim in claims[place.framework, part.factor]]}
            for part in place.contributions
        ],
    }


def contribution_data(finding: Finding, key: str, part: Contribution, root: str) -> Data:
    return {
        "driver": part.factor,
        **rounded("low", part.low),
        **rounded("high", part.high),
        "most": float(points(part.most)),
        "basis": part.basis,
        "evidence": f"{root}{evidence_of(finding, finding.rows.frameworks[key], part.factor)}",
    }


def lacks_data(finding: Finding, checks: Checks, root: str) -> list[Data]:
    return [
        {
            "framework": framework_data(finding, key, root),
            "need": check.need.key,
            "feature": feature,
            "level": str(check.level),
            "evidence": f"{root}{record_of(finding, key, feature)}",
        }
        for key, of_framework in checks.items()
        for check in of_framework
        for feature in check.features
    ]


def inactive_data(finding: Finding, root: str) -> Iterator[Data]:
    for key, reasons in finding.inactive.items():
        for fact, words in reasons:
            yield {
                "framework": framework_data(finding, key, root),
                "fact": str(fact),
                "reason": words,
                "evidence": f"{root}{claim(f'{key}/{fact}', finding.answers.day)}",
            }


def change_data(finding: Finding, flip: Flip, root: str) -> Data:
    return {
        "driver": flip.factor,
        "weight": int(flip.weight),
        "to": flip.to,
        "threshold": float(round(flip.threshold, 2)),
        "threshold_exact": str(flip.threshold),
        "leaders": [framework_data(finding, key, root) for key in flip.leaders],
        "total": float(points(flip.total)),
        "page": f"{root}{finding.answers.weighing(flip.factor, flip.to).address}",
    }


def challenger_data(finding: Finding, place: RankedPlace, root: str) -> Data:
    return {
        "framework": framework_data(finding, place.framework, root),
        "total": float(points(place.high)),
        "missing": list(place.missing),
    }


def advice_data(page: FinderPage, root: str) -> Data:
    """Return what guides recommend for such a project, those named by most guides first."""
    finding, advised, counsel = page.finding, page.advised, page.counsel
    if finding is None or advised is None or counsel is None:
        return {"use_cases": [], "agreement": "", "recommended": []}
    return {
        "use_cases": [{"key": key, "name": name} for key, name in advised.use_cases.items()],
        "agreement": counsel.verdict if page.state == "result" else "",
        "recommended": [recommended_data(finding, advised, named, root) for named in named_by_guides(finding, advised)],
    }


def recommended_data(finding: Finding, advised: Advised, named: NamedByGuides, root: str) -> Data:
    return {
        "framework": framework_data(finding, named.framework, root),
        "rank": finding.rank_of(named.framework) or None,
        "guides": [adviser for advice in named.advice for adviser in adviser_data(advised.voices, advice, root)],
    }


def adviser_data(voices: GuidesByCode | None, advice: GuideAdvice, root: str) -> Iterator[Data]:
    """Yield who gives some advice, and for what; nothing where the guide is not public."""
    if voices and advice.guide in voices.guides:
        citation = voices.citation(advice.guide, advice.key)
        name, published, address = citation.proof
        guide = {"code": citation.code, "name": name, "published": published, "evidence": f"{root}{address}"}
        yield {**guide, "situation": advice.situation, "use_case": advice.use_case}
