"""The marks of verdicts beside the sentences that they are on."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from reviews.opinions.rulings import Ruling, Rulings

register = template.Library()


@register.simple_tag
def rulings(found: Rulings, claim: str) -> SafeString:
    """Draw the verdicts on what stands in a claim; nothing where no statement of it was checked."""
    return SafeString(rulings_markup(found, claim))


def rulings_markup(found: Rulings, claim: str) -> str:
    marks = "".join([ruling_markup(one) for one in found.get(claim, ())])
    return f' <span class="nowrap">{marks}</span>' if marks else ""


def ruling_markup(one: Ruling) -> str:
    return (
        f'<a class="flag ruling {one.verdict}" href="{one.address}"'
        f' title="Held against facts: {escape(one.statement)}">'
        f'<span class="visually-hidden">Fact check: </span>{one.words}</a>'
    )


def sub(*words: str) -> str:
    """Draw words below a value; those that are empty are left out."""
    return "".join([f'<span class="sub">{escape(one)}</span>' for one in words if one])
