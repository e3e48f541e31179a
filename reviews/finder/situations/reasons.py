"""Why the finder picks a framework: what its first place is made of, each with the evidence of one claim."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, CitedReason, source_citation
from frameworks.models import Fact, FactName, Feature, Support, SupportLevel
from measurements.models import Figure, Measure
from measurements.speed.numbers import amount
from reviews.finder.ranking.ranking import Contribution, RankedPlace
from reviews.finder.ranking.requirements import WORDS, Fulfilment, standing_of
from reviews.finder.scoring.factors import BY_KEY, Factor

MOST = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is recorded of one framework, by feature, fact and measure."""

    features: Mapping[str, Feature]
    support: Mapping[str, Support]
    facts: Mapping[str, Fact]
    figures: Mapping[str, Figure]
    today: datetime.date
    day: datetime.date | None

    def claim(self, row: Support | Fact) -> Citation | None:
        """Return the citation of a claim that has a source."""
        read_on = row.checked_on if isinstance(row, Support) else row.read_on
        address = evidence_address(row.pk, self.day)
        return source_citation(row.source, read_on, address, self.today) if row.source else None


def reasons(place: RankedPlace, evidence: Evidence) -> list[CitedReason]:
    """Return what gives a framework most of its points and is known of it, at least half of what it could give."""
    parts = sorted(place.contributions, key=lambda part: -part.low)
    cited = (reason(part, evidence) for part in parts if 2 * part.low >= part.most)
    return [each for each in cited if each][:MOST]


def reason(part: Contribution, evidence: Evidence) -> CitedReason | None:
    factor = BY_KEY[part.factor]
    if factor.features:
        return of_features(factor, evidence)
    if factor.measures:
        return of_figures(factor, evidence)
    return of_fact(factor, evidence)


def of_features(factor: Factor, evidence: Evidence) -> CitedReason | None:
    """Return what is there of the features of a factor, the surest level first."""
    cells = [evidence.support[key] for key in factor.features if key in evidence.support and key in evidence.features]
    there = [cell for cell in cells if standing_of(cell.level, third_party=True) == Fulfilment.CONFIRMED]
    cited = next(filter(None, (evidence.claim(cell) for cell in there)), None)
    words = "; ".join(levels_in_words(there, evidence.features))
    return CitedReason(factor.name, f"{words}.", cited) if cited else None


def levels_in_words(cells: Sequence[Support], features: Mapping[str, Feature]) -> Iterator[str]:
    for level in SupportLevel:
        names = [features[cell.feature_id].name for cell in cells if cell.level == level]
        if names:
            yield f"{get_text_list(names, 'and')}: {WORDS[level]}"


def of_figures(factor: Factor, evidence: Evidence) -> CitedReason | None:
    figures = [evidence.figures[measure] for measure in factor.measures if measure in evidence.figures]
    if not figures:
        return None
    named = ((Measure(figure.measure), figure) for figure in figures)
    words = "; ".join(f"{measure.label}: {amount(measure, figure.value).words}" for measure, figure in named)
    address = evidence_address(figures[0].pk, evidence.day)
    read = figures[0].run.day.isoformat()
    return CitedReason(factor.name, f"{words}.", Citation("measured", "Measured", read, "Measured by us", address))


def of_fact(factor: Factor, evidence: Evidence) -> CitedReason | None:
    fact = evidence.facts.get(factor.fact)
    cited = evidence.claim(fact) if fact else None
    return CitedReason(factor.name, f"{FactName(fact.name).label}: {fact.value}.", cited) if fact and cited else None
