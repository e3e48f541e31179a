"""What a reviewer says of the rows of a change, and of the change: read from the form, kept, and carried out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import QueryDict

from curation.changes.applying import wait_for_turn
from curation.changes.partial import Parts, approve_part
from curation.changes.workflow import Refused, approve, lock, send_back
from curation.models import Change, ReviewNote, State
from curation.texts import cleaned
from editorial.desk.review.known import known_rows
from editorial.desk.review.rows import row_views

APPROVE, BACK, OUT = "approve", "back", "out"
MOST_CHARACTERS = 2_000
NAMED = 3
NAME_EACH = "Nothing was decided: only what is named is approved. Look at the change again, and name each row once."


@dataclass(frozen=True, slots=True)
class RowDecision:
    """One line of the form: the items it stands for, what becomes of them, and what was said."""

    items: tuple[int, ...]
    fate: str
    comment: str


@dataclass(frozen=True, slots=True)
class Said:
    """All that the form of a review says."""

    lines: Sequence[RowDecision]
    note: str
    seen: str
    is_of_whole: bool = False
    """Whether it decides on a change of more rows than its form has fields for."""
    has_read: bool = False
    """Whether the reviewer has read the sources too."""

    @classmethod
    def of(cls, posted: QueryDict) -> "Said":
        groups = [numbers_in(text) for text in posted.getlist("line")]
        lines = [line_of(posted, numbers) for numbers in groups if numbers]
        note, is_of_whole = cleaned(posted.get("note", "")).strip(), not lines and "whole" in posted
        return cls(lines, note, posted.get("seen", ""), is_of_whole, has_read="has-read" in posted)

    def items(self, fate: str) -> set[int]:
        return {item for line in self.lines if line.fate == fate for item in line.items}

    @property
    def chosen(self) -> str:
        """What becomes of the rows that are not approved, as the address of the page says it."""
        fates = {fate: " ".join(map(str, sorted(self.items(fate)))) for fate in (BACK, OUT)}
        return f"?{urlencode(fates)}" if any(fates.values()) else ""

    @property
    def is_too_long(self) -> bool:
        """Whether a comment on rows is longer than one that is kept with each of them may be."""
        return any(len(line.comment) > MOST_CHARACTERS for line in self.lines)

    @property
    def comments(self) -> list[RowDecision]:
        return [line for line in self.lines if line.comment]

    @property
    def words(self) -> str:
        """All that was written."""
        return "\n".join(filter(None, [self.note, *(line.comment for line in self.lines)]))

    @property
    def why(self) -> str:
        """What the author of the rows that go back is told; nothing where one of them has no comment."""
        back = [line for line in self.lines if line.fate == BACK]
        said = [line.comment for line in back if line.comment]
        return "\n".join([self.note, *said]).strip() if self.note or len(said) == len(back) else ""


def numbers_in(text: str) -> tuple[int, ...]:
    numbers = (int(number) for number in text.split() if number.isascii() and number.isdecimal() and len(number) < 18)
    return tuple(dict.fromkeys(numbers))


def line_of(posted: QueryDict, items: tuple[int, ...]) -> RowDecision:
    """Return a line of the form; a row without its tick goes back, unless it is to be left out."""
    fate = posted.get(f"row-{items[0]}") or posted.get(f"else-{items[0]}", BACK)
    comment = cleaned(posted.get(f"comment-{items[0]}", "")).strip()
    return RowDecision(items, fate if fate in {APPROVE, OUT} else BACK, comment)


@transaction.atomic
def approve_said(change: Change, said: Said, reviewer: AbstractBaseUser) -> Parts:
    """Approve the rows that are ticked; raise ``Refused`` where the form does not say of each what becomes of it."""
    require_short(said)
    wait_for_turn()
    change = lock(change, State.IN_REVIEW)
    if said.seen == change.digest:
        # Of any other state there is nothing to name; it is refused as one that was not seen.
        require_each_named(change, said)
    back, out = said.items(BACK), said.items(OUT)
    keep(change, said.comments, reviewer, back)
    decision: dict[str, Any] = {"reviewer": reviewer, "note": said.note, "seen": said.seen, "has_read": said.has_read}
    if not back and not out:
        return Parts(approve(change, **decision))
    return approve_part(change, back=back, out=out, why=said.why, **decision)


def require_each_named(change: Change, said: Said) -> None:
    """Raise ``Refused`` unless a form names each row of a change once, and nothing else."""
    items = [item.pk for item in change.items.all()]
    named = Counter(item for line in said.lines for item in line.items)
    if said.is_of_whole or named == Counter(items):
        return
    if unnamed := [item for item in items if item not in named]:
        shown = list(change.items.with_revisions().filter(pk__in=unnamed[:NAMED]))
        titles = [row.title for row in row_views(shown, known_rows(shown), is_open=True)]
        names = ", ".join(titles) + (" and others" if len(unnamed) > NAMED else "")
        raise Refused(f"It was not said what becomes of {names}. {NAME_EACH}")
    raise Refused(f"A row was named twice, or is not among those of the change. {NAME_EACH}")


@transaction.atomic
def send_back_said(change: Change, said: Said, reviewer: AbstractBaseUser) -> Change:
    """Send a change back as a whole; what was said of its rows is reason enough."""
    require_short(said)
    keep(change, said.comments, reviewer, {item for line in said.lines for item in line.items})
    return send_back(change, reviewer=reviewer, note=said.note or said.words, seen=said.seen)


@transaction.atomic
def comment(change: Change, said: Said, author: AbstractBaseUser) -> int:
    """Keep what was said without deciding anything, and return how many comments that were."""
    require_short(said)
    if said.note:
        change.review_notes.create(author=cast(Any, author), text=said.note)
    return keep(change, said.comments, author, set()) + bool(said.note)


def keep_anyway(change: Change, said: Said, author: AbstractBaseUser) -> int:
    """Keep what was said with a decision that was refused, and return how many comments that were."""
    return 0 if said.is_too_long else comment(change, said, author)


def require_short(said: Said) -> None:
    if said.is_too_long:
        raise Refused(f"A comment on a row has at most {MOST_CHARACTERS:,} characters. Nothing was decided or kept.")


def keep(change: Change, lines: Iterable[RowDecision], author: AbstractBaseUser, back: Iterable[int]) -> int:
    """Keep the comments on rows of a change for good."""
    rows = {item.pk: item for item in change.items.all()}
    goes_back = set(back)
    # A row that a form names again and again gets one comment.
    comments = {item: line.comment for line in lines for item in line.items if item in rows}
    kept = [
        ReviewNote(
            change=change,
            author=cast(Any, author),
            row_type=rows[item].row_type,
            key=rows[item].key,
            decision=State.SENT_BACK if item in goes_back else "",
            text=text,
        )
        for item, text in comments.items()
    ]
    return len(ReviewNote.objects.bulk_create(kept))
