"""Finished steps are kept, so that a run that was stopped goes on where it was."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lab.console import say
from lab.paths import LAB, STEPS
from lab.programs.pythons import find_python

MOST_SECONDS = 24 * 3600


def fingerprint(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


@cache
def runner_hash() -> str:
    """The hash of the lab's own code: a step made by other code is made again."""
    folders = (LAB / name for name in ("checks", "measures", "programs", "runs", "serving"))
    paths = [*LAB.glob("*.py"), *LAB.glob("*.toml"), *(file for folder in folders for file in folder.rglob("*.py"))]
    return fingerprint(*((path.name, path.read_text()) for path in sorted(paths)))


def current_mark(*parts: object) -> str:
    """A mark of what a step depends on, the lab's own code and the Python included."""
    return fingerprint(runner_hash(), str(Path(find_python()).resolve()), *parts)


def step(name: str, mark: str, make: Callable[[], Any], most_seconds: float = MOST_SECONDS) -> Any:
    """The result of a step: the one that is kept, if it has the same mark and is not too old, or a new one."""
    path = STEPS / f"{name}.json"
    kept = read(path)
    if kept and kept["mark"] == mark and time.time() - kept["finished"] < most_seconds:
        say(f"{name}: kept from {round((time.time() - kept['finished']) / 60)} minutes ago")
        return kept["result"]
    result = make()
    write(path, {"mark": mark, "finished": time.time(), "result": result})
    return result


def read(path: Path) -> Any:
    """What a file holds; nothing where it is missing or was cut off."""
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return None


def write(path: Path, value: Any) -> None:
    """Write the whole file or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}.part")
    try:
        scratch.write_text(json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def forget(proofs: bool = False) -> None:
    """What was kept of a run, or of proofs, is written; the next one starts from the beginning."""
    for path in STEPS.glob("*.json"):
        if path.name.startswith("proofs-") == proofs:
            path.unlink()
