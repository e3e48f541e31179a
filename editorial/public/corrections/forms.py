"""The form readers fill in. It sets no cookie, so a signed time stands where a session would."""

import time
from typing import Any

from django import forms
from django.core import signing

from curation.web.forms import TextField
from editorial.public.corrections.models import LONGEST_SOURCE, LONGEST_TEXT

SALT = "corrections.begun"
SOONEST, LATEST = 3, 24 * 3600
"""How many seconds after the form was opened it may be sent."""


def stamp() -> str:
    """Return the signed time at which a form was opened."""
    return signing.dumps(time.time(), salt=SALT)


class CorrectionForm(forms.Form):
    """What is wrong about a claim, and who says so."""

    text = TextField(
        label="What is wrong?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Say what is wrong.",
            "max_length": "Say it in at most %(limit_value)d characters.",
        },
    )
    source = TextField(
        label="Where can an editor read it?",
        max_length=LONGEST_SOURCE,
        help_text="An address, or a book and its page. Without a source nothing can be published.",
        error_messages={"required": "Name a source that anybody can read."},
    )
    website = forms.CharField(required=False, label="Leave this empty")
    begun = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("This field must stay empty; machines fill it in.")
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            elapsed = time.time() - float(signing.loads(cleaned.get("begun", ""), salt=SALT))
        except (signing.BadSignature, ValueError):
            raise forms.ValidationError("The form has lost its stamp. Send it again.") from None
        if elapsed < SOONEST:
            raise forms.ValidationError("That was quicker than anybody types. Read it once more and send it again.")
        if elapsed > LATEST:
            raise forms.ValidationError("The form was open for more than a day. Send it again.")
        return cleaned
