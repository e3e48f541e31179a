"""What the page of disagreements can be asked for."""

from typing import Any

from curation.web.filters.base import StrictFilterSet
from curation.web.filters.fields import RowsFilter, Test, WordFilter
from frameworks.models import Framework
from reviews.guides.disagreements.disagreements import WORDS
from reviews.models import Conflict, Criterion, Guide


class PartyFilter(RowsFilter):
    """Disagreements to which one of the guides is a party."""

    def test(self, value: Any) -> Test:
        guides = set(value)
        return lambda disagreement: not guides.isdisjoint(disagreement.guides)


class DisagreementFilter(StrictFilterSet):
    """What disagreements can be asked for. They are made from several models, so no database query filters them."""

    kind = WordFilter(choices=list(WORDS.items()), label="Kind")
    framework = RowsFilter(Framework, by="slug")
    criterion = RowsFilter(Criterion)
    guide = PartyFilter(Guide)

    class Meta:
        model = Conflict
        fields: list[str] = []
