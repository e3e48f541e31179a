"""Every operation of the API's document, asked by a client: whole lists page by page, and some rows of each alone."""

from collections.abc import Callable
from typing import Any

ROWS_ALONE = 5
PAGES_OF_CHANGES = 5
"""Changes tell all rows once more, in the shape that the first pages have."""
Ask = Callable[[str, dict[str, Any]], Any]
"""Asks for an operation with parameters, and returns what the client makes of the answer, as JSON has it."""


def walk(document: dict[str, Any], ask: Ask) -> dict[str, int]:
    """Return how many rows each operation gave."""
    operations = {path: methods["get"] for path, methods in document["paths"].items()}
    rows: dict[str, int] = {}
    for path in (path for path in operations if "{" not in path):
        below = [operation for other, operation in operations.items() if other.startswith(f"{path}{{")]
        several = list(pages(operations[path], ask))
        rows[operations[path]["operationId"]] = sum(len(page) for page in several)
        rows |= {one["operationId"]: alone(one, several[0], ask) for one in below}
    return rows


def pages(operation: dict[str, Any], ask: Ask) -> Any:
    """Yield the rows of an operation's answers, page by page; an answer that is no list is a row."""
    wanted = {one["name"]: example_of(one) for one in operation.get("parameters", []) if one.get("required")}
    if not any(one["name"] == "page_size" for one in operation.get("parameters", [])):
        yield [ask(operation["operationId"], wanted)]
        return
    number, read = 0, 0
    answer: Any = {"next": "the first"}
    is_cut = operation["operationId"] == "changes"
    while answer["next"] and not (is_cut and number == PAGES_OF_CHANGES):
        number += 1
        answer = ask(operation["operationId"], wanted | {"page": number, "page_size": 100})
        read += len(answer["results"])
        yield answer["results"]
    assert is_cut or read == answer["count"]


def alone(operation: dict[str, Any], rows: list[Any], ask: Ask) -> int:
    """Ask for some rows by themselves; where there is none, its address is refused."""
    (name,) = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
    for row in rows[:ROWS_ALONE]:
        assert "error" not in ask(operation["operationId"], {name: row[name]})
    if not rows:
        assert ask(operation["operationId"], {name: "no-such-row"})["error"]["status"] == 404
    return len(rows[:ROWS_ALONE])


def example_of(parameter: dict[str, Any]) -> Any:
    return next(iter(parameter["examples"].values()))["value"]
