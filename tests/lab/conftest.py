"""Programs of the standard library, served as the lab serves those of frameworks."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.paths import ROOT
from lab.programs.frameworks import Framework
from lab.programs.program import Program
from lab.serving.commands import Copy

HERE = Path(__file__).parent
FRAMEWORK = Framework("stdlib", "", "own", "own", "", browser=False, pitfalls=())

MakeCopy = Callable[..., Copy]


@pytest.fixture
def make_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCopy:
    """A copy of a program as the runner makes it, in the Python that runs the tests."""
    monkeypatch.setattr("lab.serving.servers.LOGS", tmp_path)

    def make(file: str = "site.py", task: str = "t01", **environ: str) -> Copy:
        folder, data = tmp_path / "app", tmp_path / "data"
        folder.mkdir()
        data.mkdir()
        shutil.copy(HERE / file, folder)
        program = Program(FRAMEWORK, task, folder / file, {})
        own = {"LAB_DATA": str(data), "PYTHONPATH": str(ROOT)}
        return Copy(program, Path(sys.executable), folder, data, own | environ)

    return make
