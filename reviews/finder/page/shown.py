"""The part of a list that a page shows, however many frameworks there are. No request, no query."""

from collections.abc import Callable, Sequence
from typing import TypeVar

MOST_WHOLE = 25
"""How long a list may be that is shown whole."""
FIRST, FEW = 20, 10
"""What longer ones are cut to: the ranking, and a list beside it."""

Found = TypeVar("Found")
Item = TypeVar("Item")


class Shown(list[Item]):
    """What was found as the page shows it: all, or the first of very many; it says how many more there are."""

    def __init__(self, found: Sequence[Found], make: Callable[[Found], Item], cut_to: int = FIRST) -> None:
        super().__init__(map(make, found if len(found) <= MOST_WHOLE else found[:cut_to]))
        self.further = len(found) - len(self)
