"""What follows from the releases of a package and what it declares. Each function's docstring is its formula, as
`/method/` prints it."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from inspect import getdoc
from itertools import pairwise
from statistics import median

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from frameworks.models import FactName, PythonVersion
from frameworks.package_index.document import IndexRelease, version_in

YEARS = 2
FEWEST_GAPS = 2


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of a fact with a note; without one, the note that an editor wrote stays."""

    value: str
    note: str = ""


@dataclass(frozen=True)
class FormulaInput:
    """What the formulas start from: releases with the newest version first, and what the latest one declares."""

    releases: Sequence[IndexRelease]
    today: datetime.date
    requires_python: str = ""
    declared: Sequence[str] = ()
    pythons: Sequence[PythonVersion] = field(default_factory=list)

    @property
    def recent(self) -> list[IndexRelease]:
        """The releases of the last 24 months."""
        start = years_before(self.today, YEARS)
        return [release for release in self.releases if release.released_on >= start]


def years_before(day: datetime.date, years: int) -> datetime.date:
    last_of_february = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last_of_february.replace(year=day.year - years)


def latest(releases: Sequence[IndexRelease]) -> IndexRelease:
    """The highest final version that was not withdrawn; where there is none, the highest pre-release, else any."""
    kept = [release for release in releases if not release.yanked]
    final = [release for release in kept if release.is_final]
    return next(iter(final or kept or releases))


def releases_24_months(known: FormulaInput) -> FactValue:
    """How many releases were uploaded in the 24 months before the reading, pre-releases and withdrawn ones
    included, development builds not."""
    early = sum(not release.is_final for release in known.recent)
    note = f"{early or 'no'} pre-release{'' if early == 1 else 's'} among them" if known.recent else ""
    return FactValue(str(len(known.recent)), note)


def first_upload(known: FormulaInput) -> FactValue:
    """The day of the earliest file that the index still has."""
    return FactValue(min(release.released_on for release in known.releases).isoformat())


def release_cadence(known: FormulaInput) -> FactValue | None:
    """The median of the days from one final release to the next, over those of the last 24 months that were not
    withdrawn; several on one day count once, and fewer than three give no figure."""
    days = sorted({release.released_on for release in known.recent if release.is_final and not release.yanked})
    gaps = [(after - before).days for before, after in pairwise(days)]
    if len(gaps) < FEWEST_GAPS:
        return None
    middle = median(gaps)
    # To the half day, because the finder compares it with limits in days.
    length = f"{middle:g} day{'' if middle == 1 else 's'}"
    return FactValue(f"{length} (median)", f"{len(days)} days with a final release in 24 months")


def stable_since(known: FormulaInput) -> FactValue:
    """The day of the first final release of version 1.0 or later that was not withdrawn; before there is one, since
    when there have been versions below 1.0."""
    kept = [release for release in known.releases if release.is_final and not release.yanked]
    stable = [release.released_on for release in kept if release.version >= Version("1.0")]
    if stable:
        return FactValue(f"Since {min(stable)}")
    first = min(release.released_on for release in known.releases)
    return FactValue(f"Not yet: below 1.0 since {first}", "A version below 1.0 promises no stable interface")


def supported_pythons(known: FormulaInput) -> FactValue | None:
    """Of the Python versions that still get security fixes, how many the latest release allows by its Requires-Python
    and, where it declares versions at all, also declares by its classifiers."""
    rows = sorted((row for row in known.pythons if version_in(row.key)), key=lambda row: Version(row.key))
    current = [row.key for row in rows if gets_fixes(row, known.today)]
    if not current or not (known.requires_python or known.declared):
        return None
    allowed = [version for version in current if allows(known.requires_python, version)]
    counted = [version for version in allowed if not known.declared or version in known.declared]
    silent = [version for version in allowed if version not in counted]
    basis = "declared" if known.declared else "allowed, none declared"
    words = [f"{', '.join(counted)} {basis}"] if counted else []
    words += [f"{', '.join(silent)} allowed, not declared"] if silent else []
    forbidden = [version for version in current if version not in allowed]
    words += [f"{', '.join(forbidden)} not allowed"] if forbidden else []
    return FactValue(f"{len(counted)} of {len(current)}", "; ".join(words))


def gets_fixes(row: PythonVersion, day: datetime.date) -> bool:
    """Tell whether a Python version is out and still gets security fixes; a month or year counts to its end."""
    until = row.security_until
    return row.released <= day.isoformat() and (not until or day.isoformat()[: len(until)] <= until)


@lru_cache
def allows(requires_python: str, version: str) -> bool:
    """Tell whether a Requires-Python allows some release of a feature version; an invalid specifier forbids nothing."""
    try:
        allowed = SpecifierSet(requires_python)
    except InvalidSpecifier:
        return True
    # A bound such as >=3.11.4 or !=3.11.0 leaves later releases of 3.11.
    return any(allowed.contains(f"{version}.{patch}") for patch in (0, 1, 99))


FORMULAS: Mapping[FactName, Callable[[FormulaInput], FactValue | None]] = {
    FactName.RELEASES_24_MONTHS: releases_24_months,
    FactName.CADENCE: release_cadence,
    FactName.FIRST_UPLOAD: first_upload,
    FactName.STABLE_SINCE: stable_since,
    FactName.SUPPORTED_PYTHONS: supported_pythons,
}


def derived(known: FormulaInput) -> dict[FactName, FactValue]:
    """Return every derived fact that has a value."""
    values = ((name, formula(known)) for name, formula in FORMULAS.items())
    return {name: value for name, value in values if value is not None}


def formula_texts() -> list[tuple[str, str]]:
    """Return the label and the formula of every derived fact."""
    return [(str(name.label), one_line(getdoc(formula) or "")) for name, formula in FORMULAS.items()]


def one_line(text: str) -> str:
    return " ".join(text.split())


def newest_first(releases: Iterable[IndexRelease]) -> list[IndexRelease]:
    return sorted(releases, key=lambda release: release.version, reverse=True)
