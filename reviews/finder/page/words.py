"""What the finder says of first place, in sentences."""

from collections.abc import Sequence

from django.utils.text import get_text_list

from reviews.finder.page.finding import Finding
from reviews.finder.points import gap, span
from reviews.finder.questions import Weight
from reviews.finder.ranking import Place
from reviews.finder.scoring.factors import BY_KEY

MOST_NAMED = 6


def named_few(finding: Finding, frameworks: Sequence[str]) -> str:
    """Name the first of many frameworks and say how many others there are: “Django, Flask, Quart and 40 others”."""
    few = frameworks if len(frameworks) <= MOST_NAMED else frameworks[: MOST_NAMED - 1]
    names = [finding.rows.frameworks[key].name for key in few]
    others = len(frameworks) - len(few)
    return get_text_list([*names, f"{others} others"] if others else names, "and")


def leaders(finding: Finding) -> str:
    return named_few(finding, [place.framework for place in finding.ranking.first])


def reason(finding: Finding) -> str:
    """Say in one sentence why the leader leads, against the framework behind it."""
    ranking = finding.ranking
    if ranking.tied_first:
        return "A tie: their exact totals are equal, so nothing but the alphabet decides who stands first."
    if len(ranking.places) == 1:
        return "The only framework about which enough is known to rank it."
    first, second = ranking.places[:2]
    ahead = gap(first.midpoint, second.midpoint)
    if first.missing or second.missing:
        ahead += " in the middle of the ranges"
    return (
        f"Ahead of {finding.rows.frameworks[second.framework].name} by {ahead}, mostly on {strongest(first, second)}."
    )


def strongest(first: Place, second: Place) -> str:
    """Return the factor on which one framework gains most over another, with how much it counts."""
    pairs = zip(first.contributions, second.contributions, strict=True)
    gained = max(pairs, key=lambda pair: pair[0].low + pair[0].high - pair[1].low - pair[1].high)[0]
    return f"{inside(BY_KEY[gained.factor].name)}, which counts as {Weight(int(gained.weight)).label.lower()}"


def inside(name: str) -> str:
    """Return a factor's name as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def certainty(finding: Finding) -> str:
    """Say whether the leader leads whatever is still unknown."""
    ranking = finding.ranking
    if ranking.certain:
        return "Leads for certain: its lowest possible total is above the highest of every other."
    if ranking.tied_first:
        return "What is still unknown could break the tie." if ranking.places[0].missing else ""
    rivals = len(finding.challengers)
    if not rivals:
        return "Not for certain: what is still unknown could bring others level."
    some = f"{rivals} other{'' if rivals == 1 else 's'}"
    return f"Not for certain: with full marks on what is missing of them, {some} would lead."


def spoken(finding: Finding) -> str:
    """Return first and second place for those who hear the page."""
    names = finding.rows.frameworks
    places = finding.ranking.places[:2]
    return ", ".join(f"{names[place.framework].name} {span(place.low, place.high)}" for place in places)
