"""What somebody found at a place: that it still says so, says something else, or says it no more."""

import copy
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.renderers import Jinja2
from django.http import QueryDict

from curation.changes.checks import Edit
from curation.dates import today
from curation.documents import FieldProblem, document_of
from curation.rows import CuratedRow
from curation.texts import all_cleaned
from editorial.desk.pages import admin_page
from editorial.desk.rereading.rows import ClaimInWords, Resting, shown
from editorial.desk.staleness import read_field
from frameworks.models import Fact, Package, Source, Support, SupportLevel, SupportWindow

SAME, CHANGED, GONE = "same", "changed", "gone"
MOVED, REMOVED = "moved", "removed"
EDITABLE: Mapping[type[CuratedRow], tuple[str, ...]] = MappingProxyType(
    {
        Support: ("level", "package", "locator", "note", "searched"),
        Fact: ("value", "locator", "note"),
        SupportWindow: ("released", "full_support_until", "security_until", "long_term", "locator", "note"),
        Package: ("version", "last_release"),
        Source: ("name", "url", "publisher", "published"),
    }
)
"""What can be put right in place; all else of a row stands in its own form."""
SHORT_TEXT = forms.Textarea(attrs={"rows": 2})
LABELS = {"locator": "Place", "note": "Note, as readers see it", "searched": "Searched: where and for which words"}
ABSENT = frozenset({SupportLevel.NONE_FOUND.value, SupportLevel.NO.value, SupportLevel.UNKNOWN.value})
"""Levels that say that there is nothing."""

MEANWHILE = (
    "Somebody published version {now} of this while you read version {began}. What is published now stands here: "
    "look at it, then send your answer again."
)
WAITS = "Change {change} is about this already. Wait for it, or take your answer back."
NOTHING_ALTERED = "Nothing here differs from what is published. Alter it, or answer that it still says so."
WHAT_BECAME = "Say what became of it."
NEW_PLACE = "Give the place where it stands now, another than before."
SEARCHED = "Say where you searched and for which words."
TRIED = "Say in the note what was tried."


def choices_of(row: CuratedRow) -> list[tuple[str, str]]:
    """Return the answers that a row can be given."""
    if isinstance(row, Source):
        return [(SAME, "Still there"), (CHANGED, "Changed")]
    if isinstance(row, Support) and row.level in ABSENT:
        return [(SAME, "Still so"), (CHANGED, "Found now")]
    return [(SAME, "Still says so"), (CHANGED, "Changed"), (GONE, "Gone")]


def fates_of(row: CuratedRow) -> list[tuple[str, str]]:
    """Return what can have become of a claim whose place no longer says it."""
    if isinstance(row, Support):
        searched = (SupportLevel.NONE_FOUND.value, "Searched, none found")
        return [(MOVED, "It moved"), searched, (SupportLevel.UNKNOWN.value, "Not checked any more")]
    return [(MOVED, "It moved"), (REMOVED, "Nothing says so: remove it")]


class AnswerForm(forms.Form):
    """What somebody found for one row; the answer left open leaves the row as it is."""

    # Up to eighty claims have hundreds of fields; see LineForm.
    default_renderer = Jinja2()
    answer = forms.ChoiceField(required=False)
    fate = forms.ChoiceField(required=False)
    moved_to = forms.CharField(required=False, max_length=400, label="Where it stands now")
    gone_searched = forms.CharField(required=False, label=LABELS["searched"], widget=SHORT_TEXT)
    gone_note = forms.CharField(required=False, max_length=300, label=LABELS["note"])
    base_version = forms.IntegerField(required=False, min_value=0)

    def __init__(self, resting: Resting, data: QueryDict | None) -> None:
        self.resting, self.row, self.page = resting, resting.row, resting.page
        super().__init__(data, prefix="/".join(resting.name))
        cast(forms.ChoiceField, self.fields["answer"]).choices = [*choices_of(self.row), ("", "No answer")]
        cast(forms.ChoiceField, self.fields["fate"]).choices = fates_of(self.row)
        self.initial["base_version"] = resting.version
        for name in EDITABLE[type(self.row)]:
            self.fields[name] = field_for(self.row, name)
            self.initial[name] = getattr(self.row, name)

    @property
    def shown(self) -> ClaimInWords:
        return shown(self.row)

    @property
    def address(self) -> str:
        """Where the whole row is edited."""
        return admin_page(type(self.row), "change", self.row.pk)

    @property
    def place(self) -> str:
        """The exact place of the claim, an address or words."""
        return str(getattr(self.row, "locator", ""))

    @property
    def can_be_gone(self) -> bool:
        return GONE in dict(choices_of(self.row))

    @property
    def editable(self) -> list[BoundField]:
        """The fields to put right in place."""
        return [self[name] for name in EDITABLE[type(self.row)]]

    @property
    def about_what_is_gone(self) -> list[BoundField]:
        names = ["moved_to", "gone_searched", "gone_note"] if isinstance(self.row, Support) else ["moved_to"]
        return [self[name] for name in names]

    @property
    def given(self) -> str:
        """The answer, if one is given."""
        return str(self.cleaned_data.get("answer", ""))

    @property
    def was_answered(self) -> bool:
        """Whether what was sent has an answer, right or wrong."""
        return bool(self["answer"].value())

    def clean(self) -> dict[str, Any]:
        """Refuse an answer about what moved on meanwhile, and one that lacks a part."""
        super().clean()
        self.cleaned_data = {name: all_cleaned(value) for name, value in self.cleaned_data.items()}
        if self.given and self.resting.waiting:
            self.add_error(None, WAITS.format(change=self.resting.waiting.change))
        if self.given and self.began != self.resting.version:
            self.show_what_is_published()
        if self.given == CHANGED and not self.errors and not self.alters():
            self.add_error(None, NOTHING_ALTERED)
        if self.given == GONE and "fate" in self.cleaned_data:
            self.check_fate()
        return self.cleaned_data

    @property
    def began(self) -> int:
        began = self.cleaned_data.get("base_version")
        return self.resting.version if began is None else cast(int, began)

    def show_what_is_published(self) -> None:
        self.add_error(None, MEANWHILE.format(now=self.resting.version, began=self.began))
        posted = cast(QueryDict, self.data).copy()
        posted[self.add_prefix("base_version")] = str(self.resting.version)
        self.data = posted

    def check_fate(self) -> None:
        lacking = {
            "": ("fate", WHAT_BECAME),
            MOVED: ("moved_to", NEW_PLACE),
            SupportLevel.NONE_FOUND: ("gone_searched", SEARCHED),
            SupportLevel.UNKNOWN: ("gone_note", TRIED),
        }
        field, message = lacking.get(self.cleaned_data["fate"], ("answer", ""))
        if self.cleaned_data.get(field, "") in ("", self.place):
            self.add_error(field, message)

    def alters(self) -> bool:
        return document_of(self.altered(self.corrections())) != document_of(self.row)

    def corrections(self) -> dict[str, Any]:
        """Return what is put right in place."""
        return {name: self.cleaned_data[name] for name in EDITABLE[type(self.row)] if name in self.cleaned_data}

    def altered(self, values: Mapping[str, Any]) -> CuratedRow:
        """Return the row with other values; a cell's evidence counts as read by one person again."""
        row = copy.copy(self.row)
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, Support) and document_of(row) != document_of(self.row):
            row.second_checked = False
        return row

    def edit(self) -> Edit:
        """Return what the answer asks for."""
        model, fate = type(self.row), self.cleaned_data["fate"]
        if self.given == GONE and fate == REMOVED:
            return Edit(model, self.row.pk, None, self.resting.version)
        row = self.altered(self.values_after())
        setattr(row, read_field(model), today())
        return Edit(model, row.pk, document_of(row), self.resting.version)

    def values_after(self) -> dict[str, Any]:
        """Return what the answer alters beside the day."""
        cleaned = self.cleaned_data
        if self.given == CHANGED:
            return self.corrections()
        if self.given != GONE:
            return {}
        if cleaned["fate"] == MOVED:
            return {"locator": cleaned["moved_to"]}
        absent = {"level": cleaned["fate"], "package": "", "note": cleaned["gone_note"]}
        return {**absent, "searched": cleaned["gone_searched"]}

    def add_problem(self, problem: FieldProblem) -> None:
        """Put what the rules of the catalogue say on the field it is about, or above the row."""
        field = {"locator": "moved_to"}.get(problem.field, "") if self.given == GONE else problem.field
        self.add_error(field if field in self.fields else None, problem.message)


def field_for(row: CuratedRow, name: str) -> forms.Field:
    """Return the field of a form for a row's field; what must be given, the rules of the catalogue say."""
    model_field = cast("models.Field[Any, Any]", row._meta.get_field(name))
    field = cast(forms.Field, model_field.formfield(required=False))
    field.help_text = ""
    field.label = LABELS.get(name, field.label)
    if isinstance(field, forms.TypedChoiceField):
        field.choices = [choice for choice in cast(Any, field.choices) if choice[0]]
    if isinstance(model_field, models.TextField) or name == "note":
        field.widget = SHORT_TEXT
    return field
