"""The markup of timelines."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.releases.support_timeline import BAR, ROW, TOP, WIDTH, Line, SupportTimeline, TimeAxis
from frameworks.releases.timeline import Mark, ReleaseTimeline

register = template.Library()


@register.simple_tag
def support_timeline(drawn: SupportTimeline) -> SafeString:
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
        f'<path class="median" d="M{x:.1f} 0V{foot - 4}"/>'
        f'<path class="bob" d="M{x:.1f} {foot + 4:g}l-3.6-5.3q0-3.1 3.6-3.1t3.6 3.1z"/>'
    )


@register.simple_tag
def release_timeline(drawn: ReleaseTimeline) -> SafeString:
    """Draw the releases of one framework: a tick for each, tall ones with their names, the line of the day shown."""
    said = "".join([f"; {mark.label} on {mark.day}" for mark in drawn.notable if mark.label])
    label = f"{drawn.count} releases from {drawn.first_day} to {drawn.today.label}{said}"
    ticks = f'<path class="stroke-data" d="{drawn.final}"/><path class="stroke-ink3" d="{drawn.early}"/>'
    return SafeString(
        f'<svg viewBox="0 0 900 96" width="900" height="96" role="img" aria-label="{escape(label)}">'
        f'<path class="stroke-rule2" d="M0 70H900"/>{"".join(map(year_markup, drawn.years))}'
        f'<g transform="translate(0 70)">{ticks}</g>{"".join(map(notable_markup, drawn.notable))}'
        f'<path class="median" d="M{drawn.today.x} 26V76"/></svg>'
    )


def year_markup(mark: Mark) -> str:
    label = f'<text class="text-11 fill-ink3 middle" x="{mark.x}" y="90">{mark.label}</text>'
    return f'<path class="stroke-rule" d="M{mark.x} 70v6"/>{label}'


def notable_markup(mark: Mark) -> str:
    """Draw a tall tick, with its label where there is room for one."""
    label = f'<text class="text-11 fill-ink2 middle" x="{mark.x}" y="20">{escape(mark.label)}</text>'
    return f'<path class="stroke-data" d="M{mark.x} 70V26"/>{label if mark.label else ""}'
