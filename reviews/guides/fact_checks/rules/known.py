"""What a rule starts from, and what it says."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from packaging.version import Version

from frameworks.models import Fact, Release, Support, SupportWindow
from measurements.models import Figure
from reviews.models import Verdict


class RuleFinding(NamedTuple):
    """What a rule found, and why, in a sentence."""

    verdict: Verdict
    text: str


@dataclass(frozen=True)
class RuleInput:
    """What the rules of one statement start from."""

    today: datetime.date
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """The facts of its own framework among its proofs, by name."""
    cells: Sequence[Support] = ()
    """The feature cells among its proofs, with their features."""
    releases: Sequence[Release] = ()
    """All of its framework."""
    windows: Sequence[SupportWindow] = ()
    published: str = ""
    """The day of the guide; empty where it prints none."""
    framework: str = ""
    costs: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    """The processor time that the lab measured, of the first program of each framework, by framework and measure."""

    @property
    def final(self) -> list[Release]:
        """The final releases that were not withdrawn, the lowest version first."""
        final = [release for release in self.releases if not release.prerelease and not release.yanked]
        return sorted(final, key=lambda release: Version(release.version))
