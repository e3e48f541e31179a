"""Django's admin for curated rows: every page of it proposes a change, none writes a row."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from curation.changes.checks import EditProblem
from curation.changes.drafted import DraftedChoiceField
from curation.changes.drafting import NAMED
from curation.changes.history import pending_changes
from curation.changes.workflow import Refused, Unacceptable
from curation.dates import today
from curation.documents import Document, fields_of
from curation.models import Change, ReviewNote, State
from curation.registry import owner_field, row_type, row_types
from curation.rows import CuratedRow, references
from curation.web.outward import ALLOWED
from editorial.accounts.kept_forms import SIGNED_OUT, give_back
from editorial.admin.changes.reopening import Reopened, reopened_by
from editorial.admin.forms.fields import json_field
from editorial.admin.forms.formsets import CuratedFormSet
from editorial.admin.forms.rows import CuratedForm, CuratedRowForm, KeyedRowForm
from editorial.admin.forms.widgets import KnownAutocomplete
from editorial.admin.history import HistoryView
from editorial.admin.proposing import ProposalRequest, ProposingForm, reopened_in
from editorial.admin.removed import last_document, post_as_new
from editorial.desk.staleness import READ_FIELDS

PROPOSAL = "Your proposal"
"""The fieldset that asks for the reason; it comes last on the page."""


class CuratedFields(BaseModelAdmin):
    """How the fields of curated rows are shown in forms."""

    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.URLField: {"assume_scheme": "https", "error_messages": {"invalid": f"This is no address. {ALLOWED}"}},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """Every row that is named is searched for by its name, unless a class says which."""
        return self.autocomplete_fields or [field.name for field in references(cast(type[CuratedRow], self.model))]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        if isinstance(db_field, models.JSONField):
            return json_field(db_field)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in READ_FIELDS:
            field.help_text = f"{field.help_text} Today is {today()}."
            field.widget.attrs["list"] = "today"
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A row is added beside the field that will name it; the row that is named is changed in its own form.
            wrapper = field.widget
            wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
            if db_field.name not in self.get_autocomplete_fields(request):
                field.widget = wrapper.widget
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs |= {"widget": KnownAutocomplete(db_field, self.admin_site), "form_class": DraftedChoiceField}
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field, DraftedChoiceField):
            field.author = request.user.pk
        return field


class CuratedInline(CuratedFields, admin.TabularInline):
    """Rows that are edited on the page of the row they belong to."""

    form = CuratedForm
    formset = CuratedFormSet
    extra = 0
    show_change_link = True

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        owner = owner_field(self.model, self.parent_model)
        return [name for name in super().get_autocomplete_fields(request) if name != owner]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related(*self.get_autocomplete_fields(request))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        prepare_form(cast(type[CuratedForm], formset.form), request)
        return formset

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(self.proposed_rows(request))

    def proposed_rows(self, request: HttpRequest) -> list[Document]:
        """Return the rows that a change which is edited again would add; what is posted has them already."""
        return [] if request.method == "POST" else reopened_in(request).new_documents(self.model)


def lines_of(model: type[CuratedRow]) -> type[CuratedInline]:
    """Return the inline of a model's rows."""
    return cast(type[CuratedInline], type(f"{model.__name__}Inline", (CuratedInline,), {"model": model}))


def prepare_form(form: type[CuratedForm], request: HttpRequest) -> None:
    """Hand the forms of a page what the request knows of their rows."""
    form.rule_problems = cast(Sequence[EditProblem], getattr(request, "rule_problems", ()))
    form.reopened = reopened_in(request).items
    if issubclass(form, CuratedRowForm):
        form.proposal = reopened_in(request).proposal
        form.drafts = Change.objects.filter(author=cast(int, request.user.pk), state=State.DRAFT)
        form.returned = getattr(request, "returned", "")


class CuratedAdmin(CuratedFields, HistoryView, ProposingForm):
    """The admin of one type of curated row."""

    form = CuratedRowForm
    change_form_template = "desk/rows/form.html"
    empty_value_display = "–"
    list_per_page = 50
    fixed_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that spell the key, where the model does not name them."""

    class Media:
        js = ["js/editing.js"]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return [
            field.name for field in references(cast(type[CuratedRow], self.model)) if field.name in self.list_display
        ]

    # The form.

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key stays what it is, and so do the fields that spell it."""
        return () if obj is None else ("key", *(self.fixed_fields or self.model.key_fields))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for the reason after the row's own fields, of those who may propose."""
        own = list(super().get_fieldsets(request, obj))
        fields = ["reason", "publish_at", "draft", "base_version"]
        proposal = (PROPOSAL, {"fields": ["reason", "base_version"] if is_popup(request) else fields})
        may_propose = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*own, proposal] if may_propose else own

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Every field of the row, the key first where one is to be chosen or shown."""
        if self.fields:
            return list(self.fields)
        names = [field.name for field in fields_of(self.model)]
        return ["key", *names] if obj or issubclass(self.form, KeyedRowForm) else names

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        prepare_form(cast(type[CuratedForm], form), request)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        proposed = reopened_in(request).new_documents(self.model)
        prefilled = {"reason": NAMED} if is_popup(request) else {}
        return proposed[0] if proposed else {**super().get_changeform_initial_data(request), **prefilled}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        formset_kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**formset_kwargs, "initial": inline.proposed_rows(request)}

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None

    # Proposing instead of saving.

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form; once more, with what is wrong, where the catalogue's rules refuse the edits."""
        cast(ProposalRequest, request).reopened = self.reopened(request)
        if give_back(request):
            cast(ProposalRequest, request).returned = SIGNED_OUT
        if request.method == "POST" and object_id is not None and self.was_removed(request, unquote(object_id)):
            post_as_new(cast(ProposalRequest, request), self, unquote(object_id))
            object_id, form_url = None, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Unacceptable as error:
            cast(ProposalRequest, request).rule_problems = error.problems
        except Refused as error:
            cast(ProposalRequest, request).returned = str(error)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def reopened(self, request: HttpRequest) -> Reopened:
        """Return the change that is edited again."""
        return reopened_by(request, self.model)

    def pending(self, request: HttpRequest, row: CuratedRow) -> "QuerySet[Change]":
        """Return the open changes that would alter what the form shows, but for the one that is edited again."""
        again = reopened_in(request).change
        pending = pending_changes(row, [inline.model for inline in self.inlines])
        return pending.exclude(pk=again.pk) if again else pending

    def was_removed(self, request: HttpRequest, key: str) -> bool:
        """Tell whether such a row existed and has been removed."""
        return self.get_object(request, key) is None and last_document(self.model, key) is not None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show beside the form what is pending on the row, and both versions where somebody was faster."""
        forms = [
            context["adminform"].form,
            *(form for inline in context["inline_admin_formsets"] for form in inline.formset),
        ]
        context["proposal_fieldset"] = PROPOSAL
        context["today"] = today()
        context["is_draft"] = reopened_in(request).is_draft
        context["stale_forms"] = [form for form in forms if form.staleness]
        if context["original"]:
            row = context["original"]
            context.setdefault("pending", self.pending(request, row))
            context["row_notes"] = ReviewNote.objects.on_rows([(row_type(type(row)), row.pk)]).select_related("author")
        return super().render_change_form(request, context, *args, **kwargs)


def is_popup(request: HttpRequest) -> bool:
    """Tell whether a form is shown beside that of the row which is to name what it drafts."""
    return IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST


class KeyedAdmin(CuratedAdmin):
    """The admin of rows whose key is chosen by the editor who adds them."""

    form = KeyedRowForm


def register_others() -> None:
    """Register the row types that have no admin class of their own, with what their fields alone tell."""
    for model in row_types().values():
        if not admin.site.is_registered(model):
            names = [field.name for field in fields_of(model)]
            admin.site.register(
                model,
                CuratedAdmin if model.key_fields or "slug" in names else KeyedAdmin,
                list_display=["key", *names[:4]],
                list_filter=[field.name for field in references(model) if field.name in model.key_fields],
                search_fields=["key"],
            )
