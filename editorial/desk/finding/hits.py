"""What a search of the desk shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.search.sentences import SentencePart


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, where the desk works on it, and the sentence that says so."""

    name: str
    address: str
    kind: str
    about: str = ""
    sentence: Sequence[SentencePart] = ()
    page: str = ""
    """Where readers see it."""
    sheet: str = ""
    """The sheet with all its cells, if it has one."""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What was found of one kind."""

    title: str
    hits: Sequence[Hit]
    note: str = ""
    total: int = 0
    """How many there are where that is more than is shown."""
    key: str = ""
    """The kind by which the rest is asked for."""

    @property
    def number(self) -> int:
        return self.total or len(self.hits)
