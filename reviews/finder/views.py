import functools
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import View, accepts, as_of, read_past
from reviews.addresses import since_address
from reviews.finder.exports import finder_data
from reviews.finder.page.claims import read_contributed
from reviews.finder.page.page import FinderPage
from reviews.finder.page.reading import read_advised, read_finding
from reviews.finder.questions.answers import (
    FIELDS,
    LONGEST,
    PARAMETERS,
    REPEATED,
    VERSION,
    Carried,
    carry_over,
    read_answers,
    read_version,
)

MOST_DIGITS = 10
"""The most digits that a version of the data has."""


def of_this_version(view: View) -> View:
    """Say so where an address was made with another version of the finder, before its parameters are judged."""

    @functools.wraps(view)
    def judged(request: HttpRequest) -> HttpResponse:
        version = read_version(request.GET)
        if version == VERSION:
            return view(request)
        read_past(request)
        carried = carry_over(version, request.GET)
        problem = f"The address was made with version {version} of the finder; this is version {VERSION}."
        context = {"carried": carried, "version": VERSION, "problem": problem, "way_on": way_on(request, carried)}
        # A page for readers is what a former address leads to now; a file in its place would be no such file.
        status = 200 if carried.is_former and request.path.endswith("/") else 400
        return TemplateResponse(request, "finder/version.html", context, status=status)

    return judged


def way_on(request: HttpRequest, carried: Carried) -> str:
    """Return the same page with what can be kept of an address of another version."""
    address, version = carried.answers.address, request.GET.get("version", "")
    names_data = version.isdecimal() and len(version) <= MOST_DIGITS
    is_since = request.path == reverse("finder-since") and carried.answers.given and names_data
    return since_address(address, int(version)) if is_since else address


@alternates(finder_data)
@require_safe
@of_this_version
@accepts(*PARAMETERS, *FIELDS, repeated=REPEATED, longest=LONGEST)
def finder(request: SnapshotRequest) -> HttpResponse:
    """Questions and weights, and the frameworks in the order that follows from them."""
    answers = read_answers(request.GET)
    if dict(QueryDict(answers.query).lists()) != dict(request.GET.lists()):
        return HttpResponseRedirect(answers.address)
    page = FinderPage(answers, read_finding(request.snapshot, answers), read_advised(request.snapshot, answers))
    context: dict[str, Any] = {"page": page, "version": request.snapshot.version}
    if page.finding and not request.path.endswith("/"):
        context["claims"] = read_contributed(request.snapshot, page.finding, page.finding.ranking.all)
    return TemplateResponse(request, "finder/page.html", context | as_of(request))
