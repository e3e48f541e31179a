"""Guides and what they say, row by row: ratings, assessments, remarks, and the points that remarks share."""

from rest_framework import serializers

from curation.documents import field_names
from curation.web.api.links import RowAddressField
from curation.web.api.serializers import RowSerializer
from reviews.models import Assessment, Criterion, Guide, Level, Point, Rating, Remark


class GuideSerializer(RowSerializer):
    name = serializers.CharField(source="voice", help_text="Who speaks.")
    covers = serializers.ListField(child=serializers.CharField())
    gaps = serializers.ListField(child=serializers.CharField())
    page = RowAddressField("guide")

    class Meta:
        model = Guide
        fields = [
            "key",
            "code",
            "name",
            "source",
            "author",
            "dated",
            "last_changed",
            "last_changed_earliest",
            "last_changed_latest",
            "title_note",
            "audience",
            "form",
            "interest",
            "commercial_interest",
            "covers",
            "gaps",
            "position",
            "url",
            "page",
        ]


class LevelSerializer(RowSerializer):
    class Meta:
        model = Level
        fields = ["key", "name", "label", "rank", "meaning"]


class CriterionSerializer(RowSerializer):
    levels = LevelSerializer(many=True)

    class Meta:
        model = Criterion
        fields = [
            "key",
            "name",
            "question",
            "subject",
            "group",
            "scale",
            "better",
            "low_end",
            "high_end",
            "definition",
            "caveat",
            "levels",
            "position",
            "url",
        ]


class RatingSerializer(RowSerializer):
    class Meta:
        model = Rating
        fields = ["key", *field_names(Rating), "url", "page"]


class AssessmentSerializer(RowSerializer):
    class Meta:
        model = Assessment
        fields = ["key", *field_names(Assessment), "url", "page"]


class RemarkSerializer(RowSerializer):
    class Meta:
        model = Remark
        fields = [
            "key",
            "guide",
            "framework",
            "resource",
            "polarity",
            "text",
            "criterion",
            "point",
            "basis",
            "locator",
            "second_checked",
            "url",
            "page",
        ]


class SharedRemarkSerializer(RowSerializer):
    class Meta:
        model = Remark
        fields = ["key", "guide", "framework", "resource", "text", "url"]


class PointSerializer(RowSerializer):
    remarks = SharedRemarkSerializer(many=True)

    class Meta:
        model = Point
        fields = ["key", "text", "polarity", "reason", "remarks", "url"]
