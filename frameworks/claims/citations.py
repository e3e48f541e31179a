"""Citations: who says so in plain words, and how long ago it was read where a reader should doubt it."""

import datetime
from functools import cache
from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import apnumber

from frameworks.claims.freshness import is_stale, last_read
from frameworks.models import Source, SourceKind

CODES: dict[str, str] = {
    SourceKind.INDEX: "PyPI",
    SourceKind.PACKAGE: "Package",
    SourceKind.DOCUMENTATION: "Docs",
    SourceKind.REPOSITORY: "Repo",
    SourceKind.SITE: "Site",
    SourceKind.GUIDE: "Guide",
}
WORDS: dict[str, str] = {
    SourceKind.INDEX: "package index",
    SourceKind.PACKAGE: "installed package",
    SourceKind.DOCUMENTATION: "documentation",
    SourceKind.REPOSITORY: "its repository",
    SourceKind.SITE: "its own site",
    SourceKind.GUIDE: "one guide only",
    "proven": "proven by a program",
    "measured": "measured",
}
"""The kinds of evidence as a citation names them."""
TENS = {10: "ten", 11: "eleven", 12: "twelve"}
MANY_DAYS = 120
"""From here on an age is given in months."""
KINDS = {kind: str(label) for kind, label in SourceKind.choices}


class Citation(NamedTuple):
    """What a citation shows: the kind of evidence, its age where that matters, the name behind it and its address.

    Code and date are for exports and the API; readers see words.

    A tuple, because a page has hundreds.
    """

    kind: str
    code: str
    date: str
    name: str
    href: str
    stale: bool = False
    source: str = ""
    """Who says so, where the name says more."""
    full_date: str = ""
    """The date as the source prints it, where the citation shows less of it."""

    age: str = ""
    """How long ago it was read or ran, where that is too long."""

    @property
    def words(self) -> str:
        """The citation as readers see it: a guide by its name, anything else by its kind."""
        named = self.source or WORDS[self.kind]
        return f"{named}, {self.age}" if self.age else named

    @property
    def proof(self) -> tuple[str, str, str]:
        """The source, its date and the address the citation leads to, for tables."""
        return self.source or self.name.partition(": ")[2], self.full_date or self.date, self.href

    @property
    def title(self) -> str:
        """The citation in full words; the name of a guide has the date that the guide prints."""
        if self.kind == SourceKind.GUIDE:
            return self.name
        return f"{self.name}, read {self.date}{', which is longer ago than its limit' if self.stale else ''}"


def source_citation(source: Source, read_on: datetime.date, href: str, today: datetime.date) -> Citation:
    """Return the citation of a claim from a source read on a day; it leads to the claim's evidence."""
    stale, day = is_stale(source, read_on, today), last_read(source, read_on)
    return Citation(
        kind=source.kind,
        code=CODES[source.kind],
        date=day.isoformat(),
        name=f"{KINDS[source.kind]}: {source.name}",
        href=href,
        stale=stale,
        age=f"read {ago(day, today)}" if stale else "",
    )


def ago(day: datetime.date, today: datetime.date) -> str:
    """Return how long ago a day was, in words."""
    return f"{days_in_words((today - day).days)} ago"


def days_in_words(days: int) -> str:
    """Return a number of days as people say it: in months where it is many."""
    if days >= MANY_DAYS:
        return f"{round(days / 30.4)} months"
    return f"{days} day{'s' if days != 1 else ''}"


@cache
def guides_in_words(count: int, *, alone: str = WORDS[SourceKind.GUIDE]) -> str:
    """Return how many guides stand behind a sentence, in words up to twelve.

    Kept, since Django looks up a translation of every numeral to name one.
    """
    if count == 1:
        return alone
    return f"{apnumber(count) if count < min(TENS) else TENS.get(count, count)} guides"


class CitedReason(NamedTuple):
    """Something that speaks for a framework or against it, with the claim that says so."""

    name: str
    words: str
    citation: Citation
