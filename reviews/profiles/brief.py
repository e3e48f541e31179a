"""A framework in short, or with whole parts of what is on record of it: sentences with their claims."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from curation.snapshots.protocol import Snapshot
from frameworks.adoption.reading import Adoption, read_adoption
from frameworks.claims.citations import Citation, CitedReason
from frameworks.claims.side_by_side import FactLine
from frameworks.models import Framework
from frameworks.releases.support_timeline import NO_END, end_of, supported
from measurements.models import Figure, Measure
from measurements.speed.beside import MeasuredRow
from measurements.speed.numbers import amount
from reviews.comparisons.summary.brief import value_of
from reviews.evidence.claims import NOT_CHECKED
from reviews.guides.opinions.arguments import Argument
from reviews.profiles.detail import PANEL, FrameworkPage
from reviews.profiles.reading import read_framework
from reviews.profiles.standing import StandingGrounds, gaps, read_field, strong_at
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in, whole_of


class BriefPart(StrEnum):
    """What can be asked of a framework beside the summary."""

    FEATURES = "features"
    FACTS = "facts"
    MEASUREMENTS = "measurements"
    GUIDES = "guides"


@dataclass(frozen=True)
class FrameworkRecord:
    """What is on record of one framework, as far as a brief tells it."""

    page: FrameworkPage
    grounds: StandingGrounds
    adoption: Adoption
    figures: Sequence[Figure]

    @property
    def framework(self) -> Framework:
        return self.page.framework


def read_framework_brief(snapshot: Snapshot, framework: Framework, parts: Collection[str] = ()) -> Brief:
    """Return a framework in short, and the parts that are asked for whole."""
    record = read_record(snapshot, framework)
    query = f"?as-of={snapshot.day}" if snapshot.day else ""
    page = f"{framework.get_absolute_url()}{query}"
    return Brief(
        framework.name,
        page,
        [
            *summary(record),
            *(WHOLE[part](record) for part in BriefPart if part in parts),
            BriefSection("More", [BriefLine("Everything on record of it", page=whole_of(page))], field="more"),
        ],
    )


def read_record(snapshot: Snapshot, framework: Framework) -> FrameworkRecord:
    others = [row for row in snapshot.rows(Framework) if row.pk != framework.pk]
    page = read_framework(snapshot, framework, others)
    return FrameworkRecord(
        page,
        StandingGrounds(page, read_field(snapshot, framework)),
        read_adoption(snapshot, [framework]),
        snapshot.rows(Figure, framework=framework.pk),
    )


def summary(record: FrameworkRecord) -> Iterator[BriefSection]:
    page = record.page
    facts = (fact_line(*fact) for fact in page.panel)
    strong, weak = map(reason_line, strong_at(record.grounds)), map(reason_line, gaps(record.grounds))
    measured, silent = map(measured_line, record.grounds.field.lab.measured), "no guide on record says"
    picks, others = map(argument_line, page.recommended), map(argument_line, page.less_suited)
    yield BriefSection("What it is", [BriefLine(record.framework.tagline), *warnings(page), *facts], field="what-it-is")
    yield BriefSection("Supported", list(windows(page)), "no dates are published", "supported")
    yield BriefSection("Strong at", list(strong), "nothing stands out on record", "strong-at")
    yield BriefSection("Gaps", list(weak), "no gap is on record", "gaps")
    yield BriefSection("Measured", list(measured), "not measured", "measured")
    yield BriefSection("Guides recommend it for", list(picks), silent, "recommended-for")
    yield BriefSection("Guides call it less suited for", list(others), silent, "less-suited-for")


def warnings(page: FrameworkPage) -> Iterator[BriefLine]:
    for fact, address in page.warnings:
        yield BriefLine(f"Know first: {fact.value}", keys_in([address]))


def fact_line(label: str, fact: FactLine, citation: Citation) -> BriefLine:
    return BriefLine(f"{label}: {fact.value}", keys_in([citation.href]))


def windows(page: FrameworkPage) -> Iterator[BriefLine]:
    for window, _citation in page.windows:
        if supported(window, page.today):
            end, lts = end_of(window), " (long-term support)" if window.long_term else ""
            yield BriefLine(f"{window.version}{lts}: {f'fixes until {end}' if end else NO_END}", (window.key,))


def reason_line(reason: CitedReason) -> BriefLine:
    return BriefLine(f"{reason.name}: {reason.words.rstrip('.')}", keys_in([reason.citation.href]))


def measured_line(row: MeasuredRow) -> BriefLine:
    (cell,) = row.cells
    return BriefLine(f"{row.measure.label}: {value_of(cell) or 'not measured'}", keys_in([cell.address]))


def argument_line(argument: Argument) -> BriefLine:
    count = f" ({argument.guides} guides)" if argument.is_shared else ""
    return BriefLine(f"{argument.text}{count}", keys_in(citation.href for citation in argument.citations))


def features(record: FrameworkRecord) -> BriefSection:
    """Return every feature with its level; what nobody checked says so."""
    lines = [
        BriefLine(
            f"{row.name}: {', '.join(filter(None, (cell.text, cell.below))) or NOT_CHECKED}",
            keys_in([cell.href]) if cell.citation else (),
        )
        for group in record.page.features.groups
        for row in group.rows
        for cell in row.cells
    ]
    return BriefSection("All features", lines, field=BriefPart.FEATURES)


def facts(record: FrameworkRecord) -> BriefSection:
    shown = [fact_line(*fact) for fact in record.page.facts if fact[1].name not in PANEL]
    return BriefSection("All other facts", [*shown, *adoption_lines(record)], field=BriefPart.FACTS)


def adoption_lines(record: FrameworkRecord) -> Iterator[BriefLine]:
    for row in record.adoption.rows:
        yield from (BriefLine(figure.label, keys_in([figure.address])) for figure in row.figures if figure)


def guides(record: FrameworkRecord) -> BriefSection:
    """Return what each guide says, criterion by criterion, then for and against."""
    lines: list[BriefLine] = []
    for opinion in (*record.page.ratings, *record.page.words):
        lines += [
            BriefLine(
                f"{opinion.row.criterion.name}: {quote.level or 'no level named'}: {quote.rating.summary}",
                keys_in([quote.citation.href]),
            )
            for quote in opinion.quotes
        ]
    for by_guide in record.page.arguments:
        for side, remarks in (("For", by_guide.pros), ("Against", by_guide.cons)):
            lines += [BriefLine(f"{side}: {remark.text}", keys_in([address])) for remark, address in remarks]
    return BriefSection("What guides say", lines, "no guide on record speaks of it", BriefPart.GUIDES)


def measurements(record: FrameworkRecord) -> BriefSection:
    lines = [
        BriefLine(
            f"{', '.join(filter(None, (Measure(row.measure).label, row.label)))}: "
            f"{amount(Measure(row.measure), row.value).words}",
            (row.pk,),
        )
        for row in record.figures
    ]
    return BriefSection("All measurements", lines, "not measured", BriefPart.MEASUREMENTS)


WHOLE: Mapping[str, Callable[[FrameworkRecord], BriefSection]] = {
    BriefPart.FEATURES: features,
    BriefPart.FACTS: facts,
    BriefPart.MEASUREMENTS: measurements,
    BriefPart.GUIDES: guides,
}
