"""Points of the finder in words. Ranked on exact fractions; rounded here, and only to be read."""

from fractions import Fraction
from functools import cache

from django.contrib.humanize.templatetags import humanize

LESS = "less than a point"


def points(value: Fraction) -> int:
    """Return points as a whole number, a half rounded up."""
    # Whole numbers, because a page rounds hundreds of fractions, and adding a half to one costs ten times as much.
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def span(low: Fraction, high: Fraction) -> str:
    """Return an interval of points, “50 to 86”; one number where both ends read the same."""
    first, last = points(low), points(high)
    return f"{first}" if first == last else f"{first} to {last}"


def gap(ahead: Fraction, behind: Fraction) -> str:
    """Return how far apart two totals are, so that it never contradicts the rounded totals beside it."""
    if ahead - behind < 1:
        return LESS
    between = points(ahead) - points(behind)
    return f"{between} point{'' if between == 1 else 's'}"


@cache
def ordinal(rank: int) -> str:
    """Return a rank as people say it, “2nd”; kept, since Django looks up a dozen translations to name one."""
    return str(humanize.ordinal(rank))
