"""Releases as an Atom feed and as a calendar."""

import datetime
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from django.test import Client
from icalendar import Calendar

from curation.models import Revision
from frameworks.models import Release
from tests.factories import create_python_version, create_release, create_window
from tests.publishing import publish_again

pytestmark = pytest.mark.django_db

NOW = "2026-11-21T12:00Z"
ATOM = "{http://www.w3.org/2005/Atom}"
ORIGIN = "http://127.0.0.1:8000"


def feed_at(client: Client, query: str = "") -> Element:
    root: Element = fromstring(client.get(f"/releases/feed.atom{query}").content)
    return root


def text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def links(element: Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def event_of(client: Client, query: str = "") -> Any:
    [event] = Calendar.from_ical(client.get(f"/releases/calendar.ics{query}").content).walk("VEVENT")
    return event


class TestFeed:
    def test_it_has_the_final_releases_with_their_days(self, client: Client) -> None:
        create_release(version="5.2", released_on="2025-04-02")
        create_release(version="6.0rc1", prerelease=True)

        [entry] = feed_at(client).findall(f"{ATOM}entry")

        assert (text(entry, "title"), text(entry, "published")) == ("Django 5.2", "2025-04-02T00:00:00+00:00")

    def test_it_has_what_the_format_asks_for(self, client: Client) -> None:
        create_release()

        feed = feed_at(client)

        assert all(text(feed, name) for name in ("id", "title", "updated"))
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Plumbline"

    def test_its_address_id_and_title_keep_the_filter(self, client: Client) -> None:
        create_release()
        create_release(framework="flask")

        feed = feed_at(client, "?framework=django")

        assert links(feed)["self"] == f"{ORIGIN}/releases/feed.atom?framework=django"
        assert text(feed, "id") == links(feed)["alternate"] == f"{ORIGIN}/releases/?framework=django"
        assert text(feed, "title") == "Plumbline: releases: Django"

    def test_it_can_be_of_one_framework(self, client: Client) -> None:
        create_release(version="5.2")
        create_release(framework="flask", version="3.1.3")

        assert len(feed_at(client, "?framework=flask").findall(f"{ATOM}entry")) == 1

    def test_a_release_that_is_withdrawn_is_updated(self, client: Client) -> None:
        release = create_release(released_on="2025-04-02")
        publish_again(release, yanked=True)

        feed = feed_at(client)
        [entry] = feed.findall(f"{ATOM}entry")

        changed = Revision.objects.latest("pk").valid_from.isoformat()
        assert text(entry, "updated") == text(feed, "updated") == changed

    def test_one_that_is_removed_moves_the_feed(self, client: Client) -> None:
        release = create_release()
        publish_again(release, removed=True)

        removed = Revision.objects.latest("pk").valid_from
        assert text(feed_at(client), "updated") == removed.isoformat()

    def test_another_frameworks_release_does_not_move_a_filtered_feed(self, client: Client) -> None:
        with time_machine.travel("2026-11-01T12:00Z", tick=False):
            create_release()
        create_release(framework="flask")

        assert text(feed_at(client, "?framework=django"), "updated") == "2026-11-01T12:00:00+00:00"

    @pytest.mark.usefixtures("cached_pages")
    def test_a_reader_that_has_it_gets_no_copy(self, client: Client) -> None:
        create_release()
        first = client.get("/releases/feed.atom")

        by_tag = client.get("/releases/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
        by_day = client.get("/releases/feed.atom", headers={"If-Modified-Since": first.headers["Last-Modified"]})

        assert (by_tag.status_code, by_day.status_code) == (304, 304)

    def test_the_page_links_the_feed_of_its_filter(self, client: Client) -> None:
        create_release()

        assert 'href="/releases/feed.atom?framework=django"' in client.get("/releases/?framework=django").text

    def test_it_takes_nothing_else(self, client: Client) -> None:
        assert client.get("/releases/feed.atom?page=2").status_code == 400


class TestCalendar:
    @pytest.fixture(autouse=True)
    def _today(self) -> Iterator[None]:
        with time_machine.travel(NOW):
            yield

    def test_it_has_releases_of_a_year_and_ends_of_support(self, client: Client) -> None:
        create_release(version="5.2.9", released_on="2026-11-03")
        create_release(version="4.0", released_on="2021-12-07")
        create_window(version="5.2", security_until="2028-04")
        create_window(version="6.2", released="2027-04")

        calendar = Calendar.from_ical(client.get("/releases/calendar.ics").content)

        events = {str(event["SUMMARY"]): event.decoded("DTSTART") for event in calendar.walk("VEVENT")}
        assert events == {
            "Django 5.2.9 released": datetime.date(2026, 11, 3),
            "Django 5.2: security fixes end": datetime.date(2028, 4, 30),
            "Django 6.2: planned release": datetime.date(2027, 4, 30),
        }

    def test_an_end_of_support_stays_for_a_year(self, client: Client) -> None:
        create_window(version="4.2", security_until="2026-04")

        assert event_of(client).decoded("DTSTART") == datetime.date(2026, 4, 30)

    def test_an_event_takes_no_time_of_the_day(self, client: Client) -> None:
        create_python_version(security_until="2030-10")

        assert event_of(client)["TRANSP"] == "TRANSPARENT"

    def test_an_event_tells_when_it_last_changed_and_how_often(self, client: Client) -> None:
        publish_again(create_release(released_on="2026-11-03"), yanked=True)

        event = event_of(client)

        changed = Revision.objects.latest("pk").valid_from.replace(microsecond=0)
        assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP") == changed
        assert event["SEQUENCE"] == 1

    def test_an_event_is_known_by_its_row_whatever_it_is_called(self, client: Client) -> None:
        release = create_release(released_on="2026-11-03")
        before = str(event_of(client)["UID"])
        publish_again(release.framework, name="Django Framework")

        event = event_of(client)

        assert str(event["SUMMARY"]).startswith("Django Framework")
        assert str(event["UID"]) == before
        assert Release.objects.get().version not in before
