"""Reading proofs, the plugin that runs them, and their verdicts."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lab.console import LabError
from lab.paths import LAB
from lab.proofs import cells
from lab.proofs.cells import CLAIMS, Proof
from lab.proofs.runner import cannot_fail, unknown
from lab.proofs.verdicts import ASSERTION, NOT_INSTALLED, OTHER, PASSED, verdict

SOURCE = '''"""Some proofs."""
import os
from proof import BROKEN, cell

def helper():
    return not BROKEN


@cell("sessions", "builtin")
def test_it_works():
    print("shown")
    assert helper()


@cell("caching", "third-party", packages=["b", "a"])
def test_a_package():
    import surely_not_installed


@cell("orm", "none-found")
def test_nothing():
    """Tried: this and that."""
    assert 1 + 1 == 3


def test_no_cell():
    pass
'''


def proof(claim: str, *packages: str, kind: str = "program") -> Proof:
    return Proof("flask", "test_x.py", "test_x", "sessions", claim, kind, packages, "", "")


@pytest.fixture
def found(tmp_path: Path) -> list[Proof]:
    (tmp_path / "test_some.py").write_text(SOURCE)
    return cells.read("flask", tmp_path / "test_some.py")


def test_cells_are_read_without_importing(found: list[Proof]) -> None:
    assert [(p.feature, p.claim, p.kind, p.packages) for p in found] == [
        ("sessions", "builtin", "program", ()),
        ("caching", "third-party", "program", ("a", "b")),
        ("orm", "none-found", "probe", ()),
    ]
    assert found[2].says == "Tried: this and that."


def test_the_text_of_a_proof_stands_alone(found: list[Proof]) -> None:
    assert "def helper()" in found[0].text
    assert "surely_not_installed" not in found[0].text
    assert found[0].text.count("@cell") == 1
    compile(found[1].text, "proof", "exec")


def test_a_cell_of_which_one_proof_is_unknown_is_proved_whole(found: list[Proof]) -> None:
    first, second, third = found
    beside = replace(first, function="test_it_works_too", text="another")

    chosen = unknown([first, beside, second, third], frozenset({first.sha256, second.sha256, third.sha256}))

    assert chosen == [first, beside]


def test_an_unknown_claim_is_named(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text('@cell("orm", "maybe")\ndef test_x(): pass\n')
    with pytest.raises(LabError, match="test_x claims 'maybe'"):
        cells.read("flask", tmp_path / "test_x.py")


@pytest.mark.parametrize(
    ("claim", "packages", "bare", "extended", "expected"),
    [
        ("builtin", (), PASSED, "", "proved"),
        ("builtin", (), ASSERTION, "", "contested"),
        ("builtin", (), OTHER, "", "inconclusive"),
        ("builtin", ("x",), OTHER, PASSED, "proved with extra"),
        ("builtin", ("x",), PASSED, PASSED, "proved"),
        ("builtin", ("x",), OTHER, ASSERTION, "contested"),
        ("third-party", ("x",), OTHER, PASSED, "proved"),
        ("third-party", ("x",), PASSED, PASSED, "contested"),
        ("third-party", ("x",), OTHER, ASSERTION, "fails"),
        ("official-extension", ("x",), OTHER, NOT_INSTALLED, "fails"),
        ("official-extension", ("x",), OTHER, OTHER, "inconclusive"),
        ("third-party", (), PASSED, "", "inconclusive"),
        ("unknown", (), PASSED, "", "proposed"),
        ("unknown", (), ASSERTION, "", "inconclusive"),
    ],
)
def test_verdicts_of_programs(claim: str, packages: tuple[str, ...], bare: str, extended: str, expected: str) -> None:
    assert verdict(proof(claim, *packages), bare, extended) == expected


@pytest.mark.parametrize(
    ("outcome", "expected"), [(PASSED, "tried, not found"), (ASSERTION, "contested"), (OTHER, "inconclusive")]
)
def test_verdicts_of_probes(outcome: str, expected: str) -> None:
    assert verdict(proof("none-found", kind="probe"), outcome) == expected


def test_only_a_pass_raises_and_only_an_assertion_contests() -> None:
    for claim in CLAIMS:
        assert verdict(proof(claim), OTHER) == "inconclusive"


def run(tmp_path: Path, **environ: str) -> dict[str, dict[str, object]]:
    """What the plugin writes of these proofs, run by the pytest that runs this test."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    lines = tmp_path / "lines"
    paths = {"PYTHONPATH": str(LAB / "pytest_plugin"), "PROOF_RESULTS": str(lines)}
    paths["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "proof", "-p", "no:cacheprovider", "test_some.py"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **paths, **environ}, capture_output=True, timeout=50)
    return {line["function"]: line for line in map(json.loads, lines.read_text().splitlines())}


def test_the_plugin_tells_assertions_from_other_errors(found: list[Proof], tmp_path: Path) -> None:
    seen = run(tmp_path)

    assert {name: line["outcome"] for name, line in seen.items()} == {
        "test_it_works": PASSED,
        "test_a_package": OTHER,
        "test_nothing": ASSERTION,
        "test_no_cell": PASSED,
    }
    assert seen["test_it_works"]["output"] == "shown"
    assert "surely_not_installed" in str(seen["test_a_package"]["output"])


def test_a_program_has_to_fail_when_it_is_broken(found: list[Proof], tmp_path: Path) -> None:
    assert run(tmp_path, BREAK="1")["test_it_works"]["outcome"] == ASSERTION

    blind = {"file": "f", "function": "g", "kind": "program", "text": "", "outcomes": {"bare": PASSED}}
    assert cannot_fail([blind, {**blind, "outcomes": {"bare": OTHER}}]) == ["f::g"]


def test_a_probe_has_to_fail_where_it_finds_what_it_looks_for_when_broken() -> None:
    probe = {"file": "f", "kind": "probe", "outcomes": {"bare": PASSED}}
    text = "def test_a():\n    assert not BROKEN\n\ndef test_b():\n    assert True\n"
    assert cannot_fail([{**probe, "function": name, "text": text} for name in ("test_a", "test_b")]) == ["f::test_a"]
