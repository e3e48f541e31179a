"""What follows from the releases of a package and what it declares. Each function's docstring is its formula, as
`/method/` prints it. No request, no query."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import getdoc
from itertools import pairwise
from statistics import median

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from frameworks.models import FactName, PythonVersion
from frameworks.package_index.document import Release

YEARS = 2
FEWEST_GAPS = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """The value of a fact, and what to know of it; without a note, what an editor noted stays."""

    value: str
    note: str = ""


@dataclass(frozen=True)
class Known:
    """What the formulas start from: releases with the newest version first, and what the latest one declares."""

    releases: Sequence[Release]
    today: datetime.date
    requires_python: str = ""
    declared: Sequence[str] = ()
    pythons: Sequence[PythonVersion] = field(default_factory=list)

    @property
    def recent(self) -> list[Release]:
        """The releases of the last 24 months."""
        start = years_before(self.today, YEARS)
        return [one for one in self.releases if one.released_on >= start]


def years_before(day: datetime.date, years: int) -> datetime.date:
    last_of_february = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last_of_february.replace(year=day.year - years)


def latest(releases: Sequence[Release]) -> Release:
    """The highest final version that was not withdrawn; where there is none, the highest pre-release, else any."""
    kept = [one for one in releases if not one.yanked]
    final = [one for one in kept if one.is_final]
    return next(iter(final or kept or releases))


def releases_24_months(known: Known) -> Finding:
    """How many releases were uploaded in the 24 months before the reading, pre-releases and withdrawn ones
    included, development builds not."""
    early = sum(not one.is_final for one in known.recent)
    note = f"{early or 'no'} pre-release{'' if early == 1 else 's'} among them" if known.recent else ""
    return Finding(str(len(known.recent)), note)


def first_upload(known: Known) -> Finding:
    """The day of the earliest file that the index still has."""
    return Finding(min(one.released_on for one in known.releases).isoformat())


def release_cadence(known: Known) -> Finding | None:
    """The median of the days from one final release to the next, over those of the last 24 months that were not
    withdrawn; several on one day count once, and fewer than three give no figure."""
    days = sorted({one.released_on for one in known.recent if one.is_final and not one.yanked})
    gaps = [(after - before).days for before, after in pairwise(days)]
    if len(gaps) < FEWEST_GAPS:
        return None
    middle = median(gaps)
    # To the half day, because the finder compares it with limits in days.
    length = f"{middle:g} day{'' if middle == 1 else 's'}"
    return Finding(f"{length} (median)", f"{len(days)} days with a final release in 24 months")


def stable_since(known: Known) -> Finding:
    """The day of the first final release of version 1.0 or later that was not withdrawn; before there is one, since
    when there have been versions below 1.0."""
    kept = [one for one in known.releases if one.is_final and not one.yanked]
    stable = [one.released_on for one in kept if one.version >= Version("1.0")]
    if stable:
        return Finding(f"Since {min(stable)}")
    first = min(one.released_on for one in known.releases)
    return Finding(f"Not yet: below 1.0 since {first}", "A version below 1.0 promises no stable interface")


def supported_pythons(known: Known) -> Finding | None:
    """Of the Python versions that still get security fixes, how many the latest release allows by its Requires-Python
    and, where it declares versions at all, also declares by its classifiers."""
    rows = sorted(known.pythons, key=lambda row: Version(row.key))
    current = [row.key for row in rows if gets_fixes(row, known.today)]
    if not current or not (known.requires_python or known.declared):
        return None
    allowed = [each for each in current if allows(known.requires_python, each)]
    counted = [each for each in allowed if not known.declared or each in known.declared]
    silent = [each for each in allowed if each not in counted]
    basis = "declared" if known.declared else "allowed, none declared"
    words = [f"{', '.join(counted)} {basis}"] if counted else []
    words += [f"{', '.join(silent)} allowed, not declared"] if silent else []
    words += [f"{', '.join(each for each in current if each not in allowed)} not allowed"] if allowed != current else []
    return Finding(f"{len(counted)} of {len(current)}", "; ".join(words))


def gets_fixes(row: PythonVersion, day: datetime.date) -> bool:
    """Tell whether a Python version is out and still gets security fixes; a month or year counts to its end."""
    until = row.security_until
    return row.released <= day.isoformat() and (not until or day.isoformat()[: len(until)] <= until)


def allows(requires_python: str, version: str) -> bool:
    """Tell whether a Requires-Python allows some release of a feature version; what cannot be read forbids nothing."""
    try:
        wanted = SpecifierSet(requires_python)
    except InvalidSpecifier:
        return True
    # A bound such as >=3.11.4 or !=3.11.0 leaves later releases of 3.11.
    return any(wanted.contains(f"{version}.{patch}") for patch in (0, 1, 99))


FORMULAS: Mapping[FactName, Callable[[Known], Finding | None]] = {
    FactName.RELEASES_24_MONTHS: releases_24_months,
    FactName.CADENCE: release_cadence,
    FactName.FIRST_UPLOAD: first_upload,
    FactName.STABLE_SINCE: stable_since,
    FactName.SUPPORTED_PYTHONS: supported_pythons,
}


def derived(known: Known) -> dict[FactName, Finding]:
    """Return every derived fact that what is known supports."""
    found = ((name, formula(known)) for name, formula in FORMULAS.items())
    return {name: finding for name, finding in found if finding is not None}


def formula_texts() -> list[tuple[str, str]]:
    """Return the label and the formula of every derived fact."""
    return [(str(name.label), one_line(getdoc(formula) or "")) for name, formula in FORMULAS.items()]


def one_line(text: str) -> str:
    return " ".join(text.split())


def newest_first(releases: Iterable[Release]) -> list[Release]:
    return sorted(releases, key=lambda one: one.version, reverse=True)
