"""What each rule looks at. Its docstring is its formula, as `/method/` prints it."""

import re
from collections.abc import Callable, Iterable

from packaging.utils import canonicalize_name
from packaging.version import Version

from frameworks.models import Fact, FactName, Release, SupportLevel
from frameworks.package_index.derived import allows
from reviews.finder.scoring.scales import Dated, interval
from reviews.guides.fact_checks.rules.known import Finding, Known, Verdict

BUILT_IN = (SupportLevel.BUILTIN, SupportLevel.BUILTIN_EXTRA)
ADDED = (SupportLevel.OFFICIAL_EXTENSION, SupportLevel.THIRD_PARTY)
# A search that found nothing read the package and its documentation, so what it overlooked is no part of these.
NOT_BUILT_IN = (*ADDED, SupportLevel.NO, SupportLevel.NONE_FOUND)
OPEN_SOURCE = frozenset({"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-only", "MIT", "MPL-2.0"})
"""Licences approved by the Open Source Initiative, as far as the catalogue has met them."""


def not_among_proofs(*names: FactName) -> Finding:
    said = " or ".join(f"“{name.label}”" for name in names)
    return Finding(Verdict.UNCHECKABLE, f"No fact {said} is among the proofs.")


def supports_python(known: Known, version: str) -> Finding:
    """Holds where the latest release allows the version by its Requires-Python and, if it declares versions at all,
    declares it by a classifier; allowed without being declared cannot be checked. Outdated where an earlier final
    release allowed it."""
    wanted, declared = known.facts.get(FactName.REQUIRES_PYTHON), known.facts.get(FactName.DECLARED_PYTHONS)
    if wanted is None or wanted.value[:1] not in "<>=!~":
        return not_among_proofs(FactName.REQUIRES_PYTHON)
    if not allows(wanted.value, version):
        return was_so(
            known,
            lambda one: bool(one.requires_python) and allows(one.requires_python, version),
            f"The latest release wants Python {wanted.value}.",
            f"allowed {version}",
            python=True,
        )
    if declared and version not in declared.value.split(", "):
        return Finding(Verdict.UNCHECKABLE, f"Python {version} is allowed ({wanted.value}) but not declared.")
    return Finding(Verdict.HOLDS, f"The latest release allows Python {version} ({wanted.value}).")


def latest_version(known: Known, version: str) -> Finding:
    """Holds where the latest version is that one or begins with it; outdated where such a final release is on
    record."""
    latest = known.facts.get(FactName.LATEST_VERSION)
    if latest is None:
        return not_among_proofs(FactName.LATEST_VERSION)
    if is_of(latest.value, version):
        return Finding(Verdict.HOLDS, f"The latest version is {latest.value}.")
    now = f"The latest version is {latest.value}."
    return was_so(known, lambda one: is_of(one.version, version), now, f"was {version}")


def version_at_least(known: Known, version: str) -> Finding:
    """Holds where the latest version is that one or a higher one."""
    latest = known.facts.get(FactName.LATEST_VERSION)
    if latest is None:
        return not_among_proofs(FactName.LATEST_VERSION)
    reached = Version(latest.value) >= Version(version)
    first = next((one for one in known.final if Version(one.version) >= Version(version)), None)
    since = f" {first.version} of {first.released_on} was the first." if reached and first else ""
    return Finding(
        Verdict.HOLDS if reached else Verdict.CONTRADICTED,
        f"The latest version is {latest.value}.{since}{at_publication(known)}",
    )


def requires(known: Known, *packages: str) -> Finding:
    """Holds where each package is among those that every install brings; where the list is cut short, one that is not
    in it cannot be checked."""
    fact = known.facts.get(FactName.REQUIRED_PACKAGES)
    if fact is None:
        return not_among_proofs(FactName.REQUIRED_PACKAGES)
    listed = required(fact)
    missing = [one for one in packages if canonicalize_name(one) not in listed]
    if not missing:
        return Finding(Verdict.HOLDS, f"It requires {' and '.join(packages)}.")
    if fact.value != str(len(listed)):
        return Finding(Verdict.UNCHECKABLE, f"The list of packages on record is not whole; {missing[0]} is not in it.")
    return Finding(Verdict.CONTRADICTED, f"It does not require {' and '.join(missing)}.")


def requires_at_most(known: Known, most: str) -> Finding:
    """Holds where an install brings at most so many packages that it names itself; 0 for “no dependencies”."""
    fact = known.facts.get(FactName.REQUIRED_PACKAGES)
    if fact is None or not fact.value.isdigit():
        return not_among_proofs(FactName.REQUIRED_PACKAGES)
    few = int(fact.value) <= int(most)
    count = f"{fact.value} other package{'' if fact.value == '1' else 's'}" if int(fact.value) else "no other package"
    return Finding(Verdict.HOLDS if few else Verdict.CONTRADICTED, f"It requires {count}.")


def long_term_support(known: Known) -> Finding:
    """Holds where a line that the project calls long-term support is out and gets fixes today; outdated where all such
    lines have ended. Without a support window on record it cannot be checked."""
    day = known.today.isoformat()
    out = [one for one in known.windows if one.long_term and one.released and one.released <= day]
    alive = [one for one in out if day[: len(one.security_until)] <= one.security_until]
    if alive:
        last = max(alive, key=lambda one: Version(one.version))
        return Finding(Verdict.HOLDS, f"{last.version} is a long-term line with fixes until {last.security_until}.")
    if out:
        last = max(out, key=lambda one: one.security_until)
        return Finding(Verdict.OUTDATED, f"Fixes for its last long-term line, {last.version}, have ended.")
    if known.windows:
        return Finding(Verdict.CONTRADICTED, "None of its support windows is called long-term.")
    return Finding(Verdict.UNCHECKABLE, "No support window is on record.")


def released_every(known: Known, days: str) -> Finding:
    """Holds where the median time between final releases is at most so many days."""
    fact = known.facts.get(FactName.CADENCE)
    found = interval(Dated(fact.value, fact.read_on)) if fact else None
    if fact is None or found is None:
        return not_among_proofs(FactName.CADENCE)
    verdict = Verdict.HOLDS if found <= int(days) else Verdict.CONTRADICTED
    return Finding(verdict, f"Time between final releases: {fact.value}.")


def open_source_licence(known: Known) -> Finding:
    """Holds where one of its licences is approved by the Open Source Initiative; a licence that the rule does not know
    cannot be checked."""
    fact = known.facts.get(FactName.LICENCE) or known.facts.get(FactName.DECLARED_LICENCE)
    if fact is None:
        return not_among_proofs(FactName.LICENCE, FactName.DECLARED_LICENCE)
    approved = OPEN_SOURCE.issuperset(re.split(r" (?:AND|OR) ", fact.value.strip("()")))
    return Finding(Verdict.HOLDS if approved else Verdict.UNCHECKABLE, f"Its licence is {fact.value}.")


def built_in(known: Known) -> Finding:
    """Holds where every feature among the proofs is built in, with an extra or without; one that nobody checked cannot
    be checked."""
    return of_cells(known, BUILT_IN, "Built in", "Not built in")


def not_built_in(known: Known) -> Finding:
    """Holds where no feature among the proofs is built in. A search that found nothing counts as that: it read the
    package and its documentation."""
    return of_cells(known, NOT_BUILT_IN, "Not built in", "Built in")


def add_on(known: Known) -> Finding:
    """Holds where every feature among the proofs comes with a separate package, official or of others."""
    return of_cells(known, ADDED, "With a separate package", "Without one")


def of_cells(known: Known, levels: Iterable[str], words: str, otherwise: str) -> Finding:
    """Return how the features among the proofs stand: all on some levels, or which are on others."""
    if not known.cells:
        return Finding(Verdict.UNCHECKABLE, "No feature is among the proofs.")
    others = [one for one in known.cells if one.level not in levels]
    if against := [one.feature.name for one in others if one.level != SupportLevel.UNKNOWN]:
        return Finding(Verdict.CONTRADICTED, f"{otherwise}: {', '.join(against)}.")
    if others:
        return Finding(Verdict.UNCHECKABLE, f"Nobody has checked: {', '.join(one.feature.name for one in others)}.")
    return Finding(Verdict.HOLDS, f"{words}: {', '.join(one.feature.name for one in known.cells)}.")


def was_so(known: Known, test: Callable[[Release], bool], now: str, did: str, *, python: bool = False) -> Finding:
    """Return “outdated” with the last final release that passes a test, or “contradicted” where none does."""
    passing = [one for one in known.final if test(one)]
    if not passing:
        return Finding(Verdict.CONTRADICTED, f"{now} No final release on record {did}.")
    last = max(passing, key=lambda one: one.released_on)
    past = f"{last.version} of {last.released_on} was the last that {did}."
    return Finding(Verdict.OUTDATED, f"{now} {past}{at_publication(known, python=python)}")


def at_publication(known: Known, *, python: bool = False) -> str:
    """Name the latest final release on the day of the guide, with the ``python`` it wanted; empty where the guide
    prints no day."""
    out = [one for one in known.final if len(known.published) == 10 and one.released_on.isoformat() <= known.published]
    if not out:
        return ""
    wants = f", which wanted Python {out[-1].requires_python}" if python and out[-1].requires_python else ""
    return f" When the guide was published, on {known.published}, the latest was {out[-1].version}{wants}."


def is_of(version: str, series: str) -> bool:
    return Version(version).release[: len(Version(series).release)] == Version(series).release


def required(fact: Fact) -> set[str]:
    """Return the names in the note of a fact on required packages, up to what is required only sometimes."""
    names = re.split(r"; |\. |, …", fact.note)[0] if fact.value != "0" else ""
    return {canonicalize_name(one) for one in names.split(", ") if one}
