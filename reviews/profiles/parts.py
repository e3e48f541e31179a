"""The parts of a framework's page that have addresses of their own, and how much there is of each."""

from collections.abc import Mapping
from enum import StrEnum

from curation.snapshots.protocol import Snapshot
from frameworks.models import AdoptionSeries, Fact, Feature, Framework, Release, ResourceFramework, SupportWindow
from measurements.models import Figure, Program
from measurements.models.program import DEFAULT
from reviews.comparisons.parts import SIDES, RailEntry, with_code
from reviews.models import Pick, Rating, Remark


class Part(StrEnum):
    """The parts in the order of the rail; the values are the ends of their addresses."""

    FEATURES = "features"
    CODE = "code"
    SPEED = "speed"
    FACTS = "facts"
    GUIDES = "guides"
    ARGUMENTS = "for-and-against"
    LEARN = "learn"

    @property
    def label(self) -> str:
        return LABELS.get(self, self.value.replace("-", " ").capitalize())


LABELS = {Part.LEARN: "Learn it"}
SAID = {
    Part.FEATURES: "How each is supported",
    Part.CODE: "The same tasks as in the others, tested",
    Part.SPEED: "Requests, start, memory and size, measured",
    Part.FACTS: "Releases, packages, Pythons, support",
    Part.GUIDES: "Ratings, words and advice, by guide",
    Part.ARGUMENTS: "What guides argue, in our words",
    Part.LEARN: "Courses, books and documentation",
}
"""What is there, in a few words."""
ANCHORS = {
    Part.FEATURES: "features",
    Part.FACTS: "facts",
    Part.GUIDES: "ratings",
    Part.ARGUMENTS: "arguments",
    Part.LEARN: "learn",
}
"""The ids that the parts had when they were sections of one page; links from elsewhere still name them."""

Counts = Mapping[Part, int]


def count_parts(snapshot: Snapshot, framework: Framework) -> Counts:
    """Count what is recorded of a framework; of features all, for one that nobody checked says so; one query."""
    where = {"framework": framework.pk}
    rows = snapshot.several(
        {
            Feature: (("key",), {}),
            Program: (("task_id", "sha256"), {**where, "variant": DEFAULT}),
            Figure: (("key",), where),
            Fact: (("key",), where),
            Release: (("key",), where),
            SupportWindow: (("key",), where),
            AdoptionSeries: (("key",), where),
            Rating: (("guide_id",), where),
            Pick: (("key",), where),
            Remark: (("key",), {**where, "polarity__in": SIDES}),
            ResourceFramework: (("key",), where),
        }
    )
    return {
        Part.FEATURES: len(rows[Feature]),
        Part.CODE: with_code(rows[Program]),
        Part.SPEED: len(rows[Figure]),
        Part.FACTS: sum(len(rows[model]) for model in (Fact, Release, SupportWindow, AdoptionSeries)),
        Part.GUIDES: len(set(rows[Rating])) or len(rows[Pick]),
        Part.ARGUMENTS: len(rows[Remark]),
        Part.LEARN: len(rows[ResourceFramework]),
    }


def there(counts: Counts) -> list[Part]:
    """Return the parts that have something."""
    return [part for part in Part if counts[part]]


def rail(counts: Counts, address: str, query: str) -> list[RailEntry]:
    """Return the rail of a framework: its overview and every part that has something."""
    parts = (RailEntry(part.label, f"{address}{part}/{query}", beside(counts, part)) for part in there(counts))
    return [RailEntry("Overview", f"{address}{query}", ""), *parts]


def beside(counts: Counts, part: Part) -> str:
    """Return what stands beside a part in the rail, where a number helps."""
    words = {Part.FEATURES: "{}", Part.CODE: "{} tasks", Part.LEARN: "{}"}
    return words.get(part, "").format(counts[part])
