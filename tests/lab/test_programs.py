"""What a program's header and regions say, and which files are its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from lab.paths import APPS
from lab.programs import program as program_module
from lab.programs.frameworks import frameworks
from lab.programs.program import Program, count_lines, hash_texts, read_header, split

from .conftest import FRAMEWORK

COMMON = """# needs: pydantic, jinja2[async,i18n]
# break: everything
# prepare: {python} -m one
# prepare: {python} -m two
import os

# needs: not a header any more
app = object()


# [t01]
def one():
    # a comment
    return 1


# [/t01]
# [t02]
def two(): return 2
# [/t02]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(program_module, "APPS", tmp_path)
    folder = tmp_path / FRAMEWORK.slug
    (folder / "templates").mkdir(parents=True)
    (folder / "t05_notes" / "migrations").mkdir(parents=True)
    names = ["helper.py", "t05_notes/migrations/0001.py", "templates/base.html"]
    names += ["templates/t03_list.tpl", "templates/t04_form.html"]
    for name in [*names, "test_t13.py", "common_fast.py", "image.png"]:
        (folder / name).write_text("# needs: msgspec\nx = 1\n")
    (folder / "common.py").write_text(COMMON)
    for task in ("t04", "t05", "t13"):
        (folder / f"{task}.py").write_text("# uses: helper.py\ny = 2\n")
    return folder


def load(task: str, file: str = "") -> Program:
    return program_module.load(FRAMEWORK, task, file)


def test_a_header_ends_at_the_first_line_of_code(folder: Path) -> None:
    header = read_header(folder / "common.py")

    assert load("t01").needs == ("pydantic", "jinja2[async,i18n]")
    assert header["prepare"] == ("{python} -m one", "{python} -m two")


@pytest.mark.parametrize(
    ("task", "file", "own"),
    [
        ("t01", "", ["common.py", "helper.py", "templates/base.html"]),
        ("t01", "common_fast.py", ["common_fast.py", "helper.py", "templates/base.html"]),
        ("t03", "", ["common.py", "helper.py", "templates/base.html", "templates/t03_list.tpl"]),
        ("t04", "common_fast.py", ["common_fast.py", "helper.py", "templates/base.html"]),
        ("t04", "", ["helper.py", "t04.py", "templates/t04_form.html"]),
        ("t05", "", ["helper.py", "t05.py", "t05_notes/migrations/0001.py"]),
        ("t13", "", ["helper.py", "t13.py", "test_t13.py"]),
    ],
)
def test_files_belong_to_their_task(folder: Path, task: str, file: str, own: list[str]) -> None:
    program = load(task, file)

    assert [program.relative(path) for path in program.files()] == own


def test_every_file_of_a_framework_belongs_to_a_program() -> None:
    unread = ("not-offered.toml", "craft", ".gitkeep")
    for framework in frameworks().values():
        own = [program for program in program_module.load_all(framework) if not program.as_in]
        shown = {path for program in own for path in program.files()}
        there = {path for path in (APPS / framework.slug).rglob("*") if path.is_file()}
        assert {path for path in there - shown if "__pycache__" not in path.parts and path.name not in unread} == set()


def test_lines_are_those_of_the_region_and_outside_all_regions(folder: Path) -> None:
    assert count_lines(COMMON, "t01") == 4
    assert count_lines(COMMON, "t02") == 3
    assert load("t05").lines() == 1, "neither a used file nor a migration is counted"


def test_the_hash_tells_any_change(folder: Path) -> None:
    before = load("t04").sha256()
    (folder / "templates" / "t04_form.html").write_text("changed")

    assert load("t04").sha256() != before
    assert load("t04").sha256() == hash_texts(load("t04").texts())


def test_environments_hold_what_their_programs_need(folder: Path) -> None:
    assert program_module.needs(FRAMEWORK, "bare") == ()
    assert program_module.needs(FRAMEWORK, "common") == ("jinja2[async,i18n]", "pydantic")
    assert program_module.needs(FRAMEWORK, "full") == ("jinja2[async,i18n]", "msgspec", "pydantic")


def test_a_program_of_another_framework_runs_in_this_ones_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_module, "frameworks", lambda: {FRAMEWORK.slug: FRAMEWORK})
    above = replace(FRAMEWORK, slug="above", as_in={"t04": (FRAMEWORK.slug, "it adds nothing")})
    program = program_module.load(above, "t04")

    assert above.tasks() == ["t04"]
    assert program.files() == load("t04").files()
    assert (program.row, program.lock.name) == ("above", "above.full.txt")
    assert (program.as_in, program.header["note"]) == (FRAMEWORK.slug, ("it adds nothing",))


def test_an_environment_holds_what_the_programs_of_another_framework_need(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_module, "frameworks", lambda: {FRAMEWORK.slug: FRAMEWORK})
    above = replace(FRAMEWORK, slug="above", as_in={"t01": (FRAMEWORK.slug, "it adds nothing")})

    assert program_module.needs(above, "common") == ()
    assert program_module.needs(above, "full") == ("jinja2[async,i18n]", "pydantic")


def test_commas_in_brackets_do_not_split() -> None:
    assert split("a[b,c], d") == ["a[b,c]", " d"]
