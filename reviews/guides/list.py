"""The guides with how much they say, and every other source by kind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frameworks.models import Source, SourceKind
from reviews.models import Guide, Mention, Technology


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """One guide, which came with its source, and the number of claims recorded of it."""

    guide: Guide
    frameworks: int
    ratings: int
    remarks: int
    recommendations: int
    statements: int


ClaimsByKind = Mapping[str, Sequence[tuple[str, str | None]]]
"""Of each claim the guide that makes it and the framework it is about, if it is about one; by kind of claim."""


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of one kind."""

    kind: str
    label: str
    sources: list[Source]


def guide_entries(guides: Iterable[Guide], claims: ClaimsByKind) -> list[GuideEntry]:
    """Return how much each guide says."""
    counts = {kind: Counter(guide for guide, _framework in pairs) for kind, pairs in claims.items()}
    spoken_of = {(guide, framework) for guide, framework in (*claims["ratings"], *claims["remarks"]) if framework}
    frameworks = Counter(guide for guide, _framework in spoken_of)
    return [
        GuideEntry(guide, frameworks[guide.pk], **{kind: count[guide.pk] for kind, count in counts.items()})
        for guide in guides
    ]


def source_groups(sources: Iterable[Source]) -> list[SourceGroup]:
    """Return the sources other than guides under their kinds."""
    rows = list(sources)
    groups = (
        SourceGroup(
            value, label, sorted((row for row in rows if row.kind == value), key=lambda row: row.name.casefold())
        )
        for value, label in SourceKind.choices
        if value != SourceKind.GUIDE
    )
    return [group for group in groups if group.sources]


def technologies_named(
    technologies: Iterable[Technology], mentions: Iterable[Mention], guides: Iterable[Guide]
) -> list[tuple[Technology, list[Guide]]]:
    """Return each technology with the guides that name it, those most named first."""
    named = {(row.technology_id, row.guide_id) for row in mentions}
    known = list(guides)
    pairs = [(row, [guide for guide in known if (row.pk, guide.pk) in named]) for row in technologies]
    return sorted(pairs, key=lambda pair: (-len(pair[1]), pair[0].name.casefold()))
