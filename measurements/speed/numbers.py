"""Measured values as readers see them: a few digits and a unit."""

from typing import NamedTuple

from measurements.models import Measure

MICROSECOND, MILLISECOND = 1_000, 1_000_000
KB, MB = 1_000, 1_000_000
CPU_OF_A_CORE = 1_000_000_000
"""Nanoseconds of one core in a second."""


class Amount(NamedTuple):
    """A number in words and its unit."""

    number: str
    unit: str

    @property
    def words(self) -> str:
        return f"{self.number} {self.unit}".strip()


def unit_of(measure: Measure) -> tuple[int, str]:
    """Return by what the values of a measure are divided, and what they count then."""
    if measure.unit == "packages":
        return 1, ""
    if measure == Measure.MEMORY_WEBSOCKET:
        return KB, "kB"
    if measure.unit == "bytes":
        return MB, "MB"
    return (MICROSECOND, "µs") if measure.value.startswith("cpu") else (MILLISECOND, "ms")


def amount(measure: Measure, value: int) -> Amount:
    """Return a value with as many digits as its noise leaves."""
    divisor, unit = unit_of(measure)
    number = value / divisor
    return Amount(f"{number:,.0f}" if number >= 10 or divisor == 1 else f"{number:.1f}", unit)


def share_of_core(nanoseconds: int, per_second: int) -> str:
    """Return the share of one core that so many requests in a second take."""
    share = nanoseconds * per_second * 100 / CPU_OF_A_CORE
    return f"{share:,.0f} %" if share >= 10 else f"{share:.1f} %"
