"""The long lists of a framework's page: its features, and the advice that names it."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.chips import Chip
from frameworks.side_by_side import Cell, Row
from reviews.lines import PickLine
from reviews.rulings import Rulings
from reviews.templatetags.checks import rulings_markup
from reviews.templatetags.chips import chip_markup

register = template.Library()


@register.simple_tag
def support_list(rows: Iterable[Row]) -> SafeString:
    """Draw the features of one group, each with its mark; a name leads to its evidence."""
    return SafeString("".join([f"<li>{support_item(row.name, cell)}</li>" for row in rows for cell in row.cells]))


def support_item(name: str, cell: Cell) -> str:
    named = f'<a href="{escape(cell.href)}">{escape(name)}</a>' if cell.href else f"<span>{escape(name)}</span>"
    below = f'<span class="tiny faint">{escape(cell.below)}</span>' if cell.below else ""
    word = f'<span class="{"visually-hidden" if cell.stamp else "tiny faint"}"> {cell.text}</span>'
    return f'{named} <span class="support {cell.css} end">{below}{word}</span>'


@register.simple_tag
def advice_rows(advice: Iterable[tuple[PickLine, Chip]], found: Rulings) -> SafeString:
    """Draw the rows of the situations for which guides name a framework."""
    return SafeString("".join([advice_row(pick, shown, found) for pick, shown in advice]))


def advice_row(pick: PickLine, shown: Chip, found: Rulings) -> str:
    reason = escape(pick.reason) + rulings_markup(found, pick.recommendation)
    cells = f'<td>{pick.role_label}</td><td class="serif">{reason}</td><td>{chip_markup(shown)}</td>'
    return f'<tr><th scope="row">{escape(pick.situation)}</th>{cells}</tr>'
