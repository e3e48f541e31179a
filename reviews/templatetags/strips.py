"""The markup of strips. A page holds up to a hundred of them, so they are formatted here and not by templates."""

from collections.abc import Iterable, Mapping
from html import escape

from django import template
from django.utils.safestring import SafeString

from reviews.opinions.dot_plots import Axis, Disc, MiniStrip, Strip

register = template.Library()


@register.simple_tag
def strip(drawn: Strip) -> SafeString:
    """Draw a strip from the page's definitions."""
    return SafeString(strip_markup(drawn))


def strip_markup(drawn: Strip) -> str:
    axis = drawn.axis
    width, height = axis.width, axis.height
    plumb = f'<use href="#plumb-{axis.stack}" x="{drawn.median}"/>' if drawn.median else ""
    discs = "".join([disc_markup(disc) for disc in drawn.discs])
    # The style sheet gives it the height that belongs to its width.
    return (
        f'<svg class="strip" viewBox="0 0 {width} {height}" width="{width}" role="img"'
        f' aria-label="{escape(drawn.label)}"><use href="#{axis.id}"/>{plumb}{discs}</svg>'
    )


def disc_markup(disc: Disc) -> str:
    return f'<use href="#{"graded" if disc.graded else "coded"}-{disc.guide}" x="{disc.x}" y="{disc.y}"/>'


@register.simple_tag
def strip_definitions(axes: Iterable[Axis], codes: Mapping[str, str]) -> SafeString:
    """Draw once what the strips of a page use; stands before the first of them."""
    axes = list(axes)
    plumbs = {axis.stack: axis.y for axis in axes}
    parts = [*map(axis_markup, axes), *(plumb_markup(stack, y) for stack, y in plumbs.items())]
    parts += [disc_definitions(guide, escape(code)) for guide, code in codes.items()]
    return SafeString(
        f'<svg class="visually-hidden" width="0" height="0" aria-hidden="true"><defs>{"".join(parts)}</defs></svg>'
    )


def axis_markup(axis: Axis) -> str:
    return (
        f'<g id="{axis.id}"><path class="axis" d="{axis.line}"/><path class="ticks" d="{axis.ticks}"/>'
        f'<text class="axis-end" x="16" y="{axis.left_baseline}">{escape(axis.left)}</text>'
        f'<text class="axis-end" text-anchor="end" x="{axis.right_end}" y="{axis.right_baseline}">'
        f"{escape(axis.right)}</text></g>"
    )


def plumb_markup(stack: int, axis_y: float) -> str:
    return (
        f'<g id="plumb-{stack}"><path class="median" d="M0 0V{axis_y + 4.5:g}"/>'
        f'<path class="bob" d="M0 {axis_y + 10.8:g}l-3.2-4.6q0-2.8 3.2-2.8t3.2 2.8z"/></g>'
    )


def disc_definitions(guide: str, code: str) -> str:
    """Draw a guide's disc twice: for a level coded from its words, and with a ring for one it graded itself."""
    disc = f'<circle class="disc" r="9.5"/><text class="disc-code" y="3.4">{code}</text></g>'
    return f'<g id="coded-{guide}">{disc}<g id="graded-{guide}"><circle class="disc-ring" r="11.5"/>{disc}'


@register.simple_tag
def mini_strip(drawn: MiniStrip) -> SafeString:
    """Draw a strip small enough for a table cell."""
    plumb = f'<path class="median" d="M{drawn.median} 2V24"/>' if drawn.median else ""
    dots = "".join(f'<circle class="dot" r="3.6" cx="{x}" cy="{y}"/>' for x, y in drawn.dots)
    return SafeString(
        '<svg class="mini-strip" viewBox="0 0 104 26" width="104" height="26" role="img"'
        f' aria-label="{escape(drawn.label)}"><path class="axis" d="{drawn.ticks}"/>{plumb}{dots}</svg>'
    )
