"""The characters that texts may have: those that people see, tab and newline.

What people type or paste is cleaned; what programs and files hand over is refused, so that somebody mends its source;
what writes a text that was stored earlier cleans it on its way out.
"""

import re
from math import isfinite
from typing import Any

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""What else ends a line, such as the vertical tab that slides put between the lines of a title."""
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"  # control characters
    "\u202a-\u202e\u2066-\u2069"  # overrides of the direction, which show a text as something that it is not
    "\ud800-\udfff\ufffe\uffff]"  # what no XML and no UTF-8 can hold
)

HIDDEN = re.compile(f"{UNSEEN.pattern}|[\U000e0000-\U000e007f]")
"""The same for what is stored, and tags: a whole sentence of them is shown to no reader, and read by assistants."""


def cleaned(text: str) -> str:
    """Return a text without the characters that nobody sees, its lines ended by newlines."""
    # True of nearly every text, and no character to clean is printable; a table asks this of thousands of cells.
    if text.isprintable():
        return text
    return HIDDEN.sub("", LINE_ENDS.sub("\n", text))


def all_cleaned(value: Any) -> Any:
    """Return a value with every text in it cleaned: a text itself, or those of a list."""
    if isinstance(value, list):
        return [all_cleaned(part) for part in value]
    return cleaned(value) if isinstance(value, str) else value


def unseen(value: Any, characters: re.Pattern[str] = UNSEEN) -> str:
    """Say which character of a value nobody sees, or which number is none, the first where there are several; empty
    where all can be kept."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return next(filter(None, (unseen(part, characters) for part in value)), "")
    if isinstance(value, float) and not isfinite(value):
        return f"{value} is no number that can be kept."
    match = characters.search(value) if isinstance(value, str) else None
    if not match:
        return ""
    return (
        f"the character U+{ord(match[0]):04X} at place {match.start() + 1} cannot be seen. "
        "Leave it out; only tab and newline may stand between words."
    )
