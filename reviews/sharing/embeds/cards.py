"""What the small cards and badges for other sites say of a framework. Rows in, words out."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.dates import today
from curation.snapshots.protocol import Snapshot
from curation.web.addresses import evidence_address
from frameworks.models import Fact, FactName, Framework, Support, SupportLevel, SupportWindow
from frameworks.releases.plans import NO_PLAN, SupportPlan, plans
from measurements.proven import read_proven

FACTS = (FactName.LATEST_VERSION, FactName.RELEASED)
NOT_RECORDED = "not recorded"


class CardLine(NamedTuple):
    """One thing that a card says, and where it is shown; an unknown has no address."""

    label: str
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkCard:
    """A framework in a few lines."""

    framework: Framework
    plan: SupportPlan
    version: CardLine
    built_in: CardLine
    proven: CardLine

    @property
    def lines(self) -> Sequence[CardLine]:
        until = CardLine("Supported until", self.plan.until or NOT_RECORDED, self.plan.until_address)
        return (self.version, until, self.built_in, self.proven)


def read_cards(snapshot: Snapshot, frameworks: Sequence[Framework]) -> list[FrameworkCard]:
    """Return the cards of some frameworks; four queries."""
    keys = [framework.key for framework in frameworks]
    facts = {
        (framework, name): (value, key)
        for framework, name, value, key in snapshot.values(
            Fact, "framework_id", "name", "value", "key", framework__in=keys, name__in=[name.value for name in FACTS]
        )
    }
    windows = snapshot.rows(SupportWindow, framework__in=keys)
    dates = plans(windows, snapshot.day or today(), snapshot.day)
    levels = snapshot.values(Support, "framework_id", "level", "key", framework__in=keys)
    proven = read_proven(snapshot, framework__in=keys)
    return [card(row, dates.get(row.key, NO_PLAN), facts, levels, proven, snapshot.day) for row in frameworks]


def card(
    framework: Framework,
    plan: SupportPlan,
    facts: Mapping[tuple[str, str], tuple[str, str]],
    levels: Iterable[tuple[str, str, str]],
    proven: frozenset[str],
    day: datetime.date | None,
) -> FrameworkCard:
    version, version_key = facts.get((framework.key, FactName.LATEST_VERSION), ("", ""))
    released, _key = facts.get((framework.key, FactName.RELEASED), ("", ""))
    own = [(level, key) for owner, level, key in levels if owner == framework.key]
    checked = [key for level, key in own if level != SupportLevel.UNKNOWN]
    built_in = [key for level, key in own if level == SupportLevel.BUILTIN]
    ran = [key for key in built_in if evidence_address(key, day) in proven]
    features = f"{framework.get_absolute_url()}features/"
    words = f"{version}{f', {released}' if released else ''}" if version else NOT_RECORDED
    return FrameworkCard(
        framework,
        plan,
        CardLine("Latest release", words, evidence_address(version_key, day) if version_key else ""),
        counted("Features built in", built_in, checked, features),
        counted("Of these proven by a program", ran, built_in, features),
    )


def counted(label: str, some: Sequence[str], of: Sequence[str], address: str) -> CardLine:
    """Return how many of how many; nothing is counted where nothing was checked."""
    return CardLine(label, f"{len(some)} of {len(of)}", address) if of else CardLine(label, "not checked")
