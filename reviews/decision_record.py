"""A decision to take away: an architecture decision record in Markdown, with what is known filled in. No query."""

from collections.abc import Callable, Iterable, Iterator

from django.http import QueryDict

from frameworks.alternates.markdown import link, plain, section
from frameworks.alternates.tables import LICENCE, Context, Edition, PageData
from frameworks.models import SupportLevel
from frameworks.side_by_side import Cell
from reviews.arguments import Argument
from reviews.comparison import Column, Comparison
from reviews.page_data.comparison import comparison_data
from reviews.selection import since_address

TO_FILL_IN = "_To be filled in:_"
EVIDENCE = ("consensus", "features", "facts", "sources")
"""The tables of the page that the record carries; the rest stands in its sentences."""
Lines = Iterator[str]


def comparison_record(context: Context, edition: Edition) -> str:
    """Return the record of a choice between the frameworks of a comparison."""
    shown: Comparison = context["comparison"]
    data = comparison_data(context)
    lines = [
        *head(context, edition),
        *drivers(shown),
        *(line for column in shown.columns for line in option(column, edition)),
        *evidence(data, edition),
        *decision(),
        *what_would_change_it(shown, context, edition),
    ]
    return "\n".join(lines) + "\n"


def head(context: Context, edition: Edition) -> Lines:
    title = plain(context["chosen"].title)
    yield from (f"# Which framework: {title.replace(' and ', ' or ')}", "")
    yield from (
        "- Status: proposed",
        f"- Date: {edition.day}",
        f"- Made from: {link(edition.address, edition.address, edition)}",
        f"- The same as it stood that day: {link(on_the_day(edition), on_the_day(edition), edition)}",
        f"- Data: version {edition.version}, published {edition.moment}, {LICENCE}",
        f"- What has changed since: {changes_link(context, edition)}",
    )
    yield from ("", "## Context", "")
    yield f"{TO_FILL_IN} what is to be built, by whom, and what must not go wrong."
    yield ""
    yield f"{title} were compared by what published guides say of them and by what is documented."


def on_the_day(edition: Edition) -> str:
    """Return the address of the page as of the end of the day of its edition."""
    path, _mark, query = edition.address.partition("?")
    asked = QueryDict(query, mutable=True)
    asked["as-of"] = str(edition.day)
    return f"{path}?{asked.urlencode()}"


def changes_link(context: Context, edition: Edition) -> str:
    """Return the address that says what has changed in what the record rests on."""
    path = since_address(context["chosen"].slugs, edition.version)
    return link(f"{edition.origin}{path}", path, edition)


def drivers(shown: Comparison) -> Lines:
    """Yield what to weigh: what the guides say on each criterion, and where they do not agree."""
    tally = shown.tally
    yield from ("", "## Decision drivers", "")
    yield f"{TO_FILL_IN} which of these count, and how much."
    yield ""
    for group, rows in shown.criteria:
        yield f"- {plain(group)}: {', '.join(plain(row.criterion.name) for row in rows)}"
    yield ""
    yield (
        f"Of {tally.judged} verdicts that two guides or more allow, they agree in {tally.agree}, stand a step apart "
        f"in {tally.step} and split in {tally.split}."
    )


def option(column: Column, edition: Edition) -> Lines:
    """Yield one framework: when guides pick it, and what speaks for and against it."""
    name = plain(column.framework.name)
    yield from ("", f"## Option: {link(name, column.address, edition)}", "", plain(column.framework.tagline))
    parts = {
        "Guides pick it for": column.advice.picks,
        "Guides look elsewhere for": column.advice.less_suited,
        "For": column.arguments.pros,
        "Against": column.arguments.cons,
    }
    for title, arguments in parts.items():
        yield from ("", f"### {title}", "", *points(arguments, edition))


def points(arguments: Iterable[Argument], edition: Edition) -> Lines:
    found = [f"- {plain(one.text)} ({voices(one, edition)})" for one in arguments]
    yield from found or ["Nothing on record."]


def voices(argument: Argument, edition: Edition) -> str:
    """Return links to what each guide says, in a few characters."""
    return ", ".join(link(f"{chip.code} {chip.date}", chip.href, edition) for chip in argument.chips)


def evidence(data: PageData, edition: Edition) -> Lines:
    yield from ("", "## Evidence")
    for table in data.tables:
        if table.name in EVIDENCE:
            yield from section(table, edition, "###")


def decision() -> Lines:
    yield from ("", "## Decision", "", f"{TO_FILL_IN} “We choose …, because …”.")
    yield from ("", "## Consequences", "", f"{TO_FILL_IN} what becomes easier, and what becomes harder.")


def what_would_change_it(shown: Comparison, context: Context, edition: Edition) -> Lines:
    """Yield what the evidence leaves open, because that is where a decision can turn out otherwise."""
    splits = [f"{plain(one.framework.name)}: {plain(one.topic)}" for one in shown.tally.splits]
    unknown = list(cells(shown, lambda cell: cell.css == SupportLevel.UNKNOWN))
    searched = list(cells(shown, lambda cell: cell.css == SupportLevel.NONE_FOUND))
    stale = list(cells(shown, lambda cell: bool(cell.stamp and cell.stamp.stale)))
    yield from ("", "## What would change it", "")
    yield f"- Guides split on: {listed(splits)}."
    yield f"- Nobody has checked: {listed(unknown)}."
    yield f"- Searched for and not found, which is not “no”: {listed(searched)}."
    yield f"- Read longer ago than its source allows: {listed(stale)}."
    yield f"- The claims above may change. {changes_link(context, edition)} says which have."


def cells(shown: Comparison, is_so: Callable[[Cell], bool]) -> Iterator[str]:
    """Yield the feature cells of which something is so, by framework and feature."""
    for group in shown.features.groups:
        for row in group.rows:
            yield from (f"{plain(cell.framework)}: {plain(row.name)}" for cell in row.cells if is_so(cell))


def listed(words: list[str]) -> str:
    return "; ".join(words) or "nothing"
