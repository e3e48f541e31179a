"""Every role, every model, every action, through the real addresses of the admin."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.models import Change, Revision
from curation.rows import CuratedRow
from frameworks.models import Support
from tests.curation.samples import curated_models, publish_samples
from tests.editorial.desk.pages import ago, client_of, page_of, proposal, staff
from tests.factories import create_support, support_document

pytestmark = pytest.mark.django_db

NOBODY, OUTSIDER = "Nobody", "Staff without a group"
ROLES = [NOBODY, OUTSIDER, "Editors", "Publishers", "Administrators"]
MAY_EDIT = ROLES[2:]
MAY_REVIEW = ROLES[3:]
TO_LOGIN, FORBIDDEN, DONE = 302, 403, 200

every_role = pytest.mark.parametrize("role", ROLES)


def browser_of(role: str) -> Client:
    """Return the browser of somebody new in a role."""
    if role == NOBODY:
        return Client()
    user = staff(role if role in MAY_EDIT else "Editors")
    if role == OUTSIDER:
        user.groups.clear()
    return client_of(user)


def expected(role: str, allowed: list[str]) -> int:
    return DONE if role in allowed else TO_LOGIN if role == NOBODY else FORBIDDEN


@pytest.mark.parametrize("model", curated_models(), ids=lambda model: model._meta.model_name)
def test_who_may_look_at_and_propose_on_rows(model: type[CuratedRow]) -> None:
    """One test for all roles, because the row and what it refers to cost more than the looks at it."""
    [key] = publish_samples(model, 1)
    kind = model._meta.model_name
    pages = [page_of(model), page_of(model, "add"), f"/admin/desk/tables/{kind}/", f"/admin/desk/tables/{kind}.csv"]
    pages += [page_of(model, page, key) for page in ("change", "history", "delete")]
    browsers = {role: browser_of(role) for role in ROLES}

    statuses = {(role, page): browsers[role].get(page).status_code for role in ROLES for page in pages}

    assert statuses == {(role, page): expected(role, MAY_EDIT) for role in ROLES for page in pages}


@every_role
@pytest.mark.parametrize("page", ["", "settle/", "find/", "sheets/", "tables/", "columns/django/", "rows/orm/"])
def test_who_may_see_the_desk(page: str, role: str) -> None:
    create_support()

    assert browser_of(role).get(f"/admin/desk/{page}").status_code == expected(role, MAY_EDIT)


@every_role
@pytest.mark.parametrize(
    ("decision", "allowed"),
    [
        ("approve", MAY_REVIEW),
        ("send_back", MAY_REVIEW),
        ("check_afterwards", MAY_REVIEW),
        ("publish_alone", ["Administrators"]),
        ("withdraw", []),
        ("submit", []),
        ("redraft", []),
        ("take_out", []),
    ],
)
def test_who_may_decide_on_the_change_of_another(ana: User, role: str, decision: str, allowed: list[str]) -> None:
    change = proposal(ana)

    response = browser_of(role).post(reverse(f"admin:curation_change_{decision}", args=[change.pk]), {"note": "Why?"})

    to_change = response.status_code == TO_LOGIN and response.headers["Location"] == change.get_absolute_url()
    assert (to_change, response.status_code) == (role in allowed, FORBIDDEN if expected(role, allowed) == 403 else 302)


@every_role
@pytest.mark.parametrize("model", [Change, Revision], ids=lambda model: model._meta.model_name)
def test_nobody_writes_changes_or_the_record_by_hand(
    ana: User, role: str, model: type[Change] | type[Revision]
) -> None:
    proposal(ana)
    row = model.objects.latest("pk")
    browser = browser_of(role)

    answers = [
        browser.post(page, {}).status_code
        for page in (page_of(model, "add"), *(page_of(model, page, str(row.pk)) for page in ("change", "delete")))
    ]

    assert set(answers) == {TO_LOGIN if role == NOBODY else FORBIDDEN}


@every_role
def test_who_may_read_again_what_is_stale(role: str) -> None:
    create_support(checked_on=ago(500))

    sent = {"support/django/orm-answer": "same", "reason": "It still says so."}
    response = browser_of(role).post("/admin/desk/read/docs/", sent)

    proposed = Change.objects.filter(author__isnull=False).exists()
    assert (proposed, response.status_code == FORBIDDEN) == (role in MAY_EDIT, role == OUTSIDER)


@every_role
def test_who_may_undo_a_change(role: str) -> None:
    create_support(note="Old words.")
    change = Change.objects.latest("pk")

    assert browser_of(role).get(f"/admin/desk/undo/{change.pk}/").status_code == expected(role, MAY_EDIT)


@every_role
@pytest.mark.parametrize("page", ["user", "group"])
def test_who_may_keep_the_accounts(page: str, role: str) -> None:
    assert browser_of(role).get(f"/admin/auth/{page}/").status_code == expected(role, ["Administrators"])


def test_an_editor_of_a_draft_decides_on_it_alone(ana: User) -> None:
    create_support()
    draft = keep([Edit(Support, "django/orm", support_document(note="New."))], reason="Begun.", author=ana)

    response = client_of(ana).post(reverse("admin:curation_change_submit", args=[draft.pk]))

    assert response.headers["Location"] == draft.get_absolute_url()


def test_a_group_more_gives_no_right_to_review_ones_own(ana: User) -> None:
    ana.groups.add(Group.objects.get(name="Administrators"))
    change = proposal(ana)

    client_of(ana).post(reverse("admin:curation_change_approve", args=[change.pk]), {"seen": change.digest})

    change.refresh_from_db()
    assert change.state == "in-review"
