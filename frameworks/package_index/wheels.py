"""What the file names of wheels say: for any platform or compiled, and whether for Python without the global lock."""

from collections.abc import Iterable

from django.db import models

# Name, version, Python, ABI and platform.
FEWEST_PARTS = 5


class Wheels(models.TextChoices):
    """What a release's wheels are built for."""

    NONE = "none", "None"
    PURE = "pure", "Pure Python"
    COMPILED = "compiled", "Compiled"
    FREE_THREADED = "free-threaded", "Compiled, also free-threaded"


def wheels_of(names: Iterable[str]) -> Wheels:
    """Return what a release's wheels are built for, from the names of its files."""
    tags = [
        parts[-2:] for name in names if name.endswith(".whl") and len(parts := name[:-4].split("-")) >= FEWEST_PARTS
    ]
    compiled = [abi for abi, platform in tags if platform != "any" or abi != "none"]
    if any(is_free_threaded(abi) for abi in compiled):
        return Wheels.FREE_THREADED
    if compiled:
        return Wheels.COMPILED
    return Wheels.PURE if tags else Wheels.NONE


def is_free_threaded(abi: str) -> bool:
    """Tell whether an ABI such as cp314t is of Python without the global lock."""
    return any(part.startswith("cp") and part.endswith("t") for part in abi.split("."))
