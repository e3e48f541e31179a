"""What the finder says of first place, in sentences."""

from collections.abc import Sequence

from django.utils.text import get_text_list

from reviews.finder.page.finding import Finding
from reviews.finder.questions.choices import Weight
from reviews.finder.ranking.confidence import LEAD, Confidence, Word
from reviews.finder.ranking.points import gap, span
from reviews.finder.ranking.ranking import RankedPlace
from reviews.finder.ranking.sensitivity import DRAWS
from reviews.finder.scoring.factors import BY_KEY

MOST_NAMED = 6
MOST_RIVALS = 3


def named_few(finding: Finding, frameworks: Sequence[str], most: int = MOST_NAMED) -> str:
    """Name the first of many frameworks and say how many others there are: “Django, Flask, Quart and 40 others”."""
    few = frameworks if len(frameworks) <= most else frameworks[: most - 1]
    names = [finding.rows.frameworks[key].name for key in few]
    others = len(frameworks) - len(few)
    return get_text_list([*names, f"{others} others"] if others else names, "and")


def leaders(finding: Finding) -> str:
    return named_few(finding, [place.framework for place in finding.ranking.first])


def runner_up(finding: Finding) -> RankedPlace | None:
    """Return the first framework behind first place."""
    return next((place for place in finding.ranking.places if place.rank > 1), None)


def reason(finding: Finding) -> str:
    """Say in one sentence why the leader leads, against the framework behind it."""
    ranking = finding.ranking
    if ranking.tied_first:
        return "A tie: their exact totals are equal, so nothing but the alphabet decides who stands first."
    second = runner_up(finding)
    if second is None:
        return "The only framework that can be ranked."
    first = ranking.places[0]
    ahead = gap(first.low, second.low)
    return (
        f"Ahead of {finding.rows.frameworks[second.framework].name} by {ahead}, mostly on {strongest(first, second)}."
    )


def behind(finding: Finding, second: RankedPlace) -> str:
    """Say how far the runner-up is behind, and whether less is known of it."""
    first = finding.ranking.places[0]
    less = "; less is known of it" if second.total.gap > first.total.gap else ""
    return f"{gap(first.low, second.low)} behind{less}".capitalize()


def strongest(first: RankedPlace, second: RankedPlace) -> str:
    """Return the factor on which one framework is most ahead of another for certain, with how much it counts."""
    pairs = zip(first.contributions, second.contributions, strict=True)
    gained = max(pairs, key=lambda pair: pair[0].low - pair[1].low)[0]
    return f"{inside(BY_KEY[gained.factor].name)}, which counts as {Weight(int(gained.weight)).label.lower()}"


def inside(name: str) -> str:
    """Return a factor's name as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def confidence_words(finding: Finding) -> str:
    """Say what makes first place clear, likely or close."""
    confidence = finding.confidence
    if confidence.word == Word.CLEAR:
        return f"Nothing unknown could bring another level, and it is first in {led(confidence)}."
    if confidence.word == Word.LIKELY:
        return who_could_pass(finding) or f"Other weights could change it: it is first in {led(confidence)}."
    return " ".join(filter(None, (why_close(confidence), who_could_pass(finding))))


def why_close(confidence: Confidence) -> str:
    if confidence.lead is not None and confidence.lead < LEAD:
        return f"Less than {LEAD} points apart."
    return f"First in only {led(confidence)}."


def led(confidence: Confidence) -> str:
    return f"{int(confidence.steadiness * DRAWS)} of {DRAWS} plausible weightings"


def who_could_pass(finding: Finding) -> str:
    """Name who could pass first place on what is unknown; empty where nobody could."""
    rivals = [place.framework for place in finding.challengers]
    if not rivals:
        return "" if finding.ranking.certain else "What is unknown could bring others level."
    only = "Only " if len(rivals) == 1 else ""
    return f"{only}{named_few(finding, rivals, MOST_RIVALS)} could pass {it(finding)} on what is unknown."


def it(finding: Finding) -> str:
    return "them" if finding.ranking.tied_first else "it"


def spoken(finding: Finding) -> str:
    """Return first and second place for those who hear the page."""
    names = finding.rows.frameworks
    places = finding.ranking.places[:2]
    return ", ".join(f"{names[place.framework].name} {span(place.low, place.high)}" for place in places)
