"""The parts of a comparison that have addresses of their own, and how much there is of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from curation.snapshots.protocol import Snapshot
from frameworks.models import Fact, Framework, Support, SupportLevel, SupportWindow
from measurements.models import Figure, Program
from measurements.models.program import DEFAULT
from reviews.models import Polarity, Rating, Remark

SIDES = [Polarity.FOR.value, Polarity.AGAINST.value]
UNKNOWN = SupportLevel.UNKNOWN.value


class ComparisonPart(StrEnum):
    """The parts in the order of the rail; the values are the ends of their addresses."""

    CODE = "code"
    FEATURES = "features"
    SPEED = "speed"
    FACTS = "facts"
    GUIDES = "guides"
    ARGUMENTS = "for-and-against"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


ANCHORS = {
    ComparisonPart.FEATURES: "features",
    ComparisonPart.SPEED: "measured",
    ComparisonPart.FACTS: "facts",
    ComparisonPart.GUIDES: "guides",
    ComparisonPart.ARGUMENTS: "arguments",
}
"""The ids that the parts had when they were sections of one page; links from elsewhere still name them."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much there is of each part, counted and not read."""

    counts: Mapping[ComparisonPart, int]
    """A part without anything has no page."""
    differing: int
    """The features on which two frameworks differ."""
    facts: int
    points: int
    """The criteria on which guides rate."""

    @property
    def parts(self) -> list[ComparisonPart]:
        return [part for part in ComparisonPart if self.counts[part]]

    def beside(self, part: ComparisonPart) -> str:
        """Return what stands beside a part in the rail, where a number helps."""
        words = {
            ComparisonPart.CODE: f"{self.counts[ComparisonPart.CODE]} tasks",
            ComparisonPart.FEATURES: f"{self.differing} differ" if self.differing else "",
            ComparisonPart.FACTS: str(self.facts),
            ComparisonPart.GUIDES: str(self.counts[ComparisonPart.GUIDES]),
        }
        return words.get(part, "")


class RailEntry(NamedTuple):
    """One line of the rail."""

    label: str
    address: str
    beside: str


def rail(holdings: Holdings, address: str, query: str) -> list[RailEntry]:
    """Return the rail of a comparison: its summary and every part that has something."""
    parts = (RailEntry(part.label, f"{address}{part}/{query}", holdings.beside(part)) for part in holdings.parts)
    return [RailEntry("Summary", f"{address}{query}", ""), *parts]


def read_holdings(snapshot: Snapshot, frameworks: Sequence[Framework]) -> Holdings:
    """Count what is recorded of some frameworks; one query."""
    where = {"framework__in": [row.pk for row in frameworks]}
    rows = snapshot.several(
        {
            Program: (("task_id", "sha256"), {**where, "variant": DEFAULT}),
            Support: (("feature_id", "level"), where),
            Figure: (("measure",), where),
            Fact: (("name",), where),
            SupportWindow: (("key",), where),
            Rating: (("guide_id", "criterion_id"), where),
            Remark: (("guide_id",), {**where, "polarity__in": SIDES}),
        }
    )
    return count_holdings(rows)


def count_holdings(rows: Mapping[type[Any], Sequence[tuple[Any, ...]]]) -> Holdings:
    """Count what there is of each part in the columns of rows that ``read_holdings`` asks for."""
    facts = len(set(rows[Fact]))
    counts = {
        ComparisonPart.CODE: with_code(rows[Program]),
        ComparisonPart.FEATURES: len({feature for feature, _level in rows[Support]}),
        ComparisonPart.SPEED: len(rows[Figure]),
        ComparisonPart.FACTS: facts + len(rows[SupportWindow]),
        ComparisonPart.GUIDES: len({guide for guide, _criterion in rows[Rating]}),
        ComparisonPart.ARGUMENTS: len(rows[Remark]),
    }
    points = len({criterion for _guide, criterion in rows[Rating]})
    return Holdings(counts, differing(rows[Support]), facts, points)


def with_code(programs: Iterable[Sequence[str]]) -> int:
    """Count the tasks of some programs that have files."""
    return len({task for task, sha256 in programs if sha256})


def differing(support: Iterable[Sequence[str]]) -> int:
    """Count the features on which two frameworks differ; what was not checked does not count as different."""
    levels: dict[str, set[str]] = defaultdict(set)
    for feature, level in support:
        if level != UNKNOWN:
            levels[feature].add(level)
    return sum(len(known) > 1 for known in levels.values())


def onward(holdings: Holdings) -> Iterator[tuple[ComparisonPart, str]]:
    """Yield each part that has something, with what is there in a few words."""
    counts = holdings.counts
    said = {
        ComparisonPart.CODE: f"The same tasks in each, tested: {counts[ComparisonPart.CODE]}",
        ComparisonPart.FEATURES: f"All {counts[ComparisonPart.FEATURES]}; {holdings.differing} differ",
        ComparisonPart.SPEED: "Requests, start, memory and size, measured",
        ComparisonPart.FACTS: "Releases, packages, Pythons, support",
        ComparisonPart.GUIDES: f"{counts[ComparisonPart.GUIDES]} on {holdings.points} points",
        ComparisonPart.ARGUMENTS: "What guides argue, in our words",
    }
    return ((part, said[part]) for part in holdings.parts)
