"""What a guide speaks of: the frameworks and criteria between which its places lie, as a matrix of a draft.

A place that is to be read is a rating in the draft that says nothing yet; the draft is not ready before each is filled
in on its sheet or taken away here, because the guide says nothing of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from curation.models import Change
from curation.web.querystrings import choice
from editorial.desk.adding.steps import documents, is_placed
from editorial.desk.adding.views import keep_rows, may_add, own_draft, page
from editorial.desk.sheets.kinds import RatingInline
from frameworks.models import Framework
from reviews.models import Criterion, Rating, Subject

Place = tuple[str, str]
"""The keys of a framework and of a criterion."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The places of a draft: those that are filled in, and those to be read."""

    placed: set[Place]
    to_read: set[Place]

    @classmethod
    def of(cls, draft: Change) -> "Covered":
        places: dict[bool, set[Place]] = {True: set(), False: set()}
        for document in documents(list(draft.items.all()), "rating"):
            places[is_placed(document)].add((document["framework"], document["criterion"]))
        return cls(places[True], places[False])

    @property
    def all(self) -> set[Place]:
        return self.placed | self.to_read

    def side(self, which: int) -> set[str]:
        """Return the frameworks, or the criteria, that have a place."""
        return {place[which] for place in self.all}


@require_http_methods(["GET", "HEAD", "POST"])
def covers(request: HttpRequest, number: int) -> HttpResponse:
    """Ask of which frameworks a guide speaks on which criteria."""
    may_add(request, "reviews.add_rating")
    draft, added, steps = own_draft(request, number, "guide")
    frameworks = list(Framework.objects.all())
    criteria = list(Criterion.objects.filter(subject=Subject.FRAMEWORK))
    covered = Covered.of(draft)
    if request.method == "POST":
        wanted = asked_for(request, covered, frameworks, criteria)
        keep_places(request, draft, added.key, covered, wanted)
        return redirect(steps.after("covers") if "_next" in request.POST else request.path)
    lists = [
        ("frameworks", "Frameworks it speaks of", frameworks, covered.side(0)),
        ("criteria", "Criteria it speaks on", criteria, covered.side(1)),
    ]
    columns = [row for row in criteria if row.pk in covered.side(1)]
    lines = [
        (row, [cell(covered, row, column) for column in columns]) for row in frameworks if row.pk in covered.side(0)
    ]
    return page(
        request, "covers", steps, "covers", guide=added.key, lists=lists, columns=columns, lines=lines, covered=covered
    )


def cell(covered: Covered, framework: Framework, criterion: Criterion) -> dict[str, Any]:
    place = (framework.pk, criterion.pk)
    return {
        "value": "/".join(place),
        "name": f"{framework.name}, {criterion.name}",
        "is_placed": place in covered.placed,
        "is_covered": place in covered.to_read,
    }


def asked_for(
    request: HttpRequest, covered: Covered, frameworks: Iterable[Framework], criteria: Iterable[Criterion]
) -> set[Place]:
    """Return the places that are ticked, and all of a framework or a criterion that was not there before.

    Raises ``InvalidQuery`` for the key of none, which names those there are.
    """
    known_rows, known_columns = [row.pk for row in frameworks], [row.pk for row in criteria]
    rows = {choice("frameworks", key, known_rows) for key in request.POST.getlist("frameworks")}
    columns = {choice("criteria", key, known_columns) for key in request.POST.getlist("criteria")}
    places = [place.partition("/") for place in request.POST.getlist("cover")]
    ticked = {(choice("cover", row, known_rows), choice("cover", column, known_columns)) for row, _, column in places}
    new_rows, new_columns = rows - covered.side(0), columns - covered.side(1)
    return {
        (row, column)
        for row in rows
        for column in columns
        if (row, column) in ticked or row in new_rows or column in new_columns
    }


def keep_places(request: HttpRequest, draft: Change, guide: str, covered: Covered, wanted: set[Place]) -> None:
    """Add the places that are wanted to the draft, and take those away that nobody has filled in and nobody wants."""
    new = [blank_place(*place, guide) for place in sorted(wanted - covered.all)]
    gone = [f"{framework}/{criterion}/{guide}" for framework, criterion in covered.to_read - wanted]
    keep_rows(request, new, draft, instead_of=Q(row_type="rating", key__in=gone))


def blank_place(framework: str, criterion: str, guide: str) -> Rating:
    row = Rating(framework_id=framework, criterion_id=criterion, guide_id=guide, **RatingInline.blank)
    row.key = row.natural_key_text()
    return row
