"""Guides and what they say, row by row: ratings, assessments, remarks, and the points that remarks share."""

from rest_framework import serializers

from curation.web.api.links import RowAddressField
from curation.web.api.serializers import RowSerializer
from reviews.models import Assessment, Criterion, Guide, Level, Point, Rating, Remark


class GuideSerializer(RowSerializer):
    name = serializers.CharField(source="voice", help_text="Who speaks.")
    covers = serializers.ListField(child=serializers.CharField())
    gaps = serializers.ListField(child=serializers.CharField())
    url = RowAddressField("api-guide-detail")
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
    url = RowAddressField("api-criterion-detail")

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
    url = RowAddressField("api-rating-detail")

    class Meta:
        model = Rating
        fields = [
            "key",
            "framework",
            "criterion",
            "guide",
            "level",
            "label",
            "quoted",
            "basis",
            "stated",
            "summary",
            "locator",
            "applies_to",
            "relative_to",
            "shared_with",
            "qualified",
            "thin",
            "second_checked",
            "url",
            "page",
        ]


class AssessmentSerializer(RowSerializer):
    url = RowAddressField("api-assessment-detail")

    class Meta:
        model = Assessment
        fields = [
            "key",
            "resource",
            "criterion",
            "guide",
            "label",
            "quoted",
            "summary",
            "locator",
            "second_checked",
            "url",
            "page",
        ]


class RemarkSerializer(RowSerializer):
    url = RowAddressField("api-remark-detail")

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
    url = RowAddressField("api-remark-detail")

    class Meta:
        model = Remark
        fields = ["key", "guide", "framework", "resource", "text", "url"]


class PointSerializer(RowSerializer):
    remarks = SharedRemarkSerializer(many=True)
    url = RowAddressField("api-point-detail")

    class Meta:
        model = Point
        fields = ["key", "text", "polarity", "reason", "remarks", "url"]
