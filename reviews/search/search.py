"""Finding pages by name. Plain Python over all rows, so that both databases find the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from frameworks.models import Feature, Framework, LearningResource, Source
from measurements.models import Task
from measurements.speed.parts import Part
from reviews.models import Criterion, Guide, Question, Topic

MOST = 40
WORDS_OF_SPEED = "speed performance benchmark cpu latency"
"""By which people look for measurements."""


class Match(IntEnum):
    """How well a page answers a search, the best first."""

    NAME = 0
    SHORT_NAME = 1
    NAME_BEGINS = 2
    WORD_BEGINS = 3
    IN_NAME = 4
    IN_TEXT = 5


@dataclass(frozen=True, slots=True)
class SearchablePage:
    """A page that can be found, by its name, by other names of the same thing, or by its text."""

    kind: str
    name: str
    address: str
    text: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The best pages for a search, and how many there are in all."""

    pages: list[SearchablePage]
    total: int


def plain(text: str) -> str:
    """Return a text as it is compared: without case, hyphens and needless space."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def match(page: SearchablePage, query: str) -> Match | None:
    """Return how a page answers a search; None where it does not."""
    name, others = plain(page.name), [plain(alias) for alias in page.aliases]
    if query in (name, *others):
        return Match.NAME
    if query == initials(name):
        return Match.SHORT_NAME
    if name.startswith(query) or any(other.startswith(query) for other in others):
        return Match.NAME_BEGINS
    if f" {query}" in name:
        return Match.WORD_BEGINS
    if query in name:
        return Match.IN_NAME
    return Match.IN_TEXT if every_word(query, f"{name} {plain(page.text)}") else None


def initials(name: str) -> str:
    """Return the first letters of a name of several words, as in DRF."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def every_word(query: str, text: str) -> bool:
    return all(word in text for word in query.split())


def find(text: str, pages: Iterable[SearchablePage]) -> Results:
    """Return the pages that answer a search, the best first; pages of equal worth keep the order they came in."""
    query = plain(text)
    if not query:
        return Results([], 0)
    scored = [(how_well, page) for page in pages if (how_well := match(page, query)) is not None]
    scored.sort(key=lambda pair: pair[0])
    return Results([page for _, page in scored[:MOST]], len(scored))


def framework_pages(frameworks: Iterable[Framework]) -> Iterator[SearchablePage]:
    for row in frameworks:
        yield SearchablePage("Framework", row.name, row.get_absolute_url(), row.tagline, (row.slug, row.package))


def feature_pages(features: Iterable[Feature]) -> Iterator[SearchablePage]:
    for row in features:
        yield SearchablePage("Feature", row.name, row.get_absolute_url(), row.definition, (row.slug, *row.other_names))


def task_pages(tasks: Iterable[Task]) -> Iterator[SearchablePage]:
    for row in tasks:
        yield SearchablePage("Task", row.name, row.get_absolute_url(), row.summary, (row.slug,))


def speed_pages(parts: Iterable[Part], address: Callable[[Part], str]) -> Iterator[SearchablePage]:
    for part in parts:
        yield SearchablePage("Measurement", part.title, address(part), f"{part.question} {WORDS_OF_SPEED}")


def resource_pages(resources: Iterable[LearningResource]) -> Iterator[SearchablePage]:
    for row in resources:
        yield SearchablePage("Learning resource", row.name, row.get_absolute_url(), row.tagline, (row.slug,))


def guide_pages(guides: Iterable[Guide], sources: Mapping[str, Source]) -> Iterator[SearchablePage]:
    for row in guides:
        title = sources[row.source_id].name
        yield SearchablePage("Guide", row.voice, row.get_absolute_url(), f"{title} {row.author}", (row.code,))


def criterion_pages(criteria: Iterable[Criterion], method: str) -> Iterator[SearchablePage]:
    for row in criteria:
        yield SearchablePage("Criterion", row.name, f"{method}#{row.pk}", row.question or row.definition)


def topic_pages(topics: Sequence[Topic], questions: Iterable[Question]) -> Iterator[SearchablePage]:
    by_key = {row.pk: row for row in topics}
    for topic in topics:
        yield SearchablePage("Topic", topic.title, topic.get_absolute_url(), topic.introduction)
    for row in questions:
        topic = by_key[row.topic_id]
        yield SearchablePage("Question", row.text, f"{topic.get_absolute_url()}#{row.name}", topic.title)
