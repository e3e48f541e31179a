"""Which of several figures speaks for a framework where only one is shown or weighed."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from measurements.models.program import DEFAULT


class Measured(Protocol):
    """What was measured of one framework with one program or server."""

    @property
    def key(self) -> str: ...
    @property
    def framework_id(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def variant(self) -> str: ...
    @property
    def value(self) -> int: ...


Line = TypeVar("Line", bound=Measured)


def by_default(lines: Iterable[Line]) -> dict[tuple[str, str], Line]:
    """Return by framework and measure the default program's figure, or that of the server that needs least."""
    chosen: dict[tuple[str, str], Line] = {}
    for line in sorted(lines, key=lambda line: (line.variant != DEFAULT, line.value, line.key)):
        chosen.setdefault((line.framework_id, line.measure), line)
    return chosen
