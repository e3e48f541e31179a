"""The addresses of a page's exports: its own, with a suffix after the last segment instead of the slash."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, path, register_converter

from curation.web.querystrings import View

SUMMARY = "summary.md"
"""The end of the address of a page in short, for those pages that are had in short."""

ByFirstPart = Mapping[str, list[URLPattern]]
"""Addresses of views by the part they begin with."""


class Form(StrEnum):
    """The formats of a page's exports, by suffix."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "md"

    @property
    def label(self) -> str:
        return {"csv": "CSV", "json": "JSON", "md": "Markdown"}[self]

    @property
    def content_type(self) -> str:
        return {"csv": "text/csv", "json": "application/json", "md": "text/markdown"}[self]


class FormConverter:
    """The suffix of an address."""

    regex = "|".join(Form)

    def to_python(self, value: str) -> Form:
        return Form(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(FormConverter, "form")


def with_alternates(route: str, view: View, name: str, exports: View | None = None) -> list[URLPattern]:
    """Return the paths of a page and of its exports, under one name; exports have ``form`` among their arguments.

    The view of the page makes the exports too, unless they have one of their own.
    """
    form = f"{route.removesuffix('/')}.<form:form>"
    return [path(route, view, name=name), path(form, exports or view, name=name)]


def alternate_of(page: str, form: Form) -> str:
    """Return the address of a page's export; the query stays."""
    path, mark, query = page.partition("?")
    return f"{path.removesuffix('/')}.{form}{mark}{query}"


def markdown_of(page: str) -> str:
    """Return the address of a page's Markdown, in short where there is that; empty for a page that has none.

    A part of a page has none of its own, and its data stands in that of the page above it.
    """
    address, _mark, _anchor = page.partition("#")
    address, mark, query = address.partition("?")
    if not address.endswith("/"):
        return ""
    above = f"{address.rstrip('/').rpartition('/')[0]}/"
    if markdown := own_markdown(address):
        return f"{markdown}{mark}{query}"
    markdown = own_markdown(above)
    return f"{markdown}?{query}" if markdown and query.startswith("as-of=") else markdown


def own_markdown(address: str) -> str:
    """Return the path of the Markdown that the page at a path has itself."""
    summaries, exports = markdown_patterns()
    own = (f"{address}{SUMMARY}", summaries), (alternate_of(address, Form.MARKDOWN), exports)
    return next((markdown for markdown, patterns in own if matches(markdown, patterns)), "")


def matches(path: str, patterns: ByFirstPart) -> bool:
    """Tell whether a path is that of a view; whether it finds anything there is not asked."""
    return any(pattern.pattern.match(path[1:]) for pattern in patterns.get(first_part(path[1:]), ()))


def first_part(route: str) -> str:
    return route.partition("/")[0].partition(".")[0]


@cache
def markdown_patterns() -> tuple[ByFirstPart, ByFirstPart]:
    """Return the addresses of pages in short, and of all exports; pages have hundreds of links to look up."""
    summaries: dict[str, list[URLPattern]] = defaultdict(list)
    exports: dict[str, list[URLPattern]] = defaultdict(list)
    for pattern in patterns_in(get_resolver().url_patterns):
        route = str(pattern.pattern)
        if "form" in pattern.pattern.converters:
            exports[first_part(route)].append(pattern)
        elif route.endswith(f"/{SUMMARY}"):
            summaries[first_part(route)].append(pattern)
    return summaries, exports


def patterns_in(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Yield the addresses of views that stand at the top of the site, within no folder."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif not str(pattern.pattern):
            yield from patterns_in(pattern.url_patterns)


def page_of(path: str, form: Form) -> str:
    """Return the path of the page that an export's path belongs to."""
    return f"{path.removesuffix(f'.{form}')}/"
