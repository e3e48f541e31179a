"""The field of forms for what people type or paste."""

from typing import Any

from django import forms

from curation.texts import cleaned


class TextField(forms.CharField):
    """A text, cleaned of what nobody sees."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(cleaned(value) if isinstance(value, str) else value)
