"""What language models are told of the site: a map in short, and one with what is on record in a few words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.addresses import SUMMARY, Form
from curation.web.exports.markdown import link, plain
from curation.web.exports.tables import LICENCE, Edition
from curation.web.querystrings import accepts
from frameworks.models import Fact, FactName, Feature, Framework, Support, SupportLevel, SupportWindow
from frameworks.releases.support_timeline import NO_END, end_of, supported
from reviews.finder.questions.answers import VERSION
from reviews.finder.questions.questions import QUESTIONS
from reviews.finder.situations.page import SituationLine
from reviews.finder.situations.reading import read_lines
from reviews.sharing.assistants.tools import QUESTIONS as TOOLS

MOST_CHARACTERS = 60_000
"""How long the full map may be; what is left out is counted, with the place where it stands."""
PAGES: Mapping[str, str] = {
    "features": "every feature with its definition, and how each framework supports it",
    "guides": "the guides whose opinions are recorded",
    "disagreements": "where guides contradict each other",
    "fact-checks": "statements of guides held against facts",
    "tasks": "the same tasks as tested programs in every framework",
    "speed": "what was measured, with its noise",
    "adoption": "dependent repositories, contributors, stars, downloads",
    "releases": "releases, and until when each gets fixes",
    "resources": "courses, books and documentation",
    "changes:list": "what was published, change by change",
    "method": "how everything is counted",
    "quality": "how complete and fresh the record is",
}
Lines = Iterator[str]


@require_safe
@accepts()
def llms(request: SnapshotRequest) -> HttpResponse:
    """The map in short (llmstxt.org)."""
    snapshot = request.snapshot
    edition = Edition.of(snapshot, request.path, links_to=Form.MARKDOWN)
    parts = head(edition), ways(edition), frameworks(snapshot, edition), situations(snapshot, edition), more(edition)
    return answer(chain.from_iterable(parts))


@require_safe
@accepts()
def llms_full(request: SnapshotRequest) -> HttpResponse:
    """The map with what is on record in a few words; bounded, so that it can be read whole."""
    snapshot = request.snapshot
    edition = Edition.of(snapshot, request.path, links_to=Form.MARKDOWN)
    lines = [
        *head(edition),
        *ways(edition),
        *finder_words(),
        *situations(snapshot, edition),
        *frameworks_in_short(snapshot, edition),
        *features_in_short(snapshot),
        *more(edition),
    ]
    return answer(bounded(lines, edition))


def answer(lines: Iterable[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bounded(lines: Iterable[str], edition: Edition) -> Lines:
    """Yield lines up to the bound, then how many are left out."""
    length, left_out = 0, 0
    for line in lines:
        length += len(line) + 1
        if length <= MOST_CHARACTERS:
            yield line
        else:
            left_out += 1
    if left_out:
        yield f"{left_out} more lines are left out; {edition.origin}{reverse('api-dataset')} has everything."


def head(edition: Edition) -> Lines:
    yield from ("# Plumbline", "")
    yield (
        "> Python web frameworks compared on sourced evidence: every claim names its source, the place in it and the "
        "day it was read; what can be proved is proved by a program that ran."
    )
    yield ""
    yield (
        "“Not checked” means that nobody looked, never “no”; “none found” that a search found nothing; “no” that a "
        "document says so. Cite the source, day and address that a claim names, and this site for what it counts. "
        f"As of {edition.day}, data version {edition.version}, {LICENCE}."
    )


def ways(edition: Edition) -> Lines:
    """Yield how to ask; the format takes no heading before the lists of links."""
    site = edition.origin
    yield from ("", "How to ask:", "")
    yield "- Any page below with the header `Accept: text/markdown`, or at its address that ends in .md"
    yield f"- One framework in short: {site}/frameworks/SLUG/{SUMMARY}"
    yield f"- Two to five compared, slugs in order: {site}/compare/SLUG-vs-SLUG/{SUMMARY}"
    example = f"{site}/finder/{SUMMARY}?v={VERSION}&build=api&need=openapi"
    yield f"- Which for a project: {example}, parameters in {site}{reverse('llms-full')}"
    yield f"- Where a claim comes from: {site}/evidence/KEY.md, with a key such as django/orm"
    yield f"- The same as tools, over the Model Context Protocol at {site}{reverse('mcp')}: {', '.join(TOOLS)}"
    yield f"- As JSON: {link('the read API', reverse('api-policy'), edition)}, no key needed"


def frameworks(snapshot: Snapshot, edition: Edition) -> Lines:
    yield from ("", "## Frameworks", "")
    for row in by_name(snapshot):
        yield f"- {link(row.name, row.get_absolute_url(), edition)}: {plain(row.tagline)}"


def by_name(snapshot: Snapshot) -> list[Framework]:
    return sorted(snapshot.rows(Framework), key=lambda row: row.name.casefold())


def situations(snapshot: Snapshot, edition: Edition) -> Lines:
    yield from ("", "## Common situations, and what the finder picks", "")
    for line in read_lines(snapshot):
        yield f"- {link(line.situation.question, line.situation.get_absolute_url(), edition)}: {picked(line)}"


def picked(line: SituationLine) -> str:
    if not line.picks:
        return "no framework is left"
    runner_up = f", runner-up {line.runner_up}" if line.runner_up else ""
    return plain(f"{line.picks} ({line.outcome.word}){runner_up}")


def more(edition: Edition) -> Lines:
    yield from ("", "## Optional", "")
    for name, about in PAGES.items():
        yield f"- {link(about[:1].upper() + about[1:], reverse(name), edition)}"
    yield f"- {link('More of the record in one file', reverse('llms-full'), edition)}"
    yield f"- {link('The whole data set as JSON', reverse('api-dataset'), edition)}"


def finder_words() -> Lines:
    """Yield the parameters of the finder with their values."""
    yield from ("", "## Parameters of the finder", "")
    for question in QUESTIONS:
        several = ", may be repeated" if question.several else ""
        words = "; ".join(f"`{choice.key}` {choice.label}" for choice in question.choices)
        yield f"- `{question.key}`: {question.label} {words}{several}"


def frameworks_in_short(snapshot: Snapshot, edition: Edition) -> Lines:
    """Yield what each framework is, its latest version, and until when it gets fixes."""
    shown = (FactName.LATEST_VERSION, FactName.RELEASED, FactName.REQUIRES_PYTHON, FactName.LICENCE)
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for framework, name, value in snapshot.values(Fact, "framework_id", "name", "value", name__in=list(shown)):
        facts[framework][name] = value
    ends = ends_of_support(snapshot, edition)
    yield from ("", "## Frameworks in short", "")
    for row in by_name(snapshot):
        known = facts[row.key]
        words = "; ".join(f"{name.label} {known[name]}" for name in shown if name in known)
        support = ends.get(row.key, "no dates of support are published")
        name = f"{link(row.name, row.get_absolute_url(), edition)} (`{row.slug}`)"
        yield f"- {name}: {plain(row.tagline)} {plain(words)}; {support}"


def ends_of_support(snapshot: Snapshot, edition: Edition) -> Mapping[str, str]:
    """Return by framework which release lines get fixes, and until when."""
    lines: dict[str, list[str]] = defaultdict(list)
    for window in snapshot.rows(SupportWindow):
        if supported(window, edition.day):
            lines[window.framework_id].append(f"{window.version} {end_of(window) or NO_END}")
    return {key: plain(f"fixes: {', '.join(ends)}") for key, ends in lines.items()}


def features_in_short(snapshot: Snapshot) -> Lines:
    """Yield which frameworks have each feature, level by level; what nobody checked is counted."""
    cells: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for framework, feature, level in sorted(snapshot.values(Support, "framework_id", "feature_id", "level")):
        cells[feature][level].append(framework)
    count = len(snapshot.values(Framework, "key"))
    yield from ("", "## Features, and which frameworks have them (the key of a claim is framework/feature)", "")
    for feature in snapshot.rows(Feature):
        known = cells[feature.key]
        levels = [level for level in SupportLevel if known.get(level) and level != SupportLevel.UNKNOWN]
        words = "; ".join(f"{level.label.lower()}: {' '.join(known[level])}" for level in levels)
        unchecked = count - sum(len(known[level]) for level in levels)
        rest = f"; not checked: {unchecked}" if unchecked else ""
        yield f"- {plain(feature.name)} (`{feature.key}`): {words or 'nothing on record'}{rest}"
