"""Results files and kept steps: whole or not at all."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lab.console import LabError
from lab.measures.bands import LEAST_PERCENT
from lab.paths import RESULTS
from lab.runs import results, steps

SHA = "0" * 64
SCHEMA = json.loads((RESULTS / "schema.json").read_text())
TASK = {
    "program_sha256": SHA,
    "lock_sha256": SHA,
    "files": [{"path": "common.py", "text": "app = 1\n"}],
    "lines": 1,
    "needs": [],
    "serve": "wsgi",
    "command": "{python} -m granian {module}:app",
    "breaks": "all",
    "remarks": [],
    "seed": 1,
    "must_passed": 1,
    "must_total": 2,
    "failed": [{"check": "x", "seen": "y"}],
    "notes": {"the refusal is JSON": "partly"},
    "seconds": 0.5,
}
ENVIRONMENT = {"count": 1, "bytes": 10, "packages": {"flask": "3.1.3"}}


def whole() -> dict[str, Any]:
    """A results file with one task."""
    machine = {"cpu": "x", "cores": 2, "kernel": "6", "governor": "unknown", "shared": True}
    framework = {"distribution": "flask", "version": "3.1.3", "interface": "wsgi", "serve": "wsgi", "floor": None}
    environments = dict.fromkeys(("bare", "common", "full"), ENVIRONMENT)
    return {
        "schema_version": 1,
        "lab_commit": "a" * 40,
        "started": "2026-11-29T10:00:00+00:00",
        "seconds": 1.0,
        "command": "python -m lab run",
        "seed": 1,
        "machine": {**machine, "load_before": 0.1, "load_after": 0.1, "steal_pct": 0.0},
        "python": "3.13.0",
        "servers": {"granian": "2.8.9"},
        "estimator": f"ties below {LEAST_PERCENT} %",
        "frameworks": {"flask": {**framework, "pitfalls": [], "lock_sha256": SHA, "environments": environments}},
        "tasks": {"flask": {"t01": TASK, "t04": {**TASK, "as_in": "django"}, "t11": {"not_offered": "why"}}},
    }


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_results_are_written_beside_those_of_the_same_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "ROOT", tmp_path)
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    names = [results.save(whole()).name, results.save(whole()).name, results.save(whole(), "proofs").name]

    assert names == ["2026-11-29.json", "2026-11-29-2.json", "2026-11-29-proofs.json"]
    assert json.loads((tmp_path / names[0]).read_text()) == whole()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("lab_commit",), "HEAD"),
        (("tasks", "flask", "t01", "program_sha256"), "short"),
        (("tasks", "flask", "t01", "notes"), {"x": "maybe"}),
        (("tasks", "flask", "t01", "surprise"), 1),
        (("tasks", "flask", "first"), TASK),
        (("runs",), [{"accepted": False}]),
    ],
)
def test_other_results_are_refused_with_their_place(path: tuple[str, ...], value: object) -> None:
    changed = copy.deepcopy(whole())
    target = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value

    with pytest.raises(LabError, match=path[0]):
        results.validate(changed)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "STEPS", tmp_path)
    return tmp_path / "work.json"


def test_a_finished_step_is_not_done_again(kept: Path) -> None:
    assert steps.step("work", "mark", lambda: [1]) == [1]
    assert steps.step("work", "mark", lambda: [2]) == [1]
    assert steps.step("work", "another mark", lambda: [3]) == [3]


def test_a_step_that_is_old_or_cut_off_is_done_again(kept: Path) -> None:
    steps.step("work", "mark", lambda: 1)
    assert steps.step("work", "mark", lambda: 2, most_seconds=0) == 2

    kept.write_text(kept.read_text()[:-9])
    assert steps.step("work", "mark", lambda: 3) == 3


def test_a_step_that_fails_leaves_nothing(kept: Path) -> None:
    with pytest.raises(TypeError):
        steps.step("work", "mark", lambda: {"cannot be written": object()})

    assert list(kept.parent.iterdir()) == []


def test_a_proof_that_a_file_shows_is_known_by_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    for name, content in {"2026-11-30": {}, "2026-11-30-proofs": {"proofs": [{"program_sha256": SHA}]}}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))

    assert results.shown_proofs() == {SHA}
