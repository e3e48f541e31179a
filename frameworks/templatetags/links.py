"""Addresses that hang on nothing but a page's name."""

from django import template

from curation.web.addresses import address as address_of

register = template.Library()


@register.simple_tag
def address(name: str) -> str:
    """Return the address of a page without parts that vary: as ``{% url %}`` would, and resolved once."""
    return address_of(name)
