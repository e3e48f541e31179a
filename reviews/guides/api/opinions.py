"""Guides and what they say, row by row: ratings, assessments, remarks, and the points that remarks share."""

from rest_framework import serializers

from curation.web.api.links import AddressField
from curation.web.api.values import EarliestField, LatestField, dates
from frameworks.api.links import FrameworkLink, ResourceLink, SourceLink
from reviews.guides.api.links import CriterionLink, GuideLink, LevelLink, PointLink
from reviews.models import Assessment, Criterion, Guide, Level, Point, Rating, Remark


class GuideSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="voice", help_text="Who speaks.")
    source = SourceLink()  # type: ignore[assignment]
    covers = serializers.ListField(child=serializers.CharField())
    gaps = serializers.ListField(child=serializers.CharField())
    last_changed_earliest = EarliestField("last_changed")
    last_changed_latest = LatestField("last_changed")
    url = AddressField("api-guide-detail")
    page = AddressField("guide")

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
        extra_kwargs = dates("last_changed")


class LevelSerializer(serializers.ModelSerializer):
    class Meta:
        model = Level
        fields = ["key", "name", "label", "rank", "meaning"]


class CriterionSerializer(serializers.ModelSerializer):
    levels = LevelSerializer(many=True)
    url = AddressField("api-criterion-detail")

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


class RatingSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()
    criterion = CriterionLink()
    guide = GuideLink()
    level = LevelLink(allow_null=True)
    shared_with = FrameworkLink(allow_null=True)
    url = AddressField("api-rating-detail")
    page = AddressField("evidence")

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


class AssessmentSerializer(serializers.ModelSerializer):
    resource = ResourceLink()
    criterion = CriterionLink()
    guide = GuideLink()
    url = AddressField("api-assessment-detail")
    page = AddressField("evidence")

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


class RemarkSerializer(serializers.ModelSerializer):
    guide = GuideLink()
    framework = FrameworkLink(allow_null=True)
    resource = ResourceLink(allow_null=True)
    criterion = CriterionLink(allow_null=True)
    point = PointLink(allow_null=True)
    url = AddressField("api-remark-detail")
    page = AddressField("evidence")

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


class SharedRemarkSerializer(serializers.ModelSerializer):
    guide = GuideLink()
    framework = FrameworkLink(allow_null=True)
    resource = ResourceLink(allow_null=True)
    url = AddressField("api-remark-detail")

    class Meta:
        model = Remark
        fields = ["key", "guide", "framework", "resource", "text", "url"]


class PointSerializer(serializers.ModelSerializer):
    remarks = SharedRemarkSerializer(many=True)
    url = AddressField("api-point-detail")

    class Meta:
        model = Point
        fields = ["key", "text", "polarity", "reason", "remarks", "url"]
