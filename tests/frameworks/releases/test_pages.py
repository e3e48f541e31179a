"""Releases as a page and in the API."""

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from curation.changes.checks import Edit
from frameworks.models import Fact
from tests.factories import (
    create_fact,
    create_framework,
    create_python_version,
    create_release,
    create_source,
    create_window,
    publish,
)

pytestmark = pytest.mark.django_db

NOW = "2026-11-21T12:00Z"


def read_on(client: Client, address: str | None) -> int:
    """Return how many releases there are in an alternate and those that follow it."""
    count = 0
    while address:
        document = client.get(address.removeprefix(settings.ORIGIN.geturl())).json()
        count += len(document["tables"]["releases"]["rows"])
        address = document["next"]
    return count


class TestPage:
    def test_it_shows_version_day_and_what_the_release_is(self, client: Client) -> None:
        create_release(version="5.2", released_on="2025-04-02")
        create_release(version="6.0rc1", released_on="2025-11-01", prerelease=True)
        create_release(version="5.2.1", released_on="2025-05-07", yanked=True, yanked_reason="Broken wheels")

        text = client.get("/releases/").text

        assert text.index("6.0rc1") < text.index("5.2.1") < text.index("2025-04-02")
        assert "Pre-release" in text
        assert "Withdrawn: Broken wheels" in text

    @pytest.mark.parametrize(
        ("query", "expected"),
        [("framework=flask", "3.1.3"), ("prerelease=true", "6.0rc1"), ("prerelease=false&framework=django", "5.2")],
    )
    def test_it_can_be_narrowed(self, client: Client, query: str, expected: str) -> None:
        create_release(version="5.2")
        create_release(version="6.0rc1", prerelease=True)
        create_release(framework="flask", version="3.1.3")

        rows = client.get(f"/releases.csv?{query}").text

        assert [version for version in ("5.2", "6.0rc1", "3.1.3") if f",{version}," in rows] == [expected]

    @pytest.mark.parametrize(
        ("query", "status"),
        [("framework=nope", 400), ("speed=1", 400), ("page=x", 400), ("page=²", 400), ("page=7", 404), ("page=0", 400)],
    )
    def test_what_it_does_not_take_is_refused(self, client: Client, query: str, status: int) -> None:
        create_release()

        assert client.get(f"/releases/?{query}").status_code == status

    def test_older_releases_are_on_further_pages(self, client: Client) -> None:
        for number in range(51):
            create_release(version=f"1.{number}", released_on="2020-01-01")

        assert "Page 1 of 2" in client.get("/releases/").text
        assert "Page 2 of 2" in client.get("/releases/?page=2").text
        assert read_on(client, "/releases.json?framework=django") == 51

    @time_machine.travel(NOW)
    def test_ends_of_support_to_come_stand_in_order(self, client: Client) -> None:
        create_window(version="4.2", security_until="2026-04")
        create_window(version="5.2", security_until="2028-04", full_support_until="2026-12")
        create_python_version(key="3.13", released="2024-10-07", security_until="2029-10-01")

        text = client.get("/releases/").text

        assert "Django 4.2" not in text
        assert text.index("2026-12") < text.index("2028-04") < text.index("2029-10-01")

    @pytest.mark.parametrize("size", [1, 8])
    def test_query_count_does_not_grow(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
    ) -> None:
        for number in range(size):
            create_release(framework=f"framework-{number}")
            create_window(framework=f"framework-{number}")

        with django_assert_num_queries(6):  # the version, frameworks, count, releases, windows, Python versions
            client.get("/releases/")


class TestEvidence:
    def test_a_release_has_evidence_beside_that_of_its_support_window(self, client: Client) -> None:
        create_release(version="5.2", released_on="2025-04-02", requires_python=">=3.10")
        create_window(version="5.2")

        assert "Django 5.2, released 2025-04-02" in client.get("/evidence/django/releases/5.2/").text
        assert "how long it gets fixes" in client.get("/evidence/django/5.2/").text

    def test_one_that_is_not_on_record_is_not_found(self, client: Client) -> None:
        create_release(version="5.2")

        assert client.get("/evidence/django/releases/9.9/").status_code == 404


class TestTimeline:
    def test_the_releases_of_one_framework_are_drawn(self, client: Client) -> None:
        create_release(version="5.2")

        assert 'aria-label="1 releases from 2025-04-02' in client.get("/releases/?framework=django").text

    def test_those_of_several_are_not(self, client: Client) -> None:
        create_release(version="5.2")

        assert "releases-drawn" not in client.get("/releases/").text

    def test_a_frameworks_page_draws_its_own(self, client: Client) -> None:
        create_release(version="5.2")
        create_release(framework="flask", version="3.1.3")

        assert 'aria-label="1 releases from 2025-04-02' in client.get("/frameworks/django/facts/").text

    def test_a_frameworks_page_without_releases_draws_none(self, client: Client) -> None:
        create_framework()

        assert "releases-drawn" not in client.get("/frameworks/django/facts/").text

    def test_a_frameworks_page_leads_there(self, client: Client) -> None:
        create_framework(package="Django")
        create_fact()

        assert 'href="/releases/?framework=django"' in client.get("/frameworks/django/facts/").text


class TestFrameworkPage:
    @pytest.mark.parametrize(
        ("name", "value", "note", "words"),
        [
            ("withdrawn", "5.2.1", "Broken wheels", "Version 5.2.1 was withdrawn"),
            ("known-vulnerabilities", "1 listed for 5.2", "CVE-2026-1, fixed in 5.2.1", "CVE-2026-1, fixed in 5.2.1"),
        ],
    )
    def test_it_warns_of_a_withdrawn_or_vulnerable_version(
        self, client: Client, name: str, value: str, note: str, words: str
    ) -> None:
        create_fact(name=name, value=value, note=note)

        text = client.get("/frameworks/django/").text

        assert "alert warn" in text
        assert words in text

    def test_it_does_not_warn_where_none_is_listed(self, client: Client) -> None:
        create_fact(name="known-vulnerabilities", value="None listed for 5.2")

        assert "alert warn" not in client.get("/frameworks/django/").text

    @time_machine.travel(NOW)
    def test_a_fact_from_the_index_is_as_fresh_as_the_last_reading(self, client: Client) -> None:
        create_source(key="django-index", kind="index", package="Django", read_on="2026-11-20")
        create_fact(source="django-index", read_on="2026-10-01")

        text = client.get("/frameworks/django/").text

        assert "read 2026-11-20" in text
        assert "which is longer ago" not in text

    @time_machine.travel(NOW)
    def test_a_reading_of_the_index_is_stale_after_twice_the_rhythm_of_reading(self, client: Client) -> None:
        create_source(key="django-index", kind="index", package="Django", read_on="2026-11-06")
        create_fact(source="django-index", read_on="2026-11-06")

        assert "package index, read 15 days ago</a>" in client.get("/frameworks/django/").text


class TestHistory:
    def test_a_fact_tells_what_it_said_when(self, client: Client) -> None:
        create_framework()
        create_source()
        document = {"framework": "django", "name": "latest-version", "source": "docs", "read_on": "2026-11-01"}
        for day, version in (("2026-11-02", "5.2.18"), ("2026-11-04", "5.2.19")):
            with time_machine.travel(day):
                publish(Edit(Fact, "django/latest-version", {**document, "value": version}))

        newest, oldest = client.get("/api/v1/facts/django/latest-version/history/").json()

        assert (newest["value"], newest["valid_to"]) == ("5.2.19", None)
        days = [str(oldest[name])[:10] for name in ("valid_from", "valid_to")]
        assert (oldest["value"], days) == ("5.2.18", ["2026-11-02", "2026-11-04"])

    def test_a_fact_that_is_not_there_has_none(self, client: Client) -> None:
        assert client.get("/api/v1/facts/django/nothing/history/").status_code == 404

    def test_it_takes_no_parameters(self, client: Client) -> None:
        create_fact()

        assert client.get("/api/v1/facts/django/latest-version/history/?page=2").status_code == 400
