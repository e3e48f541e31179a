"""The cells of the feature matrix. A page has up to a thousand; as template text they cost more than all the rest."""

import re
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviews.features.matrix import Cell

register = template.Library()

CELL = '<td><a class="support {}" href="{}">{}{}{}</a></td>'
BREAKS = re.compile(r"(?<=_)|(?=\[)")
UNCHECKED = SafeString('<td><span class="support unknown">Not checked</span></td>')


@register.simple_tag
def matrix_cells(cells: list[Cell]) -> SafeString:
    """Render the cells of one row; the whole cell leads to its evidence."""
    return SafeString("".join(map(cell_html, cells)))


# The same cells are shown to every reader, until a publication changes some.
@lru_cache(maxsize=4096)
def cell_html(cell: Cell) -> SafeString:
    """Render a cell: what is seen, the level in words for who cannot see the mark, and the month of an old reading."""
    if not cell.href:
        return UNCHECKED
    heard = format_html('<span class="visually-hidden"> {}</span>', cell.word) if cell.word else ""
    old = format_html('<span class="stale-mark">{}, stale</span>', cell.stale) if cell.stale else ""
    return format_html(CELL, cell.level, cell.href, breakable(cell.text), heard, old)


def breakable(name: str) -> SafeString:
    """Let a package's name break where a reader would break it, and not in the middle of a word."""
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in BREAKS.split(name)))
