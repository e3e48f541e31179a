"""The long lists of the page of disagreements: conflicts in words, with what each side says."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.addresses import framework_address
from frameworks.citations import Chip
from frameworks.models import Framework
from frameworks.templatetags.chips import chip_markup
from reviews.guides.disagreements.disagreements import Contradiction
from reviews.models import Side
from reviews.templatetags.checks import sub

register = template.Library()


@register.simple_tag
def contradiction_rows(found: Iterable[Contradiction]) -> SafeString:
    """Draw conflicts, each with its sides."""
    return SafeString("".join([f"<li>{conflict(one)}<div>{sides(one.sides)}</div></li>\n" for one in found]))


def conflict(one: Contradiction) -> str:
    title = f'<h3><a href="{one.address}">{escape(one.conflict.title)}</a></h3>'
    return f"<div>{title}<p>{escape(one.conflict.text)}</p>{subject(one.framework)}</div>"


def subject(framework: Framework | None) -> str:
    if framework is None:
        return ""
    return f'<span class="small"><a href="{framework_address(framework.slug)}">{escape(framework.name)}</a></span>'


def sides(found: Iterable[tuple[Side, Chip]]) -> str:
    return "".join([f"<p>{chip_markup(chip)} {escape(side.text)} {sub(side.locator)}</p>" for side, chip in found])
