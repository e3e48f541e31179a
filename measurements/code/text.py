"""The text of programs as readers see it: the part of one task, in tokens that a template prints."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from pygments.lexers import get_lexer_for_filename
from pygments.token import Comment, Keyword, Operator, String, Token
from pygments.util import ClassNotFound

REGION = re.compile(r"\s*# \[(/?)(t\d\d)\]\s*$")
HEADER = re.compile(r"# [a-z]+: ")
CLASSES = ((Comment, "note"), (String, "text"), (Keyword, "word"), (Operator.Word, "word"))
"""How tokens are set: notes and text grey, words of the language bold, the rest plain."""


class CodeSpan(NamedTuple):
    """A piece of code that is set in one way."""

    css: str
    text: str


class CodeBlock(NamedTuple):
    """Lines that stand in the program beside it too, or lines that do not."""

    shared: bool
    spans: list[CodeSpan]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a program, or the part of it that belongs to a task."""

    path: str
    text: str
    shared: frozenset[int] = frozenset()
    """Lines, from 0, that stand in the program beside it too."""

    @property
    def blocks(self) -> list[CodeBlock]:
        """The text in blocks of lines that are shared and lines that are not."""
        if not self.shared:
            return [CodeBlock(False, spans_of(self.path, self.text))]
        runs = groupby(enumerate(lines_of(self.path, self.text)), key=lambda line: line[0] in self.shared)
        return [CodeBlock(shared, [span for _number, line in run for span in line]) for shared, run in runs]


def shown_files(files: Iterable[dict[str, str]], task: str) -> list[ShownFile]:
    """Return what belongs to a task: the program first, then templates and other files that are not empty."""
    shown = [ShownFile(file["path"], part_of(file["text"], task)) for file in files if file["text"].strip()]
    return sorted(shown, key=lambda file: (not is_program(file.path), file.path))


def is_program(path: str) -> bool:
    return re.fullmatch(r"(common\w*|t\d\d)\.py", path) is not None


def part_of(text: str, task: str) -> str:
    """Return a text without its header, the marks of regions and the regions of other tasks."""
    region, kept = "", list[str]()
    for line in text.splitlines():
        if mark := REGION.match(line):
            region = "" if mark[1] else mark[2]
        elif region in ("", task):
            kept.append(line)
    while kept and (HEADER.match(kept[0]) or not kept[0].strip()):
        kept.pop(0)
    return re.sub(r"\n{3,}", "\n\n\n", "\n".join(kept)).strip() + "\n"


@lru_cache(maxsize=512)
def spans_of(path: str, text: str) -> list[CodeSpan]:
    """Return a text in spans, neighbours of one kind together."""
    try:
        lexer = get_lexer_for_filename(path, stripnl=False)
    except ClassNotFound:
        return [CodeSpan("", text)]
    kinds = ((css_of(kind), word) for kind, word in lexer.get_tokens(text))
    return [CodeSpan(css, "".join(word for _css, word in run)) for css, run in groupby(kinds, key=lambda pair: pair[0])]


def lines_of(path: str, text: str) -> list[list[CodeSpan]]:
    """Return the spans of each line, its end with it."""
    lines: list[list[CodeSpan]] = [[]]
    for css, words in spans_of(path, text):
        first, *others = re.split(r"(?<=\n)", words)
        lines[-1].append(CodeSpan(css, first))
        lines += [[CodeSpan(css, part)] for part in others]
    return lines


def css_of(kind: Token) -> str:
    return next((css for group, css in CLASSES if kind in group), "")


def header_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words and values at the top of a program, such as what prepares it."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            return
        word, mark, value = line.removeprefix("# ").partition(": ")
        if mark and word.isalpha():
            yield word, value.strip()
