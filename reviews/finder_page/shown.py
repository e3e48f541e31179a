"""The part of a list that a page shows, however many frameworks there are. No request, no query."""

from collections.abc import Callable, Sequence
from typing import TypeVar

MOST_SHOWN = 25
FEW = 10
"""What a list beside the ranking is cut to where it is too long to be shown whole."""

Found = TypeVar("Found")
Item = TypeVar("Item")


class Shown(list[Item]):
    """What was found as the page shows it: all, or the first of very many; it says how many more there are."""

    def __init__(self, found: Sequence[Found], make: Callable[[Found], Item], cut_to: int = MOST_SHOWN) -> None:
        super().__init__(map(make, found if len(found) <= MOST_SHOWN else found[:cut_to]))
        self.further = len(found) - len(self)
