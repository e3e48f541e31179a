"""
Pages with exports as data.

Where a page shows all that its exports have, the same view runs for both, so the two cannot disagree.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import Page
from django.http import HttpResponse
from django.template.response import TemplateResponse

from curation.snapshots.protocol import SnapshotRequest
from curation.web.exports.addresses import Form, alternate_of, page_of
from curation.web.exports.tables import Context, Edition, ListPart, PageData
from curation.web.exports.writers import WRITERS
from curation.web.querystrings import View


@dataclass(frozen=True, slots=True)
class Export:
    """One form of a page, for its links."""

    label: str
    address: str
    content_type: str


def alternates(data: Callable[[Context], PageData]) -> Callable[[View], View]:
    """Let a page also be had as JSON, CSV and Markdown; ``data`` makes its tables from its template's context.

    A view that refuses with a page of its own, instead of an exception, says why as ``problem`` in the context.
    """

    def decorate(view: View) -> View:
        as_page, as_export = offers_alternates(view), exports(data)(view)

        @functools.wraps(view)
        def answered(request: SnapshotRequest, *args: Any, form: Form | None = None, **kwargs: Any) -> HttpResponse:
            if form is None:
                return as_page(request, *args, **kwargs)
            return as_export(request, *args, form=form, **kwargs)

        return answered

    return decorate


def offers_alternates(view: View) -> View:
    """Give a page the addresses of its exports."""

    @functools.wraps(view)
    def answered(request: SnapshotRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        offer(response, request)
        return response

    return answered


def exports(data: Callable[[Context], PageData]) -> Callable[[View], View]:
    """Make a view the exports of a page, which have more than the page shows."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answered(request: SnapshotRequest, *args: Any, form: Form, **kwargs: Any) -> HttpResponse:
            return in_form(form, view(request, *args, **kwargs), request, data)

        return answered

    return decorate


def offer(response: HttpResponse, request: SnapshotRequest) -> None:
    """Give a page the addresses of its exports; one that says what is the matter has none."""
    if not isinstance(response, TemplateResponse) or response.status_code != 200:
        return
    context: dict[str, Any] = response.context_data or {}
    if not context.get("problem"):
        address = request.get_full_path()
        links = [Export(form.label, alternate_of(address, form), form.content_type) for form in Form]
        response.context_data = {**context, "alternates": links}


def in_form(
    form: Form, response: HttpResponse, request: SnapshotRequest, data: Callable[[Context], PageData]
) -> HttpResponse:
    """Return the answer of a page's view in another form; a redirect keeps the form, a refusal stays as it is."""
    if "Location" in response.headers:
        response.headers["Location"] = alternate_of(response.headers["Location"], form)
    if not isinstance(response, TemplateResponse):
        return response
    context: dict[str, Any] = response.context_data or {}
    if response.status_code == 200:
        part = part_of(context.get("page"), request)
        edition = replace(edition_of(request, form), part=part, links_to=form if form == Form.MARKDOWN else None)
        return written(form, data(context), edition)
    if form == Form.JSON:
        raise BadRequest(str(context["problem"]))
    return response


def written(form: Form, data: PageData, edition: Edition) -> HttpResponse:
    """Return a page's tables as a document, which names the page as the address to cite."""
    headers = {"Link": links(edition)}
    if form == Form.CSV:
        part = f"-page-{edition.part.number}-of-{edition.part.of}" if edition.part else ""
        headers["Content-Disposition"] = f'attachment; filename="{file_name(edition.page, f"{part}.csv")}"'
    return HttpResponse(
        WRITERS[form](data, edition), content_type=f"{form.content_type}; charset=utf-8", headers=headers
    )


def links(edition: Edition) -> str:
    canonical = f'<{edition.address}>; rel="canonical"'
    return f'{canonical}, <{edition.part.next}>; rel="next"' if edition.part and edition.part.next else canonical


def part_of(page: Any, request: SnapshotRequest) -> ListPart | None:
    """Return which page of a list is shown; None for one that has no others."""
    if not isinstance(page, Page) or not page.has_other_pages():
        return None
    following = request.GET.copy()
    if page.has_next():
        following["page"] = str(page.next_page_number())
    address = f"{settings.ORIGIN.geturl()}{request.path}?{following.urlencode()}" if page.has_next() else ""
    return ListPart(page.number, page.paginator.num_pages, address)


def edition_of(request: SnapshotRequest, form: Form) -> Edition:
    return edition_at(request, page_of(request.path, form))


def edition_at(request: SnapshotRequest, path: str) -> Edition:
    """Return the edition of the page at a path, with the parameters of the request."""
    query = request.GET.urlencode()
    return Edition.of(request.snapshot, f"{path}{f'?{query}' if query else ''}")


def file_name(page: str, suffix: str) -> str:
    """Return the name under which something about a page is kept."""
    return f"plumbline-{page.partition('?')[0].strip('/').replace('/', '-')}{suffix}"
