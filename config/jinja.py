"""The environment of the public pages' templates: autoescaped, and an undefined name is an error."""

from functools import cache
from typing import Any
from urllib.parse import quote

from django.contrib.humanize.templatetags.humanize import apnumber, intcomma
from django.http import QueryDict
from django.template.defaultfilters import capfirst, date, floatformat, linebreaksbr, truncatechars
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from curation.web.addresses import address
from curation.web.filters.fields import sentence_case
from frameworks.pythons import fact_words, python_words

# A tag that stands alone leaves no line behind, and a file ends as it was written.
WHITE_SPACE = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
# Defaults for the frame of a page, for renderings without a request or a view, such as the 500 page.
FRAME: dict[str, Any] = {
    "alternates": (),
    "canonical": "",
    "nav": "",
    "preview": None,
    "request": None,
    "section": "",
    "theme": "auto",
}


def environment(**options: Any) -> Environment:
    """Return the environment that the settings name, with every function and filter that templates may use."""
    # Django's backend sets autoescape.
    templates = Environment(**options | {"undefined": StrictUndefined} | WHITE_SPACE)  # noqa: S701
    templates.globals |= {"url": url, "static": cache(static), "querystring": querystring, "fact_words": fact_words} | FRAME
    templates.filters |= {
        "apnumber": apnumber,
        "capfirst": capfirst,
        "date": date,
        "floatformat": floatformat,
        "intcomma": intcomma,
        "linebreaksbr": linebreaksbr,
        "pluralize": pluralize,
        "python_words": python_words,
        "quote": quote,
        "sentence_case": sentence_case,
        "truncatechars": truncatechars,
    }
    return templates


def url(name: str, *arguments: Any, **named: Any) -> str:
    """Return the address of a page by the name of its view."""
    return reverse(name, args=arguments, kwargs=named) if arguments or named else address(name)


def querystring(query: QueryDict, **changes: Any) -> str:
    """Return a query string with some parameters set, or left out where they are None."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    encoded = changed.urlencode()
    return f"?{encoded}" if encoded else "."


def pluralize(count: int, singular: str = "", plural: str = "s") -> str:
    """Return the ending of a word that follows a number."""
    return singular if count == 1 else plural
