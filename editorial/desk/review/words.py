"""Two texts compared word by word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

WORD = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.45
"""Texts less alike than this are shown whole: single words in common would only confuse."""
MOST_PAIRS = 20_000
"""How often words of one text may stand in the other. More are not compared: of the same few words, said a thousand
times, that takes a minute."""


class DiffPiece(NamedTuple):
    """A run of words that both texts have, or that one of them alone has."""

    text: str
    is_own: bool = False


Pieces = list[DiffPiece]


def compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, each marked where it is in one of them alone."""
    if before == after:
        return whole(before, is_own=False), whole(after, is_own=False)
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    if pairs_in(old, new) > MOST_PAIRS or likeness(matcher, old, new) < ALIKE:
        return whole(before, is_own=True), whole(after, is_own=True)
    steps = list(joined(matcher, old, new))
    return (
        [DiffPiece(text, is_own) for is_own, text, _ in steps if text],
        [DiffPiece(text, is_own) for is_own, _, text in steps if text],
    )


def pairs_in(old: list[str], new: list[str]) -> int:
    counts = Counter(new)
    return sum(counts[word] for word in old if not word.isspace())


def whole(text: str, *, is_own: bool) -> Pieces:
    return [DiffPiece(text, is_own)] if text else []


def likeness(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> float:
    """Return which part of the longer text's words both have, spaces left out."""
    words = max(sum(not word.isspace() for word in text) for text in (old, new))
    same = sum(not word.isspace() for block in matcher.get_matching_blocks() for word in words_of(old, block))
    return same / words if words else 1.0


def words_of(old: list[str], block: Iterable[int]) -> list[str]:
    start, _, size = block
    return old[start : start + size]


def joined(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Yield runs of both texts, those that differ joined over the spaces between them."""
    codes = matcher.get_opcodes()
    runs = [(tag != "equal", "".join(old[a:b]), "".join(new[c:d])) for tag, a, b, c, d in codes]
    inner = range(1, len(runs) - 1)
    marks = [differs or (place in inner and not old_text.strip()) for place, (differs, old_text, _) in enumerate(runs)]
    for differs, alike in groupby(zip(marks, runs, strict=True), key=itemgetter(0)):
        texts = [run for _, run in alike]
        yield differs, "".join(old_text for _, old_text, _ in texts), "".join(new_text for *_, new_text in texts)
