"""Forms that ask for words: why something is proposed, what is missing from it, why it cannot wait."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from curation.models import Change
from curation.web.forms import TextField
from editorial.admin.forms.widgets import LabelledDateTime


class ReasonForm(forms.Form):
    """Why something is proposed, which every change must say, and when it may be published at the earliest."""

    reason = TextField(
        widget=AdminTextareaWidget(attrs={"rows": 2}), help_text=Change._meta.get_field("reason").help_text
    )
    publish_at = forms.SplitDateTimeField(
        label="Publish not before",
        widget=LabelledDateTime("Publish not before"),
        required=False,
        help_text="In UTC. Leave blank to publish as soon as it is approved.",
    )


class EmergencyForm(forms.Form):
    """Why a change cannot wait for a second person."""

    why = TextField(
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        error_messages={"required": "Say why it cannot wait for a second person."},
    )


class NoteForm(forms.Form):
    """What the author of a change should do about it."""

    note = TextField(
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        error_messages={"required": "Say in the note what the author should change."},
    )
