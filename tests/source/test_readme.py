"""What the README says can be typed and opened."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("word", sorted(set(re.findall(r"\bmake ([a-z]+)(?=`|\s{2,}|\n)", README))))
def test_a_make_word_of_the_readme_exists(word: str) -> None:
    assert re.search(rf"^{word}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"manage\.py (\w+)", README))))
def test_a_command_of_the_readme_exists(command: str) -> None:
    assert command in get_commands()


@pytest.mark.parametrize("address", sorted(set(re.findall(r"`(/[a-z0-9/-]*)[?`]", README))))
def test_an_address_of_the_readme_leads_somewhere(address: str) -> None:
    assert resolve(address)


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"^\| `([A-Z_]+)`", README, re.MULTILINE))))
def test_a_variable_of_the_readme_is_read(variable: str) -> None:
    read_by = [ROOT / "config/environment.py", ROOT / "config/settings.py", ROOT / "tests/postgresql.py"]

    assert any(variable in file.read_text() for file in read_by)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_a_file_of_the_readme_is_there(path: str) -> None:
    assert (ROOT / path).exists()
