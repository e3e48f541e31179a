"""Environments: locked with hashes by uv, one for each framework and purpose, holding exactly what the lock says."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lab.console import LabError, say
from lab.paths import ENVIRONMENTS, LOCKS, TOOLS
from lab.programs.frameworks import Framework, tables
from lab.programs.program import needs
from lab.programs.pythons import find_python, find_uv

KINDS = ("bare", "common", "full")
UNFIT = "# no set of versions fits"


def requirements(framework: Framework, kind: str) -> tuple[str, ...]:
    return (*framework.requirements, *needs(framework, kind))


def lock_path(name: str, kind: str = "") -> Path:
    return LOCKS / (f"{name}.{kind}.txt" if kind else f"{name}.txt")


def lock(framework: Framework, upgrade: bool = False) -> None:
    for kind in KINDS:
        if wanted := requirements(framework, kind):
            write_lock(lock_path(framework.slug, kind), wanted, upgrade)
            say(f"locked {framework.slug} {kind}: {', '.join(wanted)}")


def lock_tools(upgrade: bool = False) -> None:
    for tool, wanted in tables()["tools"].items():
        write_lock(lock_path(f"_{tool}"), tuple(wanted), upgrade)
        say(f"locked the tool {tool}")


def write_lock(path: Path, wanted: tuple[str, ...], upgrade: bool = False, constraint: Path | None = None) -> None:
    """Resolve and pin. The first line says what was asked for, so that a lock that no longer fits is noticed."""
    command = [find_uv(), "pip", "compile", "-", "--quiet", "--python", find_python(), "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-config", "--output-file", str(path)]
    command += ["--upgrade"] if upgrade else []
    command += ["--constraint", str(constraint)] if constraint else []
    answer = subprocess.run(command, input="\n".join(wanted), capture_output=True, text=True)
    if answer.returncode:
        raise LabError(f"{path.name}: uv finds no set of versions for {', '.join(wanted)}:\n{answer.stderr.strip()}")
    pins = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    path.write_text("\n".join([f"# {', '.join(wanted)}", *pins, ""]))


def make(framework: Framework, kind: str) -> Path:
    """Make the environment match its lock and return its interpreter."""
    folder = ENVIRONMENTS / framework.slug / kind
    wanted = requirements(framework, kind)
    if not wanted:
        return ensure(folder, None)
    path = lock_path(framework.slug, kind)
    if not path.exists() or path.read_text().splitlines()[0] != f"# {', '.join(wanted)}":
        raise LabError(f"{path.name} is missing or does not fit what is asked for: python -m lab lock {framework.slug}")
    return ensure(folder, path)


def with_path(framework: Framework, packages: tuple[str, ...]) -> Path:
    """The lock of a framework with the packages that a cell names."""
    return LOCKS / "proofs" / f"{framework.slug}+{re.sub(r'[^a-z0-9.-]+', '+', '+'.join(packages).lower())}.txt"


def lock_with(framework: Framework, packages: tuple[str, ...], upgrade: bool = False) -> None:
    """Pin packages beside the framework as the bare lock has it; a set that does not fit is written down as such."""
    path, wanted = with_path(framework, packages), (*framework.requirements, *packages)
    try:
        write_lock(path, wanted, upgrade, constraint=lock_path(framework.slug, "bare"))
        say(f"locked {path.name}")
    except LabError as error:
        path.write_text(f"# {', '.join(wanted)}\n{UNFIT}\n")
        say(str(error))


def make_with(framework: Framework, packages: tuple[str, ...]) -> Path:
    path = with_path(framework, packages)
    if not path.exists():
        raise LabError(f"{path.name} is missing: python -m lab lock --proofs {framework.slug}")
    if UNFIT in path.read_text():
        raise LabError(f"no set of versions fits {', '.join(packages)} and {framework.distribution}")
    return ensure(ENVIRONMENTS / framework.slug / f"with-{path.stem.partition('+')[2]}", path)


def ensure(folder: Path, path: Path | None) -> Path:
    """Build the environment again only where its lock or the Python changed since."""
    python = folder / "bin" / "python"
    with building(folder, lock_sha256(path)) as needed:
        if needed:
            uv(["venv", "--quiet", "--python", find_python(), str(folder)], folder.name)
        if needed and path:
            uv(["pip", "sync", "--quiet", "--require-hashes", "--python", str(python), str(path)], path.name)
    return python


def tool(name: str) -> Path:
    """A folder for PYTHONPATH: servers and pytest stay out of the environments, which hold the lock alone."""
    path, folder = lock_path(f"_{name}"), TOOLS / name
    if not path.exists():
        raise LabError(f"{path.name} is missing: python -m lab lock")
    with building(folder, lock_sha256(path)) as needed:
        if needed:
            install = ["pip", "install", "--quiet", "--require-hashes", "--python", find_python()]
            uv([*install, "--target", str(folder), "-r", str(path)], path.name)
    return folder


@contextmanager
def building(folder: Path, mark: str) -> Iterator[bool]:
    """Whether the folder has to be built; stamped when it was. Two labs at once wait for each other.

    Commands in an environment name its folder in their first line, so one that was moved is built again.
    """
    stamp, state = folder / "lab-stamp", f"{Path(find_python()).resolve()}\n{folder}\n{mark}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        needed = not (stamp.exists() and stamp.read_text() == state)
        if needed:
            shutil.rmtree(folder, ignore_errors=True)
        yield needed
        if needed:
            stamp.write_text(state)


def uv(arguments: list[str], what: str) -> None:
    environ = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    # The certificates that the machine trusts, as pip does.
    environ.setdefault("UV_SYSTEM_CERTS", "true")
    answer = subprocess.run([find_uv(), *arguments], capture_output=True, text=True, env=environ)
    if answer.returncode:
        raise LabError(f"{what} does not install:\n{answer.stderr.strip()[-2000:]}")


def lock_sha256(path: Path | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
