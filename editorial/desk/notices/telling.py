"""Noting what people should know, and writing to them about it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from curation.models import Change, State
from editorial.desk.notices.models import How, Notice, NoticeChoice, NoticeKind

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = timedelta(hours=20)
"""Less than a day, so that a letter which was late yesterday is not a day late today."""
MOST_LINES = 50
REFUSALS = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, ValueError)
"""What is wrong with one letter, and not with the way to the mail server."""
FOR_GOOD = 500
"""From which code on a mail server says that there is no use in trying again."""


def tell_author(change: Change, kind: NoticeKind, by: Any, words: str = "") -> None:
    """Note for the author of a change what somebody else did with it."""
    if change.author_id and change.author_id != getattr(by, "pk", None):
        Notice.objects.create(user_id=change.author_id, change=change, kind=kind, words=words)


def tell_of_comment(change: Change, by: Any, words: str) -> None:
    """Note a comment for the author of a change, and for those who wrote about it before."""
    wrote = change.review_notes.values("author")
    for user in readers("view").filter(Q(pk=change.author_id) | Q(pk__in=wrote)).exclude(pk=by.pk):
        Notice.objects.create(user=user, change=change, kind=NoticeKind.COMMENT, words=words)


def readers(may: str) -> "QuerySet[User]":
    """Return those who may view changes, or ``review`` them: nobody else is told anything of what is no page yet."""
    return User.objects.with_perm(f"curation.{may}_change", backend=BACKEND).filter(is_staff=True)


def note_what_waits() -> None:
    """Note for every publisher what waits and nobody told them of; one query for each."""
    for user in readers("review"):
        told = Notice.objects.filter(user=user, change=OuterRef("pk"), kind=NoticeKind.WAITING)
        waiting = Change.objects.filter(~Exists(told), state=State.IN_REVIEW).exclude(author=user)
        Notice.objects.bulk_create(Notice(user=user, change=change, kind=NoticeKind.WAITING) for change in waiting)


def unwritten() -> "QuerySet[Notice]":
    """Return what is still to be written about: nothing that its reader has seen or may not see, or that waits
    no more."""
    notices = Notice.objects.filter(mailed_at=None, seen_at=None).exclude(user__email="")
    over = notices.filter(kind=NoticeKind.WAITING).exclude(change__state=State.IN_REVIEW)
    told = notices.filter(user__in=readers("view")).exclude(pk__in=over.values("pk"))
    return told.select_related("user", "change__author")


def due(now: datetime) -> dict[User, list[Notice]]:
    """Return what is to be written now, by whom it is for."""
    choices = {choice.user_id: choice for choice in NoticeChoice.objects.all()}
    by_user: dict[User, list[Notice]] = defaultdict(list)
    for notice in unwritten().order_by("created_at"):
        if is_time(choices.get(notice.user_id), now):
            by_user[notice.user].append(notice)
    return by_user


def is_time(choice: NoticeChoice | None, now: datetime) -> bool:
    if choice is None or choice.how == How.AT_ONCE:
        return True
    return choice.how == How.DAILY and (choice.written_at is None or now - choice.written_at > DAY)


def is_anything_due(now: datetime) -> bool:
    note_what_waits()
    return bool(due(now))


def write_letters(now: datetime) -> tuple[int, list[str]]:
    """Write to everybody who is to be told something; return how many letters that were, and which were refused.

    A letter that is refused holds up no other. One that is refused for good is not tried again: what it says stands at
    the top of its reader's pages.
    """
    letters, refused = due(now), []
    for user, notices in letters.items():
        try:
            send_mail(subject_of(notices), body_of(notices), None, [user.email])
        except REFUSALS as error:
            refused.append(f"The letter to {user} was refused: {error}")
            if not is_final(error):
                continue
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)
        NoticeChoice.objects.update_or_create(user=user, defaults={"written_at": now})
    return len(letters) - len(refused), refused


def is_final(error: Exception) -> bool:
    """Tell whether a letter would be refused again: by its own form, or by a server that says so."""
    codes = [error.smtp_code] if isinstance(error, SMTPResponseException) else []
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
    return all(code >= FOR_GOOD for code in codes)


def subject_of(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return f"Plumbline: {notices[0]}"
    return f"Plumbline: {len(notices)} things about changes"


def body_of(notices: Sequence[Notice]) -> str:
    lines = [line_of(notice) for notice in notices[:MOST_LINES]]
    more = [f"And {len(notices) - MOST_LINES} more."] if len(notices) > MOST_LINES else []
    choose = f"How you are told: {settings.ORIGIN.geturl()}/admin/desk/notices/"
    return "\n\n".join([*lines, *more, choose])


def line_of(notice: Notice) -> str:
    words = f"\n{notice.words}" if notice.words else ""
    address = f"{settings.ORIGIN.geturl()}{notice.change.get_absolute_url()}"
    return f"{notice}: {notice.change.reason}{words}\n{address}"


def see(user: Any, change: Change) -> None:
    """Record that somebody has a change before them."""
    Notice.objects.filter(user=user, change=change, seen_at=None).update(seen_at=timezone.now())
