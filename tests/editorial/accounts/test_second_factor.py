"""Nobody enters the admin with a password alone."""

from datetime import timedelta
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.accounts.second_factor import CODES, confirm, hash_of, new_codes
from tests.editorial.desk.pages import client_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"
INDEX = "/admin/"
ASK, ENROL, RENEW, OWN = (f"/admin/second-factor/{page}" for page in ("", "enrol/", "codes/", "password/"))


@pytest.fixture
def visitor(ada: User) -> Client:
    """Ada's browser after her password."""
    client = Client()
    client.post(reverse("admin:login"), {"username": "ada", "password": PASSWORD, "next": INDEX})
    return client


@pytest.fixture
def app(ada: User) -> TOTPDevice:
    """The app on Ada's phone, set up."""
    return TOTPDevice.objects.create(user=ada, name="App")


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06d}"


def lands_on(client: Client, address: str, **posted: str) -> str:
    """Return the address a browser ends at."""
    response: Any = client.post(address, posted, follow=True) if posted else client.get(address, follow=True)
    return str(response.redirect_chain[-1][0]) if response.redirect_chain else address


def test_a_password_alone_opens_no_page(visitor: Client, app: TOTPDevice) -> None:
    assert lands_on(visitor, "/admin/frameworks/support/").startswith(ASK)


def test_the_first_login_leads_to_setting_up(visitor: Client) -> None:
    assert lands_on(visitor, INDEX).startswith(ENROL)


def test_the_code_of_the_app_opens_the_page_that_was_asked_for(visitor: Client, app: TOTPDevice) -> None:
    target = "/admin/frameworks/support/"

    assert lands_on(visitor, f"{ASK}?next={target}", code=code_of(app)) == target


def test_an_address_elsewhere_is_not_gone_to(visitor: Client, app: TOTPDevice) -> None:
    assert lands_on(visitor, f"{ASK}?next=https://example.com/", code=code_of(app)) == INDEX


def test_a_wrong_code_is_refused_in_words(visitor: Client, app: TOTPDevice) -> None:
    assert "This code is not right" in visitor.post(ASK, {"code": "abcdef"}).text


def test_a_code_opens_only_once(visitor: Client, app: TOTPDevice) -> None:
    code = code_of(app)
    visitor.post(ASK, {"code": code})
    visitor.post(reverse("admin:logout"))
    visitor.post(reverse("admin:login"), {"username": "ada", "password": PASSWORD})

    assert "was used already" in visitor.post(ASK, {"code": code}).text


def test_wrong_codes_are_slowed_down(visitor: Client, app: TOTPDevice) -> None:
    for _ in range(2):
        answer = visitor.post(ASK, {"code": "000000"})

    assert "Too many wrong codes" in answer.text


def test_wrong_recovery_codes_do_not_lock_the_app(visitor: Client, ada: User, app: TOTPDevice) -> None:
    new_codes(ada)
    visitor.post(ASK, {"code": "nonsense"})

    assert lands_on(visitor, ASK, code=code_of(app)) == INDEX


def test_a_recovery_code_opens_the_admin_once(visitor: Client, ada: User, app: TOTPDevice) -> None:
    code = new_codes(ada)[0]

    assert (lands_on(visitor, ASK, code=code.upper()), StaticToken.objects.count()) == (INDEX, CODES - 1)


def test_setting_up_hands_out_recovery_codes(visitor: Client) -> None:
    visitor.get(ENROL)
    codes = visitor.post(ENROL, {"code": code_of(TOTPDevice.objects.get())}).context["codes"]

    assert {hash_of(code) for code in codes} == set(StaticToken.objects.values_list("token", flat=True))


def test_recovery_codes_are_not_stored_as_they_are_handed_out(ada: User) -> None:
    codes = new_codes(ada)

    assert not StaticToken.objects.filter(token__in=codes).exists()


def test_what_is_stored_of_a_recovery_code_opens_nothing(visitor: Client, ada: User, app: TOTPDevice) -> None:
    new_codes(ada)
    stored = StaticToken.objects.all()[0].token

    assert "This code is not right" in visitor.post(ASK, {"code": stored}).text


def test_codes_handed_out_before_they_were_hashed_still_open(visitor: Client, ada: User, app: TOTPDevice) -> None:
    StaticToken.objects.create(device=StaticDevice.objects.create(user=ada), token="abcdefgh")
    import_module("editorial.migrations.0015_recovery_codes").hash_codes(apps, SimpleNamespace(connection=connection))

    assert lands_on(visitor, ASK, code="abcdefgh") == INDEX


def test_an_app_that_was_never_tried_is_no_second_factor(visitor: Client) -> None:
    visitor.get(ENROL)

    assert lands_on(visitor, INDEX).startswith(ENROL)


def test_nobody_sets_up_a_second_app_with_a_password_alone(visitor: Client, app: TOTPDevice) -> None:
    assert lands_on(visitor, ENROL) == ASK


def test_new_recovery_codes_take_the_place_of_the_old(ada: User, app: TOTPDevice) -> None:
    old = new_codes(ada)
    client_of(ada).post(RENEW, {"code": code_of(app)})

    assert not StaticToken.objects.filter(token__in=map(hash_of, old)).exists()


def test_the_key_is_shown_to_nobody_who_is_not_logged_in(client: Client) -> None:
    assert lands_on(client, ENROL) == reverse("admin:login")


def test_the_shell_takes_a_second_factor_away(visitor: Client, app: TOTPDevice) -> None:
    call_command("reset_second_factor", "ada", stdout=StringIO())

    assert lands_on(visitor, INDEX).startswith(ENROL)


def test_the_shell_says_whom_it_knows(ada: User) -> None:
    with pytest.raises(CommandError, match="In the admin may be: ada"):
        call_command("reset_second_factor", "adda")


def test_taking_a_second_factor_away_is_written_down(ada: User, app: TOTPDevice) -> None:
    call_command("reset_second_factor", "ada", stdout=StringIO())

    assert "Took the second factor away." in [entry.change_message for entry in LogEntry.objects.all()]


def test_a_session_ends_after_half_a_day(visitor: Client, app: TOTPDevice) -> None:
    visitor.post(ASK, {"code": code_of(app)})
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert lands_on(visitor, INDEX).startswith(reverse("admin:login"))


def test_the_pages_at_the_door_have_a_heading(client: Client, visitor: Client) -> None:
    assert "<h1>Log in</h1>" in client.get(reverse("admin:login")).text
    assert "<h1>Set up your second factor</h1>" in visitor.get(ENROL).text


def test_new_recovery_codes_are_for_who_proves_anew_who_they_are(ada: User, app: TOTPDevice) -> None:
    old = new_codes(ada)
    browser = client_of(ada)

    answers = [browser.post(RENEW, posted).text for posted in ({}, {"code": "123"})]

    assert StaticToken.objects.filter(token__in=map(hash_of, old)).count() == CODES
    assert ["Make new codes" in answer for answer in answers] == [True, True]


def test_the_key_of_a_session_is_another_after_the_second_factor(visitor: Client, app: TOTPDevice) -> None:
    before = visitor.session.session_key
    visitor.post(ASK, {"code": code_of(app)})

    assert visitor.session.session_key != before
    assert lands_on(visitor, INDEX) == INDEX


def test_each_session_sets_up_a_seed_of_its_own(ada: User) -> None:
    first, second = Client(), Client()
    for browser in (first, second):
        browser.post(reverse("admin:login"), {"username": "ada", "password": PASSWORD})
    keys = [browser.get(ENROL).context["key"] for browser in (first, second, first)]

    assert keys[0] != keys[1]
    assert keys[0] == keys[2]


def test_setting_up_makes_the_seeds_of_other_sessions_worthless(visitor: Client) -> None:
    other = Client()
    other.post(reverse("admin:login"), {"username": "ada", "password": PASSWORD})
    other.get(ENROL)
    seen = TOTPDevice.objects.get()
    visitor.get(ENROL)

    visitor.post(ENROL, {"code": code_of(TOTPDevice.objects.exclude(pk=seen.pk).get())})

    assert not TOTPDevice.objects.filter(pk=seen.pk).exists()
    assert lands_on(other, ASK, code=code_of(seen)) == ASK


def test_of_two_sessions_that_set_up_at_once_the_second_gets_no_codes(ada: User, app: TOTPDevice) -> None:
    codes = new_codes(ada)
    slower = TOTPDevice.objects.create(user=ada, confirmed=False, name="App")

    assert confirm(SimpleNamespace(), slower) == []  # type: ignore[arg-type]
    assert StaticToken.objects.filter(token=hash_of(codes[0])).exists()
    assert not TOTPDevice.objects.get(pk=slower.pk).confirmed


def test_a_password_alone_puts_no_other_in_its_place(visitor: Client, ada: User, app: TOTPDevice) -> None:
    new = {"old_password": PASSWORD, "new_password1": "quite another word", "new_password2": "quite another word"}

    assert lands_on(visitor, OWN, **new).startswith(ASK)
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
