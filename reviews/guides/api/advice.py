"""What guides advise and answer, and how what they say stands against each other and against the facts."""

from rest_framework import serializers

from curation.web.api.links import AddressField
from frameworks.api.links import FrameworkLink, SourceLink
from frameworks.models import Fact, Support
from reviews.guides.api.links import GuideLink, UseCaseLink
from reviews.models import (
    Answer,
    Conflict,
    Mention,
    Passage,
    Pick,
    Proof,
    Question,
    Recommendation,
    Side,
    Statement,
    Technology,
    Topic,
    UseCase,
)


class PickSerializer(serializers.ModelSerializer):
    framework = FrameworkLink()

    class Meta:
        model = Pick
        fields = ["framework", "role"]


class AdviceSerializer(serializers.ModelSerializer):
    guide = GuideLink()
    picks = PickSerializer(many=True)
    url = AddressField("api-recommendation-detail")

    class Meta:
        model = Recommendation
        fields = ["key", "guide", "situation", "picks", "url"]


class UseCaseSerializer(serializers.ModelSerializer):
    recommendations = AdviceSerializer(many=True)
    url = AddressField("api-use-case-detail")

    class Meta:
        model = UseCase
        fields = ["key", "name", "phrase", "reason", "recommendations", "position", "url"]


class RecommendationSerializer(serializers.ModelSerializer):
    guide = GuideLink()
    use_case = UseCaseLink(allow_null=True)
    picks = PickSerializer(many=True)
    url = AddressField("api-recommendation-detail")
    page = AddressField("evidence")

    class Meta:
        model = Recommendation
        fields = [
            "key",
            "guide",
            "use_case",
            "situation",
            "reason",
            "place",
            "picks",
            "stated",
            "locator",
            "second_checked",
            "url",
            "page",
        ]


class AnswerSerializer(serializers.ModelSerializer):
    guide = GuideLink()
    points = serializers.ListField(
        child=serializers.CharField(), help_text="Further texts, each as a label, a colon and the text."
    )

    class Meta:
        model = Answer
        fields = ["key", "guide", "text", "points", "locator", "position"]


class QuestionSerializer(serializers.ModelSerializer):
    answers = AnswerSerializer(many=True)

    class Meta:
        model = Question
        fields = ["key", "text", "note", "answers", "position"]


class TopicSerializer(serializers.ModelSerializer):
    questions = QuestionSerializer(many=True)
    url = AddressField("api-topic-detail", "slug")
    page = AddressField("topic", "slug")

    class Meta:
        model = Topic
        fields = ["key", "slug", "title", "introduction", "questions", "position", "url", "page"]


class MentionSerializer(serializers.ModelSerializer):
    guide = GuideLink()

    class Meta:
        model = Mention
        fields = ["guide"]


class TechnologySerializer(serializers.ModelSerializer):
    mentions = MentionSerializer(many=True)
    url = AddressField("api-technology-detail")

    class Meta:
        model = Technology
        fields = ["key", "name", "role", "mentions", "url"]


class SideSerializer(serializers.ModelSerializer):
    guide = GuideLink()

    class Meta:
        model = Side
        fields = ["key", "guide", "text", "locator"]


class ConflictSerializer(serializers.ModelSerializer):
    framework = FrameworkLink(allow_null=True)
    sides = SideSerializer(many=True)
    url = AddressField("api-conflict-detail")
    page = AddressField("evidence")

    class Meta:
        model = Conflict
        fields = ["key", "title", "text", "extent", "framework", "sides", "position", "url", "page"]


class SupportProof(serializers.ModelSerializer):
    url = AddressField("api-support-detail")

    class Meta:
        model = Support
        fields = ["key", "level", "url"]


class FactProof(serializers.ModelSerializer):
    url = AddressField("api-fact-detail")

    class Meta:
        model = Fact
        fields = ["key", "value", "url"]


class ProofSerializer(serializers.ModelSerializer):
    support = SupportProof(allow_null=True)
    fact = FactProof(allow_null=True)
    source = SourceLink(allow_null=True)  # type: ignore[assignment]

    class Meta:
        model = Proof
        fields = ["key", "support", "fact", "source", "locator"]


class PassageSerializer(serializers.ModelSerializer):
    claim = serializers.CharField(help_text="The key of the rating, remark, recommendation or answer.")

    class Meta:
        model = Passage
        fields = ["key", "claim"]


class StatementSerializer(serializers.ModelSerializer):
    guide = GuideLink()
    framework = FrameworkLink(allow_null=True)
    proofs = ProofSerializer(many=True)
    passages = PassageSerializer(many=True)
    url = AddressField("api-statement-detail")
    page = AddressField("evidence")

    class Meta:
        model = Statement
        fields = [
            "key",
            "guide",
            "framework",
            "text",
            "locator",
            "rule",
            "verdict",
            "finding",
            "by_hand",
            "explanation",
            "thin",
            "proofs",
            "passages",
            "checked_on",
            "url",
            "page",
        ]
