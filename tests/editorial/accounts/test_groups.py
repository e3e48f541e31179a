"""What Editors, Publishers and Administrators may do after all migrations."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client

from curation.registry import row_types
from curation.rows import CuratedRow
from tests.curation.samples import curated_models
from tests.editorial.desk.pages import client_of, page_of, staff
from tests.factories import create_user

pytestmark = pytest.mark.django_db

GROUPS = ["Editors", "Publishers", "Administrators"]
ON_SUPPORT = {f"frameworks.{action}_support" for action in ("view", "add", "change", "delete")}


def allowed(group: str) -> set[str]:
    permissions = Permission.objects.filter(group__name=group).values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in permissions}


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_may_propose_on_every_curated_model(group: str) -> None:
    expected = {
        f"{model._meta.app_label}.{action}_{kind}"
        for kind, model in row_types().items()
        for action in ("view", "add", "change", "delete")
    }

    assert expected <= allowed(group)


def test_migrating_lets_every_group_propose_on_a_row_type_that_is_new() -> None:
    Permission.objects.filter(content_type__model="support").delete()

    call_command("migrate", verbosity=0)

    assert [group for group in GROUPS if allowed(group) >= ON_SUPPORT] == GROUPS


def test_migrating_leaves_what_an_administrator_took_from_one_group() -> None:
    Group.objects.get(name="Editors").permissions.remove(Permission.objects.get(codename="delete_support"))

    call_command("migrate", verbosity=0)

    assert allowed("Editors") & ON_SUPPORT == ON_SUPPORT - {"frameworks.delete_support"}


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_sees_changes_revisions_and_runs_and_writes_none(group: str) -> None:
    in_editorial = {name for name in allowed(group) if name.startswith(("curation.", "editorial."))}

    looking = {f"curation.view_{kind}" for kind in ("change", "changeitem", "revision")}
    looking |= {f"editorial.view_{kind}" for kind in ("run", "reading", "link")}
    deciding = {"curation.review_change", "curation.publish_alone"}
    of_readers = {"editorial.view_correction", "editorial.change_correction"}
    assert in_editorial - deciding - of_readers == looking


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_decides_on_what_readers_say_is_wrong(group: str) -> None:
    assert "editorial.change_correction" in allowed(group)


def test_administrators_alone_may_publish_without_a_second_person() -> None:
    assert [group for group in GROUPS if "curation.publish_alone" in allowed(group)] == ["Administrators"]


def test_publishers_and_administrators_alone_may_review() -> None:
    assert [group for group in GROUPS if "curation.review_change" in allowed(group)] == GROUPS[1:]


def test_administrators_alone_keep_users_and_groups() -> None:
    assert [group for group in GROUPS if "auth.change_user" in allowed(group)] == ["Administrators"]
    assert {"auth.add_user", "auth.delete_user", "auth.change_group"} <= allowed("Administrators")


def test_there_are_three_groups() -> None:
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(GROUPS)


@pytest.mark.parametrize("model", curated_models(), ids=lambda model: model._meta.model_name)
def test_staff_without_a_group_sees_no_rows(model: type[CuratedRow]) -> None:
    assert client_of(create_user(is_staff=True)).get(page_of(model)).status_code == 403


def test_an_editor_without_the_staff_flag_cannot_sign_in() -> None:
    client = client_of(create_user(group="Editors"))

    assert client.get("/admin/").status_code == 302


def test_editors_see_no_accounts() -> None:
    client: Client = client_of(staff("Editors"))

    assert client.get("/admin/auth/user/").status_code == 403


def test_administrators_see_accounts() -> None:
    client: Client = client_of(staff("Administrators"))

    assert client.get("/admin/auth/user/").status_code == 200
