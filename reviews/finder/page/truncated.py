"""The part of a list that a page shows, however many frameworks there are."""

from collections.abc import Callable, Sequence
from typing import TypeVar

MOST_WHOLE = 25
"""How long a list may be that is shown whole."""
FIRST, FEW = 20, 10
"""What longer ones are cut to: the ranking, and a list beside it."""

Given = TypeVar("Given")
Made = TypeVar("Made")


class TruncatedList(list[Made]):
    """A list as the page shows it: whole, or the first of very many and how many more there are."""

    def __init__(self, items: Sequence[Given], make: Callable[[Given], Made], cut_to: int = FIRST) -> None:
        super().__init__(map(make, items if len(items) <= MOST_WHOLE else items[:cut_to]))
        self.further = len(items) - len(self)
