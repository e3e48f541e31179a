"""Drawing the plain fields of a sheet, of which it has hundreds, without a template for each."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class SheetRenderer(DjangoTemplates):
    """Draws inputs, texts and choices as Django's templates do, and leaves all else to them."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def drawn_input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, flatatt(widget["attrs"])
    )


def drawn_text(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else widget["value"]
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], flatatt(widget["attrs"]), value)


def drawn_choice(widget: dict[str, Any]) -> SafeString:
    options = [option for _name, options, _place in widget["optgroups"] for option in options]
    inner = format_html_join(
        "",
        "{}",
        ((drawn_option(str(option["value"]), str(option["label"]), flatatt(option["attrs"])),) for option in options),
    )
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), inner)


@lru_cache(maxsize=1024)
def drawn_option(value: str, label: str, attributes: SafeString) -> SafeString:
    """Return an option, which stands on many lines alike."""
    return format_html('<option value="{}"{}>{}</option>', value, attributes, label)


INPUTS = [f"django/forms/widgets/{name}.html" for name in ("text", "date", "hidden", "checkbox")]
DRAWN: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    **dict.fromkeys(INPUTS, drawn_input),
    "django/forms/widgets/textarea.html": drawn_text,
    "django/forms/widgets/select.html": drawn_choice,
}
