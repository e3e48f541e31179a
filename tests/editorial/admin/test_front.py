"""The admin's first page: what there is to do, then every table with a sentence."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from curation.changes.workflow import send_back
from editorial.admin.front.tables import GROUPS, OTHERS
from editorial.admin.front.tasks import ToDo
from editorial.models import Link
from tests.editorial.desk.pages import ago, client_of, proposal, staff
from tests.factories import create_support, create_user

pytestmark = pytest.mark.django_db


def tasks(client: Client) -> dict[str, ToDo]:
    lists = client.get("/admin/").context["tasks"]
    return {task.name: task for found in lists.values() for task in found}


def test_tasks_come_before_tables_and_reading_again_is_the_first(editor: Client) -> None:
    page = editor.get("/admin/").text

    assert page.index("Read again") < page.index("Mend links") < page.index('id="tables"')


def test_each_task_says_how_much_of_it_there_is(ana: User, paul: User) -> None:
    create_support(checked_on=ago(500))
    create_support(feature="csrf", level="unknown", source=None)
    send_back(proposal(ana), reviewer=paul, note="Name the page.")
    proposal(ana, note="Other words.")

    of_editor, of_publisher = tasks(client_of(ana)), tasks(client_of(paul))

    assert (of_editor["Answer what came back"].number, of_editor["Fill what nobody checked"].number) == ("1", "1")
    assert of_publisher["Work through the queue"].number == "1"
    assert of_editor["Mend links"].number == "none"


def test_reading_again_says_how_many_sources_and_claims(editor: Client) -> None:
    create_support(checked_on=ago(500))

    task = tasks(editor)["Read again"]

    assert (task.number, task.note) == ("1 source", "1 claim on 1 page")


def test_what_only_publishers_decide_is_shown_to_them_alone(editor: Client, paul: User) -> None:
    assert "Work through the queue" not in tasks(editor)
    assert "Work through the queue" in tasks(client_of(paul))


def test_a_task_leads_where_it_is_done(editor: Client) -> None:
    Link.objects.create(url="https://example.com/", outcome="dead", checked_at="2026-11-01T00:00Z")

    for task in tasks(editor).values():
        assert editor.get(task.address.partition("#")[0]).status_code == 200, task.name


def test_every_table_of_the_admin_has_a_place_a_name_and_a_sentence() -> None:
    client = client_of(create_user(username="root", is_staff=True, is_superuser=True))

    groups = client.get("/admin/").context["tables"]

    assert OTHERS not in groups
    assert sum(map(len, groups.values())) == len(admin.site._registry)
    assert [table.name for found in groups.values() for table in found if not table.sentence.endswith(".")] == []
    assert {name for names in GROUPS.values() for name in names} == {
        model._meta.label for model in admin.site._registry
    }


def test_a_table_that_somebody_may_not_see_is_not_listed(editor: Client) -> None:
    assert "People" not in editor.get("/admin/").context["tables"]


def test_staff_of_no_group_sees_no_tasks() -> None:
    user = staff("Editors")
    user.groups.clear()

    response = client_of(user).get("/admin/")

    assert (response.status_code, response.context["tasks"]) == (200, {})


@pytest.mark.parametrize("address", ["/admin/", "/admin/desk/", "/admin/frameworks/support/"])
def test_every_page_has_the_search_and_the_rail(editor: Client, address: str) -> None:
    page = editor.get(address).text

    assert 'action="/admin/desk/find/"' in page
    assert '<nav class="rail" aria-label="Desk">' in page
