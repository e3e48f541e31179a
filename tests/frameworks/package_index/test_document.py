"""Reading the index's document: what it says, and what becomes of what it should not say."""

import datetime
import json
from typing import Any

import pytest

from frameworks.package_index.document import PackageDocument, UnreadableDocument, read_document
from frameworks.package_index.wheels import Wheels, wheels_of
from tests.frameworks.package_index.documents import file_of, package_document, release

FILE = "releases.1.0[0]"
BEFORE_ALL = "0001-01-01T00:00:00+14:00"
"""A time that in UTC would be before the first year."""
LONG_EXPRESSION = " OR ".join(["LGPL-2.1-or-later WITH Classpath-exception-2.0"] * 9)


def read(content: Any) -> PackageDocument:
    return read_document(json.dumps(content).encode(), "flask")


def test_a_release_has_its_version_day_and_file() -> None:
    first = read(package_document()).releases[0]

    assert (str(first.version), first.released_on) == ("3.1.3", datetime.date(2026, 2, 19))
    assert (first.requires_python, first.size, first.wheels) == (">=3.9", 103_424, Wheels.PURE)


def test_releases_come_with_the_newest_version_first() -> None:
    releases = read(package_document(releases=release("1.9") | release("1.10") | release("1.10rc1"))).releases

    assert [str(release.version) for release in releases] == ["1.10", "1.10rc1", "1.9"]
    assert [release.is_final for release in releases] == [True, False, True]


def test_a_release_is_yanked_when_all_its_files_are() -> None:
    yanked, kept = file_of("1.0", yanked=True, yanked_reason="Broken"), file_of("1.0")

    assert read(package_document(releases={"1.0": [yanked]})).releases[0].yanked_reason == "Broken"
    assert not read(package_document(releases={"1.0": [yanked, kept]})).releases[0].yanked


@pytest.mark.parametrize("other", [release("2.0.0-final"), release("9" * 5000), {"0.9": []}])
def test_what_has_no_version_or_no_file_is_passed_over(other: dict[str, Any]) -> None:
    document = read(package_document(releases=release("1.0") | other))

    assert ([str(listed.version) for listed in document.releases], document.unread) == (["1.0"], {})


def test_every_field_but_the_name_and_the_releases_may_be_missing() -> None:
    document = read({"info": {"name": "flask"}, "releases": {"1.0": [{"upload_time": "2026-01-01T00:00:00"}]}})

    assert (document.licence, document.requirements, document.links, document.vulnerabilities) == ("", (), (), ())
    assert (document.releases[0].size, document.releases[0].wheels) == (None, Wheels.NONE)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"info": ["flask"]}, "info"),
        ({"releases": []}, "releases"),
        ({"info": package_document("Django")["info"]}, "info.name"),
    ],
)
def test_a_document_of_the_wrong_form_is_refused(change: dict[str, Any], field: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(package_document() | change)

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("change", "field", "place"),
    [
        ({"releases": {"1.0": "soon"}}, "release 1.0", "releases.1.0"),
        ({"releases": {"1.0": [7]}}, "release 1.0", "releases.1.0[0]"),
        ({"releases": release("1.0", size="large")}, "release 1.0", "releases.1.0[0].size"),
        ({"releases": release("1.0", size=True)}, "release 1.0", "releases.1.0[0].size"),
        ({"releases": release("1.0", size=-1)}, "release 1.0", "releases.1.0[0].size"),
        ({"releases": release("1.0", size=10**400)}, "release 1.0", "releases.1.0[0].size"),
        ({"releases": release("1.0", yanked="yes")}, "release 1.0", "releases.1.0[0].yanked"),
        ({"releases": release("1.0", "yesterday")}, "release 1.0", "releases.1.0[0].upload_time_iso_8601"),
        ({"releases": release("1.0", upload_time_iso_8601=BEFORE_ALL)}, "release 1.0", f"{FILE}.upload_time_iso_8601"),
        ({"releases": {}}, "releases", "releases"),
        ({"vulnerabilities": {"id": 1}}, "vulnerabilities", "vulnerabilities"),
        ({"vulnerabilities": [{"id": 7}]}, "vulnerabilities", "vulnerabilities[0].id"),
        ({"info": package_document(requires_dist="all")["info"]}, "requirements", "info.requires_dist"),
        ({"info": package_document(requires_dist=["a", 1])["info"]}, "requirements", "info.requires_dist[1]"),
        ({"info": package_document(requires_dist=["a", "b (1.0)"])["info"]}, "requirements", "info.requires_dist[1]"),
        ({"info": package_document(license_expression=None, license={"a": 1})["info"]}, "licence", "info.license"),
        ({"info": package_document(license_expression="x" * 1001)["info"]}, "licence", "info.license_expression"),
        ({"info": package_document(version="soon")["info"]}, "version", "info.version"),
        ({"project-status": "archived"}, "status", "project-status"),
        ({"urls": {"filename": 1}}, "files", "urls"),
    ],
)
def test_a_field_of_the_wrong_form_is_named_and_the_others_are_read(
    change: dict[str, Any], field: str, place: str
) -> None:
    document = read(package_document() | change)

    assert document.unread[field].startswith(f"{place}: ")
    assert {field, "releases"} >= set(document.unread)
    assert document.package == "Flask"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"info": {"na', "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[1]", "a list, not an object"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b'{"info": {"name": ' + b"9" * 5000 + b"}}", "no JSON"),
    ],
)
def test_what_is_no_document_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        read_document(body, "flask")


def test_text_loses_control_characters_half_characters_and_invisible_marks() -> None:
    odd = "MIT\u0000 \ud800\u202eLicence\n\u200b"

    assert read(package_document(license_expression=odd)).licence == "MIT Licence"


def test_long_text_is_cut() -> None:
    reason = read(package_document(releases=release("1.0", yanked=True, yanked_reason="x" * 10_000))).releases[0]

    assert len(reason.yanked_reason) == 300


@pytest.mark.parametrize(
    ("info", "licence"),
    [
        ({"license_expression": "MIT"}, "MIT"),
        ({"license_expression": None, "license": "Apache-2.0"}, "Apache-2.0"),
        ({"license_expression": None, "license": "Copyright\nAll of it …"}, ""),
        ({"license_expression": None, "classifiers": ["License :: OSI Approved :: BSD License"]}, "BSD License"),
        ({"license_expression": None}, ""),
        ({"license_expression": None, "license": "UNKNOWN"}, ""),
        ({"license_expression": "unknown", "classifiers": ["License :: OSI Approved :: MIT License"]}, "MIT License"),
        ({"license_expression": LONG_EXPRESSION}, LONG_EXPRESSION),
    ],
)
def test_the_licence_is_what_the_package_declares(info: dict[str, Any], licence: str) -> None:
    assert read(package_document(**info)).licence == licence


def test_a_vulnerability_has_its_best_known_name_and_where_it_is_fixed() -> None:
    listed = [
        {"id": "PYSEC-1", "aliases": ["GHSA-1", "CVE-2026-1"], "fixed_in": ["3.1.4"], "withdrawn": None},
        {"id": "PYSEC-2", "withdrawn": "2026-01-01T00:00:00Z"},
    ]

    [vulnerability] = read(package_document(vulnerabilities=listed)).vulnerabilities
    assert (vulnerability.name, vulnerability.fixed_in) == ("CVE-2026-1", ("3.1.4",))


def test_only_links_to_web_pages_are_kept() -> None:
    links = {
        "Source": "https://example.com/",
        "Bad": "javascript:alert(1)",
        "Odd": 'https://e.com/"><b>',
        "Turned": "https://example.com/\u202ekcab",
        "Half": "https://example.com/\ud800",
    }

    assert read(package_document(project_urls=links)).links == (("Source", "https://example.com/"),)


@pytest.mark.parametrize(
    ("names", "wheels"),
    [
        (["a-1.0.tar.gz"], Wheels.NONE),
        (["a-1.0-py3-none-any.whl"], Wheels.PURE),
        (["a-1.0-py3-none-any.whl", "a-1.0-cp314-cp314-win_amd64.whl"], Wheels.COMPILED),
        (["a-1.0-cp311-abi3-macosx_10_9_universal2.whl"], Wheels.COMPILED),
        (["a-1.0-cp314-cp314t-manylinux_2_28_x86_64.whl"], Wheels.FREE_THREADED),
        (["odd.whl"], Wheels.NONE),
    ],
)
def test_wheels_are_told_apart_by_their_names(names: list[str], wheels: Wheels) -> None:
    assert wheels_of(names) == wheels
