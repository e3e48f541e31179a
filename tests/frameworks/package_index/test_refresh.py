"""A refresh: what goes live, what stays as it was, and what is remembered."""

import datetime

import pytest
import time_machine
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from curation.models import Revision
from curation.snapshots.snapshots import PastSnapshot
from editorial.models import Reading, Run
from frameworks.models import Fact, FactName, Package, PythonVersion, Release, Source
from tests.factories import CHECKED_ON, create, create_fact, create_framework, create_source, create_support
from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import (
    IndexServer,
    Reply,
    announced_as_huge,
    cut_off,
    document,
    dripping,
    endless,
    hanging,
    known,
    raw,
    redirect_to,
    status,
)
from tests.frameworks.package_index.refreshing import create_flask, index_says, refresh, value, versions

pytestmark = pytest.mark.django_db

FAULTS = [
    hanging,
    dripping,
    cut_off,
    endless,
    announced_as_huge,
    status(404),
    status(429, Retry_After="3600"),
    status(500),
    redirect_to("/pypi/flask/json"),
    raw(b"<html></html>", Content_Type="text/html"),
    raw(b'{"info": {"name": "Flask"'),
    raw(b"[" * 100_000),
    document(package_document() | {"releases": "none today"}),
    document(package_document("Django")),
]


class TestWhatGoesLive:
    def test_the_releases_with_their_days(self, index: IndexServer) -> None:
        create_flask(index)

        assert versions() == ["3.1.2", "3.1.3"]
        assert Release.objects.get(pk="flask/3.1.3").released_on == datetime.date(2026, 2, 19)

    def test_the_facts_that_the_index_states(self, index: IndexServer) -> None:
        create_flask(index)

        assert value(FactName.LATEST_VERSION) == "3.1.3"
        assert value(FactName.REQUIRES_PYTHON) == ">=3.9"
        assert value(FactName.REQUIRED_PACKAGES) == "2"
        assert value(FactName.KNOWN_VULNERABILITIES) == "None listed for 3.1.3"
        assert value(FactName.DECLARED_LICENCE) == "BSD-3-Clause"

    def test_a_fact_rests_on_the_index_and_the_day(self, index: IndexServer) -> None:
        with time_machine.travel("2026-11-21T08:00Z"):
            create_flask(index)

        fact = Fact.objects.select_related("source").get(pk="flask/latest-version")
        assert (fact.source.kind, fact.source.package, str(fact.read_on)) == ("index", "Flask", "2026-11-21")

    def test_the_page_shows_them_at_once(self, index: IndexServer, client: Browser) -> None:
        create_flask(index)
        index_says(index, release("3.2.0", "2026-11-01") | release("3.1.3"))

        refresh(index)

        assert "3.2.0" in client.get("/frameworks/flask/").text

    def test_a_withdrawn_release_says_why(self, index: IndexServer) -> None:
        create_flask(index, release("3.1.3") | release("3.1.2", yanked=True, yanked_reason="Broken on Windows"))

        assert Release.objects.get(pk="flask/3.1.2").yanked_reason == "Broken on Windows"

    def test_development_builds_are_left_out(self, index: IndexServer) -> None:
        create_flask(index, release("3.1.3") | release("3.2.0.dev1"))

        assert versions() == ["3.1.3"]

    def test_facts_count_no_development_builds_either(self, index: IndexServer) -> None:
        with time_machine.travel("2026-11-21T08:00Z"):
            create_flask(index, release("3.1.3", "2026-11-01") | release("3.2.0.dev1", "2026-11-02"))

        assert (value(FactName.RELEASES_24_MONTHS), value(FactName.PRE_RELEASE)) == ("1", "")

    def test_a_release_that_the_index_no_longer_has_is_removed(self, index: IndexServer) -> None:
        create_flask(index)
        index_says(index, release("3.1.3"))

        refresh(index)

        assert versions() == ["3.1.3"]

    def test_a_fact_that_nothing_supports_any_more_is_removed(self, index: IndexServer) -> None:
        create_flask(index, release("3.1.3") | release("3.2.0rc1"))
        assert value(FactName.PRE_RELEASE) == "3.2.0rc1"
        index_says(index, release("3.2.0", "2026-11-01") | release("3.1.3") | release("3.2.0rc1"))

        refresh(index)

        assert value(FactName.PRE_RELEASE) == ""

    def test_odd_letters_are_harmless(self, index: IndexServer, client: Browser) -> None:
        create_flask(index, license_expression="MIT\x00\ud800‮<script>alert(1)</script>")

        assert value(FactName.DECLARED_LICENCE) == "MIT<script>alert(1)</script>"
        assert "<script>alert(1)" not in client.get("/frameworks/flask/").text


class TestWhatStays:
    @pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
    def test_after_every_fault_the_site_serves_the_last_good_facts(
        self, index: IndexServer, client: Browser, fault: Reply
    ) -> None:
        create_flask(index)
        index.answers("flask", fault)

        refresh(index)

        assert versions() == ["3.1.2", "3.1.3"]
        assert "3.1.3" in client.get("/frameworks/flask/").text

    @pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
    def test_after_every_fault_the_run_and_the_reading_say_what_happened(
        self, index: IndexServer, fault: Reply
    ) -> None:
        create_flask(index)
        index.answers("flask", fault)

        refresh(index)

        assert Run.objects.first().counts["failed"] == 1  # type: ignore[union-attr]
        assert Reading.objects.get().failure in Run.objects.first().message  # type: ignore[union-attr]

    def test_one_broken_package_does_not_stop_the_others(self, index: IndexServer) -> None:
        create_framework(key="aiohttp", package="aiohttp")
        index.answers("aiohttp", status(500))

        create_flask(index)
        refreshed = refresh(index)

        assert value(FactName.LATEST_VERSION) == "3.1.3"
        assert refreshed.messages == ["Aiohttp: status 500"]

    def test_a_good_answer_after_a_failure_clears_it(self, index: IndexServer) -> None:
        create_flask(index)
        index.answers("flask", status(500), status(500), status(500), document(package_document()))
        refresh(index)

        refresh(index)

        assert Reading.objects.get().failed_at is None

    def test_a_fact_with_another_source_is_its_editors(self, index: IndexServer) -> None:
        create_fact(framework="flask", name="wheel-size", value="About 100 kB")
        create_source(key="flask-index", kind="index", package="Flask")

        index_says(index)
        refresh(index)

        assert value(FactName.WHEEL_SIZE) == "About 100 kB"

    def test_what_an_editor_noted_after_the_words_of_the_index_stays(self, index: IndexServer) -> None:
        create_flask(index)
        known_fact = {"framework": "flask", "name": "first-upload", "value": "2025-08-19", "source": "flask-index"}
        create(Fact, "flask/first-upload", **known_fact, note="Earlier under another name", read_on=CHECKED_ON)

        refresh(index)

        assert Fact.objects.get(pk="flask/first-upload").note == "Earlier under another name"


class TestReadingAgain:
    def test_nothing_new_changes_nothing(self, index: IndexServer) -> None:
        create_flask(index)
        before = Revision.objects.count()

        refresh(index)

        assert Revision.objects.count() == before

    def test_the_next_day_only_the_day_at_the_source_is_new(self, index: IndexServer) -> None:
        with time_machine.travel("2026-11-20T08:00Z"):
            create_flask(index)
        before = Revision.objects.count()

        with time_machine.travel("2026-11-21T08:00Z"):
            refresh(index)

        assert Source.objects.get(pk="flask-index").read_on == datetime.date(2026, 11, 21)
        assert Revision.objects.count() == before + 1

    def test_what_the_index_sent_once_it_need_not_send_again(self, index: IndexServer) -> None:
        create_framework(key="flask", package="Flask")
        index.answers("flask", known('"one"', package_document()))
        refresh(index)

        refresh(index)

        assert index.asked("flask")[-1]["If-None-Match"] == '"one"'
        assert versions() == ["3.1.2", "3.1.3"]

    def test_derived_facts_move_on_without_a_new_answer(self, index: IndexServer) -> None:
        create_framework(key="flask", package="Flask")
        index.answers("flask", known('"one"', package_document()))
        with time_machine.travel("2026-11-21T08:00Z"):
            refresh(index)
        assert value(FactName.RELEASES_24_MONTHS) == "2"

        with time_machine.travel("2027-09-01T08:00Z"):
            refresh(index)

        assert value(FactName.RELEASES_24_MONTHS) == "1"

    def test_the_history_tells_what_was_the_latest_version_on_a_day(self, index: IndexServer) -> None:
        with time_machine.travel("2026-11-19T08:00Z"):
            create_flask(index)
        index_says(index, release("3.2.0", "2026-11-20") | release("3.1.3"))
        with time_machine.travel("2026-11-21T08:00Z"):
            refresh(index)

        [then] = PastSnapshot(datetime.date(2026, 11, 20)).rows(Fact, key="flask/latest-version")
        assert (then.value, value(FactName.LATEST_VERSION)) == ("3.1.3", "3.2.0")

    @pytest.mark.parametrize("size", [2, 60])
    def test_the_queries_do_not_grow_with_the_releases_on_record(
        self, index: IndexServer, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
    ) -> None:
        create_flask(index, {f"1.{n}": release(f"1.{n}")[f"1.{n}"] for n in range(size)})

        with django_assert_max_num_queries(20):
            refresh(index)


class TestThirdPartyPackages:
    def test_a_package_that_a_cell_names_gets_its_last_release(self, index: IndexServer) -> None:
        create_support(level="third-party", package="Flask-Admin[extra]")
        index.answers("flask-admin", document(package_document("Flask-Admin", release("2.0.1", "2026-10-01"))))

        refresh(index)

        package = Package.objects.get(pk="flask-admin")
        assert (package.version, package.last_release, package.source_id) == (
            "2.0.1",
            "2026-10-01",
            "flask-admin-index",
        )

    def test_a_name_that_the_index_does_not_have_is_no_failure(self, index: IndexServer) -> None:
        create_support(level="third-party", package="flask-nothing")

        refreshed = refresh(index)

        assert (refreshed.counts["unknown"], refreshed.counts["failed"]) == (1, 0)

    def test_a_month_on_record_stays_while_it_holds(self, index: IndexServer) -> None:
        create_source(key="adrf-index", kind="index", package="adrf")
        create(Package, "adrf", version="0.1.14", last_release="2026-08", source="adrf-index", read_on=CHECKED_ON)
        index.answers("adrf", document(package_document("adrf", release("0.1.14", "2026-08-19"))))

        refresh(index)

        assert Package.objects.get().last_release == "2026-08"


def test_python_versions_are_held_against_those_still_supported(index: IndexServer) -> None:
    source = create_source().pk
    for version, until in (("3.9", "2025-10-31"), ("3.13", "2029-10-01"), ("3.14", "2030-10-01"), ("3.15", "")):
        create(PythonVersion, version, released="2020-10-05", security_until=until, source=source, read_on=CHECKED_ON)

    create_flask(index)

    fact = Fact.objects.get(pk="flask/supported-pythons")
    assert (fact.value, fact.note) == ("2 of 3", "3.13, 3.14 declared; 3.15 allowed, not declared")
