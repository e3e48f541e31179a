"""Parts of a file, for those who go on with a download where it broke off."""

import re
from typing import IO

RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class RangeNotSatisfiable(Exception):
    """The part that is asked for lies outside of the file."""


class FilePart:
    """A part of an open file, read like a file of its own."""

    def __init__(self, file: IO[bytes], place: range) -> None:
        self.file, self.left = file, len(place)
        file.seek(place.start)

    def read(self, most: int = -1) -> bytes:
        """Return the next bytes; after the last the file is closed, whoever reads it."""
        if not self.left:
            return b""
        block = self.file.read(self.left if most < 0 else min(most, self.left))
        self.left -= len(block)
        if not self.left:
            self.close()
        return block

    def close(self) -> None:
        self.file.close()


def part_asked(header: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for; None for what is no single range and counts for nothing."""
    match = RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return satisfiable(range(max(size - int(last), 0), size))
    if last and int(last) < int(first):
        return None
    return satisfiable(range(int(first), min(int(last) + 1, size) if last else size))


def satisfiable(part: range) -> range:
    if not part:
        raise RangeNotSatisfiable
    return part
