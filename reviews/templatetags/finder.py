"""The ranking's cells and bars: hundreds on a page, so they are put together here. What comes from a row is escaped."""

from collections.abc import Callable, Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from reviews.finder.page.form import Asked, Option, Step, WeightRow
from reviews.finder.page.result import Lacking, Reason
from reviews.finder.page.shown import Shown
from reviews.finder.page.table import Apart, Cell, Line, Slice

register = template.Library()

WIDTH = 50
"""Of a cell's bar, in pixels."""
BAR = '<svg viewBox="0 0 50 9" width="50" height="9" aria-hidden="true">{}</svg>'
GAP = BAR.format('<path class="gap" d="M.5.5h49v8h-49z"/>')


@register.simple_tag
def ranking_rows(lines: Shown[Line]) -> SafeString:
    """Draw the frameworks with what each driver adds to their totals."""
    more = f'<tr><th scope="row">And {lines.further} more</th></tr>' if lines.further else ""
    return SafeString("".join([row(line) for line in lines]) + more)


def row(line: Line) -> str:
    head = f'<th scope="row"><a href="{line.address}">{escape(line.name)}</a><span class="sub">{line.rank}</span></th>'
    total = f'<td class="number"><span class="total">{line.low}</span>{below(line.high)}</td>'
    first = ' class="first"' if line.leads else ""
    return f"<tr{first}>{head}{total}{''.join([cell(one) for one in line.cells])}</tr>\n"


def below(high: str) -> str:
    return f'<span class="sub">{high}</span>' if high else ""


def cell(one: Cell) -> str:
    """Draw what one driver adds: the bar on its most as track, and the same in words, leading to the evidence."""
    drawn = bar(one) if one.known_in_part else GAP
    title = f' title="{escape(one.basis)}"' if one.basis else ""
    return f'<td><a href="{one.address}"{title}>{drawn}<span class="sub">{one.words}</span></a></td>'


def bar(one: Cell) -> str:
    low, high = round(WIDTH * one.low), round(WIDTH * one.high)
    open_end = f'<path class="fill-data2" d="M{low} 3h{high - low}v3h{low - high}z"/>' if high > low else ""
    solid = f'<path class="fill-data" d="M0 0h{low}v9H0z"/>' if low else ""
    return BAR.format(f'<path class="fill-data3" d="M0 0h50v9H0z"/>{open_end}{solid}')


@register.simple_tag
def apart_rows(apart: Shown[Apart]) -> SafeString:
    """List the frameworks that stand apart with what is open of each."""
    more = f"<li>And {apart.further} more, of which no more is known.</li>" if apart.further else ""
    return SafeString("".join([apart_row(one) for one in apart]) + more)


def apart_row(one: Apart) -> str:
    missing = f"Known: {one.known} per cent of the weight. Open, wholly or in part: {escape(one.missing)}."
    said = f'<span>{linked_name(one)}<span class="sub">{missing}</span></span>'
    return f'<li>{said}<span class="nowrap">{one.total}</span></li>'


@register.simple_tag
def ruled_out_rows(found: Shown[Lacking]) -> SafeString:
    """List the frameworks that lack something, each with the documents that say so."""
    return lacking_rows(found, lambda one: "".join([ruled_out_reason(reason) for reason in one.reasons]))


def ruled_out_reason(reason: Reason) -> str:
    return f'<span class="sub">{escape(reason.demand)}: documented as absent, {linked_feature(reason)}.</span>'


@register.simple_tag
def not_known_rows(found: Shown[Lacking]) -> SafeString:
    """List the frameworks that may lack something, each with what was searched for."""
    return lacking_rows(found, lambda one: f' <span class="sub">{", ".join(map(linked_feature, one.reasons))}</span>')


def lacking_rows(found: Shown[Lacking], reasons: Callable[[Lacking], str]) -> SafeString:
    more = f"<li>And {found.further} more.</li>" if found.further else ""
    rows = "".join([f"<li><span>{linked_name(one)}{reasons(one)}</span></li>" for one in found])
    return SafeString(f"{rows}{more}")


def linked_name(one: Apart | Lacking) -> str:
    return f'<a href="{one.address}"><b>{escape(one.name)}</b></a>'


def linked_feature(reason: Reason) -> str:
    return f'<a href="{reason.address}">{escape(reason.feature)}</a>'


@register.simple_tag
def question_fields(questions: Iterable[Asked]) -> SafeString:
    """Draw the questions with the answers given."""
    return SafeString("".join([question_field(number, one) for number, one in enumerate(questions, 1)]))


def question_field(number: int, one: Asked) -> str:
    options = "".join([option_field(one, option) for option in one.options])
    legend = f"<legend><i>{number}</i>{escape(one.label)}</legend>"
    return f'<fieldset class="ask">{legend}<div class="options">{options}</div></fieldset>\n'


def option_field(one: Asked, option: Option) -> str:
    field = f'type="{one.control}" name="{one.key}" id="{one.key}-{option.key}" value="{option.key}"'
    return f'<label class="choice"><input {field}{checked(option.chosen)}> {escape(option.label)}</label>'


def checked(chosen: bool) -> str:
    return " checked" if chosen else ""


@register.simple_tag
def weight_rows(rows: Iterable[WeightRow]) -> SafeString:
    """Draw the weights of all drivers."""
    return SafeString("".join([weight_row(row) for row in rows]))


def weight_row(row: WeightRow) -> str:
    steps = "".join([weight_step(row.field, step) for step in row.steps])
    note = f'<p class="sub">{escape(row.note)}</p>' if row.note else ""
    basis = f'<span><span class="visually-hidden">, from: </span>{row.basis}</span>'
    legend = f"<legend>{escape(row.name)}{basis}</legend>"
    segments = f'<div class="segments">{steps}</div>' if steps else ""
    return f'<fieldset class="weight">{legend}{segments}{note}</fieldset>\n'


def weight_step(name: str, step: Step) -> str:
    field = f'type="radio" name="{name}" id="{step.id}" value="{step.value}"'
    return f"<label><input {field}{checked(step.chosen)}>{step.label}</label>"


@register.simple_tag
def made_of(slices: Iterable[Slice]) -> SafeString:
    """Draw the winner's total as one bar of 100 points, its parts shaded in turns."""
    parts, left = [], 0.0
    for number, one in enumerate(slices):
        width = float(one.share)
        shade = "fill-data2" if number % 2 else "fill-data"
        parts.append(f'<rect class="{shade}" x="{left:.2f}" width="{max(width - 0.25, 0.1):.2f}" height="22"/>')
        left += width
    rest = f'<rect class="fill-none" x="{left:.2f}" y=".5" width="{max(100 - left, 0):.2f}" height="21"/>'
    drawn = f"{''.join(parts)}{rest}"
    return SafeString(f'<svg viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>')
