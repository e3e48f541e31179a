"""Answers in short: sentences, each with the keys of the claims that it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from curation.web.exports.addresses import Form, alternate_of
from reviews.evidence.claims import NOT_CHECKED, key_in


class BriefLine(NamedTuple):
    """A sentence of an answer."""

    text: str
    claims: tuple[str, ...] = ()
    """The keys of the claims it rests on."""
    page: str = ""
    """The path where more of it stands."""


@dataclass(frozen=True, slots=True)
class BriefSection:
    """Some sentences under a title."""

    title: str
    lines: Sequence[BriefLine]
    absent: str = NOT_CHECKED
    """What is said where there are none: silence could be taken for a “no”."""
    field: str = ""
    """The word by which it is asked for alone."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A page in short."""

    title: str
    page: str
    """The path of the page, and its query."""
    sections: Sequence[BriefSection]

    @property
    def claims(self) -> list[str]:
        """The keys of all claims, in the order in which they are first named."""
        return list(dict.fromkeys(key for section in self.sections for line in section.lines for key in line.claims))


def shortened(brief: Brief, fields: Sequence[str]) -> Brief:
    """Return the sections that are asked for; of one that this answer does not have, that nothing is on record."""
    had = {section.field for section in brief.sections}
    missing = [
        BriefSection(field.replace("-", " ").capitalize(), [], "nothing on record", field)
        for field in fields
        if field not in had
    ]
    return replace(brief, sections=[*(section for section in brief.sections if section.field in fields), *missing])


def keys_in(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the claims that some addresses lead to, each once."""
    return tuple(dict.fromkeys(key for address in addresses if (key := key_in(address))))


def whole_of(page: str) -> str:
    """Return the address of all that is on record of a page, as Markdown."""
    return alternate_of(page, Form.MARKDOWN)
