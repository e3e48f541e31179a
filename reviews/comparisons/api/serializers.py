"""What a comparison in the API holds."""

from rest_framework import serializers

from curation.web.api.values import replaced_by
from frameworks.api.facts import VALUES, FactValuesSerializer
from frameworks.api.links import FrameworkLink, SourceLink
from frameworks.api.releases import SupportWindowSerializer
from frameworks.models import SupportLevel
from reviews.guides.api.consensus import ConsensusSerializer
from reviews.guides.api.links import CriterionLink
from reviews.models import CriterionGroup


class StandingRowSerializer(serializers.Serializer):
    criterion = CriterionLink()
    group = serializers.ChoiceField(choices=CriterionGroup.choices)
    same = serializers.BooleanField(help_text="Whether the guides put all the frameworks at the same level.")
    standings = ConsensusSerializer(many=True)


class CellSerializer(serializers.Serializer):
    framework = serializers.CharField(help_text="The slug of the framework.")
    note = serializers.CharField(help_text="What to know of it, such as the package; empty where there is nothing.")
    source = SourceLink(allow_null=True)  # type: ignore[assignment]
    read_on = serializers.DateField(allow_null=True, help_text="When the source was read.")
    stale = serializers.BooleanField(help_text="Whether that is longer ago than the limit of such a source.")
    evidence = serializers.CharField(help_text=replaced_by("evidence_url"))
    evidence_url = serializers.URLField(
        allow_null=True, help_text="The page of its evidence; null where nothing is claimed."
    )


class SupportCellSerializer(CellSerializer):
    level = serializers.ChoiceField(choices=SupportLevel.choices)
    value = serializers.CharField(help_text=replaced_by("level", meaning="The level in words."))
    searched_on = serializers.DateField(
        allow_null=True, help_text="When it was searched for, where the level is `none-found`."
    )


class FactCellSerializer(FactValuesSerializer, CellSerializer):
    value = serializers.CharField(
        help_text=replaced_by(*VALUES, meaning="As the page prints it; without a source nothing is claimed.")
    )


class FactRowSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="The name of the fact, as facts have it in `name`.")
    name = serializers.CharField(help_text="The same as the page prints it.")
    differs = serializers.BooleanField(help_text="Whether two frameworks differ, as far as is known.")
    cells = FactCellSerializer(many=True)


class FeatureRowSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="The key of the feature.")
    group = serializers.CharField(help_text="The heading under which the page shows it.")
    name = serializers.CharField(help_text="What the feature is called.")
    differs = serializers.BooleanField(help_text="Whether two frameworks differ, as far as is known.")
    cells = SupportCellSerializer(many=True)


class SpeakerSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="The letters that stand for the guide.")
    name = serializers.CharField(help_text="Who speaks.")
    published = serializers.CharField(help_text="As the guide prints it; in words where it prints no date.")
    evidence = serializers.CharField(help_text="The page of the sentence.")


class DatedSpeakerSerializer(SpeakerSerializer):
    published = serializers.CharField(help_text=replaced_by("published_earliest", "published_latest"))
    published_earliest = serializers.DateField(
        allow_null=True, help_text="The first day that the date of the guide may mean; null where it prints none."
    )
    published_latest = serializers.DateField(
        allow_null=True, help_text="The last day that the date of the guide may mean; null where it prints none."
    )


class MergedRemarkSerializer(serializers.Serializer):
    framework = serializers.CharField(help_text="The slug of the framework.")
    side = serializers.ChoiceField(choices=["for", "against"])
    text = serializers.CharField()
    guides = DatedSpeakerSerializer(many=True)


class ComparedAdviceSerializer(MergedRemarkSerializer):
    side = serializers.ChoiceField(
        choices=["pick", "less-suited", "against"],
        help_text="Situations that two guides or more recommend it for or call it less suited for; against where none.",
    )


class AloneSerializer(serializers.Serializer):
    framework = serializers.CharField(help_text="The slug of the framework.")
    feature = serializers.CharField()
    evidence = serializers.CharField(help_text="The page of its evidence.")


class TallySerializer(serializers.Serializer):
    agree = serializers.IntegerField()
    step = serializers.IntegerField()
    split = serializers.IntegerField()


class ComparisonSerializer(serializers.Serializer):
    data_version = serializers.IntegerField(help_text="Rises with every publication.")
    schema_version = serializers.CharField(help_text="The version of this document.")
    generated_at = serializers.DateTimeField(
        allow_null=True, help_text="When this data version was published; null while nothing is."
    )
    as_of = serializers.DateField(allow_null=True, help_text="The past day it is shown as of; null for the present.")
    page = serializers.CharField(help_text="The page of this comparison.")
    frameworks = FrameworkLink(many=True)
    against = serializers.CharField(allow_null=True, help_text="The slug the others are measured against, if any.")
    hidden_rows = serializers.IntegerField(help_text="How many rows only=differences leaves out.")
    tally = TallySerializer(help_text="The verdicts over all criteria on which two guides or more name a level.")
    advice = ComparedAdviceSerializer(many=True)
    built_in_alone = AloneSerializer(many=True, help_text="Features that one of the frameworks alone has built in.")
    criteria = StandingRowSerializer(many=True)
    features = FeatureRowSerializer(many=True)
    facts = FactRowSerializer(many=True)
    support_windows = SupportWindowSerializer(many=True, help_text="The release lines that get fixes on the day shown.")
    windows_left_out = serializers.IntegerField(help_text="How many release lines have ended by then or not begun.")
    remarks = MergedRemarkSerializer(many=True)
