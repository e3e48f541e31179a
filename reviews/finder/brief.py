"""An answer of the finder in short: the first of the ranking, each with what its points rest on."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from curation.snapshots.protocol import Snapshot
from reviews.evidence.claims import CitedClaim
from reviews.finder.page.claims import Contributed, read_contributed, read_required
from reviews.finder.page.finding import Finding
from reviews.finder.page.page import FinderPage
from reviews.finder.page.reading import read_advised, read_finding
from reviews.finder.questions.answers import Answers
from reviews.finder.ranking.points import ordinal, points, span
from reviews.finder.ranking.ranking import Contribution, RankedPlace
from reviews.finder.ranking.requirements import WORDS
from reviews.finder.scoring.factors import BY_KEY
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, keys_in, whole_of

TOP = 3
MOST_DRIVERS = 6
"""How many of the drivers are told of each framework, those that give most."""
MOST_LEFT_OUT = 12
MOST_ADVICE = 4
WHOLE = "The whole ranking, and what would change it"


def read_finder_brief(snapshot: Snapshot, answers: Answers, top: int = TOP) -> Brief:
    """Return what follows from some answers in short."""
    page = FinderPage(answers, read_finding(snapshot, answers), read_advised(snapshot, answers))
    finding = page.finding
    if finding is None:
        return Brief("Finder", answers.address, [BriefSection("Answer", [], "no question was answered", "answer")])
    shown = [place for place in finding.ranking.places if place.rank <= top]
    claims, required = read_contributed(snapshot, finding, shown), read_required(snapshot, finding, shown)
    return Brief(
        page.title,
        answers.address,
        [
            BriefSection("Asked for", asked_lines(answers), field="asked-for"),
            BriefSection("Answer", list(answer_lines(page)), field="answer"),
            *(place_section(finding, place, claims, required) for place in shown),
            *left_out_sections(page),
            BriefSection(
                "What guides recommend for it", list(advice_lines(page)), "no guide on record speaks of it", "advice"
            ),
            BriefSection("More", [BriefLine(WHOLE, page=whole_of(answers.address))], field="more"),
        ],
    )


def asked_lines(answers: Answers) -> list[BriefLine]:
    return [BriefLine(f"{asked.label} {answer.label}") for asked, answer in answers.chosen]


def answer_lines(page: FinderPage) -> Iterator[BriefLine]:
    if page.finding is None or page.result is None:
        yield BriefLine(nothing_ranked(page))
        return
    result = page.result
    lead = "Tied for first" if result.tied else "Best fit for these answers"
    yield BriefLine(f"{lead}: {result.leaders}, {result.total} of 100 points")
    yield BriefLine(f"How firm that is: {result.confidence}. {result.confidence_words}")
    if result.runner_up:
        yield BriefLine(f"Then: {result.runner_up.name}, {result.runner_up.behind}")
    yield BriefLine("What nobody checked is an interval, never a zero; the order goes by what is confirmed")


def nothing_ranked(page: FinderPage) -> str:
    if page.state == "clash":
        return f"No framework is confirmed to have {page.demands} together"
    if page.state == "ignored":
        return "Every weight is 0, so there is nothing to rank by"
    return "No framework has evidence on half of the weight"


def place_section(
    finding: Finding, place: RankedPlace, claims: Contributed, required: Mapping[str, list[CitedClaim]]
) -> BriefSection:
    name = finding.rows.frameworks[place.framework].name
    tied = "tied " if place.tied else ""
    title = f"{tied}{ordinal(place.rank)}: {name}, {span(place.low, place.high)} of 100"
    return BriefSection(title, list(place_lines(place, claims, required[place.framework])), field="ranking")


def place_lines(place: RankedPlace, claims: Contributed, required: Sequence[CitedClaim]) -> Iterator[BriefLine]:
    if required:
        yield BriefLine(f"Comes with what was asked for: {told(required)}", tuple(claim.key for claim in required))
    by_points = sorted(place.contributions, key=lambda part: -part.low)
    largest = [part for part in by_points if part.low > 0][:MOST_DRIVERS]
    for part in largest:
        yield driver_line(part, claims[place.framework, part.factor])
    open_ones = [BY_KEY[part.factor].name for part in by_points if not part.known and part not in largest]
    if open_ones:
        yield BriefLine(f"Not known, or known in part: {', '.join(open_ones)}")
    rest = sum((part.low for part in by_points if part not in largest), Fraction(0))
    if rest:
        yield BriefLine(f"All other drivers together: {points(rest)}")


def driver_line(part: Contribution, claims: Sequence[CitedClaim]) -> BriefLine:
    words = f"{BY_KEY[part.factor].name}, {span(part.low, part.high)} of {points(part.most)}: {told(claims)}"
    return BriefLine(words, tuple(claim.key for claim in claims))


def told(claims: Sequence[CitedClaim]) -> str:
    """Return what claims about one framework say, without its name."""
    return "; ".join(claim.says.partition(", ")[2] or f"{claim.key} {claim.says}" for claim in claims)


def left_out_sections(page: FinderPage) -> Iterator[BriefSection]:
    """Yield the frameworks that are not ranked, each with the evidence of why."""
    finding = page.finding
    if finding is None or not finding.settings.needs:
        return
    for title, checks in (
        ("Not ranked because nobody confirmed it", finding.screening.unconfirmed),
        ("Ruled out", finding.screening.ruled_out),
    ):
        lines = (
            BriefLine(
                f"{finding.rows.frameworks[key].name}: {each.need.label}: {WORDS[each.level]}",
                tuple(f"{key}/{feature}" for feature in each.features),
            )
            for key, of_framework in checks.items()
            for each in of_framework
        )
        if checks:
            yield BriefSection(title, list(islice(lines, MOST_LEFT_OUT)), field="left-out")


def advice_lines(page: FinderPage) -> Iterator[BriefLine]:
    counsel = page.counsel
    if counsel is None:
        return
    if counsel.verdict:
        yield BriefLine(counsel.verdict)
    for named in counsel.recommended[:MOST_ADVICE]:
        guides = ", ".join(citation.source for citation in named.voices)
        yield BriefLine(f"{named.name}: {guides}", keys_in(citation.href for citation in named.voices))
