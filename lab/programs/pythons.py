"""Finding the Python that the frameworks run on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lab.console import LabError

WANTED = (3, 13)
ASK = "import sys; print(*sys.version_info[:3], sys.implementation.name)"


@cache
def find_python() -> str:
    """The first candidate that runs and is new enough; a shim on the PATH may be there and not run."""
    named = os.environ.get("LAB_PYTHON", "")
    tried = []
    for candidate in [named] if named else candidates():
        if suits(version := ask(candidate)):
            return candidate
        tried.append(f"{candidate} ({'.'.join(map(str, version)) or 'does not run'})")
    what = "LAB_PYTHON names" if named else "None was found on the PATH, in pyenv's versions or by uv; tried"
    raise LabError(
        f"The lab needs CPython {'.'.join(map(str, WANTED))} or later. {what}: {', '.join(tried) or 'nothing'}. "
        "Install one (for example: uv python install 3.13) or name it: LAB_PYTHON=/path/to/python3.13"
    )


def suits(version: tuple[int, ...]) -> bool:
    return version[:2] == WANTED or version[:2] > WANTED


def ask(candidate: str) -> tuple[int, ...]:
    """The version that an interpreter says it has, or nothing if it does not run."""
    try:
        answer = subprocess.run([candidate, "-c", ASK], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    words = answer.stdout.split()
    return tuple(map(int, words[:3])) if answer.returncode == 0 and words[-1:] == ["cpython"] else ()


def candidates() -> Iterator[str]:
    yield sys.executable
    yield from (path for name in ("python3.13", "python3.14", "python3") if (path := shutil.which(name)))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from (str(path) for path in sorted(pyenv.glob("versions/3.1[3-9]*/bin/python"), reverse=True))
    if path := by_uv():
        yield path


def by_uv() -> str:
    """A Python that uv manages; uv itself stops at a shim that does not run, so it is asked for its own alone."""
    command = [find_uv(), "python", "find", "--managed-python", "3.13"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


@cache
def find_uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    if path := str(beside) if beside.exists() else shutil.which("uv"):
        return path
    raise LabError("The lab needs uv, which the project's development requirements bring: make .venv/dev.stamp")
