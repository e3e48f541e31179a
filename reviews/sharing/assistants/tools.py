"""What an assistant can ask, whatever protocol it speaks: questions in, answers in short out. It only reads."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict

from curation.dates import read_day, today
from curation.snapshots.protocol import PastRows, Snapshot
from curation.snapshots.snapshots import PastSnapshot
from curation.web.suggestions import nearest
from frameworks.models import Feature, Framework
from reviews.comparisons.selection import MOST as MOST_COMPARED
from reviews.comparisons.selection import Refusal, Selection, choose
from reviews.comparisons.summary.brief import read_comparison_brief
from reviews.evidence.brief import MOST_LINES as MOST_RELATED
from reviews.evidence.brief import read_evidence_brief
from reviews.evidence.lookup import neighbours
from reviews.finder.brief import TOP, read_finder_brief
from reviews.finder.questions.answers import VERSION, read_answers
from reviews.finder.situations.brief import read_situation_brief
from reviews.finder.situations.reading import read_lines
from reviews.guides.opinions.guides_by_code import read_guides_by_code
from reviews.models import CommonSituation
from reviews.profiles.brief import BriefPart, read_framework_brief
from reviews.search.brief import MOST as MOST_FOUND
from reviews.search.brief import read_search_brief
from reviews.sharing.assistants.arguments import (
    DAY,
    FIND,
    Arguments,
    Schema,
    UnusableArguments,
    at_most,
    checked,
    listed,
    schema,
    some_of,
)
from reviews.sharing.briefs.brief import Brief, BriefLine, BriefSection, shortened
from reviews.sharing.briefs.writing import CitedBrief, cite
from reviews.sharing.records.brief import MOST as MOST_CHANGED
from reviews.sharing.records.brief import read_changes_brief

VERSION_NUMBER = re.compile(r"[0-9]{1,10}")
SUMMARY = (
    "what-it-is",
    "supported",
    "strong-at",
    "gaps",
    "measured",
    "recommended-for",
    "less-suited-for",
    "more",
)
SLUG = {"type": "string", "maxLength": 80, "description": "A framework by its slug, such as django."}


@dataclass(frozen=True, slots=True)
class AssistantQuestion:
    """Something that can be asked, by name."""

    title: str
    description: str
    schema: Schema
    answer: Callable[[Snapshot, Arguments], Brief]


def ask(snapshot: Snapshot, question: AssistantQuestion, arguments: Arguments) -> CitedBrief:
    """Return the answer to a question; raise ``UnusableArguments`` that say what is allowed."""
    given = checked(arguments, question.schema)
    read = at(snapshot, given.get("as_of", ""))
    try:
        brief = question.answer(read, given)
        if fields := given.get("fields"):
            brief = shortened(brief, [*fields, *given.get("parts", ())])
        return cite(read, brief)
    except (Http404, BadRequest, Refusal) as error:
        raise UnusableArguments(" ".join(map(str, error.args))) from error


def at(snapshot: Snapshot, text: str) -> Snapshot:
    return PastSnapshot(past_day(text), begun=False) if text else snapshot


def past_day(text: str) -> datetime.date:
    if day := read_day(text):
        return day
    raise UnusableArguments(f"“{text}” is not possible; allowed are days up to today, {today()}, as YYYY-MM-DD.")


def search(snapshot: Snapshot, given: Arguments) -> Brief:
    if not given["text"].strip():
        raise UnusableArguments("text: say what to search for.")
    return read_search_brief(snapshot, given["text"].strip(), given.get("top", MOST_FOUND))


def framework(snapshot: Snapshot, given: Arguments) -> Brief:
    (row,) = named(snapshot, [given["framework"]])
    return read_framework_brief(snapshot, row, [*given.get("parts", ()), *given.get("fields", ())])


def compare(snapshot: Snapshot, given: Arguments) -> Brief:
    slugs = choose([slug.casefold() for slug in given["frameworks"]])
    return read_comparison_brief(snapshot, Selection(named(snapshot, slugs), slugs))


def find(snapshot: Snapshot, given: Arguments) -> Brief:
    """Return what the finder answers; the musts are filters, everything else is weighed."""
    query = QueryDict(mutable=True)
    for name, value in given.items():
        if name in FIND and name not in ("weights", "third-party", "top", "as_of"):
            query.setlist(name, value if isinstance(value, list) else [value])
    if given.get("third-party"):
        query["third-party"] = "yes"
    if weights := given.get("weights"):
        query["w"] = ",".join(f"{driver}.{int(weight)}" for driver, weight in weights.items())
    if snapshot.day:
        query["as-of"] = snapshot.day.isoformat()
    query["v"] = str(VERSION)
    answers = read_answers(query)
    if not answers.given:
        raise UnusableArguments(f"Give at least one of {', '.join(FIND)}.")
    # JSON may write a whole number as 3.0.
    return read_finder_brief(snapshot, answers, int(given.get("top", TOP)))


def evidence(snapshot: Snapshot, given: Arguments) -> Brief:
    """Return the evidence of a claim; of a cell that nobody recorded it says that it was not checked."""
    key, voices = given["claim"], read_guides_by_code(snapshot)
    if brief := read_evidence_brief(snapshot, key, voices, given.get("top", MOST_RELATED)):
        return brief
    first, _slash, second = key.partition("/")
    frameworks = {row.pk: row for row in snapshot.rows(Framework, key=first)}
    features = {row.pk: row for row in snapshot.rows(Feature, key=second)}
    if frameworks and features:
        row, feature = frameworks[first], features[second]
        line = BriefLine(f"{row.name}, {feature.name}: not checked; nobody has recorded evidence", (key,))
        section = BriefSection("Claim", [line], field="claim")
        return Brief(f"{row.name}, {feature.name}", row.get_absolute_url(), [section])
    close = nearest(key, neighbours(snapshot, key, voices))
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    raise UnusableArguments(
        f"There is no claim “{key[:80]}”. Keys are such as django/orm, django/latest-version or "
        f"django/performance/ps; answers name theirs.{hint}"
    )


def what_changed(snapshot: Snapshot, given: Arguments) -> Brief:
    rows = named(snapshot, given["frameworks"])
    then, begins = beginning(snapshot, given["since"])
    return read_changes_brief(snapshot, rows, then, begins, given.get("top", MOST_CHANGED))


def beginning(snapshot: Snapshot, text: str) -> tuple[PastRows, str]:
    """Return the state of the record at a day's end or at a version of the data."""
    if VERSION_NUMBER.fullmatch(text):
        if not 1 <= int(text) <= snapshot.version:
            raise UnusableArguments(f"There is no version {text}; allowed are 1 to {snapshot.version}, or a day.")
        return snapshot.at_version(int(text)), f"version {text}"
    day = past_day(text)
    return PastSnapshot(day, begun=False), str(day)


def situation(snapshot: Snapshot, given: Arguments) -> Brief:
    """Return the answer to a common situation, or all of them with their picks."""
    rows = snapshot.rows(CommonSituation)
    slug = given.get("situation", "")
    if not slug:
        lines = [
            BriefLine(f"{line.situation.slug}: {line.situation.question} {line.picks or 'no framework is left'}")
            for line in read_lines(snapshot)
        ]
        section = BriefSection("Situation, and what the finder picks", lines, field="situations")
        return Brief("Common situations", "/choose/", [section])
    for row in rows:
        if row.slug == slug:
            return read_situation_brief(snapshot, row)
    raise UnusableArguments(f"There is no situation “{slug[:80]}”; allowed are {', '.join(row.slug for row in rows)}.")


def named(snapshot: Snapshot, slugs: Sequence[str]) -> list[Framework]:
    """Return frameworks by slug, in any spelling of capitals; refuse an unknown one with what is allowed."""
    by_slug = {row.slug: row for row in snapshot.rows(Framework)}
    for slug in slugs:
        if slug.casefold() not in by_slug:
            close = nearest(slug, by_slug)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            raise UnusableArguments(
                f"There is no framework “{slug[:80]}”; allowed are {', '.join(sorted(by_slug))}.{hint}"
            )
    return [by_slug[slug.casefold()] for slug in slugs]


QUESTIONS: Mapping[str, AssistantQuestion] = {
    "search": AssistantQuestion(
        "Search everything on record",
        "Find frameworks, features, guides, claims and pages by words or names. Start here if unsure.",
        schema(
            {
                "text": {"type": "string", "maxLength": 200, "description": "Words, or names."},
                **at_most(MOST_FOUND, "How many to show of each kind"),
                **some_of("called-so", "says-so", "not-in-the-catalogue", "spelled-nearly-so"),
            },
            ["text"],
        ),
        search,
    ),
    "framework": AssistantQuestion(
        "One framework",
        "A framework in short: facts, support dates, what it is strong at and lacks, measurements, what guides "
        "recommend it for. Ask for parts to have them whole.",
        schema(
            {
                "framework": SLUG,
                "parts": listed([part.value for part in BriefPart], "Parts to have whole."),
                **some_of(*SUMMARY, *BriefPart),
                **DAY,
            },
            ["framework"],
        ),
        framework,
    ),
    "compare": AssistantQuestion(
        "Compare two to five frameworks",
        "What to take each for, the differences that decide, measurements side by side, and when none is the answer.",
        schema(
            {
                "frameworks": {"type": "array", "items": SLUG, "minItems": 2, "maxItems": MOST_COMPARED},
                **some_of("verdicts", "differences", "measured", "alike", "instead", "more"),
                **DAY,
            },
            ["frameworks"],
        ),
        compare,
    ),
    "find": AssistantQuestion(
        "Find the framework for a project",
        "Rank frameworks for a project. need and also are musts: only frameworks confirmed to have all of them are "
        "ranked, the others are named with the reason. Everything else is weighed.",
        schema({**FIND, **some_of("asked-for", "answer", "ranking", "left-out", "advice", "more"), **DAY}, []),
        find,
    ),
    "evidence": AssistantQuestion(
        "The evidence of a claim",
        "Where one claim comes from: source, place, day, address, and what else is on record of the matter. "
        "Claims are named by keys such as django/orm (framework/feature) that other answers give.",
        schema(
            {
                "claim": {"type": "string", "maxLength": 200, "description": "The key of a claim."},
                **at_most(MOST_RELATED, "How much of the same matter to show"),
                **some_of("claim", "related", "more"),
                **DAY,
            },
            ["claim"],
        ),
        evidence,
    ),
    "what_changed": AssistantQuestion(
        "What has changed",
        "Which claims about some frameworks say something else than on a day, or than at a version of the data.",
        schema(
            {
                "frameworks": {"type": "array", "items": SLUG, "minItems": 1, "maxItems": MOST_COMPARED},
                "since": {"type": "string", "maxLength": 20, "description": "YYYY-MM-DD, or a data version."},
                **at_most(MOST_CHANGED, "How many of the claims to show"),
                **some_of("in-numbers", "changed"),
            },
            ["frameworks", "since"],
        ),
        what_changed,
    ),
    "situation": AssistantQuestion(
        "The answer to a common situation",
        "What to take in a common situation such as a JSON API or a small service, with reasons and stack. Without "
        "a situation: all of them with their picks.",
        schema(
            {
                "situation": {"type": "string", "maxLength": 80, "description": "Its slug."},
                **some_of("answer", "reasons", "stack", "advice", "changes", "more", "situations"),
                **DAY,
            },
            [],
        ),
        situation,
    ),
}
