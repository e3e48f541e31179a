"""The long lists of a framework's page: ratings, facts, support windows, features, and the advice that names it."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.citations import Chip
from frameworks.models import SupportWindow
from frameworks.pythons import fact_words
from frameworks.side_by_side import Cell, FactLine, Row
from frameworks.templatetags.chips import chip_markup
from reviews.opinions.lines import PickLine
from reviews.opinions.ratings import Standing
from reviews.opinions.rulings import Rulings
from reviews.profiles.detail import FactShown, Opinion
from reviews.templatetags.checks import rulings_markup
from reviews.templatetags.said import said_and_how
from reviews.templatetags.strips import strip_markup

register = template.Library()


@register.simple_tag
def rating_rows(found: Iterable[Opinion], rulings: Rulings) -> SafeString:
    """Draw the criteria that have a scale, each with its strip and what the guides say."""
    return SafeString("".join([rating_row(one, one.standing, rulings) for one in found]))


def rating_row(one: Opinion, standing: Standing, rulings: Rulings) -> str:
    criterion = one.row.criterion
    drawn = strip_markup(standing.strip) if standing.strip else faint("No guide names a level")
    head = f"<h3>{escape(criterion.name)}</h3>{flag(standing)}{silence(standing)}"
    return f'<li id="{criterion.pk}"><div>{head}</div>{drawn}<div>{said_and_how(one.said, rulings)}</div></li>\n'


def flag(standing: Standing) -> str:
    """Draw the verdict on the guides that name a level."""
    found = standing.found
    return f'<span class="flag {found.verdict}">{found.words}</span>' if found.positions else ""


def silence(standing: Standing) -> str:
    """Draw which guides do not stand on the strip, and why."""
    return "".join([faint(f"{words}: {guides}") for words, guides in standing.absent])


def faint(words: str) -> str:
    return f'<span class="faint tiny">{escape(words)}</span>'


@register.simple_tag
def fact_rows(facts: Iterable[FactShown]) -> SafeString:
    """Draw every fact with what to know of it."""
    return SafeString("".join([fact_row(*one) for one in facts]))


def fact_row(label: str, fact: FactLine, shown: Chip) -> str:
    said = fact_words(fact.name, fact.value)
    note = fact.note if said == fact.value else " ".join(filter(None, (f"Declared as {fact.value}", fact.note)))
    cells = f'<td class="value">{escape(said)}</td><td>{escape(note)}</td><td>{chip_markup(shown)}</td>'
    return f'<tr><th scope="row">{label}</th>{cells}</tr>\n'


@register.simple_tag
def panel_items(facts: Iterable[FactShown]) -> SafeString:
    """Draw the facts that stand beside the name."""
    return SafeString("".join([panel_item(*one) for one in facts]))


def panel_item(label: str, fact: FactLine, shown: Chip) -> str:
    value = f"<span>{escape(fact_words(fact.name, fact.value))}</span> {chip_markup(shown, 'bare')}"
    return f"<div><dt>{label}</dt><dd>{value}</dd></div>\n"


@register.simple_tag
def window_rows(windows: Iterable[tuple[SupportWindow, Chip]]) -> SafeString:
    """Draw how long each release line gets fixes."""
    return SafeString("".join([window_row(one, shown) for one, shown in windows]))


def window_row(one: SupportWindow, shown: Chip) -> str:
    long_term = ' <span class="tag">Long-term</span>' if one.long_term else ""
    ends = [escape(end or "no date published") for end in (one.full_support_until, one.security_until)]
    texts = [escape(one.released or "not stated"), *ends, escape(one.note), chip_markup(shown)]
    cells = "".join([f"<td>{text}</td>" for text in texts])
    return f'<tr><th scope="row">{escape(one.version)}{long_term}</th>{cells}</tr>\n'


@register.simple_tag
def support_list(rows: Iterable[Row]) -> SafeString:
    """Draw the features of one group, each with its mark; a name leads to its evidence."""
    return SafeString("".join([f"<li>{support_item(row.name, cell)}</li>" for row in rows for cell in row.cells]))


def support_item(name: str, cell: Cell) -> str:
    named = f'<a href="{escape(cell.href)}">{escape(name)}</a>' if cell.href else f"<span>{escape(name)}</span>"
    below = f'<span class="tiny faint">{escape(cell.below)}</span>' if cell.below else ""
    word = f'<span class="{"visually-hidden" if cell.stamp else "tiny faint"}"> {cell.text}</span>'
    return f'{named} <span class="support {cell.css} end">{below}{word}</span>'


@register.simple_tag
def advice_rows(advice: Iterable[tuple[PickLine, Chip]], found: Rulings) -> SafeString:
    """Draw the rows of the situations for which guides name a framework."""
    return SafeString("".join([advice_row(pick, shown, found) for pick, shown in advice]))


def advice_row(pick: PickLine, shown: Chip, found: Rulings) -> str:
    reason = escape(pick.reason) + rulings_markup(found, pick.recommendation)
    cells = f'<td>{pick.role_label}</td><td class="serif">{reason}</td><td>{chip_markup(shown)}</td>'
    return f'<tr><th scope="row">{escape(pick.situation)}</th>{cells}</tr>'
