"""How long the release lines of compared frameworks get fixes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, source_citation
from frameworks.models import Framework, Source, SupportWindow
from frameworks.releases.support_timeline import SupportTimeline, line_name, support_timeline, supported


@dataclass(frozen=True, slots=True)
class Windows:
    """The release lines that get fixes on the day shown, drawn and with their evidence."""

    lines: list[tuple[Framework, SupportWindow, Citation]]
    timeline: SupportTimeline | None
    left_out: int
    """How many lines have ended by that day, or not begun."""
    without: list[Framework]
    """The frameworks of which no window is on record."""

    @property
    def sources(self) -> list[tuple[Framework, Citation]]:
        """The first evidence of each framework."""
        return list(
            {framework.key: (framework, citation) for framework, _line, citation in reversed(self.lines)}.values()
        )[::-1]


def windows(
    frameworks: Sequence[Framework],
    rows: Sequence[SupportWindow],
    sources: Mapping[str, Source],
    today: datetime.date,
    as_of: datetime.date | None,
) -> Windows:
    """Return the windows of some frameworks."""
    by_key = {framework.key: framework for framework in frameworks}
    current = [row for row in rows if supported(row, today)]
    lines = [
        (
            by_key[row.framework_id],
            row,
            source_citation(sources[row.source_id], row.read_on, evidence_address(row.key, as_of), today),
        )
        for row in current
    ]
    return Windows(
        lines,
        support_timeline([(f"{framework.name} {line_name(row)}", row) for framework, row, _citation in lines], today),
        len(rows) - len(current),
        [framework for framework in frameworks if all(row.framework_id != framework.key for row in rows)],
    )
