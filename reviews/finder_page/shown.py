"""The part of a list that a page shows, however many frameworks there are. No request, no query."""

from collections.abc import Callable, Sequence
from typing import TypeVar

MOST_SHOWN = 30

Found = TypeVar("Found")
Item = TypeVar("Item")


class Shown(list[Item]):
    """The first ``MOST_SHOWN`` of what was found, as the page shows them; it says how many more there are."""

    def __init__(self, found: Sequence[Found], make: Callable[[Found], Item]) -> None:
        super().__init__(map(make, found[:MOST_SHOWN]))
        self.further = len(found) - len(self)
