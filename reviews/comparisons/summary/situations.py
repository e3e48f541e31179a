"""What guides recommend a framework for, within a sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from frameworks.models import Framework
from reviews.guides.opinions.arguments import Argument, Situations, cited_argument
from reviews.guides.opinions.guides_by_code import GuidesByCode
from reviews.models import Role


@dataclass(frozen=True)
class GuideRecommendations:
    """For which sorts of project guides recommend frameworks."""

    situations: Situations
    voices: GuidesByCode
    phrases: Mapping[str, str]
    """What a sort of project is called within a sentence, by its name."""

    def phrase(self, use_case: str) -> str:
        """Return a sort of project as it stands in a sentence; one without such words stays in quotes."""
        return self.phrases.get(use_case) or f"“{use_case}”"

    @cached_property
    def guides(self) -> Mapping[tuple[str, str], set[str]]:
        """The guides by framework and sort of project."""
        guides: dict[tuple[str, str], set[str]] = defaultdict(set)
        for pick in self.situations.picks:
            if pick.use_case and pick.role == Role.RECOMMENDED:
                guides[pick.framework, pick.use_case].add(pick.guide)
        return guides

    def argument(self, framework: str, use_case: str) -> Argument:
        """Return one recommendation, as it stands in a sentence, with the guides that give it."""
        picks = self.situations.by_role[framework, Role.RECOMMENDED][use_case]
        return cited_argument(self.phrase(use_case), [(pick.guide, pick.recommendation) for pick in picks], self.voices)


def situation_of(
    framework: Framework, others: Sequence[Framework], recommended: GuideRecommendations
) -> Argument | None:
    """Return the sort of project for which most guides recommend a framework; one that the others share comes later."""
    own = {use_case: len(guides) for (key, use_case), guides in recommended.guides.items() if key == framework.key}

    def lead(use_case: str) -> tuple[int, int]:
        elsewhere = [len(recommended.guides.get((other.key, use_case), ())) for other in others]
        return own[use_case] - max(elsewhere, default=0), own[use_case]

    return recommended.argument(framework.key, max(own, key=lead)) if own else None
