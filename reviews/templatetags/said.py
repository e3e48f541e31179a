"""Sentences of guides, each with its chip or the place where it stands. A framework's page has a hundred."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.templatetags.chips import chip_markup
from reviews.opinions.lines import RemarkLine
from reviews.opinions.ratings import Said
from reviews.opinions.rulings import Rulings
from reviews.templatetags.checks import rulings_markup, sub

register = template.Library()


@register.simple_tag
def said_and_how(found: Iterable[Said], rulings: Rulings) -> SafeString:
    """Draw what guides say, each sentence with how its level was come by."""
    return SafeString("".join([f"<p>{sentence(one, rulings)} {sub(one.basis)}</p>" for one in found]))


@register.simple_tag
def said_with_level(found: Iterable[Said], rulings: Rulings) -> SafeString:
    """Draw what guides say, each sentence after its level, for a place where no strip shows it."""
    return SafeString("".join([f"<p>{sentence(one, rulings, bold(one.level))}</p>" for one in found]))


@register.simple_tag
def remarks_and_where(found: Iterable[tuple[RemarkLine, str]], rulings: Rulings) -> SafeString:
    """Draw remarks, each with its place in the guide, which leads to the evidence."""
    parts = [(escape(row.text) + rulings_markup(rulings, row.key), place(row, address)) for row, address in found]
    return SafeString("".join([f"<p>{text} {where}</p>" for text, where in parts]))


def sentence(one: Said, rulings: Rulings, level: str = "") -> str:
    words = escape(one.rating.summary) + rulings_markup(rulings, one.rating.key)
    return f"{chip_markup(one.chip)} {level}{words}"


def bold(level: str) -> str:
    return f"<b>{escape(level)}.</b> " if level else ""


def place(row: RemarkLine, address: str) -> str:
    return f'<a class="tiny faint" href="{address}">{escape(row.locator)}</a>'
