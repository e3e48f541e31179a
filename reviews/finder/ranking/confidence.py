"""How firm first place is, in one word: the lead held against what is unknown of the others and other weights.

``/method/`` prints the rule with its numbers.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reviews.finder.ranking.ranking import Ranking

LEAD = 5
"""How many points ahead of the second the first must be not to be called close."""
OFTEN, NEARLY_ALWAYS = Fraction(4, 5), Fraction(19, 20)
"""In which share of the plausible weightings it must be first not to be called close, and to be called clear."""


class Word(StrEnum):
    """How firm first place is."""

    CLEAR = "clear"
    LIKELY = "likely"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How firm first place is, and what that rests on."""

    word: Word
    lead: Fraction | None
    """By how many points it is ahead of the second on what is confirmed; None where nobody else is ranked."""
    steadiness: Fraction
    """In which share of the plausible weightings it is first."""


def confidence(ranking: Ranking, steadiness: Fraction) -> Confidence:
    """Return how firm first place is.

    Close: the second is less than ``LEAD`` points behind, or another is first in more than one in five of the plausible
    weightings. Clear: neither, nothing unknown could bring anybody level, and it is first in nearly all weightings.
    Likely: all between.
    """
    places = ranking.places
    lead = places[0].low - places[1].low if len(places) > 1 else None
    if (lead is not None and lead < LEAD) or steadiness < OFTEN:
        return Confidence(Word.CLOSE, lead, steadiness)
    firm = ranking.certain and steadiness >= NEARLY_ALWAYS
    return Confidence(Word.CLEAR if firm else Word.LIKELY, lead, steadiness)
