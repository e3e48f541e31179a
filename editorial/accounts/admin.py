"""The admin for people: their rights, the log of changes to them, and a guard against losing the last administrator."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from editorial.accounts import second_factor

ADMINISTRATORS = "Administrators"
LAST = "This is the last active administrator. Make somebody else one first."
RIGHTS = ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]
"""The fields that decide what a person may do."""


def administrators() -> "QuerySet[User]":
    """Return the people who can log in and look after people."""
    of_the_group = Q(groups__name=ADMINISTRATORS, is_staff=True)
    return User.objects.filter(Q(is_superuser=True, is_staff=True) | of_the_group, is_active=True).distinct()


def others_remain(people: Iterable[User]) -> bool:
    """Tell whether there are administrators besides these people."""
    return administrators().exclude(pk__in=[person.pk for person in people]).exists()


class PersonForm(UserChangeForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        was_administrator = administrators().filter(pk=self.instance.pk).exists()
        if was_administrator and not self.remains_administrator(cleaned) and not others_remain([self.instance]):
            raise ValidationError(LAST)
        return cleaned

    def remains_administrator(self, cleaned: dict[str, Any]) -> bool:
        """Tell whether the person would still be an administrator; a field that is not shown stays as it is."""
        active, staff, everything = (
            cleaned.get(name, getattr(self.instance, name)) for name in ("is_active", "is_staff", "is_superuser")
        )
        groups: Iterable[Group] = cleaned["groups"] if "groups" in cleaned else self.instance.groups.all()
        return active and staff and (everything or any(group.name == ADMINISTRATORS for group in groups))


admin.site.unregister(User)
# Nobody should see their keys; taking a second factor away is an action on people.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People. What changes about their rights is written down word by word."""

    form = PersonForm
    list_display = ["username", "email", "is_active", "is_staff", "is_superuser", "last_login"]
    actions = ["reset_second_factor"]

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

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or others_remain([cast(User, obj)]))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        if others_remain(queryset):
            super().delete_queryset(request, queryset)
        else:
            self.message_user(request, LAST, messages.ERROR)


def words(form: Any, name: str) -> str:
    """Return a field's value before and after, in words."""
    return f"from {in_words(form.initial.get(name))} to {in_words(form.cleaned_data.get(name))}"


def in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(sorted(map(str, value or []))) or "none"


@admin.register(LogEntry)
class AuditLog(admin.ModelAdmin):
    """What people did in the admin about people; what they did to the catalogue is in its history."""

    list_display = ["action_time", "user", "object_repr", "content_type", "get_change_message"]
    list_filter = [("user", admin.RelatedOnlyFieldListFilter), ("content_type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message", "user__username"]
    date_hierarchy = "action_time"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
