"""The part of a list that a page shows, however many frameworks there are. No request, no query."""

from collections.abc import Callable, Sequence
from typing import TypeVar

MOST_SHOWN = 25

Found = TypeVar("Found")
Item = TypeVar("Item")


class Shown(list[Item]):
    """The first of what was found, as the page shows them; it says how many more there are."""

    def __init__(self, found: Sequence[Found], make: Callable[[Found], Item], most: int = MOST_SHOWN) -> None:
        super().__init__(map(make, found[:most]))
        self.further = len(found) - len(self)
