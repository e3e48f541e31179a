"""JSON read with suspicion: every value may be missing or of another type, and text loses what cannot be printed."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

LINE = 300
Read = TypeVar("Read")


class UnreadableDocument(ValueError):
    """The document is not of the form it should have; ``field`` names the place, such as ``info.requires_dist[3]``."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value of the document with its place in it."""

    place: str
    content: Any

    def at(self, name: str) -> "JsonValue":
        """Return a field of an object; one without a value where it is missing."""
        return JsonValue(f"{self.place}.{name}" if self.place else name, self.of(dict, "an object").get(name))

    def of(self, kind: type, words: str) -> Any:
        """Return the content, an empty one where it is missing; ``UnreadableDocument`` for another type."""
        if self.content is None:
            return kind()
        if not isinstance(self.content, kind) or (kind is int and isinstance(self.content, bool)):
            raise UnreadableDocument(self.place, f"{words} is expected here, not {json_name(self.content)}.")
        return self.content

    def text(self, longest: int = LINE) -> str:
        return plain(self.of(str, "text"), longest)

    def whole(self, longest: int) -> str:
        """Return a text that means something else once it is cut; ``UnreadableDocument`` where it is longer."""
        text = plain(self.of(str, "text"), longest + 1)
        if len(text) > longest:
            raise UnreadableDocument(self.place, f"at most {longest} characters are believed.")
        return text

    def number(self, most: int) -> int:
        """Return a whole number up to what is believed; ``UnreadableDocument`` for a higher one, or one below zero."""
        number = int(self.of(int, "a whole number"))
        if not 0 <= number <= most:
            raise UnreadableDocument(self.place, f"a number from 0 to {most:,} is believed.")
        return number

    def flag(self) -> bool:
        return bool(self.of(bool, "true or false"))

    def items(self) -> Iterator["JsonValue"]:
        for number, content in enumerate(self.of(list, "a list")):
            yield JsonValue(f"{self.place}[{number}]", content)

    def members(self) -> Iterator[tuple[str, "JsonValue"]]:
        for name, content in self.of(dict, "an object").items():
            yield name, JsonValue(f"{self.place}.{plain(name, 60)}", content)

    def texts(self) -> tuple[str, ...]:
        return tuple(filter(None, (item.text() for item in self.items())))


def json_name(content: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return names.get(type(content), "a number")


def plain(text: str, longest: int) -> str:
    """Return text as one line without control, surrogate and invisible characters, cut at a length."""
    line = " ".join(text[: longest * 20].split())
    kept = "".join(letter for letter in line if unicodedata.category(letter)[0] != "C").strip()
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads fields one by one, and keeps why one could not be read."""

    unread: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, reading: Callable[[], Read], otherwise: Read) -> Read:
        try:
            return reading()
        except UnreadableDocument as error:
            self.unread[name] = str(error)
            return otherwise


def parsed(body: bytes) -> Any:
    try:
        content = json.loads(body)
    except RecursionError as error:
        raise UnreadableDocument("", "the answer is nested too deeply.") from error
    except ValueError as error:
        raise UnreadableDocument("", f"the answer is no JSON: {str(error)[:120]}.") from error
    if not isinstance(content, dict):
        raise UnreadableDocument("", f"the answer is {json_name(content)}, not an object.")
    return content
