"""What one takes a framework for, within a sentence.

The sorts of project that guides recommend frameworks for stand here as a sentence needs them. Whoever has a better
answer to what a framework is for, such as a page that picks it for a situation, gives it in ``situation_of``.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from frameworks.models import Framework
from reviews.models import Role
from reviews.opinions.arguments import Argument, Situations, cited_argument
from reviews.opinions.guides_by_code import GuidesByCode

PHRASES = {
    "API or service where speed decides": "an API or service where speed decides",
    "Content site or back office with an admin": "a content site or a back office with an admin",
    "Database-backed product with several parts": "a database-backed product with several parts",
    "Guidance without tight limits": "guidance without tight limits",
    "JSON API or back-end service": "a JSON API or back-end service",
    "Large or enterprise platform": "a large or enterprise platform",
    "Larger team that needs shared conventions": "a larger team that needs shared conventions",
    "Lean asynchronous service": "a lean asynchronous service",
    "Learning and first projects": "learning and first projects",
    "Many users at the same moment": "many users at the same moment",
    "Microservices": "microservices",
    "Own architecture from chosen parts": "an architecture of your own from chosen parts",
    "Real time and connections that stay open": "real time and connections that stay open",
    "Serving models and AI back ends": "serving models and AI back ends",
    "Short time to the first release": "a short time to the first release",
    "Small service, tool or prototype": "a small service, tool or prototype",
    "Small start that is expected to grow": "a small start that is expected to grow",
    "Streaming and event-driven work": "streaming and event-driven work",
    "Team that already knows a framework": "a team that already knows it",
}


def phrase(use_case: str) -> str:
    """Return a sort of project as it stands in a sentence; one that is not known here stays in quotes."""
    return PHRASES.get(use_case) or f"“{use_case}”"


@dataclass(frozen=True)
class GuideRecommendations:
    """For which sorts of project guides recommend frameworks."""

    situations: Situations
    voices: GuidesByCode

    @cached_property
    def guides(self) -> Mapping[tuple[str, str], set[str]]:
        """The guides by framework and sort of project."""
        guides: dict[tuple[str, str], set[str]] = defaultdict(set)
        for pick in self.situations.picks:
            if pick.use_case and pick.role == Role.RECOMMENDED:
                guides[pick.framework, pick.use_case].add(pick.guide)
        return guides

    def argument(self, framework: str, use_case: str) -> Argument:
        """Return one recommendation with the guides that give it."""
        picks = self.situations.by_role[framework, Role.RECOMMENDED][use_case]
        return cited_argument(use_case, [(pick.guide, pick.recommendation) for pick in picks], self.voices)


def situation_of(
    framework: Framework, others: Sequence[Framework], recommended: GuideRecommendations
) -> Argument | None:
    """Return the sort of project for which most guides recommend a framework; one that the others share comes later."""
    own = {use_case: len(guides) for (key, use_case), guides in recommended.guides.items() if key == framework.key}

    def lead(use_case: str) -> tuple[int, int]:
        elsewhere = [len(recommended.guides.get((other.key, use_case), ())) for other in others]
        return own[use_case] - max(elsewhere, default=0), own[use_case]

    return recommended.argument(framework.key, max(own, key=lead)) if own else None
