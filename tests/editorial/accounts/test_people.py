"""Logins are counted, rights are written down, and somebody can always get in."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from curation.changes.independence import ONE_HAND
from curation.models import State
from editorial.accounts.admin import LAST
from tests.editorial.desk.pages import client_of, decide, page_of, proposal, staff, state_of, texts
from tests.factories import create_user

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


@pytest.mark.parametrize("ticked", ["nobody", "9" * 5000])
def test_what_is_no_person_is_not_ticked(administrator: Client, ticked: str) -> None:
    posted = {"action": "reset_second_factor", "_selected_action": ticked}

    assert administrator.post(page_of(User), posted).status_code == 400


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


def test_the_password_of_the_last_administrator_is_not_taken_away(administrator: Client, ada: User) -> None:
    page = f"{page_of(User, 'change', str(ada.pk)).removesuffix('change/')}password/"

    answer = administrator.post(page, {"usable_password": "false", "unset-password": "yes"}, follow=True)

    assert LAST in answer.text
    assert User.objects.get(pk=ada.pk).has_usable_password()


def test_the_group_of_the_last_administrator_is_not_deleted(administrator: Client) -> None:
    group = Group.objects.get(name="Administrators")

    answer = administrator.post(page_of(Group, "delete", str(group.pk)), {"post": "yes"}, follow=True)

    assert LAST in answer.text
    assert Group.objects.filter(pk=group.pk).exists()


def test_the_group_of_the_last_administrator_keeps_its_rights(administrator: Client) -> None:
    group = Group.objects.get(name="Administrators")
    before = group.permissions.count()

    administrator.post(page_of(Group, "change", str(group.pk)), {"name": "Administrators", "permissions": []})

    assert group.permissions.count() == before


def test_what_was_taken_back_is_not_said_to_be_done(administrator: Client, ada: User) -> None:
    answer = save_person(administrator, ada, is_active=None)

    assert [str(message) for message in answer.context["messages"]] == [LAST]


# Who made an account may use it.

NEW = {"username": "eve", "password1": "a very long word", "password2": "a very long word", "usable_password": "true"}


def made_by(maker: Client, group: str = "Publishers") -> User:
    """Let an administrator make a publisher's account, as in the admin."""
    maker.post(page_of(User, "add"), NEW)
    eve = User.objects.get(username="eve")
    save_person(maker, eve, is_staff="on", groups=[Group.objects.get(name=group).pk])
    return eve


def test_nobody_has_their_own_work_approved_through_an_account_they_made(administrator: Client, ada: User) -> None:
    eve, change = made_by(administrator), proposal(ada)

    assert texts(decide(eve, change, "approve")) == [ONE_HAND]
    assert state_of(change) == State.IN_REVIEW


def test_nor_through_one_they_made_superuser(administrator: Client, ada: User) -> None:
    eve = create_user(username="eve", is_staff=True)
    save_person(administrator, eve, is_superuser="on")

    assert texts(decide(eve, proposal(ada), "approve")) == [ONE_HAND]


def test_nor_through_one_whose_password_they_set(administrator: Client, ada: User) -> None:
    eve = staff("Publishers", "eve")
    page = f"{page_of(User, 'change', str(eve.pk)).removesuffix('change/')}password/"
    administrator.post(page, {**NEW, "set-password": "yes"})
    eve.refresh_from_db()

    assert texts(decide(eve, proposal(ada), "approve")) == [ONE_HAND]


def test_an_account_somebody_made_approves_what_others_propose(administrator: Client, ana: User) -> None:
    eve, change = made_by(administrator), proposal(ana)

    decide(eve, change, "approve")

    assert state_of(change) == State.PUBLISHED


def confirm(administrator: Client, person: User) -> None:
    administrator.post(page_of(User), {"action": "confirm_person", "_selected_action": [str(person.pk)]})


def test_another_administrator_confirms_that_there_are_two_people(administrator: Client, ada: User) -> None:
    eve, change = made_by(administrator), proposal(ada)
    confirm(client_of(staff("Administrators", "bob")), eve)

    decide(eve, change, "approve")

    assert state_of(change) == State.PUBLISHED


def test_its_maker_cannot_confirm_it(administrator: Client, ada: User) -> None:
    eve = made_by(administrator)
    confirm(administrator, eve)

    assert texts(decide(eve, proposal(ada), "approve")) == [ONE_HAND]


def test_nor_can_another_account_of_its_maker(administrator: Client, ada: User) -> None:
    eve = made_by(administrator, "Administrators")
    confirm(client_of(eve), eve)
    administrator.post(page_of(User, "add"), NEW | {"username": "mallory"})
    mallory = User.objects.get(username="mallory")
    save_person(administrator, mallory, is_staff="on", groups=[Group.objects.get(name="Publishers").pk])
    confirm(client_of(eve), mallory)

    assert texts(decide(mallory, proposal(ada), "approve")) == [ONE_HAND]


def test_a_password_that_another_set_is_replaced_before_anything_else(administrator: Client, client: Client) -> None:
    made_by(administrator)
    page = client.post(LOGIN, {"username": "eve", "password": NEW["password1"], "next": "/admin/"}, follow=True)
    own = {
        "old_password": NEW["password1"],
        "new_password1": "quite another word",
        "new_password2": "quite another word",
    }

    after = client.post(page.request["PATH_INFO"], own, follow=True)

    assert page.request["PATH_INFO"] == "/admin/second-factor/password/"
    assert after.request["PATH_INFO"] == "/admin/second-factor/enrol/"
    assert User.objects.get(username="eve").check_password("quite another word")


def test_a_password_of_ones_own_is_asked_for_once(administrator: Client, client: Client) -> None:
    test_a_password_that_another_set_is_replaced_before_anything_else(administrator, client)
    client.post("/admin/logout/")

    page = client.post(LOGIN, {"username": "eve", "password": "quite another word", "next": "/admin/"}, follow=True)

    assert page.request["PATH_INFO"] == "/admin/second-factor/enrol/"
