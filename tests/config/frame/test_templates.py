"""What a template was given is freed as soon as the page is made."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory


class Rows:
    """Stands for the rows of a page."""


@pytest.fixture
def _without_collections() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_without_collections")
def test_the_rows_of_a_page_are_freed_without_a_collection() -> None:
    rows = Rows()
    alive = weakref.ref(rows)
    render_to_string("site/menu.html", {"rows": rows}, RequestFactory().get("/menu/"))
    del rows
    assert alive() is None
