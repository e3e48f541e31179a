"""
Put the main pages before Lighthouse, as it sees a phone and a desktop, on a site of its own.

It needs Node, and Chromium as ``CHROME_PATH`` or on the PATH. ``LIGHTHOUSE`` names the command, without it ``npx``
fetches the version below. The scores of performance depend on how busy the machine is.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.server import HOST, ServerFailedError, prepare, running_server

PAGES = [
    "/",
    "/choose/json-api/",
    "/compare/django-vs-fastapi/",
    "/frameworks/django/",
    "/finder/?v=2&build=api&need=openapi&team=sync",
    "/features/",
]
FORMS: Mapping[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST = 95
SECONDS = 180
COMMAND = "npx --yes lighthouse@13"


def report(address: str, options: list[str], folder: Path) -> dict[str, Any]:
    """Return what Lighthouse writes of one page."""
    output = folder / "report.json"
    flags = "--headless=new" if os.geteuid() else "--headless=new --no-sandbox"
    command = [*shlex.split(os.environ.get("LIGHTHOUSE", COMMAND)), address, "--quiet", "--output=json", *options]
    command += [f"--output-path={output}", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    environment = os.environ | {"CHROME_PATH": chromium}
    # Now and then a recording fails, and Lighthouse asks to be run again.
    for last in (False, True):
        if not subprocess.run(command, env=environment, check=last, timeout=SECONDS).returncode:  # noqa: S603
            break
    written: dict[str, Any] = json.loads(output.read_text())
    return written


def scores(written: Mapping[str, Any]) -> dict[str, int]:
    """Return the scores, from 0 to 100; 0 where Lighthouse gives none."""
    return {name: round(100 * (written["categories"][name]["score"] or 0)) for name in CATEGORIES}


def missed(written: Mapping[str, Any]) -> Iterator[str]:
    """Yield the audits that cost points."""
    for name in CATEGORIES:
        for reference in written["categories"][name]["auditRefs"]:
            audit = written["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{audit['id']} {audit.get('displayValue', '')}".strip()


def main() -> None:
    low = 0
    try:
        with tempfile.TemporaryDirectory(prefix="plumbline-lighthouse-") as name:
            folder = Path(name)
            prepare(folder, 1)
            with running_server(folder, cache_pages=True) as (_group, port):
                for form, options in FORMS.items():
                    for path in PAGES:
                        written = report(f"http://{HOST}:{port}{path}", options, folder)
                        marks = scores(written)
                        low += any(score < LEAST for score in marks.values())
                        numbers = "  ".join(f"{score:3}" for score in marks.values())
                        sys.stdout.write(f"{form:8}{path:48}{numbers}  {', '.join(missed(written))}\n")
    except (ServerFailedError, subprocess.SubprocessError, OSError) as error:
        sys.exit(f"Lighthouse could not be run: {error}")
    sys.exit(f"{low} pages are below {LEAST}." if low else 0)


if __name__ == "__main__":
    main()
