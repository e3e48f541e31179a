"""The form field for the JSON lists of documents, as lines of text."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.text import capfirst


class LinesField(forms.CharField):
    """A list of short texts, one to a line."""

    widget = AdminTextareaWidget(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return (
            value
            if isinstance(value, list)
            else [line.strip() for line in str(value or "").splitlines() if line.strip()]
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


def json_field(field: "models.JSONField[Any, Any]") -> forms.Field:
    """Return a form field that shows a JSON list as lines of text."""
    help_text = f"{field.help_text} One to a line.".strip()
    return LinesField(label=capfirst(field.verbose_name), help_text=help_text, required=not field.blank)
