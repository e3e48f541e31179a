"""What rests on a source, as whoever reads it again wants to see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import Q

from curation.models import Revision
from curation.registry import RowName, among, row_type
from curation.rows import CuratedRow
from editorial.desk.staleness import DATED
from editorial.desk.today.plan import Waiting, page_of
from frameworks.levels import ASKS_FOR
from frameworks.models import Fact, FactName, Package, Source, Support, SupportLevel, SupportWindow

JOINED: Mapping[type[CuratedRow], tuple[str, ...]] = MappingProxyType(
    {Support: ("framework", "feature"), Fact: ("framework",), SupportWindow: ("framework",)}
)


@dataclass(frozen=True, slots=True)
class ClaimInWords:
    """A row in words: what it is about, what it says, and what that means."""

    title: str
    value: str
    note: str = ""
    level: str = ""
    """The level of a cell, for its mark."""
    level_name: str = ""
    definition: str = ""
    meaning: str = ""
    """What the level asks for."""


def shown(row: CuratedRow) -> ClaimInWords:
    return WORDS[type(row)](row)


def cell(row: Support) -> ClaimInWords:
    level = SupportLevel(row.level)
    return ClaimInWords(
        title=f"{row.framework.name}: {row.feature.name}",
        value=level.by(row.package),
        note=row.note,
        level=row.level,
        definition=row.feature.definition,
        level_name=str(level.label),
        meaning=ASKS_FOR[level],
    )


def fact(row: Fact) -> ClaimInWords:
    return ClaimInWords(f"{row.framework.name}: {FactName(row.name).label}", row.value, row.note)


def window(row: SupportWindow) -> ClaimInWords:
    dates = {"released": row.released, "full support until": row.full_support_until, "security": row.security_until}
    said = [f"{name} {day}" for name, day in dates.items() if day]
    value = ", ".join(["long-term support"] * row.long_term + said) or "no date is published"
    return ClaimInWords(f"{row.framework.name} {row.version}: support", value, row.note)


def package(row: Package) -> ClaimInWords:
    return ClaimInWords(f"The package {row.pk}", f"{row.version}, released {row.last_release}")


def source_itself(row: Source) -> ClaimInWords:
    said = [row.publisher, f"published {row.published}" if row.published else ""]
    words = "Whether it is still there, and still what its name says."
    return ClaimInWords("The source itself", row.name, ", ".join(filter(None, said)), definition=words)


WORDS: Mapping[type[CuratedRow], Callable[[Any], ClaimInWords]] = MappingProxyType(
    {Support: cell, Fact: fact, SupportWindow: window, Package: package, Source: source_itself}
)


@dataclass(frozen=True, slots=True)
class Resting:
    """A row that rests on a source, with the version that is published and the open change that it waits for."""

    row: CuratedRow
    version: int
    page: str
    waiting: Waiting | None

    @property
    def title(self) -> str:
        return shown(self.row).title

    @property
    def name(self) -> RowName:
        return row_type(type(self.row)), self.row.pk


def resting_on(source: Source, waiting: Mapping[RowName, Waiting]) -> list[Resting]:
    """Return the public rows that rest on a source, itself among them, by their places; a query for each type."""
    rows = [source, *(row for model in DATED if model is not Source for row in rows_of(model, source))]
    versions = versions_of(rows)
    resting = []
    for row in rows:
        name = (row_type(type(row)), row.pk)
        page = page_of(source, str(getattr(row, "locator", "")))
        resting.append(Resting(row, versions.get(name, 0), page, waiting.get(name)))
    return sorted(resting, key=lambda line: (isinstance(line.row, Source), line.page, place_of(line)))


def versions_of(rows: Iterable[CuratedRow]) -> dict[RowName, int]:
    """Return which versions of rows are published."""
    revisions = Revision.objects.current().filter(among((row_type(type(row)), row.pk) for row in rows))
    return {(kind, key): version for kind, key, version in revisions.values_list("row_type", "key", "version")}


def rows_of(model: type[CuratedRow], source: Source) -> Iterable[CuratedRow]:
    return model.objects.public().filter(Q(source=source.pk)).select_related(*JOINED.get(model, ()))


def place_of(resting: Resting) -> tuple[str, str]:
    return str(getattr(resting.row, "locator", "")), resting.row.pk


def by_page(rows: Sequence[Any], source: Source) -> list[tuple[str, str, list[Any]]]:
    """Return what is read page by page: the address, what to call it, and the rows there."""
    pages: dict[str, list[Any]] = {}
    for row in rows:
        pages.setdefault(row.page, []).append(row)
    return [(page, short(page, source), there) for page, there in pages.items()]


def short(page: str, source: Source) -> str:
    """Return a page's address below that of its source."""
    home = source.link.partition("#")[0]
    if page == home or not page:
        return "Its first page"
    return f"/{page.removeprefix(home).lstrip('/')}" if home and page.startswith(home) else page.partition("//")[2]
