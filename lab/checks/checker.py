"""What a check is given: a client of the server under test, a seed, and places for its findings."""

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from lab.serving.client import ClientError, HttpAnswer, HttpClient
from lab.serving.commands import Copy
from lab.serving.servers import Server

YES, PARTLY, NO = "yes", "partly", "no"
Step = Callable[["Checker"], None]


@dataclass
class Checker:
    """MUST checks decide whether a program passes. Notes are recorded and shown: they are the framework's defaults."""

    copy: Copy
    site: Server | None
    seed: int
    random: Random = field(init=False)
    outcomes: dict[str, str] = field(default_factory=dict)
    observations: dict[str, list[bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    @property
    def server(self) -> Server:
        if self.site is None:
            raise LookupError("this task is not served")
        return self.site

    def client(self) -> HttpClient:
        """A new visitor, without cookies."""
        return HttpClient(self.server.port)

    def must(self, ok: bool, label: str, seen: object = "") -> None:
        """Record a check under its label; one failure is enough to fail the label."""
        if not ok:
            self.outcomes[label] = self.outcomes.get(label) or " ".join(str(seen).split())[:400] or "nothing"
        else:
            self.outcomes.setdefault(label, "")

    def note(self, label: str, ok: bool) -> None:
        self.observations.setdefault(label, []).append(ok)

    def refused(self, answer: HttpAnswer, label: str) -> bool:
        """The program must refuse this input as the client's mistake."""
        ok = answer.status in (400, 422)
        self.must(ok, f"{label} is refused", answer)
        return ok

    def run(self, steps: list[Step]) -> None:
        """Run every step; an error in one is a failed check and does not hide the others."""
        for step in steps:
            try:
                step(self)
            except (ClientError, AttributeError, LookupError, TypeError, ValueError, OSError) as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                self.must(False, f"{words(step.__name__)}: to the end", f"{error!r} ({place.name})")

    @property
    def failed(self) -> list[dict[str, str]]:
        return [{"check": label, "seen": seen} for label, seen in self.outcomes.items() if seen]

    @property
    def notes(self) -> dict[str, str]:
        return {label: summary(seen) for label, seen in sorted(self.observations.items())}


def summary(seen: list[bool]) -> str:
    return YES if all(seen) else PARTLY if any(seen) else NO


def words(name: str) -> str:
    return name.replace("_", " ")


def same(left: Any, right: Any) -> bool:
    """Equal as JSON, where 1, 1.0 and true are three things."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
