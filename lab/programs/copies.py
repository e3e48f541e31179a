"""Copies of programs: each is run in a folder of its own, below var/lab/."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lab.console import say
from lab.paths import FETCHED, LOGS, WORK
from lab.programs.environments import building, lock_sha256, make
from lab.programs.program import Program
from lab.serving.commands import Copy

KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "CHROMIUM")
LOG_SECONDS = 24 * 3600


@contextmanager
def prepared(program: Program, environ: dict[str, str] | None = None) -> Iterator[Copy]:
    """Copy the program's folder and run what its header asks for; the copy is removed after the block."""
    python = make(program.framework, program.environment)
    source = fetched(program) / "app" if "fetch" in program.header else program.folder
    WORK.mkdir(parents=True, exist_ok=True)
    prefix = f"{program.framework.slug}-{program.path.stem}-{os.getpid()}-"
    copy = copy_to(Path(tempfile.mkdtemp(prefix=prefix, dir=WORK)), source, program, python, environ or {})
    try:
        copy.run_lines("prepare")
        yield copy
    finally:
        copy.remove()


def copy_to(top: Path, source: Path, program: Program, python: Path, environ: dict[str, str]) -> Copy:
    folder, data = top / "app", top / "data"
    shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    data.mkdir()
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    own = {"LAB_DATA": str(data), "PYTHONUNBUFFERED": "1", **program.framework.environ}
    return Copy(program, python, folder, data, kept | own | environ)


def fetched(program: Program) -> Path:
    return FETCHED / f"{program.framework.slug}-{program.path.stem}"


def fetch(program: Program) -> None:
    """Run what a program needs from a network, before the networks are cut off; kept until the program changes."""
    if "fetch" not in program.header:
        return
    python, folder = make(program.framework, program.environment), fetched(program)
    with building(folder, f"{program.sha256()} {lock_sha256(program.lock)}") as needed:
        if needed:
            say(f"{program.framework.slug} {program.task}: fetching what it needs from outside")
            copy_to(folder, program.folder, program, python, {}).run_lines("fetch")


def clear_left() -> None:
    """Remove what a lab that was killed left: its copies, and logs of another day."""
    for path in WORK.glob("*-*"):
        words = [word for word in path.name.split("-") if word.isdigit()]
        if not (words and Path(f"/proc/{words[-1]}").exists()):
            shutil.rmtree(path, ignore_errors=True)
    for path in LOGS.glob("*.log"):
        if time.time() - path.stat().st_mtime > LOG_SECONDS:
            path.unlink(missing_ok=True)
