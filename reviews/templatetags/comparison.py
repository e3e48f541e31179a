"""The cells of a comparison. A page has up to four hundred, and templates would take most of its time on them.

Whatever comes from a row is escaped here; the rest is markup, numbers and keys, which hold letters, digits and hyphens.
A cell whose source and day stand in its column's head has no chip of its own, but still leads to its evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.models import FactName
from frameworks.pythons import python_words
from frameworks.side_by_side import Cell, Row, Stamp
from frameworks.templatetags.chips import chip_end, chip_markup, joined_markup
from reviews.comparisons.comparison import MOST_NAMED, Column
from reviews.opinions.arguments import Argument
from reviews.opinions.ratings import CriterionRow, Said, Standing
from reviews.opinions.rulings import Rulings
from reviews.templatetags.checks import rulings_markup
from reviews.templatetags.strips import strip_markup

register = template.Library()

Openings = Mapping[str, str]
"""How each framework's cells begin, by its name."""


@register.simple_tag
def support_rows(rows: Sequence[Row], heads: Mapping[str, Stamp], against: str) -> SafeString:
    """Draw a group of features."""
    openings = openings_of((cell.framework for cell in rows[0].cells), against)
    drawn = [table_row(row.name, row.same, support_cells(row.cells, heads, openings)) for row in rows]
    return SafeString("".join(drawn))


@register.simple_tag
def fact_rows(rows: Sequence[Row], heads: Mapping[str, Stamp], against: str) -> SafeString:
    """Draw the facts."""
    openings = openings_of((cell.framework for cell in rows[0].cells), against)
    drawn = [table_row(row.name, row.same, fact_cells(in_words(row), heads, openings)) for row in rows]
    return SafeString("".join(drawn))


@register.simple_tag
def standing_rows(rows: Sequence[CriterionRow], against: str, rulings: Rulings) -> SafeString:
    """Draw a group of criteria."""
    openings = openings_of((cell.framework.name for cell in rows[0].cells), against)
    parts = [(row.criterion, row.same, standing_cells(row.cells, openings, rulings)) for row in rows]
    return SafeString("".join([table_row(one.name, same, cells, one.question) for one, same, cells in parts]))


@register.simple_tag
def argument_items(found: Iterable[Argument], rulings: Rulings) -> SafeString:
    """Draw what guides say, each sentence with its chips."""
    return SafeString("".join([f"<li>{argument_markup(one, rulings)}</li>" for one in found]))


@register.simple_tag
def argument(one: Argument, rulings: Rulings) -> SafeString:
    """Draw one sentence with its chips."""
    return SafeString(argument_markup(one, rulings))


def argument_markup(one: Argument, rulings: Rulings) -> str:
    """Draw a sentence with its chips and the verdicts on the statements in it."""
    checked = "".join([rulings_markup(rulings, key) for key in one.claims if key in rulings])
    return f"{escape(one.text)}{checked}{joined_markup(one.chips)}"


@register.simple_tag
def built_in(found: Sequence[tuple[str, str]]) -> SafeString:
    """Draw the first features that one framework alone has built in, each leading to its evidence."""
    links = [f'<a href="{address}">{escape(name)}</a>' for name, address in found[:MOST_NAMED]]
    more = [f"{len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
    *first, last = links + more
    return SafeString(f"{', '.join(first)} and {last}" if first else last)


def table_row(name: str, same: bool, cells: str, question: str = "") -> str:
    """Draw a row; one whose values are equal can be hidden by the style sheet alone."""
    css = ' class="same"' if same else ""
    return f'<tr role="row"{css}><th scope="row" role="rowheader">{escape(name)}{small(question)}</th>{cells}</tr>\n'


def small(words: str) -> str:
    """Draw what stands below the words of a cell, if anything."""
    return f"<small>{escape(words)}</small>" if words else ""


def support_cells(cells: Iterable[Cell], heads: Mapping[str, Stamp], openings: Openings) -> str:
    """Draw the cells of one feature."""
    return "".join([f"{openings[c.framework]}{support(c, heads.get(c.framework))}</td>" for c in cells])


def fact_cells(cells: Iterable[Cell], heads: Mapping[str, Stamp], openings: Openings) -> str:
    return "".join([f"{openings[c.framework]}{fact(c, heads.get(c.framework))}</td>" for c in cells])


def in_words(row: Row) -> list[Cell]:
    """Return the cells of one fact as readers are told them."""
    if row.name != FactName.REQUIRES_PYTHON.label:
        return row.cells
    return [cell._replace(text=python_words(cell.text)) for cell in row.cells]


def standing_cells(cells: Iterable[Standing], openings: Openings, rulings: Rulings) -> str:
    return "".join([f"{openings[cell.framework.name]}{standing(cell, rulings)}</td>" for cell in cells])


@register.simple_tag
def column_chip(framework: str, heads: Mapping[str, Stamp]) -> SafeString:
    """Draw the chip that most cells of a column share."""
    return SafeString(shared_chip(heads.get(framework)))


@register.simple_tag
def head_cells(columns: Iterable[Column], against: str, heads: Mapping[str, Stamp] | None = None) -> SafeString:
    """Draw the frameworks at the head of a table, each with the chip that most of its column shares."""
    return SafeString("".join([head_cell(one, against, (heads or {}).get(one.framework.name)) for one in columns]))


@register.simple_tag
def blank_cells(columns: Iterable[Column], against: str) -> SafeString:
    """Draw the cells of a group's row, which only carry the reference line; without one they are one cell."""
    names = [one.framework.name for one in columns]
    if against not in names:
        return SafeString(f'<td role="cell" colspan="{len(names)}"></td>')
    return SafeString("".join([f'<td role="cell"{datum(name, against)}></td>' for name in names]))


def head_cell(column: Column, against: str, stamp: Stamp | None) -> str:
    name = column.framework.name
    link = f'<a href="{column.address}">{escape(name)}</a>'
    return f'<th scope="col" role="columnheader"{datum(name, against)}>{link}{shared_chip(stamp)}</th>'


def shared_chip(stamp: Stamp | None) -> str:
    return f"<small>{stamp_markup(stamp, escape(stamp.source.link), ' bare')}</small>" if stamp else ""


def datum(framework: str, against: str) -> str:
    return ' class="datum"' if framework == against else ""


def openings_of(frameworks: Iterable[str], against: str) -> Openings:
    """Return how each framework's cells begin; the one measured against gets the reference line."""
    return {name: f'<td role="cell" data-fw="{escape(name)}"{datum(name, against)}>' for name in frameworks}


def support(cell: Cell, head: Stamp | None) -> str:
    words = cell.text + small(cell.below)
    if cell.stamp and cell.stamp is head:
        return f'<a class="support {cell.css}" href="{cell.href}">{words}</a>'
    return claim(f'<span class="support {cell.css}">{words}</span>', cell)


def fact(cell: Cell, head: Stamp | None) -> str:
    text = escape(cell.text)
    if cell.stamp is None:
        return f'<span class="faint">{text}</span>'
    below = small(cell.below)
    if cell.stamp is head:
        return f'<a href="{cell.href}">{text}</a>{below}'
    value = f"<b>{text}</b>"
    return claim(f"<span>{value}{below}</span>" if below else value, cell)


def claim(content: str, cell: Cell) -> str:
    """Put the chip of its evidence beside a claim."""
    return f'<div class="cell">{content}{stamp_markup(cell.stamp, cell.href)}</div>' if cell.stamp else content


def stamp_markup(stamp: Stamp, href: str, modifier: str = "") -> str:
    return f'<a class="chip {stamp.css}{modifier}" href="{href}"{chip_end(stamp.title, stamp.code, stamp.date)}'


def standing(cell: Standing, rulings: Rulings) -> str:
    """Draw what the guides say of one framework: a strip with its verdict, or their words."""
    if not cell.spoken_of:
        return '<span class="flag none">No guide says</span>'
    shown = strip_markup(cell.strip) if cell.strip else words(cell.said, rulings)
    return shown + foot(cell) if cell.found.positions else shown


def foot(cell: Standing) -> str:
    """Draw what stands under a strip: the verdict, who has no view, and the situations guides speak of."""
    found = cell.found
    silence = "".join([f" <small>{words}: {escape(guides)}</small>" for words, guides in cell.absent])
    flag = f'<a class="flag {found.verdict}" href="{cell.address}">{found.words}</a>'
    return f"<div>{flag}{silence}</div>{small(cell.scopes)}"


def words(said: Iterable[Said], rulings: Rulings) -> str:
    checked = [(one, rulings_markup(rulings, one.rating.key)) for one in said]
    texts = [f"<p>{escape(one.label)}{verdicts} {chip_markup(one.chip)}</p>" for one, verdicts in checked]
    return f'<div class="chips column">{"".join(texts)}</div>'
