"""What there is to do, in three lists of verbs, each with how much of it there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from curation.models import Change, State
from editorial.desk.pages import admin_page, many
from editorial.desk.today.claims import contested
from editorial.desk.today.plan import Plan, plan_of
from editorial.models import Correction
from editorial.public.corrections.models import CorrectionAnswer
from frameworks.claims.citations import days_in_words
from frameworks.models import Support, SupportLevel
from reviews.models import Statement

WITHIN = "all that people read is within its limit"


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do, where it is done, and how much of it there is."""

    name: str
    address: str
    number: str = ""
    note: str = ""


def tasks(request: HttpRequest) -> dict[str, list[ToDo]]:
    """Return the tasks by what they are for; those that only publishers can do are theirs alone."""
    plan, waiting = plan_of(request), changes_waiting(request.user)
    lists = {
        "Keep it true": list(keeping(plan, waiting)),
        "Decide": list(deciding(waiting)),
        "Add or alter": altering(),
    }
    if not request.user.has_perm("curation.review_change"):
        del lists["Decide"]
    return lists


def changes_waiting(user: User | AnonymousUser) -> dict[str, Any]:
    """Return how many changes were sent back to a reader, wait for their review and are to be checked; one query."""
    others = Q(state=State.IN_REVIEW) & ~Q(author=user.pk)
    alone = ~Q(emergency="") & Q(reviewer__isnull=True)
    return Change.objects.aggregate(
        sent_back=Count("pk", filter=Q(state=State.SENT_BACK, author=user.pk)),
        to_review=Count("pk", filter=others),
        oldest=Min("created_at", filter=others),
        alone=Count("pk", filter=alone),
    )


def keeping(plan: Plan, waiting: Mapping[str, Any]) -> Iterator[ToDo]:
    desk = reverse("desk:desk")
    sources = len(plan.left)
    words = f"{many(plan.claims, 'claim')} on {many(plan.pages, 'page')}" if sources else WITHIN
    yield ToDo("Read again", f"{desk}#plan", many(sources, "source") if sources else "none", words)
    back = said(waiting["sent_back"])
    yield ToDo("Answer what came back", f"{desk}#mine", back, "your changes, with what is missing")
    corrections = Correction.objects.filter(answer=CorrectionAnswer.WAITING).count()
    yield ToDo("Readers’ corrections", f"{desk}#corrections", said(corrections), "accept or decline")
    yield ToDo("Mend links", f"{desk}#links", said(len(plan.links)), "addresses that are dead or have moved")
    unknown = Support.objects.public().filter(level=SupportLevel.UNKNOWN).count()
    cells = f"{admin_page(Support, 'changelist')}?level__exact={SupportLevel.UNKNOWN}"
    yield ToDo("Fill what nobody checked", cells, said(unknown), "cells of the matrix without a claim")


def deciding(waiting: Mapping[str, Any]) -> Iterator[ToDo]:
    days = (timezone.now() - waiting["oldest"]).days if waiting["oldest"] else 0
    oldest = f"the oldest waits {days_in_words(days)}" if days else "what others proposed"
    yield ToDo("Work through the queue", reverse("desk:queue"), said(waiting["to_review"]), oldest)
    alone = f"{reverse('desk:desk')}#alone"
    yield ToDo("Emergency publications to check", alone, said(waiting["alone"]), "published without a second person")
    settle, overturned = reverse("desk:settle"), Statement.objects.exclude(by_hand="").count()
    yield ToDo("Rules against verdicts", f"{settle}#overturned", said(overturned), "a rule found something else")
    yield ToDo("Programs against cells", f"{settle}#contested", said(contested().count), "a program contests the level")


def said(number: int) -> str:
    return str(number) if number else "none"


def altering() -> list[ToDo]:
    return [
        ToDo("A framework", reverse("desk:add-framework"), note="from its package to its cells, step by step"),
        ToDo("A guide", reverse("desk:add-guide"), note="with its source and what it says, step by step"),
        ToDo("A learning resource", reverse("desk:add-resource"), note="with what it covers"),
        ToDo("Go on with what was begun", reverse("desk:add"), note="drafts of frameworks, guides and resources"),
        ToDo("A column, a row or a guide on one sheet", reverse("desk:sheets"), note="many cells on one screen"),
        ToDo("One claim", reverse("desk:find"), note="find it, then alter it"),
        ToDo("Many rows in a spreadsheet", reverse("desk:tables"), note="CSV or XLSX, out and back"),
    ]
