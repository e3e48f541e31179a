"""The decision record of an answer of the finder."""

from dataclasses import replace

from django.core.exceptions import BadRequest

from curation.web.exports.markdown import link, plain, section
from curation.web.exports.tables import Context, Edition
from reviews.addresses import since_address
from reviews.finder.exports import finder_data
from reviews.finder.page.page import FinderPage
from reviews.finder.page.result import Result
from reviews.finder.questions.answers import VERSION, Answers
from reviews.sharing.records.parts import Lines, decision, evidence, head, link_to, listed

EVIDENCE = ("ranking", "contributions", "apart", "not_known", "ruled_out", "inactive", "advice")


def finder_record(context: Context, edition: Edition) -> str:
    """Return the record of a choice by the finder; refuse answers from which no ranking follows."""
    page: FinderPage = context["page"]
    if page.result is None:
        raise BadRequest("These answers give no ranking, so there is no decision to record. Answer a question first.")
    present = present_address(page.answers)
    lines = [
        *head(f"Which framework: {page.result.leaders}?", present, edition),
        "Frameworks were ranked by the answers and weights below; the arithmetic is on record at "
        f"{link_to('/method/', edition)}.",
        *answers(context, edition),
        *outcome(page.result),
        *what_guides_say(page),
        *evidence(finder_data(context), EVIDENCE, edition),
        *decision(),
        *what_would_change_it(page.result, present, edition),
    ]
    return "\n".join(lines) + "\n"


def present_address(answers: Answers) -> str:
    """Return the address of these answers for the present, whatever day they were asked of."""
    return replace(answers, day="").address


def answers(context: Context, edition: Edition) -> Lines:
    """Yield what was asked for, and how much it counts."""
    for table in finder_data(context).tables:
        if table.name in ("answers", "weights"):
            title = {"answers": "Answers", "weights": "Decision drivers and their weights"}[table.name]
            yield from section(replace(table, title=title), edition)


def outcome(result: Result) -> Lines:
    """Yield what follows, in the words of the page."""
    yield from ("", "## Options", "")
    best = "Tied for first" if result.tied else "Best fit for these answers"
    yield f"{best}: {plain(result.leaders)}, {result.total} of 100. {plain(result.reason)}"
    if result.runner_up:
        yield f"Then: {plain(result.runner_up.name)}."
    yield from ("", f"{result.confidence.capitalize()}: {plain(result.confidence_words)}")
    yield from ("", "What is not known is an interval, never a zero; the order goes by its low end, what is confirmed.")
    yield f"Reckoned with version {VERSION} of the finder."


def what_guides_say(page: FinderPage) -> Lines:
    """Yield whether the guides' own advice agrees; the advice itself stands among the evidence."""
    if page.counsel and page.counsel.verdict:
        yield from ("", f"Beside it, for {plain(page.counsel.situations)}: {plain(page.counsel.verdict)}")


def what_would_change_it(result: Result, page: str, edition: Edition) -> Lines:
    """Yield the nearest changes that give another first place, as the page has them."""
    sensitivity = result.sensitivity
    yield from ("", "## What would change it", "")
    for change in sensitivity.changes:
        verb = "tie for first" if change.tie else "leads"
        words = f"{change.factor} from {change.before} to {change.after}"
        yield f"- With {link(words, change.address, edition)}, {plain(change.leaders)} {verb} with {change.total}."
    yield f"- {sensitivity.steady} drivers were checked without effect on first place."
    challengers = [
        f"{plain(challenger.name)} ({challenger.total}, missing: {plain(challenger.missing)})"
        for challenger in sensitivity.challengers
    ]
    yield f"- Would lead with full marks on what is missing of them: {listed(challengers)}."
    firm = [f"{plain(framework.name)} {framework.ranks}" for framework in sensitivity.firm]
    yield f"- Ranks over {sensitivity.draws} plausible weightings: {listed(firm)}."
    yield f"- The claims may change. {link_to(since_address(page, edition.version), edition)} says which have."
