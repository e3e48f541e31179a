"""Whether the finder says what guides say: their “if your project is X, take Y” put to it.

The guides' situations are expressed in answers per sort of project, and never for a single sentence; no weight is tuned
for a single one of them. What the finder does not ask cannot be expressed, and is named.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.questions.answers import Answers
from reviews.finder.questions.choices import DECISIVE, IMPORTANT, Choice, FinderQuestion, Weight
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.ranking.ranking import RankedPlace, Ranking

MOST_NAMED = 3
TOP = 3
CHOICES: Mapping[str, tuple[FinderQuestion, Choice]] = MappingProxyType(
    {f"{question.key}={choice.key}": (question, choice) for question in QUESTIONS for choice in question.choices}
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A sort of project in the finder's terms: answers, and weights set by hand."""

    answers: tuple[str, ...] = ()
    weights: Mapping[str, Weight] = field(default_factory=dict)

    @property
    def given(self) -> Answers:
        return Answers(tuple(CHOICES[key] for key in self.answers), self.weights)


EXPRESSED: Mapping[str, Expression] = MappingProxyType(
    {
        "database-product": Expression(("build=site", "need=database")),
        "admin-and-content": Expression(("build=site", "need=admin")),
        "large-platform": Expression(("build=site", "growth=large")),
        "custom-architecture": Expression(("structure=free",)),
        "will-grow": Expression(("build=service", "growth=medium")),
        "small-service": Expression(("build=service", "growth=small")),
        "json-api": Expression(("build=api",)),
        "fast-api": Expression(("build=api",), {"speed": DECISIVE}),
        "microservices": Expression(("build=api", "growth=small")),
        "machine-learning": Expression(("build=api",)),
        "real-time": Expression(("build=realtime", "need=websockets")),
        "streaming": Expression(("build=realtime",)),
        "many-users": Expression((), {"connections": DECISIVE, "speed": IMPORTANT}),
        "lean-async": Expression(("team=async", "structure=free"), {"connections": DECISIVE}),
        "large-team": Expression(("structure=rules",)),
        "learning": Expression(("team=new",)),
    }
)
NOT_EXPRESSED: Mapping[str, str] = MappingProxyType(
    {
        "middle-ground": "The finder asks for freedom or for conventions, and not for a middle.",
        "short-deadline": "Every guide that speaks of quick delivery says “fast”, so nothing can be weighed.",
        "known-skills": "The finder does not ask which framework the team knows.",
    }
)
ALONE = "No other guide speaks of that situation, so nobody has said what it stands for."


class GuideAdvice(NamedTuple):
    """What one guide advises for one situation."""

    key: str
    guide: str
    situation: str
    use_case: str
    """The key of the sort of project; empty where guides share none."""
    picks: tuple[str, ...]
    """The frameworks it recommends."""


class Shortfall(NamedTuple):
    """The points by which a pick stays behind the leader on one factor."""

    factor: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class PickOutcome:
    """How the finder ranks some picks for one sort of project."""

    leaders: tuple[str, ...]
    rank: int
    """The best rank of the picks; 0 where none of them is ranked."""
    best: str
    """The pick with that rank; empty where none is ranked."""
    shortfalls: tuple[Shortfall, ...]
    """Where the best pick loses most on the leader; empty where it leads."""

    @property
    def first(self) -> bool:
        """Whether a pick is in first place; a shared one counts."""
        return self.rank == 1

    @property
    def near(self) -> bool:
        """Whether a pick is among the first three."""
        return 1 <= self.rank <= TOP


class Trial(NamedTuple):
    """One piece of advice put to the finder."""

    advice: GuideAdvice
    outcome: PickOutcome


@dataclass(frozen=True, slots=True)
class UseCaseTrials:
    """All advice for one sort of project, put to the finder with the same answers."""

    use_case: str
    answers: Answers
    trials: list[Trial]

    @property
    def tried(self) -> int:
        return len(self.trials)

    @property
    def first(self) -> int:
        return sum(trial.outcome.first for trial in self.trials)

    @property
    def near(self) -> int:
        return sum(trial.outcome.near for trial in self.trials)

    @property
    def misses(self) -> list[tuple[PickOutcome, int]]:
        """The picks that are not in first place, with how often guides name them, the most often first."""
        return Counter(trial.outcome for trial in self.trials if not trial.outcome.first).most_common()


@dataclass(frozen=True, slots=True)
class Agreement:
    """All advice of all guides: put to the finder, or why not."""

    groups: list[UseCaseTrials]
    without_pick: list[GuideAdvice]
    not_expressed: list[tuple[str, str, int]]
    """The sorts of project that cannot be expressed, each with the reason and how often guides advise on it."""

    @property
    def tried(self) -> int:
        return sum(group.tried for group in self.groups)

    @property
    def first(self) -> int:
        return sum(group.first for group in self.groups)

    @property
    def near(self) -> int:
        return sum(group.near for group in self.groups)


def agreement(advice: Iterable[GuideAdvice], rows: FinderRows) -> Agreement:
    """Put every piece of advice to the finder that its questions can express."""
    by_use_case: dict[str, list[GuideAdvice]] = defaultdict(list)
    for piece in advice:
        by_use_case[piece.use_case].append(piece)
    return Agreement(
        [group(key, by_use_case[key], rows) for key in EXPRESSED if key in by_use_case],
        [piece for key in EXPRESSED for piece in by_use_case.get(key, ()) if not piece.picks],
        [(key, NOT_EXPRESSED.get(key, ALONE), len(all_)) for key, all_ in by_use_case.items() if key not in EXPRESSED],
    )


def group(use_case: str, advice: Iterable[GuideAdvice], rows: FinderRows) -> UseCaseTrials:
    answers = EXPRESSED[use_case].given
    finding = Finding(answers, rows)
    with_picks = [piece for piece in advice if piece.picks]
    outcomes = {picks: outcome(picks, finding.ranking) for picks in {piece.picks for piece in with_picks}}
    return UseCaseTrials(use_case, answers, [Trial(piece, outcomes[piece.picks]) for piece in with_picks])


def outcome(picks: Sequence[str], ranking: Ranking) -> PickOutcome:
    leaders = tuple(place.framework for place in ranking.first)
    best = next((place for place in ranking.places if place.framework in picks), None)
    if best is None:
        return PickOutcome(leaders, 0, "", ())
    return PickOutcome(leaders, best.rank, best.framework, shortfalls(ranking.places[0], best) if best.rank > 1 else ())


def shortfalls(leader: RankedPlace, other: RankedPlace) -> tuple[Shortfall, ...]:
    """Return on which factors a framework loses most points on the leader, the most first."""
    differences = [
        Shortfall(ours.factor, theirs.low - ours.low)
        for theirs, ours in zip(leader.contributions, other.contributions, strict=True)
    ]
    return tuple(
        sorted(
            (shortfall for shortfall in differences if shortfall.points > 0), key=lambda shortfall: -shortfall.points
        )[:MOST_NAMED]
    )


def situations(answers: Answers) -> Sequence[str]:
    """Return the sorts of project that some answers describe: every answer that expresses them was given."""
    given = {f"{question.key}={choice.key}" for question, choice in answers.chosen}
    return [key for key, expression in EXPRESSED.items() if expression.answers and given.issuperset(expression.answers)]
