"""What a proof imports, and the pytest plugin that writes down how it went.

    from proof import BROKEN, cell

    @cell("sessions", "builtin")
    def test_session_keeps_a_value(): ...

    @cell("sessions", "third-party", packages=["flask-session"])

BROKEN is true when the proof is run to see whether it can fail: the program then leaves out what it proves.
It needs nothing but pytest, because it runs in the environment of the framework.
"""

import json
import os
import signal
import sys
from collections.abc import Generator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

BROKEN = os.environ.get("BREAK") == "1"
SECONDS = 60
OUTPUT = 3000


def cell(feature: str, claim: str, **details: Any) -> pytest.MarkDecorator:
    """Name the cell of the matrix that a program proves; details: packages=[…], kind="probe"."""
    return pytest.mark.cell(feature, claim, **details)


class TookTooLong(Exception):
    pass


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cell(feature, claim, packages, kind): the cell that a program proves")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """End a proof that hangs."""

    def stop(*_: object) -> None:
        raise TookTooLong(f"longer than {SECONDS} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" or (call.when == "setup" and call.excinfo):
        write(item, call, report)
    return report


def write(item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
    """One line of JSON for a program that ran."""
    error = call.excinfo
    outcome = "passed" if error is None else "assertion" if error.errisinstance(AssertionError) else "other"
    lines = [*report.capstdout.splitlines(), *(report.longreprtext.splitlines()[-25:] if error else [])]
    line = {
        "function": item.name,
        "outcome": outcome,
        "output": "\n".join(lines)[-OUTPUT:],
        "seconds": round(call.duration, 3),
        "loaded": loaded(),
        "date": datetime.now(UTC).date().isoformat(),
    }
    with Path(os.environ["PROOF_RESULTS"]).open("a") as file:
        file.write(json.dumps(line) + "\n")


def loaded() -> dict[str, str]:
    """Distributions of the environment that have been imported, with their versions."""
    files = {name.split(".")[0]: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
    inside = {name for name, file in files.items() if file and file.startswith(sys.prefix)}
    owners = metadata.packages_distributions()
    names = sorted({owner for name in inside for owner in owners.get(name, [])})
    return {name: metadata.version(name) for name in names}
