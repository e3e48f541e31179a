"""A reader's answers as the finder's address has them: one address for one set of answers.

``w`` holds the weights changed by hand, as ``w=admin.1,api.3``; the answers preset the others. So a changed weight
stays when an answer changes. A form without scripts sends ``w-admin=1`` for each factor instead, and nothing for a
weight that is as the answers preset it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlencode

from django.http import QueryDict

from curation.web.addresses import address
from curation.web.querystrings import InvalidQuery, Problem, choice, not_allowed
from reviews.finder.questions.choices import Choice, FinderQuestion, Settings, Weight, settle
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.scoring.factors import BY_KEY

VERSION = 2
"""Bump when questions, presets or scores change so that an old address would mean something else."""
CHANGED: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        2: (
            "What must come with it is a filter: only active frameworks that are confirmed to have it are ranked.",
            "The order goes by what is confirmed, no longer by the middle of what is possible.",
            "Weights are set anew: facts come before what guides think.",
        )
    }
)
"""What each version of the finder changed, so that an address of an earlier one can say what it would mean now."""
WEIGHTS = [str(weight.value) for weight in Weight]
FIELDS: Mapping[str, str] = MappingProxyType({f"w-{factor}": factor for factor in BY_KEY})
PARAMETERS = ("v", *(question.key for question in QUESTIONS), "w", "as-of")
LONGEST: Mapping[str, int] = MappingProxyType({"w": len(",".join(f"{factor}.0" for factor in BY_KEY))})
"""How long the values of a parameter may be: all weights together."""
MOST_CARRIED = 100
"""More parts than an address of any version had: each is tried beside those that are kept."""
REPEATED = tuple(question.key for question in QUESTIONS if question.several)


@dataclass(frozen=True)
class Answers:
    """What a reader has answered, and changed by hand."""

    chosen: tuple[tuple[FinderQuestion, Choice], ...] = ()
    """In the order of the questions and their choices."""
    changed: Mapping[str, int] = field(default_factory=dict)
    """Weights by factor, as far as they are not what the answers preset."""
    day: str = ""
    """The past day the page is shown as of."""

    @property
    def given(self) -> bool:
        return bool(self.chosen or self.changed)

    @property
    def choices(self) -> list[Choice]:
        return [answer for _, answer in self.chosen]

    @property
    def settings(self) -> Settings:
        return settle(self.choices, self.changed)

    @cached_property
    def presets(self) -> Settings:
        """What the answers amount to without the weights changed by hand."""
        return settle(self.choices)

    @cached_property
    def query(self) -> str:
        """The one query string that means these answers."""
        weights = ",".join(f"{factor}.{self.changed[factor]}" for factor in BY_KEY if factor in self.changed)
        chosen = ((question.key, answer.key) for question, answer in self.chosen)
        parts = (("v", f"{VERSION}" if self.given else ""), *chosen, ("w", weights), ("as-of", self.day))
        return urlencode([part for part in parts if part[1]], safe=",")

    @property
    def address(self) -> str:
        return f"{address('finder')}{f'?{self.query}' if self.query else ''}"

    def weighing(self, factor: str, weight: int) -> "Answers":
        """Return these answers with one weight changed."""
        return self.changing({**self.changed, factor: weight})

    def without(self, dropped: Choice) -> "Answers":
        """Return these answers without one of them."""
        chosen = tuple(pair for pair in self.chosen if pair[1] is not dropped)
        return Answers(chosen, day=self.day).changing(self.changed)

    def adding(self, question: FinderQuestion, added: Choice) -> "Answers":
        """Return these answers with one more, which comes after them in the order of the questions."""
        return Answers((*self.chosen, (question, added)), day=self.day).changing(self.changed)

    def changing(self, weights: Mapping[str, int]) -> "Answers":
        """Return these answers with some weights changed by hand; one that is as preset changes nothing."""
        preset = self.presets.weights
        return replace(self, changed={factor: weight for factor, weight in weights.items() if weight != preset[factor]})


def read_answers(query: QueryDict) -> Answers:
    """Return the answers in a query string; raise ``InvalidQuery`` for one that the finder does not have."""
    chosen = tuple(pair for question in QUESTIONS for pair in read_question(question, query))
    changed = read_weights(query.get("w", ""))
    for name, factor in FIELDS.items():
        if value := query.get(name):
            if factor in changed:
                raise InvalidQuery(Problem(name, f"“{factor}” has a weight in w too; give it once."))
            changed[factor] = int(choice(name, value, WEIGHTS))
    return Answers(chosen, day=query.get("as-of", "")).changing(changed)


def read_question(question: FinderQuestion, query: QueryDict) -> Iterator[tuple[FinderQuestion, Choice]]:
    """Yield the answers to one question; a form sends an empty one for none."""
    keys = [option.key for option in question.choices]
    given = [choice(question.key, value, keys) for value in query.getlist(question.key) if value]
    if twice := sorted({key for key in given if given.count(key) > 1}):
        raise InvalidQuery(Problem(question.key, f"“{twice[0]}” is there twice; give it once."))
    yield from ((question, option) for option in question.choices if option.key in given)


def read_weights(text: str) -> dict[str, int]:
    """Return the weights by factor in a parameter ``w``."""
    weights: dict[str, int] = {}
    for part in filter(None, text.split(",")):
        factor, dot, weight = part.partition(".")
        if not dot:
            raise InvalidQuery(
                Problem("w", f"“{part}” is no weight; write a driver, a dot and 0 to 3, such as admin.2.")
            )
        choice("w", factor, list(BY_KEY))
        if factor in weights:
            raise InvalidQuery(Problem("w", f"“{factor}” is there twice; give it once."))
        weights[factor] = int(choice("w", weight, WEIGHTS))
    return weights


def read_version(query: QueryDict) -> int:
    """Return the version of the finder that an address was made with; none means this one."""
    given = query.get("v") or str(VERSION)
    if not (given.isascii() and given.isdigit() and len(given) < 6):
        raise InvalidQuery(Problem("v", f"“{given[:20]}” is no version of the finder; this is version {VERSION}."))
    return int(given)


@dataclass(frozen=True, slots=True)
class Carried:
    """What of an address of another version means something in this one."""

    version: int
    answers: Answers
    lost: tuple[str, ...]
    """The parts that mean nothing here, as the address has them."""

    @property
    def changed(self) -> list[str]:
        """What has changed since that version; nothing for one that has not been."""
        return [change for version, changes in CHANGED.items() if version > self.version for change in changes]

    @property
    def is_former(self) -> bool:
        return 0 < self.version < VERSION


def carry_over(version: int, query: QueryDict) -> Carried:
    """Return what can be kept of an address of another version: every part that this one knows."""
    known, lost = QueryDict(mutable=True), []
    given = dict.fromkeys(parts(query))
    if len(given) > MOST_CARRIED:
        raise InvalidQuery(Problem("v", f"the address has {len(given)} parts; the finder never wrote {MOST_CARRIED}."))
    for name, value in given:
        candidate = known.copy()
        candidate.appendlist(name, value)
        if name == "w":
            candidate["w"] = ",".join(candidate.getlist("w"))
        try:
            check_known(name, candidate)
            read_answers(candidate)
        except InvalidQuery:
            lost.append(f"{name}={value}"[:60])
        else:
            known = candidate
    return Carried(version, read_answers(known), tuple(lost))


def check_known(name: str, query: QueryDict) -> None:
    if name not in PARAMETERS or (len(query.getlist(name)) > 1 and name not in REPEATED):
        raise InvalidQuery(Problem(name, not_allowed(name, PARAMETERS)))


def parts(query: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield the parts of an address one by one, each weight for itself."""
    for name, values in query.lists():
        for value in values:
            if name == "w":
                yield from ((name, part) for part in value.split(",") if part)
            elif name not in ("v", "version"):
                yield name, value
