"""What statements were held against, and the marks of their verdicts."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from reviews.fact_checks import Ground
from reviews.rulings import Ruling, Rulings

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


@register.simple_tag
def grounds(found: Iterable[Ground]) -> SafeString:
    """Draw what a statement was held against: a feature cell with its mark, a fact or a source with what it says."""
    return SafeString("".join([f"<li>{ground_markup(one)}</li>" for one in found]))


def ground_markup(one: Ground) -> str:
    text, value = escape(one.text), escape(one.value)
    said = f'<span class="faint tiny">{value}</span>'
    read = f' <span class="faint tiny">({escape(one.read)})</span>' if one.read else ""
    if one.level:
        return f'<a class="support {one.level}" href="{one.address}"><span>{text} {said}</span></a>{read}'
    return f'<a href="{escape(one.address)}">{text}</a> {said}{read}' if one.address else f"{text} {said}"
