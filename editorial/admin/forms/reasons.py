"""Forms that ask for words: why something is proposed, what is missing from it, why it cannot wait."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from curation.changes.checks import Edit
from curation.changes.workflow import Refused, propose
from curation.models import Change
from curation.web.forms import TextField
from editorial.admin.forms.widgets import LabelledDateTime


class NotBeforeField(forms.SplitDateTimeField):
    """A day, and a time where it matters: without one it is the first minute of the day."""

    def clean(self, value: Any) -> Any:
        day, time = value if isinstance(value, list | tuple) and len(value) == 2 else (value, "")
        return super().clean([day, "00:00" if day and not time else time])


class ReasonForm(forms.Form):
    """Why something is proposed, which every change must say, and when it may be published at the earliest."""

    reason = TextField(
        widget=AdminTextareaWidget(attrs={"rows": 2}), help_text=Change._meta.get_field("reason").help_text
    )
    publish_at = NotBeforeField(
        label="Publish not before",
        widget=LabelledDateTime("Publish not before"),
        required=False,
        help_text="In UTC; a day alone is its first minute. Leave blank to publish as soon as it is approved.",
    )

    def propose(self, edits: Sequence[Edit], author: Any) -> Change | None:
        """Propose edits for this reason; None where they are refused, and the form says why."""
        cleaned = self.cleaned_data
        try:
            return propose(edits, reason=cleaned["reason"], author=author, publish_at=cleaned["publish_at"])
        except Refused as error:
            self.add_error(None, str(error).splitlines())
            return None


class EmergencyForm(forms.Form):
    """Why a change cannot wait for a second person."""

    why = TextField(
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        error_messages={"required": "Say why it cannot wait for a second person."},
    )
