"""How much an install of a package takes, measured by installing it into a fresh environment."""

import platform
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

from frameworks.package_index.derived import FactValue
from frameworks.package_index.stated import size_text

MOST_SECONDS = 600
BLOCK = 512
KIBIBYTE = 1024


class NotMeasured(Exception):
    """The package could not be installed; the message is the last thing that the installer said."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What one install brings, without extras: packages, bytes of their files, and bytes these take on disk."""

    packages: int
    size: int
    disk: int

    @property
    def fact_value(self) -> FactValue:
        brings = "the one package that an" if self.packages == 1 else f"all {self.packages} packages that one"
        python = ".".join(map(str, sys.version_info[:2]))
        where = f"Python {python}, {platform.system()} {platform.machine().replace('_', '-')}"
        note = f"File sizes of {brings} install brings, without extras; {where}. {self.disk // KIBIBYTE:,} KiB on disk"
        return FactValue(size_text(self.size), note)


def measure(package: str, version: str) -> Footprint:
    """Install one version into an environment that is thrown away, and return what it takes.

    Raises ``NotMeasured`` when it cannot be installed, or not within ten minutes.
    """
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=False)
        install(Path(folder, "bin", "python"), f"{package}=={version}")
        [site] = Path(folder, "lib").glob("python*/site-packages")
        return footprint(site)


def install(python: Path, requirement: str) -> None:
    """Install what a requirement names with the wheels there are: nothing is built, so no code of a package runs."""
    options = ["--quiet", "--no-input", "--no-compile", "--only-binary", ":all:", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", *options, requirement]
    try:
        process = subprocess.run(  # noqa: S603 - no shell, and the name comes from the catalogue
            command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotMeasured(f"the install took longer than {MOST_SECONDS} seconds") from error
    if process.returncode:
        lines = process.stderr.strip().splitlines() or ["the installer said nothing"]
        raise NotMeasured(lines[-1][:200])


def footprint(site: Path) -> Footprint:
    """Return what a folder of installed packages takes."""
    files = [path.lstat() for path in site.rglob("*") if path.is_file()]
    return Footprint(
        packages=sum(1 for _ in site.glob("*.dist-info")),
        size=sum(file.st_size for file in files),
        disk=sum(file.st_blocks * BLOCK for file in files),
    )
