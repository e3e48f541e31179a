"""The second factor: a code from an app, or one of ten recovery codes where the phone is lost."""

from base64 import b32encode
from typing import Any, cast

import segno
from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import login, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from curation.changes.independence import entries_about
from editorial.accounts.audit import log_account_action

ENROLLING = "enrolling"
CHOSEN = "Chose their own password."
CODES = 10
DIGITS = 6
STORED = 16
"""How much of a hash StaticToken has room for: 64 bits, more than the 40 that a code has."""
WRONG = "This code is not right, or was used already. The app shows a new one every 30 seconds."


class CodeForm(forms.Form):
    """A code as an app shows it, or a recovery code."""

    code = forms.CharField(
        max_length=16,
        label="Code",
        help_text="Six digits from the app, or one of your recovery codes.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split()).lower()


def is_verified(request: HttpRequest) -> bool:
    """Tell whether this session gave a second factor."""
    # Django puts in a bare user at the moment of the login.
    return bool(getattr(request.user, "is_verified", bool)())


def address_after(request: HttpRequest) -> str:
    """Return the page that was asked for before logging in; the admin where that is on another site."""
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else reverse("admin:index")


def page(request: HttpRequest, name: str, context: dict[str, Any], title: str, **more: Any) -> HttpResponse:
    return TemplateResponse(request, f"desk/accounts/{name}.html", context | {"title": title} | more)


def ask(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for a code; whoever has no second factor yet is led to set one up."""
    user = cast(User, request.user)
    if not TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return HttpResponseRedirect(f"{reverse('admin:second-factor-enrol')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = device_for(user, form.cleaned_data["code"])
        if try_code(form, device):
            enter(request, device)
            return HttpResponseRedirect(address_after(request))
    return page(request, "second_factor", context, "Second factor", form=form)


def enrol(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Set up an app, and hand out recovery codes once it has proved that it works."""
    user = cast(User, request.user)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return HttpResponseRedirect(reverse("admin:second-factor"))
    device = new_device(request, user)
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = "Six digits from the app."
    if form.is_valid() and try_code(form, device):
        if codes := confirm(request, device):
            after = address_after(request)
            return page(request, "recovery_codes", context, "Your recovery codes", codes=codes, next=after)
        return HttpResponseRedirect(reverse("admin:second-factor"))
    key = b32encode(device.bin_key).decode()
    image = segno.make(device.config_url).svg_data_uri(scale=5, light="#fff")
    return page(request, "second_factor_enrol", context, "Set up your second factor", form=form, image=image, key=key)


def new_device(request: HttpRequest, user: User) -> TOTPDevice:
    """Return the device that this session sets up; its seed is shown in no other, as to whoever set the password."""
    device = TOTPDevice.objects.filter(pk=request.session.get(ENROLLING), user=user, confirmed=False).first()
    if device is None:
        device = TOTPDevice.objects.create(user=user, confirmed=False, name="App")
        request.session[ENROLLING] = device.pk
    return device


def enter(request: HttpRequest, device: Device | None) -> None:
    """Let a session into the admin, under a key that nobody can have seen before."""
    login(request, device)
    request.session.cycle_key()


def choose_password(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Let somebody replace a password that another person has set."""
    user = cast(User, request.user)
    form = PasswordChangeForm(user, request.POST or None)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        log_account_action(user, user, CHOSEN)
        return HttpResponseRedirect(f"{reverse('admin:second-factor')}?{request.GET.urlencode()}")
    return page(request, "own_password", context, "Your own password", form=form)


def is_password_known(user: User) -> bool:
    """Tell whether somebody else has set the password since its owner last chose one."""
    about = entries_about(user.pk)
    by_another = Q(action_flag=ADDITION) | Q(change_message__regex='"fields".*[Pp]assword')
    last = about.exclude(user=user).filter(by_another).last()
    return last is not None and not about.filter(user=user, change_message=CHOSEN, pk__gt=last.pk).exists()


def device_for(user: User, code: str) -> Device | None:
    """Return the device that a code of this form belongs to, so that a wrong code counts against that one alone."""
    model = TOTPDevice if code.isdecimal() and len(code) == DIGITS else StaticDevice
    device: Device | None = model.objects.filter(user=user, confirmed=True).first()
    return device


def try_code(form: CodeForm, device: Device | None) -> bool:
    """Tell whether the device takes the code of a form; the form says why not."""
    allowed, details = device.verify_is_allowed() if device else (True, {})
    if not allowed:
        form.add_error("code", f"Too many wrong codes. Try again after {details['locked_until']:%H:%M:%S} UTC.")
    elif not (device and verify_token(device.user, device.persistent_id, as_stored(form.cleaned_data["code"], device))):
        form.add_error("code", WRONG)
    return form.is_valid()


def as_stored(code: str, device: Device) -> str:
    """Return a code as its device knows it: an app makes its own, recovery codes are kept as hashes."""
    return hash_of(code) if isinstance(device, StaticDevice) else code


def hash_of(code: str) -> str:
    """Return what is stored of a recovery code; a copy of the database without the site's secret key opens nothing."""
    return salted_hmac("editorial.recovery-code", code, algorithm="sha256").hexdigest()[:STORED]


@transaction.atomic
def confirm(request: HttpRequest, device: TOTPDevice) -> list[str]:
    """Make a device the second factor of its owner and return their recovery codes; none where another session, perhaps
    of somebody else who has the password, was quicker."""
    User.objects.select_for_update().get(pk=device.user_id)
    if TOTPDevice.objects.filter(user=device.user, confirmed=True).exists():
        return []
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    TOTPDevice.objects.filter(user=device.user, confirmed=False).delete()
    enter(request, device)
    log_account_action(device.user, device.user, "Set up the second factor.")
    return new_codes(device.user)


def new_codes(user: User) -> list[str]:
    """Return new recovery codes, each good for one login; the earlier ones stop working."""
    device, _created = StaticDevice.objects.get_or_create(user=user, defaults={"name": "Recovery codes"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=hash_of(code)) for code in codes)
    return codes


def renew_codes(request: HttpRequest) -> HttpResponse:
    """Say how many recovery codes are left, and hand out new ones to whoever proves anew who they are."""
    user = cast(User, request.user)
    context = {**admin.site.each_context(request), "next": reverse("admin:index")}
    form = CodeForm(request.POST or None)
    if not (form.is_valid() and try_code(form, device_for(user, form.cleaned_data["code"]))):
        left = StaticToken.objects.filter(device__user=user).count()
        return page(request, "recovery_codes_left", context, "Recovery codes", left=left, form=form)
    with transaction.atomic():
        codes = new_codes(user)
        log_account_action(user, user, "Made new recovery codes.")
    return page(request, "recovery_codes", context, "Your recovery codes", codes=codes)


@transaction.atomic
def reset(user: User, by: User) -> None:
    """Take somebody's second factor away and log them out; they set up another when they next log in."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()
    log_account_action(by, user, "Took the second factor away.")
