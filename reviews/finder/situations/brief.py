"""The answer to a common situation in short."""

from collections.abc import Iterator

from curation.snapshots.protocol import Snapshot
from reviews.finder.situations.page import SituationPage
from reviews.finder.situations.reading import read_page
from reviews.models import CommonSituation
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in


def read_situation_brief(snapshot: Snapshot, situation: CommonSituation) -> Brief:
    """Return the answer to a situation in short, with its reasons."""
    page = read_page(snapshot, situation)
    query = f"?as-of={snapshot.day}" if snapshot.day else ""
    address = f"{situation.get_absolute_url()}{query}"
    if not page.outcome.picks:
        return Brief(situation.question, address, [BriefSection("Answer", [], "no framework is left", "answer")])
    silent = "no guide on record speaks of it"
    reasons = [
        BriefLine(f"{each.name}: {each.words.rstrip('.')}", keys_in([each.citation.href])) for each in page.reasons
    ]
    changes = [BriefLine(f"{each.label}: {each.then}") for each in page.changes]
    return Brief(
        situation.question,
        address,
        [
            BriefSection("Answer", list(answer(page)), field="answer"),
            BriefSection(f"Why {page.names}", reasons, field="reasons"),
            BriefSection("The stack with it", list(stack(page)), "nothing more is needed on record", "stack"),
            BriefSection("What guides recommend for it", list(advice(page)), silent, "advice"),
            BriefSection("If the assumptions change", changes, field="changes"),
            BriefSection("More", [BriefLine("The finder with these answers", page=page.address)], field="more"),
        ],
    )


def answer(page: SituationPage) -> Iterator[BriefLine]:
    yield BriefLine(f"Take {page.names}")
    yield BriefLine(f"How firm that is: {page.outcome.word}. {page.outcome.because}")
    if page.runner_up:
        more = f", when it must have built in: {page.take_it_when}" if page.take_it_when else ""
        yield BriefLine(f"Runner-up: {page.runner_up.name}{more}")
    if unfit := page.unfit:
        others = ", ".join(row.name for row in unfit.others)
        cited = keys_in([unfit.citation.href]) if unfit.citation else ()
        yield BriefLine(f"Not if you need {unfit.need}: {unfit.words}; confirmed for {others}", cited)


def stack(page: SituationPage) -> Iterator[BriefLine]:
    for line in page.stack:
        level = f" ({line.level})" if line.level else ""
        yield BriefLine(f"{line.feature}: {line.package}{level}", keys_in([line.address]))


def advice(page: SituationPage) -> Iterator[BriefLine]:
    for named in page.advice:
        guides = ", ".join(citation.source for citation in named.voices)
        yield BriefLine(f"{named.name}: {guides}", keys_in(citation.href for citation in named.voices))
