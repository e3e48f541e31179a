"""A refresh believes nothing and forgets nothing: what it cannot read stays as it was, is said, and stops no other."""

import re
from typing import Any

import pytest
from django.test import Client

from curation.models import Change, Revision
from editorial.models import Reading
from frameworks.models import Fact, FactName, Release, Source
from tests.factories import create_support
from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import IndexServer, document, known
from tests.frameworks.package_index.refreshing import create_flask, index_says, refresh, value, versions

pytestmark = pytest.mark.django_db

EXPRESSION = " AND ".join(
    ["Apache-2.0", "BSD-3-Clause", "MIT", "PSF-2.0", "LGPL-2.1-or-later WITH OCCT-exception-1.0"] * 2
)


def facts() -> dict[str, str]:
    return dict(Fact.objects.filter(framework="flask").values_list("name", "value"))


@pytest.mark.parametrize("presented", ["v3.1.3", "3.1.3.0", "03.1.3", " 3.1.3 ", "3.1.3.post0.dev0", "soon", None])
def test_a_version_spelled_otherwise_removes_nothing(index: IndexServer, presented: str | None) -> None:
    create_flask(index)
    before = facts()
    index_says(index, version=presented)

    refresh(index, "flask")

    if presented == "3.1.3.post0.dev0":
        # Another version, of which the document says all this.
        assert set(before) - set(facts()) == {"known-vulnerabilities"} | OF_PRESENTED
    else:
        assert facts() == before


OF_PRESENTED = {
    "required-packages",
    "optional-packages",
    "wheel-size",
    "declared-pythons",
    "typed",
    "development-status",
    "project-links",
}


@pytest.mark.parametrize("spelled", ["2026.04.01", "2026.4.1.0", "v2026.4.1"])
def test_a_calendar_version_is_the_same_however_it_is_spelled(index: IndexServer, spelled: str) -> None:
    create_flask(index, release("2026.4.1") | release("2025.1"))
    before, rows = facts(), versions()
    index_says(index, release(spelled) | release("2025.1"))

    refresh(index, "flask")

    assert (facts(), versions()) == (before, rows)


def test_one_version_spelled_twice_is_one_release(index: IndexServer) -> None:
    create_flask(index, release("1.0.0", "2026-02-01") | release("1.0", "2026-02-19"))

    assert Release.objects.get().released_on.isoformat() == "2026-02-01"
    assert value(FactName.KNOWN_VULNERABILITIES) == "None listed for 1.0.0"


@pytest.mark.parametrize("version", ["1!1.0", "4.0+local", f"4.{'1' * 40}"])
def test_a_version_that_no_key_can_hold_is_said_and_removes_nothing(index: IndexServer, version: str) -> None:
    create_flask(index)
    before, rows = facts(), versions()
    index_says(index, release(version) | release("3.1.3") | release("3.1.2", "2025-08-19"))

    refreshed = refresh(index, "flask")

    assert (facts(), versions()) == (before, rows)
    assert [f"release {version}" in message for message in refreshed.messages] == [True]


def test_a_third_party_package_may_have_an_epoch(index: IndexServer) -> None:
    create_support(level="third-party", package="wtforms")
    index.answers("wtforms", document(package_document("wtforms", release("1!2.0") | release("3.0"))))

    refresh(index)

    assert Source.objects.filter(pk="wtforms-index").exists()
    assert Revision.objects.get(row_type="package", key="wtforms").document["version"] == "1!2.0"


def test_an_old_requirement_leaves_the_count_of_packages_alone(index: IndexServer) -> None:
    create_flask(index)
    before = value(FactName.REQUIRED_PACKAGES)
    index_says(index, release("3.2.0", "2026-11-01") | release("3.1.3"), requires_dist=["click", "foo (1.0)"])

    refreshed = refresh(index, "flask")

    assert (value(FactName.LATEST_VERSION), value(FactName.REQUIRED_PACKAGES)) == ("3.2.0", before)
    assert refreshed.messages == [
        "Flask: info.requires_dist[1]: “foo (1.0)” is no requirement. What is on record stays."
    ]


def test_a_package_that_was_read_in_part_is_asked_for_whole_again(index: IndexServer) -> None:
    create_flask(index)
    index.answers("flask", known('"odd"', package_document(requires_dist=["foo (1.0)"])))

    refresh(index, "flask")

    reading = Reading.objects.get()
    assert (reading.etag, reading.failure) == ("", "")


def test_what_was_read_in_part_does_not_say_that_all_was_read_today(index: IndexServer) -> None:
    create_flask(index)
    before = Revision.objects.filter(row_type="source", key="flask-index").count()
    index_says(index, requires_dist=["foo (1.0)"])

    refresh(index, "flask")

    assert Revision.objects.filter(row_type="source", key="flask-index").count() == before


def test_an_unknown_licence_does_not_overwrite_a_known_one(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, license_expression=None, license="UNKNOWN")

    refresh(index, "flask")

    assert value(FactName.DECLARED_LICENCE) == "BSD-3-Clause"
    assert Change.objects.get(state="in-review").items.get().document is None


def test_a_long_licence_is_kept_whole(index: IndexServer) -> None:
    create_flask(index, license_expression=EXPRESSION)

    assert value(FactName.DECLARED_LICENCE) == EXPRESSION


@pytest.mark.parametrize(
    "listed",
    [{"id": 1}, [{"id": 7}], [{"id": "PYSEC-1", "aliases": "CVE-2026-1"}], [{"id": "PYSEC-1", "fixed_in": 3}], "none"],
)
def test_vulnerabilities_that_cannot_be_read_stay_known(index: IndexServer, listed: Any) -> None:
    create_flask(index)
    odd = {"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fixed_in": ["3.1.4"]}
    index.answers("flask", document(package_document(vulnerabilities=[odd])))
    refresh(index, "flask")
    index.answers("flask", document(package_document() | {"vulnerabilities": listed}))

    refresh(index, "flask")

    assert value(FactName.KNOWN_VULNERABILITIES) == "1 listed for 3.1.3"


@pytest.mark.parametrize("files", ["soon", [7], [{"upload_time": "yesterday"}]])
def test_a_release_that_cannot_be_read_stays_on_record(index: IndexServer, files: Any) -> None:
    create_flask(index)
    index_says(index, release("3.1.3") | {"3.1.2": files} | release("3.2.0", "2026-11-01"), version="3.2.0")

    refresh(index, "flask")

    assert versions() == ["3.1.2", "3.1.3", "3.2.0"]
    assert value(FactName.LATEST_VERSION) == "3.2.0"


def test_a_newer_release_that_cannot_be_read_leaves_the_latest_as_it_was(index: IndexServer) -> None:
    create_flask(index)
    before = facts()
    index_says(index, {"4.0": "soon"} | release("3.1.3") | release("3.1.2", "2025-08-19"))

    refresh(index, "flask")

    assert facts() == before


@pytest.mark.parametrize("status", ["quarantined", "archived", "deprecated"])
def test_a_project_without_files_keeps_its_record_and_says_its_status(index: IndexServer, status: str) -> None:
    create_flask(index)
    before, rows = facts(), versions()
    index.answers("flask", document(package_document(releases={}) | {"project-status": {"status": status}}))

    refresh(index, "flask")

    assert (facts(), versions()) == (before | {"project-status": status.capitalize()}, rows)


def test_the_desk_leads_to_what_could_not_be_read(index: IndexServer, editor: Client) -> None:
    create_flask(index)
    index_says(index, requires_dist=["foo (1.0)"])
    refresh(index, "flask")

    page = editor.get("/admin/desk/").text

    assert "1 unread" in page
    assert "is no requirement" in editor.get(re.findall(r"/admin/editorial/run/[0-9]+/change/", page)[0]).text
