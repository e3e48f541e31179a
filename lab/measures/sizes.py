"""Installed size and number of packages of an environment."""

import email
from pathlib import Path
from typing import Any


def site_packages(python: Path) -> Path:
    return next((python.parent.parent / "lib").glob("python3*/site-packages"))


def packages(python: Path) -> dict[str, str]:
    """Version by distribution."""
    versions = {}
    for path in sorted(site_packages(python).glob("*.dist-info/METADATA")):
        message = email.message_from_string(path.read_text(errors="replace"))
        versions[str(message["Name"]).lower().replace("_", "-")] = str(message["Version"])
    return versions


def size_bytes(python: Path) -> int:
    """What the packages hold on disk, without byte code and what the environment itself brings."""
    own = ("_virtualenv.py", "_virtualenv.pth")
    paths = [path for path in site_packages(python).rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in paths if "__pycache__" not in path.parts and path.name not in own)


def measure(python: Path) -> dict[str, Any]:
    versions = packages(python)
    return {"count": len(versions), "bytes": size_bytes(python), "packages": versions}
