"""One feature across all frameworks, grouped by how they support it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curation.web.addresses import evidence_address
from frameworks.claims.citations import Citation, source_citation
from frameworks.models import Framework, Package, Source, Support, SupportLevel
from frameworks.package_index.addresses import normalised


@dataclass(frozen=True, slots=True)
class FrameworkSupport:
    """One framework's support; no citation where nobody checked."""

    framework: Framework
    support: Support | None
    citation: Citation | None
    packages: list[Package]

    @property
    def level(self) -> str:
        return self.support.level if self.support else SupportLevel.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The frameworks of one level."""

    level: str
    label: str
    lines: list[FrameworkSupport]


@dataclass(frozen=True, slots=True)
class FeatureRows:
    """The rows that belong to one feature."""

    frameworks: Sequence[Framework]
    support: Mapping[str, Support]
    sources: Mapping[str, Source]
    packages: Mapping[str, Package]


def package_keys(names: str) -> list[str]:
    """Return the keys under which packages' last releases are recorded: their names as the index normalises them."""
    return [normalised(name) for name in names.split(",") if name.strip()]


def all_package_keys(support: Iterable[Support]) -> list[str]:
    return sorted({key for cell in support for key in package_keys(cell.package)})


def level_groups(rows: FeatureRows, *, today: datetime.date, as_of: datetime.date | None) -> list[LevelGroup]:
    """Return every framework under its level, from built in to not checked."""
    lines = [line_of(framework, rows, today, as_of) for framework in rows.frameworks]
    groups = (
        LevelGroup(value, label, [line for line in lines if line.level == value])
        for value, label in SupportLevel.choices
    )
    return [group for group in groups if group.lines]


def line_of(
    framework: Framework, rows: FeatureRows, today: datetime.date, as_of: datetime.date | None
) -> FrameworkSupport:
    support = rows.support.get(framework.pk)
    source = rows.sources.get(support.source_id or "") if support else None
    if support is None or source is None or support.level == SupportLevel.UNKNOWN:
        return FrameworkSupport(framework, support, None, [])
    citation = source_citation(source, support.checked_on, evidence_address(support.pk, as_of), today)
    packages = [rows.packages[key] for key in package_keys(support.package) if key in rows.packages]
    return FrameworkSupport(framework, support, citation, packages)
