"""What to learn a framework with first: a rule on the resources on record, with reasons."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from curation.snapshots.protocol import Snapshot
from frameworks.models import Access, LearningResource, ResourceFramework, ResourceKind, SupportWindow
from frameworks.models.resource import OFFICIAL
from frameworks.releases.support_timeline import end_of
from reviews.learning.taught import ended_before, line_of


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The resource to begin with, and why it is this one."""

    resource: LearningResource
    reasons: list[str]


def first_step(
    covers: Iterable[ResourceFramework], windows: Sequence[SupportWindow], day: datetime.date
) -> FirstStep | None:
    """Return the project's own tutorial, else its quickstart, else its documentation; None where none is on record.

    ``covers`` are those of one framework, each with its resource; ``windows`` its support windows.
    """
    official = [cover for cover in covers if cover.resource.is_official]
    if not official:
        return None
    cover = min(official, key=beginners_first)
    return FirstStep(cover.resource, list(reasons(cover, windows, day)))


def beginners_first(cover: ResourceFramework) -> int:
    """Return the place of a resource among those of its project; what belongs to none comes after."""
    kind = ResourceKind(cover.resource.kind)
    return OFFICIAL.index(kind) if kind in OFFICIAL else len(OFFICIAL)


def reasons(cover: ResourceFramework, windows: Sequence[SupportWindow], day: datetime.date) -> Iterator[str]:
    resource = cover.resource
    if resource.kind != ResourceKind.TUTORIAL:
        yield "No tutorial of the project itself is on record."
    yield f"It is made by the project itself{', and free' if resource.access == Access.FREE else ''}."
    yield version_taught(cover.version, windows, day)
    if resource.audience:
        yield f"For whom: {resource.audience}"


def version_taught(version: str, windows: Sequence[SupportWindow], day: datetime.date) -> str:
    if not version:
        return "It does not state for which version it is written."
    if ended := ended_before(day, windows, version):
        return f"It is written for {version}, which gets no fixes since {ended}."
    line = line_of(version, windows)
    until = end_of(line) if line else ""
    return f"It is written for {version}{f', which gets fixes until {until}' if until else ''}."


def read_first_steps(snapshot: Snapshot, frameworks: Sequence[str], day: datetime.date) -> list[FirstStep]:
    """Return the first step of each of these frameworks that has one; two queries."""
    covers = snapshot.rows(ResourceFramework, joined=["resource"], framework__in=frameworks)
    windows = snapshot.rows(SupportWindow, framework__in=frameworks)
    steps = (
        first_step(
            [cover for cover in covers if cover.framework_id == key],
            [window for window in windows if window.framework_id == key],
            day,
        )
        for key in frameworks
    )
    return [step for step in steps if step]
