"""Logins are counted, rights are written down, and somebody can always get in."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.accounts.admin import LAST
from tests.editorial.desk.pages import client_of, page_of, staff

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "correct horse"


@pytest.fixture
def administrator(ada: User) -> Client:
    return client_of(ada)


def log_in(client: Client, password: str, *, address: str = "192.0.2.1") -> Any:
    return client.post(LOGIN, {"username": "ada", "password": password}, REMOTE_ADDR=address)


def guess(client: Client, times: int) -> Any:
    """Try wrong passwords and return the last answer."""
    return [log_in(client, f"guess {number}") for number in range(times)][-1]


def save_person(client: Client, person: User, **changes: Any) -> Any:
    """Send the form of a person as it is, but for these changes."""
    form = {"username": person.username, "groups": [group.pk for group in person.groups.all()]}
    rights = {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(person, name)}
    joined = {"date_joined_0": "2026-11-01", "date_joined_1": "12:00:00"}
    posted = {name: value for name, value in {**form, **rights, **joined, **changes}.items() if value is not None}
    return client.post(page_of(User, "change", str(person.pk)), posted, follow=True)


def test_five_wrong_passwords_lock_the_name_for_that_address(client: Client, ada: User) -> None:
    guess(client, 5)

    assert log_in(client, PASSWORD).status_code == 429


def test_the_locked_page_says_how_long_to_wait(client: Client, ada: User) -> None:
    assert "Wait a quarter of an hour" in guess(client, 5).text


def test_a_name_locked_from_one_address_is_open_from_another(client: Client, ada: User) -> None:
    guess(client, 5)

    assert log_in(client, PASSWORD, address="192.0.2.2").status_code == 302


def test_a_change_of_rights_is_written_down_word_by_word(administrator: Client) -> None:
    eve = staff("Editors", "eve")
    save_person(administrator, eve, groups=[Group.objects.get(name="Publishers").pk])

    assert LogEntry.objects.latest("pk").get_change_message() == "Groups: from Editors to Publishers."


def test_nobody_edits_the_audit_log(administrator: Client) -> None:
    eve = staff("Editors", "eve")
    entry = LogEntry.objects.log_actions(eve.pk, [eve], 2, change_message="Something.", single_object=True)

    assert administrator.post(page_of(LogEntry, "change", str(entry.pk)), {"change_message": ""}).status_code == 403


def test_an_editor_does_not_read_the_audit_log() -> None:
    assert client_of(staff("Editors")).get(page_of(LogEntry)).status_code == 403


@pytest.mark.parametrize("change", [{"is_active": None}, {"is_staff": None}, {"groups": []}])
def test_the_last_administrator_stays_one(administrator: Client, ada: User, change: dict[str, Any]) -> None:
    assert LAST in save_person(administrator, ada, **change).text


def test_the_last_administrator_is_not_deleted(administrator: Client, ada: User) -> None:
    administrator.post(page_of(User, "delete", str(ada.pk)), {"post": "yes"})

    assert User.objects.filter(pk=ada.pk).exists()


def test_the_last_administrators_are_not_deleted_together(administrator: Client, ada: User) -> None:
    posted = {"action": "delete_selected", "_selected_action": [str(ada.pk)], "post": "yes"}
    administrator.post(page_of(User), posted)

    assert User.objects.filter(pk=ada.pk).exists()


def test_one_of_two_administrators_may_go(administrator: Client, ada: User) -> None:
    other = staff("Administrators", "bob")
    save_person(administrator, other, is_active=None)

    assert not User.objects.get(pk=other.pk).is_active


def test_an_administrator_takes_a_second_factor_away(administrator: Client) -> None:
    eve = staff("Editors", "eve")
    TOTPDevice.objects.create(user=eve, name="App")
    administrator.post(page_of(User), {"action": "reset_second_factor", "_selected_action": [str(eve.pk)]})

    assert not TOTPDevice.objects.filter(user=eve).exists()


def test_an_administrator_unlocks_a_name(administrator: Client, client: Client) -> None:
    guess(client, 5)
    locked = AccessAttempt.objects.values_list("pk", flat=True)
    posted = {"action": "delete_selected", "_selected_action": list(locked), "post": "yes"}
    administrator.post(page_of(AccessAttempt), posted)

    assert log_in(client, PASSWORD).status_code == 302
