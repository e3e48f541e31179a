"""Which release a node runs: nodes of two releases share no page, which names hashed files, and no file of the data."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

CODE = ("config", "curation", "editorial", "frameworks", "measurements", "reviews", "templates")


@cache
def fingerprint() -> str:
    """Return a hash of the code, the templates and the names of the static files."""
    base = Path(settings.BASE_DIR)
    files = [file for folder in CODE for file in (base / folder).rglob("*") if file.suffix in {".py", ".html"}]
    manifest = Path(settings.STATIC_ROOT or base) / "staticfiles.json"
    digest = hashlib.sha256()
    for file in sorted(files) + ([manifest] if manifest.is_file() else []):
        digest.update(f"{file.relative_to(base)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
