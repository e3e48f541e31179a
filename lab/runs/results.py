"""Results files: everything raw, one file a run, written whole and never over another."""

import json
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lab.console import LabError, say
from lab.paths import RESULTS, ROOT
from lab.programs.environments import lock_path
from lab.programs.frameworks import tables
from lab.programs.pythons import ask, find_python
from lab.runs import machine, steps

VERSION = 1


def header(command: list[str], seed: int) -> dict[str, Any]:
    """What stands at the top of a results file when a run begins."""
    return {
        "schema_version": VERSION,
        "lab_commit": commit(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": " ".join(["python -m lab", *command]),
        "seed": seed,
        "machine": {**machine.describe(), "load_before": machine.load()},
        "python": ".".join(map(str, ask(find_python()))),
        "servers": {tool: tool_version(tool) for tool in tables()["tools"]},
        "estimator": "mean of the lowest quarter of the rounds; 2000 bootstraps of blocks, then rounds",
    }


def finish(results: dict[str, Any], began: float, ticks: list[int]) -> dict[str, Any]:
    results["seconds"] = round(time.monotonic() - began, 1)
    results["machine"] |= {
        "load_after": machine.load(),
        "steal_pct": machine.steal_percent(ticks, machine.ticks()),
    }
    return results


def commit() -> str:
    """The commit of the lab, with `+` where its files were changed since."""
    try:
        head, changed = git("rev-parse", "HEAD"), git("status", "--porcelain", "--", "lab")
    except OSError:
        return "unknown"
    return (head or "unknown") + ("+" if changed else "")


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()


def tool_version(tool: str) -> str:
    pins = [line for line in lock_path(f"_{tool}").read_text().splitlines() if line.startswith(f"{tool}==")]
    return pins[0].removeprefix(f"{tool}==").split()[0] if pins else "unknown"


def public(value: Any) -> Any:
    """A copy without folders of this machine: a results file is read by everybody."""
    if isinstance(value, dict):
        return {key: public(item) for key, item in value.items()}
    if isinstance(value, list):
        return [public(item) for item in value]
    return value.replace(f"{ROOT}/", "").replace(str(Path.home()), "~") if isinstance(value, str) else value


def save(results: dict[str, Any], kind: str = "") -> Path:
    """Check a results file against the schema and write it under the day of its start."""
    results = public(results)
    validate(results)
    stem = results["started"][:10] + (f"-{kind}" if kind else "")
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    path = next(path for name in names if not (path := RESULTS / f"{name}.json").exists())
    steps.write(path, results)
    say(f"written: {path.relative_to(ROOT)}, {path.stat().st_size // 1024} KiB")
    return path


def validate(results: dict[str, Any]) -> None:
    """Hold the results against the schema, where a validator is installed."""
    try:
        import jsonschema
    except ImportError:
        say("the results are not held against the schema, because jsonschema is not installed")
        return
    schema = json.loads((RESULTS / "schema.json").read_text())
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(json.dumps(results))))
    if errors:
        places = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors[:5]]
        raise LabError("the results do not fit lab/results/schema.json:\n" + "\n".join(places))


def latest() -> dict[str, Any]:
    """The newest results file with tasks; empty where there is none."""
    paths = sorted(path for path in RESULTS.glob("20*.json") if "proofs" not in path.name)
    return steps.read(paths[-1]) or {} if paths else {}


def shown_proofs() -> frozenset[str]:
    """The hashes of the proofs that any results file shows."""
    files = [steps.read(path) or {} for path in RESULTS.glob("20*.json")]
    return frozenset(proof["program_sha256"] for file in files for proof in file.get("proofs", []))
