"""What costs editors trust where it goes wrong: days, addresses, sessions, and words at the door."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.dates import today
from curation.documents import document_of
from curation.models import Change
from editorial.admin.forms.reasons import ReasonForm
from frameworks.models import AdoptionSeries, Framework, Source, Support
from tests.editorial.desk.pages import client_of, filled_in, page_of, proposal, save, texts
from tests.factories import create_adoption, create_fact, create_source, create_support, create_user, publish

pytestmark = pytest.mark.django_db


def test_a_day_alone_means_its_first_minute() -> None:
    form = ReasonForm({"reason": "Why.", "publish_at_0": "2027-01-02", "publish_at_1": ""})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["publish_at"] == datetime.datetime(2027, 1, 2, tzinfo=datetime.UTC)


def test_a_time_alone_is_refused() -> None:
    assert not ReasonForm({"reason": "Why.", "publish_at_0": "", "publish_at_1": "09:00"}).is_valid()


def test_the_day_is_offered_where_a_reading_is_dated(ana: User) -> None:
    create_support()

    page = client_of(ana).get(page_of(Support, "change", "django/orm")).text

    assert f'<option value="{today()}">' in page
    assert f"Today is {today()}." in page


def test_an_address_that_another_source_has_is_pointed_out(ana: User) -> None:
    create_source(key="docs", url="https://example.com/docs/")
    create_source(key="again", name="Again", url="https://example.com/other/")

    client, address = client_of(ana), page_of(Source, "change", "again")
    posted = filled_in(client.get(address)) | {"url": "http://www.example.com/docs"}
    response = client.post(address, posted, follow=True)

    assert any("has the address of the source" in text for text in texts(response))


def stale_token_client(user: User) -> Client:
    """Return the browser of somebody who signed in again, so that the token of an open form is no longer theirs."""
    signed_in = client_of(user)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    assert client.session[DEVICE_ID_SESSION_KEY]
    return client


def test_a_form_older_than_the_session_is_given_back_to_be_sent_again(ana: User) -> None:
    create_support()

    response = stale_token_client(ana).post(
        page_of(Support, "change", "django/orm"),
        {"note": "Long <words>.", "reason": "Why."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert response.status_code == 403
    assert "You signed in again" in response.text
    assert 'name="note" value="Long &lt;words&gt;."' in response.text


@pytest.mark.parametrize("site", ["cross-site", ""])
def test_a_form_of_another_site_is_not(ana: User, site: str) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}

    response = stale_token_client(ana).post(page_of(Support, "add"), {"note": "Forged."}, headers=headers)

    assert (response.status_code, "Forged." in response.text) == (403, False)


def test_a_member_who_is_no_staff_is_told_so() -> None:
    user = create_user(username="mia", group="Editors")
    user.set_password("correct horse battery")
    user.save()

    page = Client().post(reverse("admin:login"), {"username": "mia", "password": "correct horse battery"}).text

    assert "your account has no staff status" in page


def test_a_wrong_password_says_nothing_of_the_account() -> None:
    create_user(username="mia", group="Editors")

    page = Client().post(reverse("admin:login"), {"username": "mia", "password": "wrong"}).text

    assert "staff status" not in page.replace("staff account", "")


def test_what_rests_on_a_source_is_listed_where_it_should_go(ana: User) -> None:
    create_support()

    page = client_of(ana).get(page_of(Source, "delete", "docs")).text

    assert "1 row rests on it" in page
    assert f'<a href="{page_of(Support, "change", "django/orm")}">cell Django · Orm</a>' in page


def test_the_page_of_a_retired_framework_keeps_facts_day_and_reason(client: Client) -> None:
    create_fact(value="5.2.19")
    retired = {**document_of(Framework.objects.get()), "status": "retired"}
    publish(Edit(Framework, "django", retired))
    why = Change.objects.latest("pk").reason
    approve(
        propose([Edit(Framework, "django", {**retired, "tagline": "Once."})], author=create_user(), reason="Reworded."),
        reviewer=create_user(group="Publishers"),
    )

    response = client.get("/frameworks/django/")

    assert response.status_code == 410
    assert "5.2.19" in response.text
    assert f'Retired on <time datetime="{today()}">' in response.text
    assert why in response.text
    assert "Reworded." not in response.text


def test_who_proposes_over_an_open_change_is_told_so(ana: User) -> None:
    first = proposal(create_user(username="ed", group="Editors"))

    response = save(client_of(ana), page_of(Support, "change", "django/orm"), note="Other words.")

    assert [text for text in texts(response) if f">change {first.pk}</a> by ed" in text]


def test_a_series_that_its_form_takes_for_lines_is_refused_in_words(editor: Client) -> None:
    series = create_adoption()

    assert "Give whole numbers by day" in save(editor, page_of(AdoptionSeries, "change", series.pk), licence="MIT").text
