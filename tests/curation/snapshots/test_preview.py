"""A pending change on the real pages: for whoever has the link, marked, never kept, and gone afterwards."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from config.caching.page_cache import memory
from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.changes.workflow import approve, propose, submit, withdraw
from curation.documents import document_of
from curation.models import Change, Revision
from curation.snapshots.preview import SALT, token_for
from frameworks.models import Framework, Support
from tests.editorial.desk.pages import proposal
from tests.factories import create_framework, create_support, publish, support_document

pytestmark = pytest.mark.django_db

EVIDENCE = "/evidence/django/orm/"


def link(change: Change, address: str = EVIDENCE) -> str:
    return f"{address}?preview={token_for(change)}"


@pytest.fixture
def change(ana: User) -> Change:
    create_support(level="builtin", note="Old words.")
    return proposal(ana, note="New words.")


def test_a_reviewer_without_an_account_sees_the_change_on_the_real_page(client: Client, change: Change) -> None:
    page = client.get(link(change)).content.decode()

    assert ("none found" in page.lower(), f"Preview of change {change.pk}" in page) == (True, True)
    assert 'class="site-header"' in page


def test_everybody_else_sees_what_is_published(client: Client, change: Change) -> None:
    client.get(link(change))

    page = client.get(EVIDENCE).content.decode()
    assert ("Preview" in page, "none found" in page.lower()) == (False, False)


def test_nothing_of_a_preview_stays(client: Client, change: Change) -> None:
    before = (Revision.objects.count(), document_of(Support.objects.get()), change.state)

    client.get(link(change))

    change.refresh_from_db()
    assert (Revision.objects.count(), document_of(Support.objects.get()), change.state) == before


def test_a_preview_is_never_kept_and_never_indexed(client: Client, change: Change) -> None:
    headers = client.get(link(change)).headers

    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_memory_of_pages_holds_no_preview(client: Client, change: Change, settings: Settings) -> None:
    settings.CACHE_PAGES = True
    memory.clear()

    pages = [client.get(address).content.decode() for address in (link(change), EVIDENCE, link(change), EVIDENCE)]

    assert ["Preview of change" in page for page in pages] == [True, False, True, False]


@pytest.mark.parametrize("address", ["/api/v1/support/?framework=django", "/features/", "/frameworks/django/features/"])
def test_every_public_page_has_a_preview(client: Client, change: Change, address: str) -> None:
    joint = "&" if "?" in address else "?"

    response = client.get(f"{address}{joint}preview={token_for(change)}")

    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store, private")
    assert "none-found" in response.content.decode()


def test_a_draft_has_a_preview(client: Client, ana: User) -> None:
    create_support()
    draft = keep([Edit(Support, "django/orm", support_document(level="no"))], reason="Read again.", author=ana)

    assert f"Preview of change {draft.pk}" in client.get(link(draft)).content.decode()


def test_a_preview_shows_what_would_become_public(client: Client, ana: User) -> None:
    framework = create_framework(key="django", status="draft")
    create_support(feature="orm")
    framework.status = "published"
    change = propose([Edit(Framework, "django", document_of(framework))], author=ana, reason="It is ready.")

    statuses = [client.get(address).status_code for address in (EVIDENCE, link(change), EVIDENCE)]

    assert statuses == [404, 200, 404]


def test_a_preview_shows_what_would_no_longer_be_public(client: Client, ana: User) -> None:
    create_support()
    framework = Framework.objects.get()
    framework.status = "draft"
    change = propose([Edit(Framework, "django", document_of(framework))], author=ana, reason="Not ready.")

    assert client.get(link(change)).status_code == 404


def test_a_draft_that_breaks_a_rule_says_which(client: Client, ana: User) -> None:
    create_support()
    draft = keep([Edit(Support, "django/orm", support_document(source=None))], reason="Begun.", author=ana)

    response = client.get(link(draft))

    assert response.status_code == 409
    assert "Every level but “Not checked” needs a source." in response.content.decode()


def test_a_stale_change_says_that_it_is(client: Client, change: Change) -> None:
    publish(Edit(Support, "django/orm", support_document(note="Their words.")))

    response = client.get(link(change))

    assert (response.status_code, "version 2 is published" in response.content.decode()) == (409, True)


def test_a_link_expires(client: Client, change: Change) -> None:
    address = link(change)

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=8)):
        response = client.get(address)

    assert (response.status_code, "expired" in response.content.decode()) == (410, True)


def test_a_published_change_has_no_preview(client: Client, change: Change, paul: User) -> None:
    approve(change, reviewer=paul)

    response = client.get(link(change))

    assert (response.status_code, "The change is published." in response.content.decode()) == (410, True)


def test_a_link_shows_no_later_state_of_a_draft(client: Client, ana: User) -> None:
    create_support()
    shared = keep([Edit(Support, "django/orm", support_document(note="Shared."))], reason="Begun.", author=ana)
    address = link(shared)
    later = Edit(Support, "django/orm", support_document(note="Not for strangers."))

    keep([later], reason="Begun.", author=ana, draft=shared)

    response = client.get(address)
    assert (response.status_code, "Not for strangers" in response.text) == (410, False)
    assert "This link was given for another state of the change than it has now." in response.text
    assert "Not for strangers." in client.get(link(Change.objects.get(pk=shared.pk))).text


def test_a_link_shows_a_draft_also_once_it_is_in_review(client: Client, ana: User) -> None:
    create_support()
    draft = keep([Edit(Support, "django/orm", support_document(note="Shared."))], reason="Begun.", author=ana)
    address = link(draft)

    submit(draft)

    assert "Shared." in client.get(address).text


def test_a_link_of_an_earlier_release_has_ended(client: Client, change: Change) -> None:
    token = signing.dumps(change.pk, salt=SALT)

    assert client.get(f"{EVIDENCE}?preview={token}").status_code == 410


def test_a_withdrawn_change_has_no_preview(client: Client, change: Change) -> None:
    withdraw(change)

    assert client.get(link(change)).status_code == 410


@pytest.mark.parametrize("token", ["", "nonsense", "MQ:1:forged", "\x00"])
def test_a_link_that_was_not_signed_opens_nothing(client: Client, change: Change, token: str) -> None:
    response = client.get(EVIDENCE, {"preview": token})

    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_past_day_has_no_preview(client: Client, change: Change) -> None:
    assert client.get(link(change) + "&as-of=2026-11-20").status_code == 400


def test_unknown_parameters_are_refused_in_a_preview_too(client: Client, change: Change) -> None:
    assert client.get(link(change) + "&colour=red").status_code == 400


def test_the_page_of_a_change_hands_out_the_links(editor: Client, change: Change, client: Client) -> None:
    pages = editor.get(change.get_absolute_url()).context["preview"]

    assert [page.name for page in pages] == ["Cell: Django · Orm", "Framework: Django", "Feature: Orm"]
    assert [client.get(page.address).status_code for page in pages] == [200, 200, 200]


def test_words_in_a_change_are_shown_as_text(client: Client, ana: User) -> None:
    create_support()
    attack = "<script>alert(1)</script>"
    change = propose([Edit(Support, "django/orm", support_document(note="New."))], author=ana, reason=attack)

    assert attack not in client.get(link(change)).content.decode()


def test_the_admin_shows_no_previews(editor: Client, change: Change) -> None:
    response = editor.get(f"/admin/?preview={token_for(change)}")

    assert "Preview of change" not in response.content.decode()


def test_a_preview_of_many_rows_takes_as_many_queries_as_one_of_few(client: Client, ana: User) -> None:
    counts = []
    for names in (["one", "two"], ["three", "four", "five", "six", "seven"]):
        for name in names:
            create_support(feature=name)
        edits = [Edit(Support, f"django/{name}", support_document(feature=name, note="New.")) for name in names]
        change = propose(edits, author=ana, reason="Read again.")
        with CaptureQueriesContext(connection) as captured:
            client.get(link(change, "/frameworks/django/"))
        counts.append(len(captured))

    assert counts[0] == counts[1]
