"""Two sentences on each compared framework, formed by rules from facts: what to take it for, and what it then lacks.

The rules stand on ``/method/``. A sentence is a sequence of words, some of which lead to their evidence.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation
from frameworks.claims.side_by_side import OWN_CALL, ComparedRow, FactLine
from frameworks.models import FactName, Framework, SupportLevel, SupportWindow
from frameworks.releases.support_timeline import end_of
from measurements.models import Measure
from measurements.speed.beside import MeasuredLine
from measurements.speed.numbers import amount
from reviews.comparisons.summary.decisive import in_sentence
from reviews.finder.ranking.activity import inactivity
from reviews.finder.scoring.scales import Dated
from reviews.guides.opinions.arguments import Argument

MOST_NAMED = {2: 4}
"""How many features a sentence names where two are compared; with more frameworks it names three."""
LEAST_RATIO = 1.25
"""How many times more a request must cost before a sentence says so."""
CPU = Measure.CPU_T02.value
SIZE = Measure.SIZE_BARE.value
PACKAGED = (SupportLevel.BUILTIN_EXTRA, SupportLevel.OFFICIAL_EXTENSION, SupportLevel.THIRD_PARTY)


class Words(NamedTuple):
    """A piece of a sentence, and the address of its evidence where it has one."""

    text: str
    href: str = ""


Sentence = Sequence[Words]


@dataclass(frozen=True, slots=True)
class FrameworkVerdict:
    """What stands under a framework's name."""

    framework: Framework
    address: str
    take: Sentence
    citations: Sequence[Citation]
    """The guides that recommend it for what the first sentence names."""
    lacks: Sentence


@dataclass(frozen=True)
class VerdictGrounds:
    """What the sentences on one framework rest on; ``mine`` is the framework, the others are those beside it."""

    mine: Framework
    others: Sequence[Framework]
    rows: Sequence[ComparedRow]
    """The features, what weighs most first."""
    alone: Sequence[tuple[str, str]]
    facts: Mapping[tuple[str, str], FactLine]
    """By framework and name."""
    dated: Mapping[str, SupportWindow]
    """By framework the release line that gets fixes longest."""
    figures: Mapping[tuple[str, str], MeasuredLine]
    """By framework and measure."""
    as_of: datetime.date | None

    def evidence(self, key: str) -> str:
        return evidence_address(key, self.as_of)

    @property
    def most(self) -> int:
        return MOST_NAMED.get(len(self.others) + 1, 3)


def verdict(grounds: VerdictGrounds, address: str, situation: Argument | None) -> FrameworkVerdict:
    """Return the two sentences on one framework."""
    return FrameworkVerdict(
        grounds.mine,
        address,
        take(grounds, situation),
        situation.citations if situation else (),
        lacks(grounds),
    )


def take(grounds: VerdictGrounds, situation: Argument | None) -> Sentence:
    """Return what to take a framework for: where guides recommend it most, and what speaks for it here."""
    reasons = strengths(grounds)
    if situation:
        head = f"Take it for {situation.text}"
        return [Words(f"{head}: "), *reasons, Words(".")] if reasons else [Words(f"{head}.")]
    if reasons:
        return [Words("Take it for this: "), *reasons, Words(".")]
    return [Words(grounds.mine.tagline)]


def strengths(grounds: VerdictGrounds) -> list[Words]:
    """Return what it alone has built in; where that is nothing, the smallest install or the cheapest request."""
    named = [Words(in_sentence(name), href) for name, href in grounds.alone[: grounds.most]]
    if not named:
        return lead(grounds, SIZE, "its install is the smallest, {}") or lead(
            grounds, CPU, "a request costs it the least processor time, {}"
        )
    more = dated_support(grounds)
    if len(named) == 1:
        return [Words("it alone has "), *named, Words(" built in"), *more]
    return [*series(named), Words(" come in one package"), *more]


def dated_support(grounds: VerdictGrounds) -> list[Words]:
    """Return until when it gets fixes, where no other publishes a day."""
    window = grounds.dated.get(grounds.mine.key)
    if window is None or any(other.key in grounds.dated for other in grounds.others):
        return []
    return [Words(", with fixes "), Words(f"until {end_of(window)}", grounds.evidence(window.key))]


def lead(grounds: VerdictGrounds, measure: str, words: str) -> list[Words]:
    """Return that a framework is the cheapest on a measure, where every other is measured and none is tied with it."""
    lines = [grounds.figures.get((row.key, measure)) for row in grounds.others]
    mine = grounds.figures.get((grounds.mine.key, measure))
    if mine is None or any(line is None or line.low <= mine.high for line in lines):
        return []
    value = amount(Measure(measure), mine.value).words
    before, _mark, after = words.partition("{}")
    return [Words(before), Words(value, grounds.evidence(mine.key)), *([Words(after)] if after else [])]


def lacks(grounds: VerdictGrounds) -> Sentence:
    """Return what another has built in and it has not, what a request costs more, and whether it is below 1.0."""
    clauses = [*missing(grounds), *costs_more(grounds), *standing(grounds)]
    if not clauses:
        who = "the other has" if len(grounds.others) == 1 else "the others have"
        return [Words(f"Nothing that {who} built in is missing here.")]
    return [*as_sentence(clauses), Words(".")]


def missing(grounds: VerdictGrounds) -> list[list[Words]]:
    """Return a clause on what needs packages, one on what a search did not find, and one on what it does not offer."""
    cells = [cell for row in grounds.rows if (cell := cell_missing(row, grounds.mine.name))][: grounds.most]
    packaged = [Words(name, href) for name, level, href in cells if level in PACKAGED]
    not_found = [Words(name, href) for name, level, href in cells if level == SupportLevel.NONE_FOUND]
    absent = [Words(name, href) for name, level, href in cells if level == SupportLevel.NO]
    clauses = []
    if len(packaged) == 1:
        clauses.append([Words("for "), *packaged, Words(" you add a package")])
    elif packaged:
        clauses.append([*series(packaged), Words(" you choose and join yourself")])
    if not_found:
        clauses.append([Words("for "), *series(not_found), Words(" a search found nothing")])
    if absent:
        clauses.append([*series(absent), Words(" it does not offer")])
    return clauses


def cell_missing(row: ComparedRow, framework: str) -> tuple[str, str, str] | None:
    """Return the name, the level and the evidence of a feature that another has built in and this one has not."""
    mine = next(cell for cell in row.cells if cell.framework == framework)
    another = any(cell.css == SupportLevel.BUILTIN for cell in row.cells)
    if not another or mine.css in OWN_CALL or not mine.citation:
        return None
    return in_sentence(row.name), mine.css, mine.href


def costs_more(grounds: VerdictGrounds) -> list[list[Words]]:
    """Return how many times the processor time of the cheapest a request costs, where their intervals are apart."""
    mine = grounds.figures.get((grounds.mine.key, CPU))
    measured = [(line, row) for row in grounds.others if (line := grounds.figures.get((row.key, CPU)))]
    if mine is None or not measured:
        return []
    least, other = min(measured, key=lambda pair: pair[0].value)
    ratio = mine.value / least.value
    if mine.low <= least.high or ratio < LEAST_RATIO:
        return []
    figure = Words(f"{ratio:.1f} times", grounds.evidence(mine.key))
    return [[Words("a request costs "), figure, Words(f" {other.name}’s processor time")]]


def standing(grounds: VerdictGrounds) -> list[list[Words]]:
    """Return whether the project is inactive or its latest version below 1.0, as the package index has it."""
    facts = {name: line for (framework, name), line in grounds.facts.items() if framework == grounds.mine.key}
    ended = inactivity({name: Dated(line.value, line.read_on) for name, line in facts.items()}, ())
    clauses = [[Words(in_sentence(ended[0].words), grounds.evidence(facts[ended[0].fact].key))]] if ended else []
    version = facts.get(FactName.LATEST_VERSION)
    if version and version.value.startswith("0."):
        clauses.append([Words("it is "), Words("still below 1.0", grounds.evidence(version.key))])
    return clauses


def series(words: Sequence[Words]) -> list[Words]:
    """Return words as a list within a sentence."""
    joined: list[Words] = []
    for place, word in enumerate(words):
        if place:
            joined.append(Words(" and " if place == len(words) - 1 else ", "))
        joined.append(word)
    return joined


def as_sentence(clauses: Iterable[Sequence[Words]]) -> list[Words]:
    """Return clauses one after the other, the first letter a capital."""
    joined: list[Words] = []
    for clause in clauses:
        joined += [Words("; "), *clause] if joined else clause
    first = joined[0]
    return [Words(first.text[:1].upper() + first.text[1:], first.href), *joined[1:]]
