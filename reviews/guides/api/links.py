"""How rows name the guides, criteria and claims they refer to."""

from rest_framework import serializers

from curation.web.api.serializers import LinkSerializer
from reviews.models import Criterion, Guide, Level, Point, UseCase


class GuideLink(LinkSerializer):
    name = serializers.CharField(source="voice")

    class Meta:
        model = Guide
        fields = ["key", "code", "name", "url"]


class CriterionLink(LinkSerializer):
    class Meta:
        model = Criterion
        fields = ["key", "name", "url"]


class LevelLink(LinkSerializer):
    class Meta:
        model = Level
        fields = ["key", "label", "rank"]


class PointLink(LinkSerializer):
    class Meta:
        model = Point
        fields = ["key", "text", "url"]


class UseCaseLink(LinkSerializer):
    class Meta:
        model = UseCase
        fields = ["key", "name", "url"]
