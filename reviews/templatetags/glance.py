"""The cells that tables of frameworks share: name, release, Python and the bar of features, for dozens of rows."""

from collections.abc import Callable, Mapping
from html import escape

from django import template
from django.utils.safestring import SafeString

from frameworks.addresses import framework_address
from frameworks.pythons import python_words
from frameworks.side_by_side import FactLine
from reviews.home.overview import Glance, Part, Share

register = template.Library()

Claims = Mapping[str, tuple[FactLine, str]]


@register.simple_tag
def glance_cells(row: Glance) -> SafeString:
    """Draw what every table says of a framework; its name has a box to choose it for a comparison."""
    released = f'<td class="nowrap">{claim(row.facts, "latest_version", "value")}{release_day(row.facts)}</td>'
    python = f"<td>{claim(row.facts, 'requires_python', words=python_words)}</td>"
    return SafeString(f"{name_cell(row)}{released}{python}<td>{share_bar(row.share)}</td>")


def name_cell(row: Glance) -> str:
    slug, name = row.framework.slug, escape(row.framework.name)
    box = f'<input type="checkbox" name="framework" value="{slug}" aria-label="Compare {name}">'
    link = f'<a href="{framework_address(slug)}">{name}</a><span class="sub">{escape(row.kind)}</span>'
    return f'<th scope="row"><span class="choice">{box}<span>{link}</span></span></th>'


def claim(facts: Claims, name: str, css: str = "", words: Callable[[str], str] = str) -> str:
    """Draw the value of a fact, leading to its evidence."""
    if name not in facts:
        return '<span class="faint">not recorded</span>'
    fact, address = facts[name]
    modifier = f' class="{css}"' if css else ""
    return f'<a{modifier} href="{address}">{escape(words(fact.value))}</a>'


def release_day(facts: Claims) -> str:
    return f'<span class="sub">{escape(facts["released"][0].value)}</span>' if "released" in facts else ""


def share_bar(share: Share) -> str:
    """Draw how many features a framework has, and the two ends of the bar in words."""
    bar = (
        f'<svg class="share-bar" viewBox="0 0 96 10" width="96" height="10" role="img" aria-label="{share.words}">'
        f"{''.join(map(part_markup, share.parts))}</svg>"
    )
    lacking = f", {share.lacking}" if share.lacking else ""
    return f'{bar}<span class="sub">{share.built_in} built in{lacking}</span>'


def part_markup(part: Part) -> str:
    return f'<rect class="{part.css}" x="{part.x}" y="{part.y}" width="{part.width}" height="{part.height}"/>'
