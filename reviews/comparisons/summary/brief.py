"""A comparison in short: what its summary page says, as sentences with their claims."""

from collections.abc import Iterable, Iterator

from curation.snapshots.protocol import Snapshot
from measurements.speed.beside import MeasuredCell
from reviews.comparisons.selection import Selection
from reviews.comparisons.summary.decisive import DecisiveCell
from reviews.comparisons.summary.reading import read_summary
from reviews.comparisons.summary.summary import ComparisonSummary
from reviews.comparisons.summary.verdicts import FrameworkVerdict, Sentence
from reviews.evidence.claims import NOT_CHECKED
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in, whole_of

DRIVER_OF_CPU = "Processor time of a validated order"


def read_comparison_brief(snapshot: Snapshot, chosen: Selection) -> Brief:
    """Return a comparison in short."""
    summary, _holdings = read_summary(snapshot, chosen.frameworks)
    query = f"?as-of={snapshot.day}" if snapshot.day else ""
    return comparison_brief(chosen, summary, query)


def comparison_brief(chosen: Selection, summary: ComparisonSummary, query: str) -> Brief:
    more = [
        BriefLine("Everything on record of them, side by side", page=whole_of(f"{chosen.address}{query}")),
        BriefLine("How the sentences and differences are chosen", page="/method/"),
    ]
    return Brief(
        chosen.question,
        f"{chosen.address}{query}",
        [
            *(
                BriefSection(each.framework.name, list(verdict_lines(each)), field="verdicts")
                for each in summary.verdicts
            ),
            BriefSection("What decides", list(differences(summary)), "no difference is on record", "differences"),
            BriefSection("Measured and counted", [measured_line(*row) for row in summary.numbers], field="measured"),
            BriefSection("Alike", list(alike(summary)), field="alike"),
            BriefSection("When neither is the answer", list(instead(summary)), "no case is on record", "instead"),
            BriefSection("More", more, field="more"),
        ],
    )


def verdict_lines(verdict: FrameworkVerdict) -> Iterator[BriefLine]:
    yield sentence(verdict.take, [citation.href for citation in verdict.citations])
    yield sentence(verdict.lacks)


def sentence(words: Sentence, more: Iterable[str] = ()) -> BriefLine:
    return BriefLine("".join(word.text for word in words), keys_in([*(word.href for word in words), *more]))


def differences(summary: ComparisonSummary) -> Iterator[BriefLine]:
    for row in summary.differences:
        yield cells_line(f"{row.name} ({row.reason.rstrip('.')})" if row.reason else row.name, row.cells)
    if summary.support:
        yield cells_line("Supported until", summary.support)
    if summary.cpu:
        yield measured_line(DRIVER_OF_CPU, summary.cpu, "not measured")
    if summary.learning:
        words = "; ".join(f"{each.framework}: {each.words}" for each in summary.learning)
        quotes = (quote.citation.href for each in summary.learning for quote in each.quotes)
        yield BriefLine(f"How long it takes to learn, as guides see it: {words}", keys_in(quotes))


def cells_line(name: str, cells: Iterable[DecisiveCell]) -> BriefLine:
    cells = list(cells)
    words = "; ".join(f"{cell.framework}: {cell.text or NOT_CHECKED}{proved(cell)}" for cell in cells)
    return BriefLine(f"{name}: {words}", keys_in(cell.href for cell in cells))


def proved(cell: DecisiveCell) -> str:
    return " (proven by a program)" if cell.ran else ""


def measured_line(name: str, cells: Iterable[MeasuredCell], absent: str) -> BriefLine:
    cells = list(cells)
    words = "; ".join(f"{cell.framework}: {value_of(cell) or absent}" for cell in cells)
    return BriefLine(f"{name}: {words}", keys_in(cell.address for cell in cells))


def value_of(cell: MeasuredCell) -> str:
    if cell.value is None:
        return cell.interval
    return f"{cell.value.words} ({cell.interval})" if cell.interval else cell.value.words


def alike(summary: ComparisonSummary) -> Iterator[BriefLine]:
    same = summary.alike
    named = f"; built in everywhere: {', '.join(same.named)}" if same.named else ""
    more = f" and {same.more} more" if same.more else ""
    yield BriefLine(f"{same.count} of {same.of} features are on record as alike{named}{more}")


def instead(summary: ComparisonSummary) -> Iterator[BriefLine]:
    for case in summary.instead:
        guides = keys_in(citation.href for citation in case.citations)
        yield BriefLine(f"{case.words}: {case.other.name}", (case.evidence,) if case.evidence else guides)
