"""The decision record of a comparison."""

from collections.abc import Callable, Iterable, Iterator

from curation.web.exports.markdown import link, plain
from curation.web.exports.tables import Context, Edition
from frameworks.claims.side_by_side import FrameworkCell
from frameworks.models import SupportLevel
from reviews.addresses import comparison_address, since_address
from reviews.comparisons.whole.comparison import ComparedFramework, Comparison
from reviews.comparisons.whole.exports import comparison_data
from reviews.guides.opinions.arguments import Argument
from reviews.sharing.records.parts import TO_FILL_IN, Lines, decision, evidence, head, link_to, listed

EVIDENCE = ("alone", "consensus", "features", "measured", "facts", "windows", "sources")
"""The tables of the page that the record carries; the rest stands in its sentences."""


def comparison_record(context: Context, edition: Edition) -> str:
    """Return the record of a choice between the frameworks of a comparison."""
    comparison: Comparison = context["comparison"]
    chosen = context["chosen"]
    page = comparison_address(chosen.slugs)
    lines = [
        *head(f"Which framework: {chosen.title.replace(' and ', ' or ')}", page, edition),
        f"{plain(chosen.title)} were compared by what published guides say of them and by what is documented.",
        *drivers(comparison),
        *(line for column in comparison.columns for line in option(column, edition)),
        *evidence(comparison_data(context), EVIDENCE, edition),
        *decision(),
        *what_would_change_it(comparison, page, edition),
    ]
    return "\n".join(lines) + "\n"


def drivers(comparison: Comparison) -> Lines:
    """Yield what to weigh: what the guides say on each criterion, and where they do not agree."""
    tally = comparison.tally
    yield from ("", "## Decision drivers", "")
    yield f"{TO_FILL_IN} which of these count, and how much."
    yield ""
    for group, rows in comparison.criteria:
        yield f"- {plain(group)}: {', '.join(plain(row.criterion.name) for row in rows)}"
    yield ""
    yield (
        f"Of {tally.judged} verdicts that two guides or more allow, they agree in {tally.agree}, stand a step apart "
        f"in {tally.step} and split in {tally.split}."
    )


def option(column: ComparedFramework, edition: Edition) -> Lines:
    """Yield one framework: when guides pick it, and what speaks for and against it."""
    yield from (
        "",
        f"## Option: {link(column.framework.name, column.address, edition)}",
        "",
        plain(column.framework.tagline),
    )
    parts = {
        "Guides pick it for": column.advice.picks,
        "Guides look elsewhere for": column.advice.less_suited,
        "For": column.arguments.pros,
        "Against": column.arguments.cons,
    }
    for title, arguments in parts.items():
        yield from ("", f"### {title}", "", *points(arguments, edition))


def points(arguments: Iterable[Argument], edition: Edition) -> Lines:
    lines = [f"- {plain(argument.text)} ({voices(argument, edition)})" for argument in arguments]
    yield from lines or ["Nothing on record."]


def voices(argument: Argument, edition: Edition) -> str:
    """Return links to what each guide says, in a few characters."""
    cited = argument.citations
    return ", ".join(link(f"{citation.code} {citation.date}", citation.href, edition) for citation in cited)


def what_would_change_it(comparison: Comparison, page: str, edition: Edition) -> Lines:
    """Yield what the evidence leaves open, because that is where a decision can turn out otherwise."""
    splits = [f"{plain(standing.framework.name)}: {plain(standing.topic)}" for standing in comparison.tally.splits]
    unknown = list(cells(comparison, lambda cell: cell.css == SupportLevel.UNKNOWN))
    searched = list(cells(comparison, lambda cell: cell.css == SupportLevel.NONE_FOUND))
    stale = list(cells(comparison, lambda cell: bool(cell.citation and cell.citation.stale)))
    yield from ("", "## What would change it", "")
    yield f"- Guides split on: {listed(splits)}."
    yield f"- Nobody has checked: {listed(unknown)}."
    yield f"- Searched for and not found, which is not “no”: {listed(searched)}."
    yield f"- Read longer ago than its source allows: {listed(stale)}."
    yield f"- The claims above may change. {link_to(since_address(page, edition.version), edition)} says which have."


def cells(comparison: Comparison, is_so: Callable[[FrameworkCell], bool]) -> Iterator[str]:
    """Yield the feature cells of which something is so, by framework and feature."""
    for group in comparison.features.groups:
        for row in group.rows:
            yield from (f"{plain(cell.framework)}: {plain(row.name)}" for cell in row.cells if is_so(cell))
