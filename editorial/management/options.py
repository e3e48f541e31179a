"""Types of options that commands take."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def number_between(least: int, most: int) -> Callable[[str], int]:
    """Return the type of an option that is a whole number from one to another."""

    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text[:12]) <= most:
            raise ArgumentTypeError(f"{text[:40]} is no whole number from {least} to {most}")
        return int(text)

    return number
