"""The parts of a framework's page that have addresses of their own, and how much there is of each."""

from collections.abc import Mapping
from enum import StrEnum

from curation.rows import CuratedRow
from curation.snapshots.protocol import Snapshot
from frameworks.models import (
    AdoptionSeries,
    Fact,
    Feature,
    Framework,
    LearningResource,
    Release,
    ResourceFramework,
    ResourceKind,
    Support,
    SupportWindow,
)
from measurements.models import Figure, Program
from measurements.models.program import DEFAULT
from reviews.comparisons.parts.parts import SIDES, RailEntry, with_code
from reviews.models import Pick, Rating, Remark


class FrameworkPart(StrEnum):
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


LABELS = {FrameworkPart.LEARN: "Learn it"}
SAID = {
    FrameworkPart.FEATURES: "How each is supported",
    FrameworkPart.CODE: "The same tasks as in the others, tested",
    FrameworkPart.SPEED: "Requests, start, memory and size, measured",
    FrameworkPart.FACTS: "Releases, packages, Pythons, support",
    FrameworkPart.GUIDES: "Ratings, words and advice, by guide",
    FrameworkPart.ARGUMENTS: "What guides argue, in our words",
    FrameworkPart.LEARN: "Tutorial, documentation, courses and books",
}
"""What is there, in a few words."""
ANCHORS = {
    FrameworkPart.FEATURES: "features",
    FrameworkPart.FACTS: "facts",
    FrameworkPart.GUIDES: "ratings",
    FrameworkPart.ARGUMENTS: "arguments",
    FrameworkPart.LEARN: "learn",
}
"""The ids that the parts had when they were sections of one page; links from elsewhere still name them."""

MODELS: Mapping[FrameworkPart, tuple[type[CuratedRow], ...]] = {
    FrameworkPart.FEATURES: (Support,),
    FrameworkPart.CODE: (Program,),
    FrameworkPart.SPEED: (Figure,),
    FrameworkPart.FACTS: (Fact, Release, SupportWindow, AdoptionSeries),
    FrameworkPart.GUIDES: (Rating,),
    FrameworkPart.ARGUMENTS: (Remark,),
    FrameworkPart.LEARN: (ResourceFramework,),
}
"""The rows that a part shows, which name the framework in their keys."""

Counts = Mapping[FrameworkPart, int]


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
            ResourceFramework: (("resource_id",), where),
            LearningResource: (("key", "kind"), {}),
        }
    )
    indexes = {key for key, kind in rows[LearningResource] if kind == ResourceKind.PACKAGE_INDEX}
    return {
        FrameworkPart.FEATURES: len(rows[Feature]),
        FrameworkPart.CODE: with_code(rows[Program]),
        FrameworkPart.SPEED: len(rows[Figure]),
        FrameworkPart.FACTS: sum(len(rows[model]) for model in MODELS[FrameworkPart.FACTS]),
        FrameworkPart.GUIDES: len(set(rows[Rating])) or len(rows[Pick]),
        FrameworkPart.ARGUMENTS: len(rows[Remark]),
        FrameworkPart.LEARN: sum(resource not in indexes for (resource,) in rows[ResourceFramework]),
    }


def there(counts: Counts) -> list[FrameworkPart]:
    """Return the parts that have something."""
    return [part for part in FrameworkPart if counts[part]]


def rail(counts: Counts, address: str, query: str) -> list[RailEntry]:
    """Return the rail of a framework: its overview and every part that has something."""
    parts = (RailEntry(part.label, f"{address}{part}/{query}", beside(counts, part)) for part in there(counts))
    return [RailEntry("Overview", f"{address}{query}", ""), *parts]


def beside(counts: Counts, part: FrameworkPart) -> str:
    """Return what stands beside a part in the rail, where a number helps."""
    words = {FrameworkPart.FEATURES: "{}", FrameworkPart.CODE: "{} tasks", FrameworkPart.LEARN: "{}"}
    return words.get(part, "").format(counts[part])
