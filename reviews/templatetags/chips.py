"""The markup of evidence chips, for pages that show dozens of them."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.chips import Chip

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
    return f'<span class="chips"><span class="chip joined">{"".join(map(voice_markup, chips))}</span></span>'


def chip_markup(shown: Chip, modifier: str = "") -> str:
    css = f"{shown.kind}{' bare' if modifier == 'bare' else ''}{' stale' if shown.stale else ''}"
    return f'<a class="chip {css}" {link_markup(shown, shown.title)}'


def voice_markup(shown: Chip) -> str:
    return f"<a {link_markup(shown, shown.name)}"


def link_markup(shown: Chip, title: str) -> str:
    return f'href="{escape(shown.href)}" title="{escape(title)}"><b>{escape(shown.code)}</b> {shown.date}</a>'
