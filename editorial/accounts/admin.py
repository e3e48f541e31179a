"""The admin for people: their rights, the log of changes to them, and a guard against losing the last administrator."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from curation.changes.independence import CONFIRMED
from editorial.accounts import second_factor
from editorial.accounts.audit import log_account_action
from editorial.admin.changes.admin import ReadOnlyAdmin

LAST = "This is the last active administrator. Make somebody else one first."
NUMBER = "[0-9]{1,18}"
"""How the list of people and of groups names a row."""
RIGHTS = ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]
"""The fields that decide what a person may do."""


def administrators() -> "QuerySet[User]":
    """Return the people who can log in and look after people."""
    may = Permission.objects.get_by_natural_key("change_user", "auth", "user")
    allowed = Q(is_superuser=True) | Q(groups__permissions=may) | Q(user_permissions=may)
    has_no_password = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return User.objects.filter(allowed, is_active=True, is_staff=True).exclude(has_no_password).distinct()


class KeepsAdministrators(ModelAdmin):
    """Pages on people and groups: what would leave nobody to look after people is taken back."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.kept(request, partial(super().changeform_view, request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.kept(request, partial(super().delete_view, request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not all(re.fullmatch(NUMBER, ticked) for ticked in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("What was ticked is no row of this list. Open the list again, and tick there.")
        return self.kept(request, partial(super().changelist_view, request, *args, **kwargs))

    def kept(self, request: HttpRequest, view: Callable[[], Any]) -> Any:
        """Answer with a view, unless it left no administrator; then say so, and leave all as it was."""
        if request.method != "POST":
            return view()
        session = type(request.session)(request.session.session_key)
        with transaction.atomic():
            # Of two that would take each other's rights at once, the second waits here.
            held = list(User.objects.select_for_update().filter(pk__in=administrators().values("pk")))
            response = view()
            is_lost = bool(held) and not administrators().exists()
            transaction.set_rollback(is_lost)
        if not is_lost:
            return response
        # A new password gives a new session, which is taken back too; and what the view said of it is not so.
        request.session = session
        list(messages.get_messages(request))
        self.message_user(request, LAST, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


admin.site.unregister(User)
# Nobody should see their keys; taking a second factor away is an action on people.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)


@admin.register(User)
class PersonAdmin(KeepsAdministrators, UserAdmin):
    """People. What changes about their rights is written down word by word."""

    list_display = ["username", "email", "is_active", "is_staff", "is_superuser", "last_login"]
    actions = ["reset_second_factor", "confirm_person"]
    # There are three groups, and Django's two boxes with arrows have labels that readers of screens do not get.
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]

    @admin.action(description="Take the second factor away (they set up another)", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        for person in queryset:
            second_factor.reset(person, by=cast(User, request.user))
        self.message_user(request, f"{len(queryset)} set up a second factor anew when they next log in.")

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        changed = [name for name in RIGHTS if name in form.changed_data]
        if add or not changed:
            return super().construct_change_message(request, form, formsets, add)
        return " ".join(f"{form.fields[name].label}: {words(form, name)}." for name in changed)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        return self.kept(request, partial(super().user_change_password, request, id, form_url))

    @admin.action(description="Confirm that another person uses the account", permissions=["change"])
    def confirm_person(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        """Vouch that an account is somebody's own, so that they may approve what its maker proposes."""
        confirmed = queryset.exclude(pk=cast(User, request.user).pk)
        for person in confirmed:
            log_account_action(cast(User, request.user), person, CONFIRMED)
        self.message_user(request, f"Confirmed: {', '.join(map(str, confirmed)) or 'nobody'}.")


admin.site.unregister(Group)


@admin.register(Group)
class KeptGroupAdmin(KeepsAdministrators, GroupAdmin):
    """Groups, one of which gives somebody the right to look after people."""


def words(form: Any, name: str) -> str:
    """Return a field's value before and after, in words."""
    return f"from {in_words(form.initial.get(name))} to {in_words(form.cleaned_data.get(name))}"


def in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(sorted(map(str, value or []))) or "none"


@admin.register(LogEntry)
class AuditLog(ReadOnlyAdmin):
    """What people did in the admin about people; what they did to the catalogue is in its history."""

    list_display = ["action_time", "user", "object_repr", "content_type", "get_change_message"]
    list_filter = [("user", admin.RelatedOnlyFieldListFilter), ("content_type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message", "user__username"]
    date_hierarchy = "action_time"
