"""Which version of a framework a learning resource teaches, and whether that still gets fixes."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curation.dates import days_of
from frameworks.models import Framework, ResourceFramework, SupportWindow
from frameworks.releases.support_timeline import end_of


@dataclass(frozen=True, slots=True)
class Taught:
    """A framework that a resource covers; ``ended`` is when the last fixes came, empty where they have not ended."""

    framework: Framework
    version: str = ""
    ended: str = ""


def taught(
    frameworks: Iterable[Framework],
    covers: Iterable[ResourceFramework],
    windows: Sequence[SupportWindow],
    day: datetime.date,
) -> list[Taught]:
    """Return the frameworks with the version that is taught, where the resource's source names one."""
    versions = {row.framework_id: row.version for row in covers}
    return [
        Taught(
            framework, version, ended_before(day, [row for row in windows if row.framework_id == framework.pk], version)
        )
        for framework in frameworks
        for version in [versions.get(framework.pk, "")]
    ]


def ended_before(day: datetime.date, windows: Iterable[SupportWindow], version: str) -> str:
    """Return when the fixes of a version's line ended, as its project published it; empty where they did not."""
    line = line_of(version, windows)
    until = end_of(line) if line else ""
    return until if until and days_of(until)[1] < day else ""


def line_of(version: str, windows: Iterable[SupportWindow]) -> SupportWindow | None:
    """Return the support window of the release line that a version belongs to."""
    return next((row for row in windows if version and is_of(version, row.version)), None)


def is_of(version: str, line: str) -> bool:
    """Tell whether a version belongs to a release line: 5.2.1 to 5.2, but 5.20 does not."""
    return f"{version}.".startswith(f"{line}.")
