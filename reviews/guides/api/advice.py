"""What guides advise and answer, and how what they say stands against each other and against the facts."""

from rest_framework import serializers

from curation.web.api.serializers import RowSerializer
from frameworks.models import Fact, Support
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


class PickSerializer(RowSerializer):
    class Meta:
        model = Pick
        fields = ["framework", "role"]


class AdviceSerializer(RowSerializer):
    picks = PickSerializer(many=True)

    class Meta:
        model = Recommendation
        fields = ["key", "guide", "situation", "picks", "url"]


class UseCaseSerializer(RowSerializer):
    recommendations = AdviceSerializer(many=True)

    class Meta:
        model = UseCase
        fields = ["key", "name", "phrase", "reason", "recommendations", "position", "url"]


class RecommendationSerializer(RowSerializer):
    picks = PickSerializer(many=True)

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


class AnswerSerializer(RowSerializer):
    points = serializers.ListField(
        child=serializers.CharField(), help_text="Further texts, each as a label, a colon and the text."
    )

    class Meta:
        model = Answer
        fields = ["key", "guide", "text", "points", "locator", "position"]


class QuestionSerializer(RowSerializer):
    answers = AnswerSerializer(many=True)

    class Meta:
        model = Question
        fields = ["key", "text", "note", "answers", "position"]


class TopicSerializer(RowSerializer):
    questions = QuestionSerializer(many=True)

    class Meta:
        model = Topic
        fields = ["key", "slug", "title", "introduction", "questions", "position", "url", "page"]


class MentionSerializer(RowSerializer):
    class Meta:
        model = Mention
        fields = ["guide"]


class TechnologySerializer(RowSerializer):
    mentions = MentionSerializer(many=True)

    class Meta:
        model = Technology
        fields = ["key", "name", "role", "mentions", "url"]


class SideSerializer(RowSerializer):
    class Meta:
        model = Side
        fields = ["key", "guide", "text", "locator"]


class ConflictSerializer(RowSerializer):
    sides = SideSerializer(many=True)

    class Meta:
        model = Conflict
        fields = ["key", "title", "text", "extent", "framework", "sides", "position", "url", "page"]


class SupportProof(RowSerializer):
    class Meta:
        model = Support
        fields = ["key", "level", "url"]


class FactProof(RowSerializer):
    class Meta:
        model = Fact
        fields = ["key", "value", "url"]


class ProofSerializer(RowSerializer):
    support = SupportProof(allow_null=True)
    fact = FactProof(allow_null=True)

    class Meta:
        model = Proof
        fields = ["key", "support", "fact", "source", "locator"]


class PassageSerializer(RowSerializer):
    claim = serializers.CharField(help_text="The key of the rating, remark, recommendation or answer.")

    class Meta:
        model = Passage
        fields = ["key", "claim"]


class StatementSerializer(RowSerializer):
    proofs = ProofSerializer(many=True)
    passages = PassageSerializer(many=True)

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
