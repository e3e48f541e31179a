"""The shape of the finder's answer, as the OpenAPI document describes it."""

from rest_framework import serializers

from reviews.comparisons.api.serializers import SpeakerSerializer
from reviews.evidence.api import CitedClaimSerializer
from reviews.finder.ranking.confidence import LEAD, Word

STATES = {
    "start": "No answer was given, so there is nothing to rank by.",
    "ignored": "Every weight is 0.",
    "clash": "No framework has what must come with it; `clash` has the fewest demands that leave none.",
    "unranked": "No framework has evidence on half of the weight.",
    "result": "There is a ranking.",
}


class RankedFramework(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField(help_text="Its address in the API.")


class WeightSerializer(serializers.Serializer):
    driver = serializers.CharField()
    name = serializers.CharField()
    basis = serializers.CharField(help_text="Where its evidence comes from.")
    weight = serializers.IntegerField(
        min_value=0, max_value=3, help_text="0 too where guides have a view on less than half of all frameworks."
    )
    preset = serializers.IntegerField(min_value=0, max_value=3, help_text="What the answers alone amount to.")


class ExactField(serializers.CharField):
    """A number that is not rounded, for those who reckon with it."""

    def __init__(self, name: str, *, allow_null: bool = False) -> None:
        meaning = f"`{name}` exactly, as a fraction such as 782/9 or a whole number."
        super().__init__(allow_null=allow_null, help_text=f"{meaning} Null with it." if allow_null else meaning)


class ContributionSerializer(serializers.Serializer):
    driver = serializers.CharField()
    low = serializers.FloatField(help_text="The points of 100 it adds at least, rounded as on the page.")
    low_exact = ExactField("low")
    high = serializers.FloatField(help_text="At most; more than low where something is not known.")
    high_exact = ExactField("high")
    most = serializers.FloatField(help_text="What full marks would add at this weight.")
    basis = serializers.CharField(help_text="What is not known, or rests on one guide; mostly empty.")
    evidence = serializers.URLField(help_text="The page where its evidence stands.")
    claims = CitedClaimSerializer(many=True, help_text="What it rests on; what nobody checked is named too.")


class RanksSerializer(serializers.Serializer):
    best = serializers.IntegerField()
    worst = serializers.IntegerField()


class PlaceSerializer(serializers.Serializer):
    framework = RankedFramework()
    rank = serializers.IntegerField(allow_null=True, help_text="Ties share it; null for one that stands apart.")
    low = serializers.FloatField(
        help_text="Points of 100 on what is confirmed, rounded as on the page; the order goes by `low_exact`."
    )
    low_exact = ExactField("low")
    high = serializers.FloatField(help_text="The total with full marks on what is not known.")
    high_exact = ExactField("high")
    middle = serializers.FloatField(help_text="The middle of the two.")
    known_share = serializers.FloatField(help_text="The share of the weight with evidence, from 0 to 1.")
    ranks = RanksSerializer(allow_null=True, help_text="Its ranks over plausible weightings; null where it has none.")
    contributions = ContributionSerializer(many=True)


class ConfidenceSerializer(serializers.Serializer):
    word = serializers.ChoiceField(
        choices=list(Word),
        help_text=f"close: less than {LEAD} points ahead, or first in fewer than 4 of 5 draws. clear: not so, nothing "
        "unknown could bring another level, and first in at least 19 of 20 draws. likely: all between.",
    )
    lead = serializers.FloatField(
        allow_null=True, help_text="Points ahead of the second on what is confirmed; null where there is none."
    )
    lead_exact = ExactField("lead", allow_null=True)
    first_in_draws = serializers.IntegerField(help_text="In how many of the draws it is first.")
    words = serializers.CharField()


class LackSerializer(serializers.Serializer):
    framework = RankedFramework()
    need = serializers.CharField()
    feature = serializers.CharField()
    level = serializers.CharField(help_text="What is on record: no, third-party, unknown or none-found.")
    evidence = serializers.URLField()


class InactiveSerializer(serializers.Serializer):
    framework = RankedFramework()
    fact = serializers.CharField()
    reason = serializers.CharField()
    evidence = serializers.URLField()


class ChangeSerializer(serializers.Serializer):
    driver = serializers.CharField()
    weight = serializers.IntegerField()
    to = serializers.IntegerField()
    threshold = serializers.FloatField(help_text="The weight at which the present first place ends, to two places.")
    threshold_exact = ExactField("threshold")
    leaders = RankedFramework(many=True)
    total = serializers.FloatField(help_text="On what is confirmed.")
    page = serializers.URLField(help_text="The finder with that weight.")


class ChallengerSerializer(serializers.Serializer):
    framework = RankedFramework()
    total = serializers.FloatField()
    missing = serializers.ListField(child=serializers.CharField(), help_text="The drivers on which something is open.")


class AdvisedProject(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()


class AdviserSerializer(SpeakerSerializer):
    situation = serializers.CharField(help_text="For what the guide gives this advice.")
    use_case = serializers.CharField(help_text="The key of the sort of project.")


class RecommendedSerializer(serializers.Serializer):
    framework = RankedFramework()
    rank = serializers.IntegerField(allow_null=True, help_text="In the ranking; null where it is not ranked.")
    guides = AdviserSerializer(many=True, help_text="One for each piece of advice; a guide may give several.")


class GuideAdviceSerializer(serializers.Serializer):
    use_cases = AdvisedProject(many=True, help_text="The sorts of project that the answers describe.")
    agreement = serializers.CharField(
        help_text="Whether what most guides recommend leads; empty without a ranking or without advice."
    )
    recommended = RecommendedSerializer(many=True, help_text="Those named by most guides first.")


class FinderSerializer(serializers.Serializer):
    finder_version = serializers.IntegerField()
    data_version = serializers.IntegerField()
    page = serializers.URLField()
    state = serializers.ChoiceField(
        choices=list(STATES.items()), help_text=" ".join(f"{name}: {text}" for name, text in STATES.items())
    )
    answers = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    weights = WeightSerializer(many=True)
    confidence = ConfidenceSerializer(allow_null=True, help_text="How firm first place is; null without a ranking.")
    certain = serializers.BooleanField(help_text="Whether the leader leads whatever is still unknown.")
    ranked = serializers.IntegerField(help_text="How many frameworks are ranked; `top` may show fewer of them.")
    ranking = PlaceSerializer(many=True)
    apart = PlaceSerializer(many=True, help_text="Frameworks with evidence on less than half of the weight.")
    ruled_out = LackSerializer(
        many=True, help_text="A document says “no” to what must be there, or only packages of others offer it."
    )
    not_known = LackSerializer(
        many=True, help_text="Not ranked, because what must be there was not checked, or searched for and not found."
    )
    inactive = InactiveSerializer(many=True, help_text="Never ranked: the project ended, or is not kept up.")
    clash = serializers.ListField(child=serializers.CharField())
    changes = ChangeSerializer(many=True, help_text="The nearest change of each weight that alters first place.")
    challengers = ChallengerSerializer(many=True, help_text="Who would lead with full marks on all that is missing.")
    draws = serializers.IntegerField(help_text="From how many draws of weights the ranks come.")
    advice = GuideAdviceSerializer(help_text="What the guides themselves recommend for such a project.")
