"""What the lab needs around it: a Python that runs, locks that fit, no other network."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from lab.__main__ import main
from lab.console import LabError
from lab.paths import APPS, LOCKS, REPORTS, ROOT
from lab.programs import environments, frameworks, pythons
from lab.programs.frameworks import by_commit, choose

SHIM = "#!/bin/sh\necho 'not found in these versions' >&2\nexit 127\n"
GOOD = "#!/bin/sh\necho 3 13 5 cpython\n"
OLD = "#!/bin/sh\necho 3 12 1 cpython\n"
OFFLINE = """
import socket, sys
from lab.serving.isolation import isolate
reason = isolate()
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname(), 2).close()
if reason:
    sys.exit(reason)
try:
    socket.create_connection(("192.0.2.1", 80), 2).close()
except OSError as error:
    sys.exit(error.strerror)
"""


@pytest.fixture
def no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which the only candidates are those in a folder."""
    for function in (pythons.find_python, pythons.find_uv):
        function.cache_clear()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "running-python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv("LAB_PYTHON", raising=False)
    monkeypatch.setattr(pythons, "by_uv", lambda: "")
    return tmp_path


@pytest.fixture(autouse=True)
def _forget_pythons() -> None:
    pythons.find_python.cache_clear()


def executable(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


def test_a_shim_that_does_not_run_is_passed_over(no_python: Path) -> None:
    executable(no_python / "python3.13", SHIM)
    found = executable(no_python / "pyenv" / "versions" / "3.13.0" / "bin" / "python", GOOD)

    assert pythons.find_python() == found


def test_no_python_is_said_with_what_was_tried(no_python: Path) -> None:
    executable(no_python / "python3.13", SHIM)
    executable(no_python / "python3", OLD)

    with pytest.raises(LabError, match=r"python3\.13 \(does not run\).*python3 \(3\.12\.1\)"):
        pythons.find_python()


def test_the_python_that_is_named_is_taken_or_refused(no_python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(no_python / "python3.13", GOOD)
    monkeypatch.setenv("LAB_PYTHON", executable(no_python / "mine", OLD))

    with pytest.raises(LabError, match=r"LAB_PYTHON names: .*mine \(3\.12\.1\)"):
        pythons.find_python()


def test_a_lock_that_does_not_fit_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "LOCKS", tmp_path)
    framework = frameworks.frameworks()["flask"]
    (tmp_path / "flask.bare.txt").write_text("# bottle\nbottle==0.13.4\n")

    with pytest.raises(LabError, match="flask.bare.txt is missing or does not fit"):
        environments.make(framework, "bare")


def test_an_environment_that_was_moved_is_built_again(tmp_path: Path) -> None:
    with environments.building(tmp_path / "flask", "lock") as needed:
        assert needed
        (tmp_path / "flask").mkdir()
    with environments.building(tmp_path / "flask", "lock") as needed:
        assert not needed
    (tmp_path / "flask").rename(tmp_path / "moved")

    with environments.building(tmp_path / "moved", "lock") as needed:
        assert needed
        (tmp_path / "moved").mkdir()


def test_every_framework_of_the_catalogue_has_a_row() -> None:
    catalogue = [path.stem for path in (ROOT / "catalogue" / "frameworks").glob("*.yaml")]

    assert sorted(frameworks.frameworks()) == sorted(catalogue)


def test_every_known_fault_has_its_report() -> None:
    known = frameworks.frameworks().values()
    named = {report for f in known for report in [*f.faults.values(), *(v.fault for v in f.variants if v.fault)]}

    assert named <= {path.stem for path in REPORTS.glob("*.md")}


def test_a_task_has_one_program() -> None:
    for framework in frameworks.frameworks().values():
        for task, (other, _) in framework.as_in.items():
            assert (APPS / other / f"{task}.py").exists()
            assert not (APPS / framework.slug / f"{task}.py").exists()


def test_an_unknown_framework_is_named() -> None:
    with pytest.raises(LabError, match="no such framework: rails"):
        choose(["flask", "rails"])


def test_every_framework_has_its_turn() -> None:
    chosen = [by_commit(f"{number:040x}") for number in range(len(frameworks.frameworks()))]

    assert {framework.slug for framework in chosen} == set(frameworks.frameworks())


def test_the_sample_is_left_out_where_no_python_fits(
    no_python: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    executable(no_python / "python3", OLD)
    monkeypatch.setattr("lab.__main__.signal.signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["lab", "sample"])

    assert main() == 0
    assert "left out: " in (said := capsys.readouterr().out)
    assert "python3 (3.12.1)" in said


def test_locks_are_hashed_and_name_no_address() -> None:
    for path in LOCKS.rglob("*.txt"):
        text = path.read_text()
        assert "://" not in text, path.name
        assert text.count("==") == sum("==" in line and line.endswith("\\") for line in text.splitlines()), path.name


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "var/lab/x"), 1, "the disk is full (var/lab/x)"),
        (LabError("flask.bare.txt does not install"), 1, "lab: flask.bare.txt does not install"),
        (KeyboardInterrupt(), 130, "nothing is left running"),
    ],
)
def test_what_stops_a_run_is_named(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr("lab.__main__.run_env", fail)
    monkeypatch.setattr("lab.__main__.signal.signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["lab", "env"])

    assert main() == code
    assert said in capsys.readouterr().err


def test_programs_reach_loopback_alone_or_the_lab_says_that_the_machine_does_not_allow_it() -> None:
    result = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, cwd=ROOT, timeout=20)

    assert result.returncode == 1
    assert result.stderr == "Network is unreachable\n" or "this machine does not allow it" in result.stderr
