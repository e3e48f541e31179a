"""The ranking's cells and bars: hundreds on a page, so they are put together here. What comes from a row is escaped."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from reviews.finder_page.table import Cell, Line, Slice

register = template.Library()

WIDTH = 50
"""Of a cell's bar, in pixels."""
BAR = '<svg viewBox="0 0 50 9" width="50" height="9" aria-hidden="true">{}</svg>'
GAP = BAR.format('<path class="gap" d="M.5.5h49v8h-49z"/>')


@register.simple_tag
def ranking_rows(lines: Iterable[Line]) -> SafeString:
    """Draw the frameworks with what each driver adds to their totals."""
    return SafeString("".join([row(line) for line in lines]))


def row(line: Line) -> str:
    head = f'<th scope="row"><a href="{line.address}">{escape(line.name)}</a><span class="sub">{line.rank}</span></th>'
    total = f'<td class="number"><span class="total">{line.low}</span>{below(line.high)}</td>'
    first = ' class="first"' if line.leads else ""
    return f"<tr{first}>{head}{total}{''.join([cell(one) for one in line.cells])}</tr>\n"


def below(high: str) -> str:
    return f'<span class="sub">{high}</span>' if high else ""


def cell(one: Cell) -> str:
    """Draw what one driver adds: the bar on its most as track, and the same in words, leading to the evidence."""
    drawn = bar(one) if one.known_in_part else GAP
    title = f' title="{escape(one.basis)}"' if one.basis else ""
    return f'<td><a href="{one.address}"{title}>{drawn}<span class="sub">{one.words}</span></a></td>'


def bar(one: Cell) -> str:
    low, high = round(WIDTH * one.low), round(WIDTH * one.high)
    open_end = f'<path class="fill-data2" d="M{low} 3h{high - low}v3h{low - high}z"/>' if high > low else ""
    solid = f'<path class="fill-data" d="M0 0h{low}v9H0z"/>' if low else ""
    return BAR.format(f'<path class="fill-data3" d="M0 0h50v9H0z"/>{open_end}{solid}')


@register.simple_tag
def made_of(slices: Iterable[Slice]) -> SafeString:
    """Draw the winner's total as one bar of 100 points, its parts shaded in turns."""
    parts, left = [], 0.0
    for number, one in enumerate(slices):
        width = float(one.share)
        shade = "fill-data2" if number % 2 else "fill-data"
        parts.append(f'<rect class="{shade}" x="{left:.2f}" width="{max(width - 0.25, 0.1):.2f}" height="22"/>')
        left += width
    rest = f'<rect class="fill-none" x="{left:.2f}" y=".5" width="{max(100 - left, 0):.2f}" height="21"/>'
    drawn = f"{''.join(parts)}{rest}"
    return SafeString(f'<svg viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>')
