"""The frameworks of the lab, read from frameworks.toml."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lab.console import LabError
from lab.paths import APPS, LAB

COMMON_TASKS = ("t01", "t02", "t03")
TASKS = tuple(f"t{number:02}" for number in range(1, 16))
FLOOR = "_floor"


@dataclass(frozen=True)
class Variant:
    """The same framework with another server or option: a row in brackets, not another framework."""

    label: str
    file: str = "common.py"
    serve: str = ""
    tasks: tuple[str, ...] = COMMON_TASKS
    fault: str = ""


@dataclass(frozen=True, eq=False)
class Framework:
    slug: str
    distribution: str
    interface: str
    serve: str
    floor: str
    browser: bool
    pitfalls: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    faults: dict[str, str] = field(default_factory=dict)
    """Task to the report on a fault of the framework, which makes a check of it fail."""
    as_in: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Task to another framework, whose program is this one's too, and the reason."""

    @property
    def measured_tasks(self) -> tuple[str, ...]:
        """A page that the browser builds is not compared with pages that the server builds."""
        return COMMON_TASKS[:2] if self.browser else COMMON_TASKS

    @property
    def requirements(self) -> tuple[str, ...]:
        return (self.distribution,) if self.distribution else ()

    def tasks(self) -> list[str]:
        """The tasks that have a program."""
        folder = APPS / self.slug
        common = COMMON_TASKS if (folder / "common.py").exists() else ()
        shared = {*common, *self.as_in}
        return [task for task in TASKS if task in shared or (folder / f"{task}.py").exists()]

    def not_offered(self) -> dict[str, str]:
        """Task to the reason why the framework does not offer it."""
        path = APPS / self.slug / "not-offered.toml"
        return tomllib.loads(path.read_text()) if path.exists() else {}


@cache
def tables() -> dict[str, Any]:
    return tomllib.loads((LAB / "frameworks.toml").read_text())


@cache
def frameworks() -> dict[str, Framework]:
    """Every framework by its key in the catalogue."""
    return {slug: read(slug, table) for slug, table in tables()["frameworks"].items()}


@cache
def floors() -> Framework:
    """The raw applications, kept like one more framework."""
    return Framework(FLOOR, "", "wsgi", "wsgi", "", browser=False, pitfalls=())


def read(slug: str, table: dict[str, Any]) -> Framework:
    return Framework(
        slug=slug,
        distribution=table["distribution"],
        interface=table["interface"],
        serve=table.get("serve", table["interface"]),
        floor=table.get("floor", ""),
        browser=table.get("browser", False),
        pitfalls=tuple(table.get("pitfalls", ())),
        environ=table.get("environ", {}),
        faults=table.get("faults", {}),
        as_in={
            task: (other, reason)
            for other, reasons in table.get("as_in", {}).items()
            for task, reason in reasons.items()
        },
        variants=tuple(
            Variant(**{**v, "tasks": tuple(v.get("tasks", COMMON_TASKS))}) for v in table.get("variants", ())
        ),
    )


def choose(slugs: list[str]) -> list[Framework]:
    """The frameworks of these keys; all that have programs where none is named."""
    known = {**frameworks(), FLOOR: floors()}
    if unknown := [slug for slug in slugs if slug not in known]:
        raise LabError(f"no such framework: {', '.join(unknown)}. The lab knows {', '.join(frameworks())}.")
    return [known[slug] for slug in slugs] or [f for f in frameworks().values() if f.tasks()]


def by_commit(commit: str) -> Framework:
    """One framework, another with each commit, so that all have their turn."""
    known = [framework for framework in frameworks().values() if framework.tasks()]
    return known[int(commit or "0", 16) % len(known)]
