"""What every decision record has: an architecture decision record in Markdown, with what is known filled in."""

from collections.abc import Iterable, Iterator

from django.http import QueryDict

from curation.web.exports.markdown import link, plain, section
from curation.web.exports.tables import LICENCE, Edition, PageData
from reviews.addresses import since_address

TO_FILL_IN = "_To be filled in:_"
Lines = Iterator[str]


def head(title: str, page: str, edition: Edition) -> Lines:
    """Yield what the record is and what it was made from; ``page`` is the path of the page and its query."""
    yield from (f"# {plain(title)}", "")
    yield from (
        "- Status: proposed",
        f"- Date: {edition.day}",
        f"- Made from: {link_to(edition.page, edition)}",
        f"- The same as it stood that day: {link_to(on_the_day(edition), edition)}",
        f"- Data: version {edition.version}, published {edition.moment}, {LICENCE}",
        f"- What has changed since: {link_to(since_address(page, edition.version), edition)}",
    )
    yield from ("", "## Context", "")
    yield f"{TO_FILL_IN} what is to be built, by whom, and what must not go wrong."
    yield ""


def link_to(path: str, edition: Edition) -> str:
    """Return a link that can be read on paper too."""
    return link(f"{edition.origin}{path}", path, edition)


def on_the_day(edition: Edition) -> str:
    """Return the path of the page as of the end of the day of its edition."""
    path, _mark, query = edition.page.partition("?")
    parameters = QueryDict(query, mutable=True)
    parameters["as-of"] = str(edition.day)
    return f"{path}?{parameters.urlencode(safe=',')}"


def evidence(data: PageData, names: Iterable[str], edition: Edition) -> Lines:
    """Yield some of a page's tables."""
    chosen = set(names)
    yield from ("", "## Evidence")
    for table in data.tables:
        if table.name in chosen:
            yield from section(table, edition, "###")


def decision() -> Lines:
    yield from ("", "## Decision", "", f"{TO_FILL_IN} “We choose …, because …”.")
    yield from ("", "## Consequences", "", f"{TO_FILL_IN} what becomes easier, and what becomes harder.")


def listed(words: list[str]) -> str:
    return "; ".join(words) or "nothing"
