"""Forms on curated rows: what an editor fills in becomes an edit of the row's document, never a saved row."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import models
from django.forms.models import construct_instance
from django.http import QueryDict
from django.utils.text import capfirst

from curation.changes.checks import Edit, EditProblem
from curation.changes.differences import Difference, differences
from curation.changes.drafted import is_drafted
from curation.changes.workflow import current_revisions, version_of
from curation.documents import Document, FieldProblem, document_of, fields_of, row_from
from curation.models import Change, Revision
from curation.registry import RowName, row_type
from curation.rows import CuratedRow
from curation.texts import all_cleaned
from editorial.admin.forms.reasons import ReasonForm
from editorial.admin.forms.widgets import KnownAutocomplete
from reviews.models import Level, Rating

KEEP = "_draft"
"""The button that keeps what a form asks for as a draft, however incomplete it is."""

STALE = (
    "Somebody published version {current} of this while you were editing version {began}. The values you left "
    "alone are now those published; look at both versions and propose again."
)


class CuratedForm(forms.ModelForm):
    """The approved values of one row, to be altered into an edit.

    ``base_version`` travels with the page, so that a row published meanwhile is noticed.
    """

    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    rule_problems: ClassVar[Iterable[EditProblem]] = ()
    """What the catalogue's rules said about an earlier attempt of the same request."""
    reopened: ClassVar[Mapping[RowName, Any]] = {}
    """The items of a change that is edited again."""

    instance: CuratedRow

    class Meta:
        exclude = ["key"]  # noqa: DJ006

    def __init__(self, *args: Any, versions: Mapping[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.approved = None if self.is_new else document_of(self.instance)
        self.versions = versions
        self.initial["base_version"] = self.version
        self.staleness: list[Difference] = []
        # A row added in a popup is named by another row, so it cannot be an incomplete draft.
        self.is_draft = KEEP in self.data and IS_POPUP_VAR not in self.data
        self.fill_in_again()
        for name, field in self.fields.items():
            field.required = field.required and (not self.is_draft or name in self.needed_in_drafts)
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocomplete):
                widget.known = self.known(name)

    @property
    def needed_in_drafts(self) -> set[str]:
        """The fields without which a draft could not be found again: what makes up the key, and the reason."""
        return {"key", "slug", "reason", "base_version", *self.instance.key_fields}

    @property
    def is_reopened(self) -> bool:
        """Whether the change that is edited again alters this row; left as it is, it still does."""
        return (row_type(type(self.instance)), self.instance.pk) in self.reopened

    def fill_in_again(self) -> None:
        """Show what the change that is edited again would alter, as it would alter it."""
        item = self.reopened.get((row_type(type(self.instance)), self.instance.pk))
        if item is None or item.document is None or self.is_new:
            return
        model, key = type(self.instance), self.instance.pk
        # As rows, because a document may state its defaults.
        before, proposed = row_from(model, key, item.before or {}), row_from(model, key, item.document)
        for field in fields_of(model):
            if getattr(proposed, field.attname) != getattr(before, field.attname):
                self.initial[field.name] = getattr(proposed, field.attname)

    def known(self, name: str) -> dict[str, str]:
        """Return the label of the row a foreign key points to, by its key, if that row has been read already."""
        related = self.instance._state.fields_cache.get(name)
        return {related.pk: str(related)} if related else {}

    @cached_property
    def version(self) -> int:
        """The version that is published now; 0 for a new row."""
        if self.is_new:
            return 0
        if self.versions is None:
            name = (row_type(type(self.instance)), self.instance.pk)
            return version_of(current_revisions([name]).get(name))
        return self.versions.get(self.instance.pk, 0)

    def clean(self) -> dict[str, Any]:
        """Clean all texts; a browser's line endings do not count as an edit."""
        super().clean()
        self.cleaned_data = {name: all_cleaned(value) for name, value in self.cleaned_data.items()}
        return self.cleaned_data

    def _get_validation_exclusions(self) -> set[str]:
        """Leave what names a drafted row to the catalogue's rules, which know the draft; the database does not."""
        drafted = {name for name, value in self.cleaned_data.items() if is_drafted(value)}
        return super()._get_validation_exclusions() | drafted  # type: ignore[misc,no-any-return]

    def put_into_row(self) -> None:
        """Give the row the form's values; a draft may break every rule."""
        if self.is_draft:
            construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        else:
            super()._post_clean()  # type: ignore[misc]

    def _post_clean(self) -> None:
        self.put_into_row()
        if self.is_new:
            self.instance.key = self.new_key()
            self.refuse_taken_key()
        elif self.is_stale and self.is_edited:
            self.show_both_versions()
        for problem in self.problems():
            self.add_problem(problem)

    # The key of a new row.

    def new_key(self) -> str:
        """Return the key that the form's values give a new row."""
        return getattr(self.instance, "slug", "") or self.instance.natural_key_text()

    def refuse_taken_key(self) -> None:
        model = type(self.instance)
        if not self.errors and model._base_manager.filter(pk=self.instance.key).exists():
            message = f"There is a {model._meta.verbose_name} “{self.instance.key}” already; change that one."
            self.add_problem(FieldProblem("key", message))

    # What the form asks for.

    def edits(self) -> Iterator[Edit]:
        """Yield what the form proposes for its row: nothing where it changes nothing."""
        if self.is_edited:
            base_version = None if self.is_new else self.version
            yield Edit(type(self.instance), self.instance.pk, document_of(self.instance), base_version)

    def removal(self) -> Iterator[Edit]:
        """Yield the removal of the form's row, if it is there."""
        if not self.is_new:
            yield Edit(type(self.instance), self.instance.pk, None, self.version)

    @property
    def is_edited(self) -> bool:
        """Whether the values differ from the version the editor began with."""
        return document_of(self.instance) != self.began_with

    # Somebody published the row meanwhile.

    @property
    def began(self) -> int:
        return cast(int, self.cleaned_data.get("base_version", self.version))

    @property
    def is_stale(self) -> bool:
        return self.began != self.version

    @cached_property
    def began_with(self) -> Document | None:
        """The document that the editor saw when the form was opened."""
        if not self.is_stale or self.is_new:
            return self.approved
        model, key = type(self.instance), self.instance.pk
        began = Revision.objects.filter(row_type=row_type(model), key=key, version=self.began).first()
        # Read and written again, because a document may state its defaults.
        return document_of(row_from(model, key, began.document)) if began and began.document else None

    @property
    def stale_columns(self) -> tuple[str, str, str]:
        return f"Version {self.began}, before", f"Version {self.version}, published meanwhile", "Yours"

    def show_both_versions(self) -> None:
        """Refuse the edit, keep what the editor altered and take the published values of the rest."""
        mine, began_with = document_of(self.instance), self.began_with or {}
        self.staleness = differences(type(self.instance), self.began_with, self.approved, mine)
        self.add_error(None, STALE.format(current=self.version, began=self.began))
        posted = cast(QueryDict, self.data).copy()
        posted[self.add_prefix("base_version")] = str(self.version)
        published = row_from(type(self.instance), self.instance.pk, self.approved or {})
        for field in fields_of(type(self.instance)):
            if field.name in self.fields and mine.get(field.name) == began_with.get(field.name):
                self.put(posted, field.name, getattr(published, field.attname))
        self.data = posted

    def put(self, posted: QueryDict, name: str, value: Any) -> None:
        """Put a value into what was posted, as a browser would send it."""
        form_value = self.fields[name].prepare_value(value)
        if form_value is False:
            posted.pop(self.add_prefix(name), None)
        else:
            posted[self.add_prefix(name)] = (
                "on" if form_value is True else "" if form_value is None else str(form_value)
            )

    # What the catalogue's rules said.

    def problems(self) -> Iterable[FieldProblem]:
        """Return what the catalogue's rules said about this form's row."""
        mine = (type(self.instance), self.instance.pk)
        return [problem for edit, problem in self.rule_problems if (edit.model, edit.key) == mine]

    def add_problem(self, problem: FieldProblem) -> None:
        """Put a problem on the field it belongs to, or above the form."""
        name = self.key_source if problem.field == "key" else problem.field
        if name in self.fields:
            self.add_error(name, problem.message)
        else:
            self.add_error(None, capfirst(str(problem)))

    @property
    def key_source(self) -> str:
        """The field in which an editor decides on the key."""
        names = ["slug", *reversed(self.instance.key_fields)]
        return next((name for name in names if name in self.fields), "")


class CuratedRowForm(CuratedForm, ReasonForm):
    """The form of a row's own page: its values, and the reason for changing them."""

    draft = forms.ModelChoiceField(
        Change.objects.none(),
        required=False,
        empty_label="A new draft",
        help_text="Where “Keep as draft” puts it. A draft may hold many rows; they are approved together.",
    )
    drafts: ClassVar["models.QuerySet[Change]"] = Change.objects.none()
    """The drafts of the editor, to which the form may add."""
    proposal: ClassVar[Mapping[str, Any]] = {}
    """What the change that is edited again says of itself."""
    returned: ClassVar[str] = ""
    """Why the form comes back although nothing in it is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["draft"]).queryset = self.drafts
        self.initial = {**self.initial, **self.proposal}

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.returned:
            self.add_error(None, self.returned)

    def problems(self) -> Iterable[FieldProblem]:
        """Also return what keeps rows from being removed, because a form marked for removal shows no problems."""
        removal_problems = [
            FieldProblem("", f"{edit}: {problem}") for edit, problem in self.rule_problems if edit.document is None
        ]
        return [*super().problems(), *removal_problems]


class KeyedRowForm(CuratedRowForm):
    """The form of a row whose key an editor chooses once, when it is new."""

    key = forms.SlugField(
        max_length=200,
        help_text="Names it for good, in addresses and catalogue files: lower-case letters, digits and hyphens.",
    )

    def new_key(self) -> str:
        return str(self.cleaned_data.get("key", ""))

    @property
    def key_source(self) -> str:
        return "key"


class LevelField(forms.ModelChoiceField):
    """A choice of levels, each named with the criterion whose scale it is on."""

    def label_from_instance(self, obj: models.Model) -> str:
        level = cast(Level, obj)
        return f"{level.criterion_id}: {level.label}"


class RatingForm(CuratedRowForm):
    """The form of a rating, which offers the levels of its own criterion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_new and "level" in self.fields:
            levels = Level.objects.filter(criterion=cast(Rating, self.instance).criterion_id)
            cast(LevelField, self.fields["level"]).queryset = levels
