"""What is wrong with a table, and where in it."""

from dataclasses import dataclass


class UnreadableTable(ValueError):
    """A file is no table that could be imported; ``messages`` say why, and what is allowed."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class BadCell(ValueError):
    """A cell does not hold a value of its column."""


@dataclass(frozen=True, slots=True)
class TableProblem:
    """What is wrong with a cell of a table, or with a row where it names no column."""

    row: int
    key: str
    column: str
    message: str
