"""Running the proofs of a framework: all in the bare environment, and each with the packages that its cell names."""

from __future__ import annotations

import ast
import json
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lab.console import LabError, detail, say
from lab.paths import LAB, PROOFS, WORK
from lab.programs.environments import lock_path, lock_sha256, make, make_with, tool
from lab.programs.frameworks import Framework
from lab.proofs.cells import Proof, proofs_of
from lab.proofs.verdicts import NOT_INSTALLED, OTHER, PASSED, verdict
from lab.runs.steps import current_mark, step
from lab.serving import processes
from lab.serving.isolation import isolate

GROUP_SECONDS = 1200
COMMAND = (
    "-m",
    "pytest",
    "-q",
    "-p",
    "proof",
    "-p",
    "no:cacheprovider",
    "--tb=short",
    "-c",
    "pytest.ini",
    "--rootdir",
    ".",
)
Group = tuple[str, ...]


@dataclass
class Environment:
    """An interpreter with the framework and the packages of a group, or why there is none."""

    python: Path | None
    problem: str = ""


def environments(framework: Framework, proofs: list[Proof]) -> dict[Group, Environment]:
    """The bare environment and one for each set of packages that a cell names."""
    made: dict[Group, Environment] = {(): Environment(make(framework, "bare"))}
    for packages in sorted({proof.packages for proof in proofs if proof.packages}):
        try:
            made[packages] = Environment(make_with(framework, packages))
        except LabError as error:
            say(f"{framework.slug} with {', '.join(packages)}: {error}")
            made[packages] = Environment(None, str(error))
    return made


def prove(
    frameworks: list[Framework], broken: bool = False, known: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Every proof of these frameworks, with its verdict; cells whose proofs are all known by hash are left out."""
    tool("pytest")
    chosen = {framework.slug: unknown(proofs_of(framework.slug), known) for framework in frameworks}
    made: dict[str, dict[Group, Environment]] = {}
    for framework in [framework for framework in frameworks if chosen[framework.slug]]:
        try:
            made[framework.slug] = environments(framework, chosen[framework.slug])
        except LabError as error:
            say(f"{framework.slug} is left out: {error}")
    if reason := isolate():
        say(reason)
    records = []
    for framework in [framework for framework in frameworks if framework.slug in made]:
        results = prove_framework(framework, chosen[framework.slug], made[framework.slug], broken)
        counts = Counter(result["verdict"] for result in results)
        say(f"{framework.slug}: {', '.join(f'{count} {name}' for name, count in counts.most_common())}")
        records += results
    return records


def unknown(proofs: list[Proof], known: frozenset[str]) -> list[Proof]:
    """The proofs of the cells of which one is not known: a results file has all proofs of a cell or none."""
    cells = {proof.feature for proof in proofs if proof.sha256 not in known}
    return [proof for proof in proofs if proof.feature in cells]


def prove_framework(
    framework: Framework, proofs: list[Proof], made: dict[Group, Environment], broken: bool
) -> list[dict[str, Any]]:
    outcomes = {group: run_group(framework, group, made[group], proofs, broken) for group in made}
    return [record(proof, outcomes[()][proof.node], outcomes[proof.packages][proof.node]) for proof in proofs]


def run_group(
    framework: Framework, group: Group, environment: Environment, proofs: list[Proof], broken: bool
) -> dict[str, Any]:
    """What each proof of a group did, by its node; kept as a step."""
    chosen = [proof for proof in proofs if not group or proof.packages == group]
    if environment.python is None:
        return {proof.node: blank(NOT_INSTALLED, environment.problem) for proof in chosen}
    name = "-".join(["proofs", framework.slug, *group, *(["broken"] if broken else [])]).replace("/", "-")
    locks = [
        lock_sha256(lock_path(framework.slug, "bare")),
        environment.python.parent.parent.joinpath("lab-stamp").read_text(),
    ]
    python, files = environment.python, texts(framework)
    mark = current_mark(files, locks, group, [proof.node for proof in chosen])
    return dict(step(name, mark, lambda: run_pytest(framework, python, chosen, broken)))


def texts(framework: Framework) -> dict[str, str]:
    paths = [*(PROOFS / framework.slug).rglob("*.py"), *(PROOFS / "shared").rglob("*.py")]
    return {path.relative_to(PROOFS).as_posix(): path.read_text() for path in sorted(paths)}


def run_pytest(framework: Framework, python: Path, proofs: list[Proof], broken: bool) -> dict[str, Any]:
    WORK.mkdir(parents=True, exist_ok=True)
    top = Path(tempfile.mkdtemp(prefix=f"proofs-{framework.slug}-", dir=WORK))
    folder, lines = top / "proofs", top / "outcomes.jsonl"
    try:
        shutil.copytree(PROOFS / framework.slug, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "pytest.ini").write_text("[pytest]\n")
        environ = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        path = os.pathsep.join(map(str, (tool("pytest"), LAB / "pytest_plugin", PROOFS / "shared")))
        environ |= {"PYTHONPATH": path, "PROOF_RESULTS": str(lines), "LAB_DATA": str(top), **framework.environ}
        environ |= {"BREAK": "1"} if broken else {}
        command = [str(python), *COMMAND, *(proof.node for proof in proofs)]
        code, output = processes.run(command, folder, environ, GROUP_SECONDS)
        seen = [json.loads(line) for line in lines.read_text().splitlines()] if lines.exists() else []
    finally:
        shutil.rmtree(top, ignore_errors=True)
    by_function = {line["function"]: line for line in seen}
    missing = blank(OTHER, f"pytest ended with {code}:\n{output[-1500:]}")
    return {proof.node: by_function.get(proof.function, missing) for proof in proofs}


def blank(outcome: str, output: str) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "output": output,
        "seconds": 0.0,
        "loaded": {},
        "date": datetime.now(UTC).date().isoformat(),
    }


def record(proof: Proof, bare: dict[str, Any], extended: dict[str, Any]) -> dict[str, Any]:
    """A proof as the results file keeps it."""
    shown = extended if proof.packages and bare["outcome"] != PASSED else bare
    return {
        "cell": {"framework": proof.framework, "feature": proof.feature},
        "claim": proof.claim,
        "kind": proof.kind,
        "verdict": verdict(proof, bare["outcome"], extended["outcome"] if proof.packages else ""),
        "file": f"{proof.framework}/{proof.file}",
        "function": proof.function,
        "says": proof.says,
        "text": proof.text,
        "program_sha256": proof.sha256,
        "environment": "with:" + ",".join(proof.packages) if proof.packages else "bare",
        "outcomes": {"bare": bare["outcome"], **({"with": extended["outcome"]} if proof.packages else {})},
        "distributions_loaded": shown["loaded"],
        "output": shown["output"],
        "seconds": shown["seconds"],
        "date": shown["date"],
    }


def cannot_fail(records: list[dict[str, Any]]) -> list[str]:
    """What passed although BREAK=1 was set, and so shows nothing: programs, and the probes that can be broken."""
    passed = [record for record in records if PASSED in record["outcomes"].values()]
    return [f"{p['file']}::{p['function']}" for p in passed if p["kind"] == "program" or can_be_broken(p)]


def can_be_broken(probe: dict[str, Any]) -> bool:
    """Whether a probe finds what it looks for, made by hand, when BREAK=1 is set."""
    functions = [node for node in ast.parse(probe["text"]).body if isinstance(node, ast.FunctionDef)]
    test = next(node for node in functions if node.name == probe["function"])
    return any(isinstance(node, ast.Name) and node.id == "BROKEN" for node in ast.walk(test))


def report(records: list[dict[str, Any]]) -> None:
    """What needs a second look."""
    for proof in records:
        if proof["verdict"] in ("contested", "fails", "inconclusive"):
            last = proof["output"].strip().splitlines()[-1:] or [""]
            detail(f"{proof['verdict']}: {proof['file']}::{proof['function']} ({proof['claim']}): {last[0][:160]}")
