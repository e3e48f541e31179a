"""What a program can tell of a change before somebody decides on it. None of it blocks anything."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from curation.changes.checks import Edit
from curation.dates import today
from curation.documents import Document
from curation.models import OPEN_STATES, Change, ChangeItem
from curation.registry import RowName, among
from editorial.admin.twins import twins
from editorial.desk.pages import author_of, few, many
from editorial.desk.review.known import Known
from editorial.desk.review.rows import RowView, date_of
from editorial.operation.links.models import LinkOutcome
from frameworks.models import SupportLevel
from reviews.models import Level

STEPS = {
    SupportLevel.NO: 0,
    SupportLevel.NONE_FOUND: 0,
    SupportLevel.THIRD_PARTY: 1,
    SupportLevel.OFFICIAL_EXTENSION: 2,
    SupportLevel.BUILTIN_EXTRA: 3,
    SupportLevel.BUILTIN: 4,
}
"""How high a level of support is; one that nobody checked is nowhere."""
JUMP = 2
"""From how many steps on a level is said to jump."""
REPEATED = 3
"""From how many new notes of the same words on they say nothing of their own."""
TROUBLE = {*LinkOutcome.broken(), LinkOutcome.FAILED}


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at: ``passes``, ``look`` where a person should, ``unknown`` where it cannot be told."""

    state: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another open change that touches a row of this one."""

    change: Change
    is_same: bool
    """Whether it proposes the same for the row."""

    @property
    def words(self) -> str:
        what = "the same value" if self.is_same else "another value"
        return f"change {self.change.pk} by {author_of(self.change)} has {what} for it"


Overlaps = Mapping[RowName, Sequence[Overlap]]


def overlaps(change: Change, rows: Sequence[RowView]) -> Overlaps:
    """Return the open changes that touch the same rows; one query."""
    touched = among(row.name for row in rows)
    others = ChangeItem.objects.filter(touched, change__state__in=OPEN_STATES).exclude(change=change)
    documents = {row.name: row.item.document for row in rows}
    by_row: dict[RowName, list[Overlap]] = defaultdict(list)
    for item in others.select_related("change__author"):
        name = (item.row_type, item.key)
        by_row[name].append(Overlap(item.change, documents[name] == item.document))
    return by_row


def checks_of(rows: Sequence[RowView], known: Known, others: Overlaps) -> list[Check]:
    """Return what was found about rows, and leave with each row what its reviewer should look at."""
    return [
        links(rows),
        dates(rows),
        levels(rows, known),
        *notes(rows),
        *addresses(rows),
        elsewhere(rows, others),
    ]


def links(rows: Sequence[RowView]) -> Check:
    """Tell whether the sources that rows rest on answered when somebody last visited them."""
    sources = {row.rest.name: row.rest.link for row in rows if row.rest}
    troubled = {name: link for name, link in sources.items() if link and link.outcome in TROUBLE}
    unknown = [name for name, link in sources.items() if link is None]
    for row in rows:
        if row.rest and row.rest.name in troubled:
            row.warnings.append(f"its source: {troubled[row.rest.name].get_outcome_display().lower()}")
    if troubled:
        words = [f"{name}: {link.get_outcome_display().lower()}, {link.detail}" for name, link in troubled.items()]
        return Check("look", many(len(troubled), "source does", "sources do") + " not answer", few(words))
    if not sources:
        return Check("unknown", "No source is named")
    if unknown:
        return Check("unknown", many(len(unknown), "source was", "sources were") + " never visited", few(unknown))
    oldest = min(link.checked_at for link in sources.values() if link)
    return Check("passes", f"{many(len(sources), 'source', 'sources')} answered", f"visited since {oldest:%Y-%m-%d}")


def dates(rows: Sequence[RowView]) -> Check:
    """Tell whether rows were read neither in the future nor before they were read the last time."""
    wrong = [words for row in rows for words in wrong_dates(row)]
    if wrong:
        return Check("look", "A date cannot be right", few(wrong))
    return Check("passes", "Dates are sane", "not in the future, not before the last reading")


def wrong_dates(row: RowView) -> Iterator[str]:
    before, after = (date_of(text) for text in row.read_on)
    if after and after > today():
        yield warned(row, f"read on {after}, which is still to come")
    if before and after and after < before:
        yield warned(row, f"read on {after}, but it was read on {before} already")


def levels(rows: Sequence[RowView], known: Known) -> Check:
    """Tell whether levels move by more than a step."""
    jumps = [row for row in rows if row.action == "changed" and jump_of(row, known) >= JUMP]
    for row in jumps:
        warned(row, f"the level moves {jump_of(row, known)} steps at once")
    if jumps:
        words = [f"{row.title}: {row.in_short[1]} → {row.in_short[2]}" for row in jumps]
        return Check("look", f"{many(len(jumps), 'level moves', 'levels move')} two steps or more", few(words))
    return Check("passes", "No level moves two steps")


def jump_of(row: RowView, known: Known) -> int:
    """Return by how many steps the level of a row moves; 0 where it stays or has no place on a scale."""
    before, after = (place_of(row, document or {}, known) for document in (row.item.before, row.item.document))
    return abs(after - before) if before is not None and after is not None else 0


def place_of(row: RowView, document: Document, known: Known) -> int | None:
    """Return how high a level stands; nothing where there is none, or nobody checked."""
    level = str(document.get("level") or "")
    if row.item.row_type == "support":
        return STEPS.get(SupportLevel(level)) if level in SupportLevel.values else None
    place = known.get(("level", level))
    return place.rank if isinstance(place, Level) else None


def notes(rows: Sequence[RowView]) -> Iterator[Check]:
    """Yield a sentence that stands as the note of several rows."""
    texts = Counter(note for row in rows if (note := note_of(row)))
    repeated = {text: number for text, number in texts.items() if number >= REPEATED}
    for row in rows:
        if note_of(row) in repeated:
            row.warnings.append(f"{repeated[note_of(row)] - 1} other rows have the same note")
    for text, number in repeated.items():
        yield Check("look", f"{number} notes are one sentence", f"“{text}” says nothing of each")


def note_of(row: RowView) -> str:
    """Return the note that a change writes; nothing where the row has it already."""
    before, after = ((document or {}).get("note", "") for document in (row.item.before, row.item.document))
    return str(after) if after != before else ""


def addresses(rows: Sequence[RowView]) -> Iterator[Check]:
    """Yield a new source that has the address of another one."""
    edits = [Edit(row.model, row.item.key, row.item.document) for row in rows if row.model and row.item.document]
    for name, other in twins(edits):
        yield Check("look", "A source has the address of another", f"{name}, and {other}")


def elsewhere(rows: Sequence[RowView], others: Overlaps) -> Check:
    """Tell whether other open changes touch the same rows."""
    for row in rows:
        row.warnings.extend(other.words for other in others.get(row.name, []))
    changes = {other.change.pk: other.change for overlapping in others.values() for other in overlapping}
    if not changes:
        return Check("passes", "No other open change on these rows")
    words = [f"change {pk} by {author_of(change)}" for pk, change in changes.items()]
    return Check("look", f"{many(len(changes), 'other open change', 'other open changes')} on these rows", few(words))


def warned(row: RowView, words: str) -> str:
    """Leave a warning with a row, and return it with the row's name."""
    row.warnings.append(words)
    return f"{row.title}: {words}"


def age_in_words(moment: datetime.datetime, now: datetime.datetime) -> str:
    """Return how long ago a moment was, in days."""
    days = (now.date() - moment.date()).days
    return "today" if days < 1 else many(days, "day", "days")
