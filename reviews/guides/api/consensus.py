"""Where the guides stand together, worked out from their ratings as the pages do it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers

from curation.web.api.links import RowAddressField
from curation.web.api.viewsets import PastRowViewSet
from curation.web.filters.base import StrictFilterSet
from frameworks.api.links import FrameworkLink
from frameworks.models import Framework
from reviews.api import examples
from reviews.guides.api.links import CriterionLink
from reviews.guides.filters import ConsensusFilter
from reviews.guides.opinions.basis import ALL, BASIS, INTEREST, Counting
from reviews.guides.opinions.consensus import WORDS, Consensus, ConsensusVerdict
from reviews.guides.opinions.ratings import Opinions
from reviews.guides.opinions.reading import read_opinions
from reviews.models import Criterion, Rating

VERDICTS = [(verdict.value, WORDS.get(verdict, "Thin")) for verdict in ConsensusVerdict]


@dataclass(frozen=True, slots=True)
class ConsensusRow:
    """The consensus on one framework and criterion, as filters and serializers read it."""

    framework: Framework
    criterion: Criterion
    consensus: Consensus

    @property
    def key(self) -> str:
        return f"{self.framework.key}/{self.criterion.key}"

    @property
    def framework_id(self) -> str:
        return self.framework.key

    @property
    def criterion_id(self) -> str:
        return self.criterion.key

    @property
    def verdict(self) -> str:
        return self.consensus.verdict.value


def consensus_rows(opinions: Opinions) -> list[ConsensusRow]:
    """Return the consensus on every framework and criterion that a guide rates, in the order of the keys."""
    rows = [
        ConsensusRow(framework, criterion, opinions.consensus(framework.key, criterion.key))
        for framework, criterion in opinions.pairs()
    ]
    return sorted(rows, key=lambda row: row.key)


class PositionSerializer(serializers.Serializer):
    guide = serializers.CharField(help_text="The key of the guide.")
    level = serializers.CharField(help_text="The key of the level.")
    graded = serializers.BooleanField(help_text="Whether the guide graded it itself; otherwise we coded its words.")
    scope = serializers.CharField(help_text="The situation the guide speaks of; empty where it sets no limit.")


class ConsensusSerializer(serializers.Serializer):
    key = serializers.CharField()
    framework = FrameworkLink()
    criterion = CriterionLink()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    words = serializers.CharField(source="consensus.words", help_text="The verdict as the pages print it.")
    median = serializers.ListField(
        source="consensus.median",
        child=serializers.CharField(),
        help_text="The key of the middle level, or of the two around the middle; none where the scale has no order, "
        "or where guides speak of different situations and no single one is commonest.",
    )
    spread = serializers.IntegerField(
        source="consensus.spread", help_text="The most steps between two guides that speak of the same situation."
    )
    positions = PositionSerializer(source="consensus.positions", many=True)
    unplaced = serializers.ListField(
        source="consensus.unplaced", child=serializers.CharField(), help_text="Guides that name no level."
    )
    silent = serializers.ListField(
        source="consensus.silent", child=serializers.CharField(), help_text="Guides with no view."
    )
    hidden = serializers.ListField(
        source="consensus.hidden",
        child=serializers.CharField(),
        help_text="Guides that do not count, with basis=graded or interest.",
    )
    url = RowAddressField("api-consensus-detail")


EXAMPLE = OpenApiExample("Flask, how far it grows", value=examples.CONSENSUS, response_only=True)


@extend_schema_view(retrieve=extend_schema(examples=[EXAMPLE]))
class ConsensusViewSet(PastRowViewSet):
    """
    Whether the guides agree on one criterion for one framework, worked out from their ratings.

    Levels are put in order and counted in steps, never averaged; guides that speak of different situations are not held
    against each other. With `basis=graded`, only levels count that guides graded themselves; with `interest=none`, only
    guides of no interested party. With `as-of`, it is what the ratings amounted to at the end of that day.
    """

    queryset = Rating.objects.none()
    serializer_class = ConsensusSerializer
    filterset_class = ConsensusFilter

    def narrowed(self, filterset: StrictFilterSet) -> list[ConsensusRow]:
        filterset.refuse_problems()
        counting = Counting(bool(filterset.asked(BASIS)), filterset.asked(INTEREST) or "")
        return filterset.keep(self.rows(counting).values())

    def rows(self, counting: Counting = ALL) -> dict[str, Any]:
        return {row.key: row for row in consensus_rows(read_opinions(self.request.snapshot, counting))}

    def get_object(self) -> Any:
        row = self.find(self.kwargs["key"])
        if row is None:
            raise Http404("No guide rates this framework on this criterion.")
        return row
