"""What a reader chose of the feature matrix: its rows by filters, its columns by name or by a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from frameworks.models import FeatureGroup, Framework, SupportLevel
from frameworks.queries import BadQuery, choice

PARAMETERS = ("q", "group", "level", "differ", "frameworks", "framework", "as-of")
# From the strongest to the weakest; the others are no support, or none that is known.
LEVELS = [SupportLevel.BUILTIN.value, SupportLevel.OFFICIAL_EXTENSION.value, SupportLevel.THIRD_PARTY.value]
FIRST_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Selection:
    """The choices in an address of the matrix; empty where none was made."""

    text: str = ""
    group: str = ""
    level: str = ""
    differ: bool = False
    every_framework: bool = False
    slugs: tuple[str, ...] = ()

    @property
    def filters(self) -> list[str]:
        """The names of the parameters that narrow the rows."""
        values = {"q": self.text, "group": self.group, "level": self.level, "differ": self.differ}
        return [name for name, value in values.items() if value]


def read_selection(query: QueryDict, slugs: Sequence[str]) -> Selection:
    """Return the choices in a query string; raise ``BadQuery`` for one that the matrix does not have."""
    chosen = tuple(choice("framework", slug, list(slugs)) for slug in query.getlist("framework") if slug)
    every = optional("frameworks", query, ["all"]) == "all"
    if every and chosen:
        raise BadQuery("frameworks", "choose all, or single ones by framework=, not both.")
    return Selection(
        text=query.get("q", "").strip(),
        group=optional("group", query, FeatureGroup.values),
        level=optional("level", query, LEVELS),
        differ=optional("differ", query, ["1"]) == "1",
        every_framework=every,
        slugs=chosen,
    )


def optional(name: str, query: QueryDict, allowed: list[str]) -> str:
    """Return a parameter's value if it is allowed; a form sends an empty one for no choice."""
    value = query.get(name, "")
    return choice(name, value, allowed) if value else ""


def columns_shown(frameworks: Sequence[Framework], selection: Selection, guides: Mapping[str, int]) -> list[Framework]:
    """Return the frameworks to show: those chosen, all, or the first ten by how many guides rate them, then by name."""
    if selection.slugs:
        return [framework for framework in frameworks if framework.slug in selection.slugs]
    ranked = sorted(frameworks, key=lambda row: (-guides.get(row.pk, 0), row.name.casefold()))
    return ranked if selection.every_framework else ranked[:FIRST_COLUMNS]
