"""Rows for every list of the API of what is measured."""

from collections.abc import Callable
from typing import Any

from tests.factories import create_cell_proof, create_figure, create_program, create_task, ensure_run

MAKERS: dict[str, Callable[[int], Any]] = {
    "task": lambda number: create_task(key=f"t{number + 10}"),
    "run": lambda number: ensure_run(f"2026-10-{number + 10}"),
    "program": lambda number: create_program(framework=f"framework-{number}", task=f"t{number + 10}"),
    "proof": lambda number: create_cell_proof(framework=f"framework-{number}", feature=f"feature-{number}"),
    "measurement": lambda number: create_figure(framework=f"framework-{number}"),
}
