"""Whose levels count on a page: all, only those that guides graded themselves, or not those of interested parties."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.http import QueryDict

from curation.web.querystrings import choice
from reviews.models import Basis, Guide, Interest

BASIS, INTEREST = "basis", "interest"
PARAMETERS = (BASIS, INTEREST)
LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "no-maker": frozenset([Interest.MAKER.value]),
        Interest.NONE.value: frozenset([Interest.MAKER.value, Interest.SELLER.value]),
    }
)
"""The interests of the guides that do not count, by the value of the parameter."""
WORDS = {
    "": "all guides",
    Basis.GRADED.value: "graded by the guide",
    "no-maker": "without makers of a framework compared",
    Interest.NONE.value: "without interested parties",
}


class Counting(NamedTuple):
    """Whose levels count."""

    graded_only: bool = False
    """Whether only levels count that guides graded themselves."""
    interest: str = ""
    """Which guides count by what they gain from it: all, or a key of ``LEFT_OUT``."""

    @property
    def query(self) -> dict[str, str]:
        """The parameters that ask for it; those of what is so anyway are empty."""
        return {BASIS: Basis.GRADED.value if self.graded_only else "", INTEREST: self.interest}

    @property
    def narrows(self) -> bool:
        return any(self)

    def counts(self, guide: Guide) -> bool:
        return guide.interest not in LEFT_OUT.get(self.interest, ())


ALL = Counting()


def counting(query: QueryDict) -> Counting:
    """Return whose levels a query string asks for; raise ``InvalidQuery`` for a basis or an interest there is not."""
    basis, interest = query.get(BASIS, ""), query.get(INTEREST, "")
    graded_only = bool(basis and choice(BASIS, basis, [Basis.GRADED.value]))
    return Counting(graded_only, choice(INTEREST, interest, list(LEFT_OUT)) if interest else "")
