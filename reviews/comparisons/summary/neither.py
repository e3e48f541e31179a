"""When none of the compared frameworks is the answer, and which other is: rows in, lines out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frameworks.claims.citations import Citation
from frameworks.claims.side_by_side import ComparedRow, FeatureLine
from frameworks.models import SupportLevel
from reviews.comparisons.summary.decisive import in_sentence
from reviews.comparisons.summary.situations import GuideRecommendations
from reviews.guides.opinions.arguments import ENOUGH

MOST = 3
COMES_WITH = (SupportLevel.BUILTIN, SupportLevel.BUILTIN_EXTRA, SupportLevel.OFFICIAL_EXTENSION, SupportLevel.UNKNOWN)
"""A feature counts as lacking where it is known to be none of these."""


@dataclass(frozen=True, slots=True)
class Other:
    """A framework that is not compared."""

    key: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Instead:
    """One case in which another framework is the answer."""

    words: str
    other: Other
    evidence: str = ""
    """The key of the claim that it is built in; empty where guides say so."""
    citations: Sequence[Citation] = ()


def lacking(features: Iterable[FeatureLine], rows: Mapping[str, ComparedRow]) -> list[FeatureLine]:
    """Return the features that none of the compared has of its own, what weighs most first."""
    known = (row for row in features if all(cell.css not in COMES_WITH for cell in rows[row.name].cells))
    return sorted(known, key=lambda feature: -feature.weight)


def instead(
    missing: Sequence[FeatureLine],
    built_in: Iterable[tuple[str, str]],
    recommended: GuideRecommendations,
    others: Mapping[str, Other],
) -> list[Instead]:
    """Return up to three cases: two that guides recommend another for, the others of what all lack and it has built in.

    ``built_in`` has the frameworks with the features that they have built in; ``others`` are those that may be named.
    """
    well_known: Counter[str] = Counter()
    for (framework, _use_case), guides in recommended.guides.items():
        well_known[framework] += len(guides)
    of_guides = one_for_each(by_guides(recommended, others))
    return one_for_each([*of_guides[: MOST - 1], *by_feature(missing, built_in, others, well_known)])[:MOST]


def one_for_each(cases: Iterable[Instead]) -> list[Instead]:
    """Return the first case of each framework."""
    first: dict[str, Instead] = {}
    for case in cases:
        first.setdefault(case.other.key, case)
    return list(first.values())


def by_feature(
    missing: Iterable[FeatureLine],
    built_in: Iterable[tuple[str, str]],
    others: Mapping[str, Other],
    well_known: Mapping[str, int],
) -> Iterator[Instead]:
    """Yield a case for each lacking feature: of those that have it built in, the one most recommended by guides."""
    having: dict[str, list[str]] = defaultdict(list)
    for framework, key in built_in:
        if framework in others:
            having[key].append(framework)
    for feature in missing:
        if holders := having.get(feature.key):
            best = min(holders, key=lambda key: (-well_known.get(key, 0), key))
            words = f"It must have {in_sentence(feature.name)} built in"
            yield Instead(words, others[best], f"{best}/{feature.key}")


def by_guides(recommended: GuideRecommendations, others: Mapping[str, Other]) -> Iterator[Instead]:
    """Yield a case for each sort of project for which guides recommend another more than any of the compared."""
    by_use_case: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (framework, use_case), guides in recommended.guides.items():
        by_use_case[use_case].append((len(guides), framework))
    best = {
        use_case: max(counts, key=lambda pair: (pair[0], pair[1] not in others))
        for use_case, counts in by_use_case.items()
    }
    for use_case, (count, framework) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
        if count >= ENOUGH and framework in others:
            citations = recommended.argument(framework, use_case).citations
            yield Instead(f"It is for {recommended.phrase(use_case)}", others[framework], "", citations)
