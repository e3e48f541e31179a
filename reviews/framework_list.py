"""The list of frameworks, narrowed and put in order. Rows in, list out; no query."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from frameworks.links import evidence_address
from frameworks.models import Feature, Framework, Kind, Support, SupportLevel
from frameworks.queries import BadQuery, choice
from frameworks.side_by_side import Cell
from reviews.models import Guide
from reviews.overview import Glance

PARAMETERS = ("q", "kind", "guide", "feature", "level", "order", "as-of")
ORDERS = {"name": "Name", "-guides": "Most guides", "-released": "Latest release"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the list can be asked for."""

    kinds: Sequence[Kind]
    guides: Sequence[Guide]
    features: Sequence[Feature]

    @property
    def levels(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in SupportLevel.choices]

    @property
    def orders(self) -> list[tuple[str, str]]:
        return list(ORDERS.items())


@dataclass(frozen=True, slots=True)
class Asked:
    """A query string that was understood."""

    q: str = ""
    kind: str = ""
    guide: str = ""
    feature: Feature | None = None
    level: str = ""
    order: str = "name"


def understand(query: QueryDict, vocabulary: Vocabulary) -> Asked:
    """Read a query string; raise ``BadQuery`` that lists what is allowed for a value that is not."""
    features = {feature.slug: feature for feature in vocabulary.features}
    feature = one_of(query, "feature", list(features))
    level = one_of(query, "level", SupportLevel.values)
    if level and not feature:
        raise BadQuery("level", "name a feature too, as in ?feature=orm&level=builtin.")
    return Asked(
        q=query.get("q", "").strip(),
        kind=one_of(query, "kind", [kind.key for kind in vocabulary.kinds]),
        guide=one_of(query, "guide", [guide.key for guide in vocabulary.guides]),
        feature=features.get(feature),
        level=level,
        order=one_of(query, "order", list(ORDERS)) or "name",
    )


def one_of(query: QueryDict, name: str, allowed: list[str]) -> str:
    """Return a value that is among those allowed; a form sends its empty fields too."""
    value = query.get(name, "")
    return choice(name, value, allowed) if value else ""


def narrowed(
    glances: Iterable[Glance],
    asked: Asked,
    raters: Mapping[str, set[str]],
    support: Mapping[str, Support],
    day: datetime.date | None,
) -> list[Glance]:
    """Return the frameworks that pass, in the order asked for.

    ``raters`` are the guides that rate each framework, ``support`` is what each has of the feature asked for.
    """
    kept = [one for one in glances if passes(one.framework, asked, raters, support)]
    if asked.feature:
        kept = [replace(one, asked=cell_of(one.framework, support.get(one.framework.key), day)) for one in kept]
    kept.sort(key=lambda one: one.framework.name.casefold())
    if asked.order == "-guides":
        kept.sort(key=lambda one: -one.guides)
    if asked.order == "-released":
        kept.sort(key=lambda one: released(one), reverse=True)
    return kept


def cell_of(framework: Framework, support: Support | None, day: datetime.date | None) -> Cell:
    """Return what one framework has of the feature asked for."""
    level = level_of(support)
    if support is None or level == SupportLevel.UNKNOWN:
        return Cell(framework.name, level, str(SupportLevel(level).label))
    href = evidence_address(support.key, day)
    return Cell(framework.name, level, str(SupportLevel(level).label), support.package, href)


def released(glance: Glance) -> str:
    """Return the day of the latest release; what is not recorded comes last."""
    known = glance.facts.get("released")
    return known[0].value if known else ""


def passes(framework: Framework, asked: Asked, raters: Mapping[str, set[str]], support: Mapping[str, Support]) -> bool:
    words = f"{framework.name}\n{framework.package}\n{framework.tagline}".casefold()
    return (
        asked.q.casefold() in words
        and asked.kind in ("", framework.kind_id)
        and (not asked.guide or asked.guide in raters.get(framework.key, ()))
        and (not asked.level or level_of(support.get(framework.key)) == asked.level)
    )


def level_of(support: Support | None) -> str:
    """Return a cell's level; a cell that is not there was not checked."""
    return support.level if support else SupportLevel.UNKNOWN.value
