"""What each rule looks at. Its docstring is its formula, as `/method/` prints it."""

import re
from collections.abc import Callable, Iterable

from packaging.utils import canonicalize_name
from packaging.version import Version

from frameworks.models import Fact, FactName, Release, SupportLevel
from frameworks.package_index.derived import allows
from measurements.models import CPU, Figure
from reviews.finder.scoring.scales import Dated, interval
from reviews.guides.fact_checks.rules.known import RuleFinding, RuleInput
from reviews.models import Verdict

BUILT_IN = (SupportLevel.BUILTIN, SupportLevel.BUILTIN_EXTRA)
ADDED = (SupportLevel.OFFICIAL_EXTENSION, SupportLevel.THIRD_PARTY)
# Includes “none found”: that search read the package and its documentation, so the feature is in neither.
NOT_BUILT_IN = (*ADDED, SupportLevel.NO, SupportLevel.NONE_FOUND)
COMPARED = {"less than": Verdict.HOLDS, "more than": Verdict.CONTRADICTED, "tied with": Verdict.UNCHECKABLE}
OPEN_SOURCE = frozenset({"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-only", "MIT", "MPL-2.0"})
"""Licences approved by the Open Source Initiative, as far as the catalogue has met them."""


def not_among_proofs(*names: FactName) -> RuleFinding:
    labels = " or ".join(f"“{name.label}”" for name in names)
    return RuleFinding(Verdict.UNCHECKABLE, f"No fact {labels} is among the proofs.")


def supports_python(known: RuleInput, version: str) -> RuleFinding:
    """Holds where the latest release allows the version by its Requires-Python and, if it declares versions at all,
    declares it by a classifier; allowed without being declared cannot be checked. Outdated where an earlier final
    release allowed it."""
    required_python, declared = known.facts.get(FactName.REQUIRES_PYTHON), known.facts.get(FactName.DECLARED_PYTHONS)
    if required_python is None or required_python.value[:1] not in "<>=!~":
        return not_among_proofs(FactName.REQUIRES_PYTHON)
    if not allows(required_python.value, version):
        return was_so(
            known,
            lambda release: bool(release.requires_python) and allows(release.requires_python, version),
            f"The latest release wants Python {required_python.value}.",
            f"allowed {version}",
            python=True,
        )
    if declared and version not in declared.value.split(", "):
        return RuleFinding(
            Verdict.UNCHECKABLE, f"Python {version} is allowed ({required_python.value}) but not declared."
        )
    return RuleFinding(Verdict.HOLDS, f"The latest release allows Python {version} ({required_python.value}).")


def latest_version(known: RuleInput, version: str) -> RuleFinding:
    """Holds where the latest version is that one or begins with it; outdated where such a final release is on
    record."""
    latest = known.facts.get(FactName.LATEST_VERSION)
    if latest is None:
        return not_among_proofs(FactName.LATEST_VERSION)
    if is_of(latest.value, version):
        return RuleFinding(Verdict.HOLDS, f"The latest version is {latest.value}.")
    now = f"The latest version is {latest.value}."
    return was_so(known, lambda release: is_of(release.version, version), now, f"was {version}")


def version_at_least(known: RuleInput, version: str) -> RuleFinding:
    """Holds where the latest version is that one or a higher one."""
    latest = known.facts.get(FactName.LATEST_VERSION)
    if latest is None:
        return not_among_proofs(FactName.LATEST_VERSION)
    reached = Version(latest.value) >= Version(version)
    first = next((release for release in known.final if Version(release.version) >= Version(version)), None)
    since = f" {first.version} of {first.released_on} was the first." if reached and first else ""
    return RuleFinding(
        Verdict.HOLDS if reached else Verdict.CONTRADICTED,
        f"The latest version is {latest.value}.{since}{at_publication(known)}",
    )


def requires(known: RuleInput, *packages: str) -> RuleFinding:
    """Holds where each package is among those that every install brings; where the list is cut short, one that is not
    in it cannot be checked."""
    fact = known.facts.get(FactName.REQUIRED_PACKAGES)
    if fact is None:
        return not_among_proofs(FactName.REQUIRED_PACKAGES)
    listed = required(fact)
    missing = [package for package in packages if canonicalize_name(package) not in listed]
    if not missing:
        return RuleFinding(Verdict.HOLDS, f"It requires {' and '.join(packages)}.")
    if fact.value != str(len(listed)):
        return RuleFinding(
            Verdict.UNCHECKABLE, f"The list of packages on record is not whole; {missing[0]} is not in it."
        )
    return RuleFinding(Verdict.CONTRADICTED, f"It does not require {' and '.join(missing)}.")


def requires_at_most(known: RuleInput, most: str) -> RuleFinding:
    """Holds where an install brings at most so many packages that it names itself; 0 for “no dependencies”."""
    fact = known.facts.get(FactName.REQUIRED_PACKAGES)
    if fact is None or not fact.value.isdigit():
        return not_among_proofs(FactName.REQUIRED_PACKAGES)
    few = int(fact.value) <= int(most)
    count = f"{fact.value} other package{'' if fact.value == '1' else 's'}" if int(fact.value) else "no other package"
    return RuleFinding(Verdict.HOLDS if few else Verdict.CONTRADICTED, f"It requires {count}.")


def long_term_support(known: RuleInput) -> RuleFinding:
    """Holds where a line that the project calls long-term support is out and gets fixes today; outdated where all such
    lines have ended. Without a support window on record it cannot be checked."""
    day = known.today.isoformat()
    out = [window for window in known.windows if window.long_term and window.released and window.released <= day]
    # An end may be a month or a year, so only as much of today is compared; it is empty while none is published.
    alive = [window for window in out if day[: len(window.security_until)] <= window.security_until]
    if alive:
        last = max(alive, key=lambda window: Version(window.version))
        return RuleFinding(Verdict.HOLDS, f"{last.version} is a long-term line with fixes until {last.security_until}.")
    if out:
        last = max(out, key=lambda window: window.security_until)
        return RuleFinding(Verdict.OUTDATED, f"Fixes for its last long-term line, {last.version}, have ended.")
    if known.windows:
        return RuleFinding(Verdict.CONTRADICTED, "None of its support windows is called long-term.")
    return RuleFinding(Verdict.UNCHECKABLE, "No support window is on record.")


def released_every(known: RuleInput, days: str) -> RuleFinding:
    """Holds where the median time between final releases is at most so many days."""
    fact = known.facts.get(FactName.CADENCE)
    median = interval(Dated(fact.value, fact.read_on)) if fact else None
    if fact is None or median is None:
        return not_among_proofs(FactName.CADENCE)
    verdict = Verdict.HOLDS if median <= int(days) else Verdict.CONTRADICTED
    return RuleFinding(verdict, f"Time between final releases: {fact.value}.")


def open_source_licence(known: RuleInput) -> RuleFinding:
    """Holds where one of its licences is approved by the Open Source Initiative; a licence that the rule does not know
    cannot be checked."""
    fact = known.facts.get(FactName.LICENCE) or known.facts.get(FactName.DECLARED_LICENCE)
    if fact is None:
        return not_among_proofs(FactName.LICENCE, FactName.DECLARED_LICENCE)
    approved = OPEN_SOURCE.issuperset(re.split(r" (?:AND|OR) ", fact.value.strip("()")))
    return RuleFinding(Verdict.HOLDS if approved else Verdict.UNCHECKABLE, f"Its licence is {fact.value}.")


def built_in(known: RuleInput) -> RuleFinding:
    """Holds where every feature among the proofs is built in, with an extra or without; one that nobody checked cannot
    be checked."""
    return of_cells(known, BUILT_IN, "Built in", "Not built in")


def not_built_in(known: RuleInput) -> RuleFinding:
    """Holds where no feature among the proofs is built in. A search that found nothing counts as that: it read the
    package and its documentation."""
    return of_cells(known, NOT_BUILT_IN, "Not built in", "Built in")


def add_on(known: RuleInput) -> RuleFinding:
    """Holds where every feature among the proofs comes with a separate package, official or of others."""
    return of_cells(known, ADDED, "With a separate package", "Without one")


def costs_less_than(known: RuleInput, other: str) -> RuleFinding:
    """Holds where the lab measured less processor time than that framework needs for each task that both have, outside
    the noise; contradicted where it measured more for each. Where tasks differ, are tied or were not measured, it
    cannot be checked."""
    ours, theirs = (known.costs.get(framework, {}) for framework in (known.framework, other))
    shared = [measure for measure in CPU if measure in ours and measure in theirs]
    if not shared:
        return RuleFinding(Verdict.UNCHECKABLE, f"Nothing was measured of both it and {other}.")
    compared = {measure: compare(ours[measure], theirs[measure]) for measure in shared}
    text = "; ".join(f"{measure.label}: {words} {other}" for measure, words in compared.items())
    if len(set(compared.values())) > 1:
        return RuleFinding(Verdict.UNCHECKABLE, f"It depends on the task. {text}.")
    return RuleFinding(COMPARED[compared[shared[0]]], f"Measured here. {text}.")


def compare(ours: Figure, theirs: Figure) -> str:
    """Say which figure is lower; tied where their intervals overlap."""
    if ours.high < theirs.low:
        return "less than"
    return "more than" if theirs.high < ours.low else "tied with"


def of_cells(known: RuleInput, levels: Iterable[str], words: str, otherwise: str) -> RuleFinding:
    """Return how the features among the proofs stand: all on some levels, or which are on others."""
    if not known.cells:
        return RuleFinding(Verdict.UNCHECKABLE, "No feature is among the proofs.")
    others = [cell for cell in known.cells if cell.level not in levels]
    if against := [cell.feature.name for cell in others if cell.level != SupportLevel.UNKNOWN]:
        return RuleFinding(Verdict.CONTRADICTED, f"{otherwise}: {', '.join(against)}.")
    if others:
        return RuleFinding(
            Verdict.UNCHECKABLE, f"Nobody has checked: {', '.join(cell.feature.name for cell in others)}."
        )
    return RuleFinding(Verdict.HOLDS, f"{words}: {', '.join(cell.feature.name for cell in known.cells)}.")


def was_so(
    known: RuleInput, test: Callable[[Release], bool], now: str, did: str, *, python: bool = False
) -> RuleFinding:
    """Return “outdated” with the last final release that passes a test, or “contradicted” where none does."""
    passing = [release for release in known.final if test(release)]
    if not passing:
        return RuleFinding(Verdict.CONTRADICTED, f"{now} No final release on record {did}.")
    last = max(passing, key=lambda release: release.released_on)
    past = f"{last.version} of {last.released_on} was the last that {did}."
    return RuleFinding(Verdict.OUTDATED, f"{now} {past}{at_publication(known, python=python)}")


def at_publication(known: RuleInput, *, python: bool = False) -> str:
    """Name the latest final release on the day of the guide, with the ``python`` it wanted; empty where the guide
    prints no day."""
    # A guide may print its month or year alone.
    if len(known.published) != len("2026-11-29"):
        return ""
    out = [release for release in known.final if release.released_on.isoformat() <= known.published]
    if not out:
        return ""
    wants = f", which wanted Python {out[-1].requires_python}" if python and out[-1].requires_python else ""
    return f" When the guide was published, on {known.published}, the latest was {out[-1].version}{wants}."


def is_of(version: str, series: str) -> bool:
    return Version(version).release[: len(Version(series).release)] == Version(series).release


def required(fact: Fact) -> set[str]:
    """Return the names in the note of a fact on required packages, up to what is required only sometimes."""
    names = re.split(r"; |\. |, …", fact.note)[0] if fact.value != "0" else ""
    return {canonicalize_name(name) for name in names.split(", ") if name}
