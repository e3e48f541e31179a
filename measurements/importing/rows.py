"""What the rows of the lab say, worked out from a results file."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from curation.changes.checks import Edit
from curation.texts import cleaned
from measurements.importing.figures import figures
from measurements.importing.reading import InvalidResults, Results
from measurements.importing.subjects import edit_of, floor_cost, named
from measurements.models import CellProof, LabRun, Program, ProofVerdict
from measurements.models.program import DEFAULT

COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
HOW = ("requests_per_burst", "blocks", "rounds", "aa", "anchors", "tie_percent", "discarded")
"""What a run says of its method."""
AS_IT_STANDS = ("command", "python", "seed", "machine", "servers")
"""What a run says in the words of the file."""


def edits_of(results: Results) -> list[Edit]:
    """Return the run and everything that was seen in it; raise ``InvalidResults`` for what this site does not know."""
    try:
        return [run_of(results), *programs(results), *proofs(results), *figures(results)]
    except (LookupError, ValueError, ArithmeticError, TypeError, ValidationError) as error:
        raise InvalidResults(
            f"{results.name} says what this site does not know ({type(error).__name__}: {error}). Is it of another "
            "release of the lab?"
        ) from error


def run_of(results: Results) -> Edit:
    data = results.data
    runs = data.get("runs", [])
    method = {"estimator": data["estimator"]}
    for run in runs:
        method |= {name: run[name] for name in HOW}
    document = {
        "day": datetime.datetime.fromisoformat(data["started"]).astimezone(datetime.UTC).date().isoformat(),
        "seconds": round(data["seconds"]),
        "commit": data["lab_commit"],
        **{name: data[name] for name in AS_IT_STANDS},
        "method": method,
        "floors": floor_cost(data),
        "left_out": data.get("left_out", {}),
        "results_sha256": results.sha256,
    }
    return edit_of(LabRun, results.name, document)


def programs(results: Results) -> Iterator[Edit]:
    data = results.data
    for table in ("tasks", "variants"):
        for subject, tasks in data.get(table, {}).items():
            framework, label = named(subject)
            version = data["frameworks"][framework]["version"]
            for task, seen in tasks.items():
                about = {"framework": framework, "task": task, "label": label, "version": version, "run": results.name}
                yield program_of(about, seen)


def program_of(about: Mapping[str, str], seen: Mapping[str, Any]) -> Edit:
    variant = slugify(about["label"]) or DEFAULT
    document = {
        **about,
        "variant": variant,
        "not_offered": seen.get("not_offered", ""),
        "left_out": printed(seen.get("left_out", "") or seen.get("error", "")),
        "as_in": seen.get("as_in"),
        "files": seen.get("files", []),
        "sha256": seen.get("program_sha256", ""),
        "lines": seen.get("lines", 0),
        "needs": seen.get("needs", []),
        "command": seen.get("command", ""),
        "breaks": seen.get("breaks", ""),
        "remarks": seen.get("remarks", []),
        "passed": seen.get("must_passed", 0),
        "checks": seen.get("must_total", 0),
        "failed": [{name: printed(text) for name, text in check.items()} for check in seen.get("failed", [])],
        "notes": seen.get("notes", {}),
        "fault": seen.get("fault", ""),
    }
    return edit_of(Program, f"{about['framework']}/{about['task']}/{variant}", document)


def printed(text: str) -> str:
    """Return what a program printed, without its colours and characters that nobody sees."""
    return cleaned(COLOURS.sub("", text))


def proofs(results: Results) -> Iterator[Edit]:
    for proof in results.data.get("proofs", []):
        name = slugify(proof["function"].removeprefix("test_").replace("_", "-"))[:120].strip("-")
        packages = proof["environment"].removeprefix("with:").split(",") if proof["environment"] != "bare" else []
        cell = proof["cell"]
        document = {
            "framework": cell["framework"],
            "feature": cell["feature"],
            "name": name,
            "level": proof["claim"],
            "is_probe": proof["kind"] == "probe",
            "verdict": ProofVerdict(slugify(proof["verdict"])).value,
            "packages": packages,
            "versions": proof["distributions_loaded"],
            "says": proof["says"],
            "text": proof["text"],
            "sha256": proof["program_sha256"],
            "output": printed(proof["output"]),
            "proved_on": proof["date"],
            "run": results.name,
        }
        yield edit_of(CellProof, f"{cell['framework']}/{cell['feature']}/{name}", document)
