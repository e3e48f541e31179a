"""The environment of the public pages' templates: autoescaped, and an undefined name is an error."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber, intcomma
from django.template import Context
from django.template.defaultfilters import capfirst, date, floatformat, linebreaksbr, pluralize, truncatechars
from django.template.defaulttags import querystring
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from curation.web.addresses import address
from curation.web.filters.fields import sentence_case
from frameworks.claims.citations import guides_in_words
from frameworks.claims.pythons import fact_words, python_words

# A tag that stands alone leaves no line behind, and a file ends as it was written.
WHITE_SPACE = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
# Defaults for the frame of a page, for renderings without a request or a view, such as the 500 page.
FRAME: dict[str, Any] = {
    "alternates": (),
    "canonical": "",
    "markdown": "",
    "nav": "",
    "preview": None,
    "request": None,
    "section": "",
}


def environment(**options: Any) -> Environment:
    """Return the environment that the settings name, with every function and filter that templates may use."""
    # Django's backend sets autoescape.
    templates = Environment(**options | {"undefined": StrictUndefined} | WHITE_SPACE)  # noqa: S701
    templates.globals |= FRAME | {
        "drawn": drawn,
        "drawn_each": drawn_each,
        "fact_words": fact_words,
        "guides_in_words": guides_in_words,
        # The tag reads its context only where it is given no query.
        "querystring": partial(querystring, Context()),
        "static": cache(static),
        "url": url,
    }
    templates.filters |= {
        "apnumber": apnumber,
        "capfirst": capfirst,
        "date": date,
        "floatformat": floatformat,
        "intcomma": intcomma,
        "linebreaksbr": linebreaksbr,
        "pluralize": pluralize,
        "python_words": python_words,
        "sentence_case": sentence_case,
        "truncatechars": truncatechars,
    }
    return templates


def drawn(macro: Macro, thing: Any, *arguments: Any) -> Markup:
    """Return what a macro makes of a thing, and keep it with the thing: what is kept by data version is drawn once.

    What else the macro takes must follow from the same version of the data.
    """
    markup: dict[str, Markup] = vars(thing).setdefault("_markup", {})
    if macro.name not in markup:
        markup[macro.name] = Markup(macro(thing, *arguments))  # noqa: S704 - what a macro made is escaped
    return markup[macro.name]


def drawn_each(macro: Macro, things: Iterable[Any]) -> Markup:
    """Return what a macro makes of some things that are kept, one after the other."""
    return Markup("".join([drawn(macro, thing) for thing in things]))  # noqa: S704 - what a macro made is escaped


def url(name: str, *arguments: Any, **named: Any) -> str:
    """Return the address of a page by the name of its view."""
    return reverse(name, args=arguments, kwargs=named) if arguments or named else address(name)
