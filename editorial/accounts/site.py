"""Django's admin for people who proved twice who they are."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from curation.changes.drafted import Drafted, drafted_like
from curation.rows import CuratedRow
from editorial.accounts import second_factor
from editorial.desk.finding.words import named_first


class DraftedToo(AutocompleteJsonView):
    """Rows to choose from, those first that only drafts of the editor have, then those that are called so."""

    def get_queryset(self) -> "QuerySet[Any]":
        rows = super().get_queryset()
        fields = [name.lstrip("^=@") for name in self.model_admin.search_fields]
        return named_first(rows, fields, self.term) if issubclass(rows.model, CuratedRow) else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["page_obj"].number == 1 and issubclass(self.model_admin.model, CuratedRow):
            drafted = drafted_like(self.model_admin.model, self.request.user.pk, self.term)
            context["object_list"] = [*drafted, *context["object_list"]]
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        if isinstance(obj, Drafted):
            return {"id": obj.row.pk, "text": obj.label}
        return super().serialize_result(obj, to_field_name)


class StaffForm(AdminAuthenticationForm):
    """The first step at the door, which tells members who are no staff why it stays shut."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "no_staff": "Your password is right, but your account has no staff status. Ask an administrator to tick it.",
    }

    def confirm_login_allowed(self, user: Any) -> None:
        if user.is_active and not user.is_staff:
            raise ValidationError(self.error_messages["no_staff"], code="no_staff")
        super().confirm_login_allowed(user)


class CurationSite(admin.AdminSite):
    """The admin: a password opens the way to the second factor, and only that opens the admin."""

    login_form = StaffForm
    site_header = site_title = "Plumbline administration"
    index_title = "What would you like to do?"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.is_verified(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            # Somebody between the two factors can leave as well.
            path("logout/", never_cache(self.logout), name="logout"),
            path("second-factor/", self.between_factors(second_factor.ask), name="second-factor"),
            path("second-factor/enrol/", self.between_factors(second_factor.enrol), name="second-factor-enrol"),
            path("second-factor/password/", self.between_factors(second_factor.choose_password), name="own-password"),
            path("second-factor/codes/", self.admin_view(second_factor.renew_codes), name="second-factor-codes"),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show what there is to do, then every table."""
        # The desk imports the classes that are registered here.
        from editorial.admin.front.tables import tables
        from editorial.admin.front.tasks import tasks

        groups = tables(self.get_app_list(request))
        todo = tasks(request) if request.user.has_perm("curation.view_change") else {}
        return super().index(request, {"tasks": todo, "tables": groups, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """List the tables where a page shows them: every page is given the list, and most show the rail instead."""
        return SimpleLazyObject(lambda: super(CurationSite, self).get_app_list(request, app_label))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, DraftedToo.as_view(admin_site=self)(request))

    def between_factors(self, view: Any) -> Any:
        """Return a view for those who gave their password and nothing more."""

        @never_cache
        def inner(request: HttpRequest) -> HttpResponse:
            if not super(CurationSite, self).has_permission(request):
                return HttpResponseRedirect(reverse("admin:login"))
            if self.has_permission(request):
                return HttpResponseRedirect(second_factor.address_after(request))
            own, code = reverse("admin:own-password"), reverse("admin:second-factor")
            # Whoever has a password and nothing more may not put another in its place.
            is_known = second_factor.is_password_known(cast(User, request.user))
            if is_known != (request.path == own):
                return HttpResponseRedirect(f"{own if is_known else code}?{request.GET.urlencode()}")
            answer: HttpResponse = view(request, self.each_context(request))
            return answer

        return inner

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if super().has_permission(request) and not self.has_permission(request):
            query = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME, "")}
            return HttpResponseRedirect(f"{reverse('admin:second-factor')}?{urlencode(query)}")
        return super().login(request, extra_context)
