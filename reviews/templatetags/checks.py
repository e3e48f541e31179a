"""What statements were held against, and the marks of their verdicts."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.templatetags.chips import chip_markup
from reviews.guides.fact_checks.checks import Check, Ground
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


@register.simple_tag
def fact_check_rows(found: Iterable[Check]) -> SafeString:
    """Draw statements, each with its verdict, why, and what it was held against."""
    return SafeString("".join([fact_check_row(one) for one in found]))


def fact_check_row(one: Check) -> str:
    about = f"{one.framework.name}: " if one.framework else ""
    said = f'<span class="serif">{escape(about + one.statement.text)}</span>'
    head = f'<th scope="row">{said}<span class="chips">{chip_markup(one.chip)}</span></th>'
    return f"<tr>{head}<td>{verdict(one)}</td><td>{reason(one)}</td><td>{grounds(one.grounds)}</td></tr>\n"


def verdict(one: Check) -> str:
    row = one.statement
    notes = sub("by rule" if row.rule else "", "thin evidence" if row.thin else "")
    return f'<a class="flag {row.verdict}" href="{escape(one.chip.href)}">{one.verdict}</a>{notes}'


def reason(one: Check) -> str:
    """Say why: what the rules found where an editor read it otherwise, else what an editor wrote."""
    finding, explanation = one.statement.finding, one.statement.explanation
    if one.by_hand:
        return f"{escape(finding)}{sub(f'An editor read it as “{one.by_hand}”: {explanation}')}"
    return f"{escape(explanation)}{sub(finding)}"


def sub(*words: str) -> str:
    """Draw words below a value; those that are empty are left out."""
    return "".join([f'<span class="sub">{escape(one)}</span>' for one in words if one])


def grounds(found: Iterable[Ground]) -> str:
    """Draw what a statement was held against: a feature cell with its mark, a fact or a source with what it says."""
    held = "".join([f"<li>{ground_markup(one)}</li>" for one in found])
    return f'<ul class="grounds">{held}</ul>' if held else '<span class="faint">Nothing on record</span>'


def ground_markup(one: Ground) -> str:
    text, value = escape(one.text), escape(one.value)
    said = f'<span class="faint tiny">{value}</span>'
    read = f' <span class="faint tiny">({escape(one.read)})</span>' if one.read else ""
    if one.level:
        return f'<a class="support {one.level}" href="{one.address}"><span>{text} {said}</span></a>{read}'
    return f'<a href="{escape(one.address)}">{text}</a> {said}{read}' if one.address else f"{text} {said}"
