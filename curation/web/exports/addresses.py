"""The addresses of a page's exports: its own, with a suffix after the last segment instead of the slash."""

from enum import StrEnum

from django.urls import URLPattern, path, register_converter

from curation.web.querystrings import View


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


def with_alternates(route: str, view: View, name: str) -> list[URLPattern]:
    """Return the paths of a page and of its exports, under one name; exports have ``form`` among their arguments."""
    return [path(route, view, name=name), path(f"{route.removesuffix('/')}.<form:form>", view, name=name)]


def alternate_of(page: str, form: Form) -> str:
    """Return the address of a page's export; the query stays."""
    path, mark, query = page.partition("?")
    return f"{path.removesuffix('/')}.{form}{mark}{query}"


def page_of(path: str, form: Form) -> str:
    """Return the path of the page that an export's path belongs to."""
    return f"{path.removesuffix(f'.{form}')}/"
