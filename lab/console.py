"""What the lab says to the person who runs it, and the errors it names."""

import sys
import time

STARTED = time.monotonic()


class LabError(Exception):
    """A problem that the reader of the message can do something about."""


def say(text: str) -> None:
    """Print one line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:6.1f} s] {text}", flush=True)


def detail(text: str) -> None:
    print(f"             {text}", flush=True)


def complain(text: str) -> None:
    print(f"lab: {text}", file=sys.stderr, flush=True)
