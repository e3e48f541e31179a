"""What goes wrong at a desk: buttons pressed twice, sessions that end, markup, slugs that are taken by the site."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from curation.changes.checks import Edit
from curation.changes.workflow import Refused, propose, send_back
from curation.documents import fields_of
from curation.models import Change, State
from curation.rows import CuratedRow
from editorial.accounts.audit import delete_expired
from frameworks.models import Framework, Support
from tests.curation.samples import Edits, curated_models, sample
from tests.editorial.desk.pages import (
    client_of,
    decide,
    errors_of,
    filled_in,
    latest,
    page_of,
    proposal,
    proposed_document,
    save,
)
from tests.factories import create_framework, create_support, publish, support_document

pytestmark = pytest.mark.django_db

CELL = page_of(Support, "change", "django/orm")
MARKUP = "<b>x</b>"


def signed_out(client: Client) -> None:
    client.cookies.pop("sessionid")


def sign_in(client: Client, user: User) -> None:
    """Sign in with both factors in the browser's present session, as its forms do."""
    other = client_of(user)
    session = client.session
    for name in ("_auth_user_id", "_auth_user_backend", "_auth_user_hash", "otp_device_id"):
        session[name] = other.session[name]
    session.save()


def test_a_button_pressed_twice_proposes_once(editor: Client, ana: User) -> None:
    create_support()
    posted = filled_in(editor.get(CELL), note="New words.")
    editor.post(CELL, posted)

    response = editor.post(CELL, posted)

    change = Change.objects.get(author=ana)
    assert errors_of(response) == f"You have proposed exactly this already, in change {change.pk}."


def test_the_same_wish_after_a_rejection_is_a_new_proposal(ana: User, paul: User) -> None:
    send_back(proposal(ana), reviewer=paul, note="Why?")

    assert proposal(ana).state == State.IN_REVIEW


def test_another_editor_may_wish_the_same(ana: User, paul: User) -> None:
    proposal(ana)

    assert proposal(paul).author == paul


def test_the_same_wish_against_a_later_version_is_a_new_proposal(ana: User) -> None:
    proposal(ana)
    publish(Edit(Support, "django/orm", support_document(note="Newer.")))

    assert proposal(ana).items.get().base_version == 2


def test_exactly_the_same_is_refused_in_the_kernel(ana: User) -> None:
    proposal(ana)

    with pytest.raises(Refused, match="exactly this already"):
        proposal(ana)


def test_a_text_survives_the_end_of_the_session(editor: Client, ana: User) -> None:
    create_support(note="Old words.")
    posted = filled_in(editor.get(CELL), note="Long words.", reason="Long reasons.")
    signed_out(editor)

    to_login = editor.post(CELL, posted)
    sign_in(editor, ana)
    response = editor.get(CELL)

    assert to_login.headers["Location"].startswith(reverse("admin:login"))
    form = response.context["adminform"].form
    assert (form["note"].value(), form["reason"].value()) == ("Long words.", "Long reasons.")
    assert "You were signed out before this was sent." in errors_of(response)


def test_nothing_is_proposed_by_coming_back(editor: Client, ana: User) -> None:
    create_support()
    posted = filled_in(editor.get(CELL), note="Long words.")
    signed_out(editor)
    editor.post(CELL, posted)
    sign_in(editor, ana)

    response = editor.get(CELL)

    assert not Change.objects.filter(author=ana).exists()
    editor.post(CELL, filled_in(response))
    assert proposed_document()["note"] == "Long words."


def test_a_kept_text_is_shown_once(editor: Client, ana: User) -> None:
    create_support(note="Old words.")
    posted = filled_in(editor.get(CELL), note="Long words.")
    signed_out(editor)
    editor.post(CELL, posted)
    sign_in(editor, ana)
    editor.get(CELL)

    assert editor.get(CELL).context["adminform"].form["note"].value() == "Old words."


def test_a_kept_text_appears_on_no_other_form(editor: Client, ana: User) -> None:
    create_support()
    create_framework(key="flask")
    posted = filled_in(editor.get(CELL), note="Long words.")
    signed_out(editor)
    editor.post(CELL, posted)
    sign_in(editor, ana)

    assert errors_of(editor.get(page_of(Framework, "change", "flask"))) == ""


def test_a_new_row_survives_the_end_of_the_session(editor: Client, ana: User) -> None:
    create_framework(key="django")
    url = page_of(Framework, "add")
    posted = filled_in(editor.get(url), name="Flask", slug="flask", kind="full-stack", tagline="Small.")
    signed_out(editor)
    editor.post(url, posted)
    sign_in(editor, ana)

    editor.post(url, filled_in(editor.get(url)))

    assert latest().items.get().key == "flask"


def test_answers_about_a_source_survive_the_end_of_the_session(editor: Client, ana: User) -> None:
    create_support(checked_on="2024-11-01")
    address = "/admin/desk/read/docs/"
    editor.get(address)
    sent = {"base_version": "", "reason": "Read.", "support/django/orm-answer": "changed"}
    signed_out(editor)
    editor.post(address, {**sent, "support/django/orm-note": "Long words."})
    sign_in(editor, ana)

    response = editor.get(address)

    [form] = response.context["screen"].forms
    assert (form["answer"].value(), form["note"].value()) == ("changed", "Long words.")
    assert "You were signed out before this was sent." in response.text
    assert not Change.objects.filter(author=ana).exists()


def test_what_is_too_long_is_not_kept(editor: Client) -> None:
    create_support()
    posted = filled_in(editor.get(CELL), note="x" * 200_001)
    signed_out(editor)

    editor.post(CELL, posted)

    assert "kept_form" not in editor.session


def test_a_slug_that_is_an_address_of_the_site_is_refused(editor: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.editorial.more_addresses"
    create_framework(key="django")

    response = save(editor, page_of(Framework, "change", "django"), slug="newest")

    assert response.context["adminform"].form.errors["slug"] == [
        "“newest” is the address of another page of the site; choose another."
    ]


def marked_up(model: type[CuratedRow]) -> tuple[str, Edits]:
    """Return a row with markup in every field that takes any text, and the rows it needs."""
    edits: Edits = {}
    key = sample(model, 1, edits)
    document = {**(edits[model, key].document or {}), **dict.fromkeys(free_texts(model), MARKUP)}
    if model is Support:
        # The sample's level, built in, must not name a package.
        document["level"] = "third-party"
    if "status" in document:
        document["status"] = "published"
    edits[model, key] = Edit(model, key, document)
    return key, edits


def free_texts(model: type[CuratedRow]) -> list[str]:
    return [
        field.name
        for field in fields_of(model)
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | models.URLField)
        and not field.choices
        and (field.max_length or 99) > 10
        and field.name not in {*model.key_fields, "published"}
        and field.name not in model.addresses
        and takes(field, MARKUP)
    ]


def takes(field: "models.Field[Any, Any]", text: str) -> bool:
    try:
        field.run_validators(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("model", curated_models(), ids=lambda model: model._meta.model_name)
def test_markup_in_every_text_field_is_shown_as_text(editor: Client, ana: User, model: type[CuratedRow]) -> None:
    key, edits = marked_up(model)
    publish(*edits.values())
    removal = propose([Edit(model, key, None)], reason=MARKUP, author=ana)
    row = model.objects.get(pk=key)

    addresses = [page_of(model), *(page_of(model, page, key) for page in ("change", "history", "delete"))]
    addresses += [removal.get_absolute_url(), "/admin/desk/", "/", "/quality/", own_page(row)]

    assert [url for url in addresses if MARKUP in editor.get(url).content.decode()] == []


def own_page(row: Any) -> str:
    return str(row.get_absolute_url()) if hasattr(row, "get_absolute_url") else "/sources/"


def test_a_change_published_at_a_time_that_is_no_time_is_refused(editor: Client) -> None:
    create_support()

    response = save(editor, CELL, note="New.", publish_at_0="soon", publish_at_1="noon")

    assert "publish_at" in response.context["adminform"].form.errors


def test_a_time_in_the_past_publishes_at_once(ana: User, paul: User) -> None:
    past = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    create_support()
    change = propose(
        [Edit(Support, "django/orm", support_document(note="New."))], reason="Why.", author=ana, publish_at=past
    )

    decide(paul, change, "approve")

    assert Support.objects.get().note == "New."


def test_what_a_stranger_posts_is_not_stored(client: Client) -> None:
    create_support()

    for _ in range(3):
        client.post(CELL, {"base_version": "1", "note": "x" * 19_000})

    assert not Session.objects.exists()


def test_a_forged_mark_of_an_editor_opens_nothing(client: Client) -> None:
    create_support()
    client.cookies["was_editor"] = "1:forged:mark"

    client.post(CELL, {"base_version": "1", "note": "x"})

    assert not Session.objects.exists()


def test_sessions_that_ended_are_deleted(editor: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(days=1))

    assert "1 ended sessions deleted" in delete_expired(timezone.now())
    assert not Session.objects.exists()


def test_a_session_of_a_name_that_no_database_looks_for_is_none(client: Client) -> None:
    client.cookies.load('sessionid="aaaaaaaaaaaa\\000"')

    assert client.get("/admin/").status_code == 302
