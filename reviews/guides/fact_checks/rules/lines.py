"""The lines in which statements name their rules: the rules by name, with the operands that each takes."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from django.core.exceptions import ValidationError


class Operands(NamedTuple):
    """What a rule takes: what an operand is in words and as a pattern, and how many there may be."""

    words: str = ""
    pattern: str = ""
    most: int = 0

    def accept(self, operands: Sequence[str]) -> bool:
        if not self.most:
            return not operands
        return 0 < len(operands) <= self.most and all(re.fullmatch(self.pattern, operand) for operand in operands)


NONE = Operands()
VERSION = Operands("a version, such as 5.2", r"\d+(\.\d+){0,3}", 1)
RULES: Mapping[str, Operands] = MappingProxyType(
    {
        "supports-python": Operands("a Python version, such as 3.12", r"\d\.\d{1,2}", 1),
        "latest-version": VERSION,
        "version-at-least": VERSION,
        "requires": Operands("packages, such as jinja2 werkzeug", r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", 9),
        "requires-at-most": Operands("a number, such as 0", r"\d{1,3}", 1),
        "long-term-support": NONE,
        "released-every": Operands("days, such as 31", r"\d{1,4}", 1),
        "open-source-licence": NONE,
        "built-in": NONE,
        "not-built-in": NONE,
        "add-on": NONE,
        "costs-less-than": Operands("a framework, such as sanic", r"[a-z0-9]+(-[a-z0-9]+)*", 1),
    }
)


def usage(name: str) -> str:
    words = RULES[name].words
    return f"{name} ({words})" if words else name


def rules_help() -> str:
    return f"Blank where only a person can judge. Otherwise one of {', '.join(map(usage, RULES))}; “;” parts several."


def parts(text: str) -> list[tuple[str, list[str]]]:
    """Return the rules that a line names, each with its operands."""
    return [(words[0], words[1:]) for part in text.split(";") if (words := part.split() or [""])]


def check_rules(text: str) -> None:
    """Raise ``ValidationError`` for a line that names no rule, or gives a rule operands that it does not take."""
    for name, operands in parts(text):
        if name not in RULES:
            allowed = ", ".join(map(usage, RULES))
            raise ValidationError(f"“{name}” is no rule; allowed are {allowed}. A semicolon parts several.")
        if not RULES[name].accept(operands):
            raise ValidationError(
                f"The rule {name} takes {RULES[name].words or 'nothing'}; here is “{' '.join(operands)}”."
            )
