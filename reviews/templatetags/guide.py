"""The long tables of a guide's page: up to three hundred rows of what it says, each with the place where it says so."""

import datetime
from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.links import evidence_address
from reviews.guide_page import Advice, Assessed, Check, Rated
from reviews.models import Basis, Rating, Remark, Scale, Stated
from reviews.rulings import Rulings
from reviews.templatetags.checks import rulings_markup, sub

register = template.Library()

Day = datetime.date | None


@register.simple_tag
def rating_rows(lines: Iterable[Rated], rulings: Rulings, day: Day) -> SafeString:
    """Draw the ratings of one framework."""
    return SafeString("".join([rating_row(line, rulings, day) for line in lines]))


def rating_row(line: Rated, rulings: Rulings, day: Day) -> str:
    row = line.rating
    limits = sub(f"Applies to: {row.applies_to}" if row.applies_to else "", "Thin" if row.thin else "")
    said = serif(escape(row.in_short)) + serif(escape(row.summary) + rulings_markup(rulings, row.key) + limits)
    return table_row(line.criterion.name, f"<td>{level(line)}{coding(row)}</td>{said}", row.key, row.locator, day)


def level(line: Rated) -> str:
    if line.level:
        return escape(line.level)
    return '<span class="faint">in words</span>' if line.criterion.scale == Scale.TEXT else "no level"


def coding(row: Rating) -> str:
    """Say what is not the rule: a level the guide graded itself, or one it only implies."""
    return sub("graded" if row.basis == Basis.GRADED else "", "implied" if row.stated == Stated.IMPLIED else "")


@register.simple_tag
def remark_rows(remarks: Iterable[tuple[str, list[Remark]]], width: int, rulings: Rulings, day: Day) -> SafeString:
    """Draw the remarks under each polarity; a sentence is so many columns wide."""
    return SafeString("".join([remark_row(label, row, width, rulings, day) for label, rows in remarks for row in rows]))


def remark_row(label: str, row: Remark, width: int, rulings: Rulings, day: Day) -> str:
    text = f'<td class="serif" colspan="{width}">{escape(row.text)}{rulings_markup(rulings, row.key)}</td>'
    return table_row(label, text, row.key, row.locator, day)


@register.simple_tag
def assessment_rows(lines: Iterable[Assessed], day: Day) -> SafeString:
    """Draw what it says of one learning resource."""
    return SafeString("".join([assessment_row(line, day) for line in lines]))


def assessment_row(line: Assessed, day: Day) -> str:
    row = line.assessment
    said = serif(escape(row.in_short)) + serif(escape(row.summary))
    return table_row(line.criterion.name, said, row.key, row.locator, day)


@register.simple_tag
def recommendation_rows(advice: Iterable[Advice], rulings: Rulings, day: Day) -> SafeString:
    """Draw its advice, each with the frameworks by role."""
    return SafeString("".join([recommendation_row(entry, rulings, day) for entry in advice]))


def recommendation_row(entry: Advice, rulings: Rulings, day: Day) -> str:
    row = entry.recommendation
    picks = [f"{sub(role)}{escape(', '.join(one.name for one in found))}" for role, found in entry.picks]
    named = "".join(picks) or '<span class="faint">names none</span>'
    reason = serif(escape(row.reason) + rulings_markup(rulings, row.key))
    return table_row(row.situation, f"<td>{named}</td>{reason}", row.key, row.locator, day)


@register.simple_tag
def check_rows(checks: Iterable[Check], day: Day) -> SafeString:
    """Draw its statements, each with the verdict of the facts."""
    return SafeString("".join([check_row(check, day) for check in checks]))


def check_row(check: Check, day: Day) -> str:
    row = check.statement
    about = f"{check.framework.name}: {row.text}" if check.framework else row.text
    verdict = f'<td class="value">{escape(check.verdict)}{sub("thin evidence" if row.thin else "")}</td>'
    return table_row(about, f"{verdict}<td>{escape(row.reason)}</td>", row.key, row.locator, day)


def table_row(name: str, cells: str, key: str, locator: str, day: Day) -> str:
    """Draw a row; its last cell names the place in the guide and leads to the evidence."""
    place = f'<td class="small"><a href="{evidence_address(key, day)}">{escape(locator)}</a></td>'
    return f'<tr><th scope="row">{escape(name)}</th>{cells}{place}</tr>\n'


def serif(content: str) -> str:
    return f'<td class="serif">{content}</td>'
