"""The markup of timelines."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.timelines import BAR, ROW, TOP, WIDTH, Line, TimeAxis, Timeline

register = template.Library()


@register.simple_tag
def timeline(drawn: Timeline) -> SafeString:
    """Draw release lines on their axis, with the plumb line at the day shown."""
    bars = "".join(bars_markup(one, number) for number, one in enumerate(drawn.lines))
    words = "".join(words_markup(one, number) for number, one in enumerate(drawn.lines))
    return SafeString(
        f'<svg viewBox="0 0 {WIDTH} {drawn.height}" width="{WIDTH}" height="{drawn.height}" role="img"'
        f' aria-label="{escape(drawn.label)}">{axis_markup(drawn.axis, drawn.foot)}{bars}'
        f"{plumb_markup(drawn.plumb, drawn.foot)}{words}</svg>"
    )


def axis_markup(axis: TimeAxis, foot: int) -> str:
    """Draw a rule where each year begins, with the year below it."""
    years = list(axis.years())
    rules = "".join(f"M{x:.1f} 0V{foot}" for _year, x in years)
    labels = "".join(
        f'<text class="text-11 middle fill-ink3" x="{x:.1f}" y="{foot + 16}">{year}</text>' for year, x in years
    )
    return f'<path class="stroke-rule" d="{rules}"/>{labels}'


def bars_markup(one: Line, number: int) -> str:
    box = f'y="{ROW * number + TOP}" height="{BAR}"'
    return "".join(f'<rect class="{span.css}" x="{span.x}" {box} width="{span.width}"/>' for span in one.spans)


def words_markup(one: Line, number: int) -> str:
    """Draw the name of a row, and the words after its bars."""
    y = ROW * number + TOP + 12
    return (
        f'<text class="text-13 fill-ink strong" x="0" y="{y}">{escape(one.name)}</text>'
        f'<text class="text-11 fill-ink2" x="{one.words_x}" y="{y}">{escape(one.words)}</text>'
    )


def plumb_markup(x: float, foot: int) -> str:
    """Draw the reference line down to its bob."""
    return (
        f'<path class="median" d="M{x:.1f} 0V{foot + 6}"/>'
        f'<path class="bob" d="M{x:.1f} {foot + 13.6:g}l-3.6-5.3q0-3.1 3.6-3.1t3.6 3.1z"/>'
    )
