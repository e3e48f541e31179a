"""The markup of evidence chips, for pages that show dozens of them."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.citations import Chip

register = template.Library()


@register.simple_tag
def chip(shown: Chip, modifier: str = "") -> SafeString:
    """Draw one chip; the modifier ``bare`` leaves out its border."""
    return SafeString(chip_markup(shown, modifier))


@register.simple_tag
def joined(chips: Sequence[Chip]) -> SafeString:
    """Draw the chips of the guides that make one point: each its own link, in one border."""
    return SafeString(joined_markup(chips))


def joined_markup(chips: Sequence[Chip]) -> str:
    return f'<span class="chip joined">{"".join([voice_markup(one) for one in chips])}</span>'


def chip_markup(shown: Chip, modifier: str = "") -> str:
    css = f"{shown.kind}{' bare' if modifier == 'bare' else ''}{' stale' if shown.stale else ''}"
    return f'<a class="chip {css}" href="{escape(shown.href)}"{chip_end(shown.title, shown.code, shown.date)}'


def voice_markup(shown: Chip) -> str:
    """Draw the link to one guide's sentence; that these are opinions of guides is what the glyph of the border says."""
    title = f"{shown.source}, {shown.full_date}" if shown.source else shown.name
    return f'<a href="{escape(shown.href)}"{chip_end(title, shown.code, shown.date)}'


@lru_cache(maxsize=1024)
def chip_end(title: str, code: str, date: str) -> str:
    """Return what follows the address of a chip; it is the same for all that rests on one source read on one day."""
    return f' title="{escape(title)}"><b>{escape(code)}</b> {escape(date)}</a>'
