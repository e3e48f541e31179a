"""What holds for every document: no field stops the others, and a version is one however it is spelled."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from packaging.licenses import canonicalize_license_expression
from packaging.version import Version

from editorial.operation.refreshing.findings import can_be_kept, findings_in
from frameworks.models import FactName
from frameworks.package_index.document import PackageDocument, UnreadableDocument, read_document
from frameworks.package_index.stated import RESTS_ON, stated, untold
from tests.frameworks.package_index.documents import package_document, release

NUMBERS = st.integers(0, 2030)
SUFFIXES = st.sampled_from(
    ["", "a1", "b2", "rc1", ".post1", "-1", ".dev3", "rc1.post2.dev4", ".POST2", "_beta_3", "c4"]
)
KEPT = st.builds(
    lambda numbers, suffix: ".".join(map(str, numbers)) + suffix,
    st.lists(NUMBERS, min_size=1, max_size=4),
    SUFFIXES,
)
VERSIONS = st.builds(
    lambda epoch, version, local: f"{epoch}{version}{local}",
    st.sampled_from(["", "", "", "1!", "0!"]),
    KEPT,
    st.sampled_from(["", "", "", "+local.1", "+Ubuntu-2"]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["version", "license", "license_expression", "classifiers", "requires_dist", "provides_extra", "project_urls"]
ROOTS = ["urls", "vulnerabilities", "project-status"]
NAMES = st.sampled_from(["click", "Jinja2", "zope.interface", "a_b", "a--b", "0"])
MARKERS = st.sampled_from(
    [
        'python_version < "3.11"',
        "extra == 'extra'",
        'platform_machine == "extra"',
        '"x" in extra',
        'sys_platform != "win32"',
    ]
)
LICENCES = st.lists(
    st.sampled_from(["MIT", "apache-2.0", "GPL-3.0-or-later", "LicenseRef-Own", "BSD-3-Clause", "EUPL-1.2+"]),
    min_size=1,
    max_size=30,
).map(" or ".join)


def read(content: Any) -> PackageDocument:
    return read_document(json.dumps(content).encode(), "flask")


def respelled(version: str) -> st.SearchStrategy[str]:
    """Return other spellings of a version."""
    parsed = Version(version)
    release = ".".join(f"{number:02d}" for number in parsed.release)
    rest = str(parsed).partition(".".join(map(str, parsed.release)))[2]
    return st.sampled_from([f"v{version}", f" {version} ", f"V{release}{rest}", f"{release}.0{rest}", version.upper()])


@given(st.data(), KEPT)
def test_a_document_says_the_same_however_it_spells_its_version(data: st.DataObject, version: str) -> None:
    spelled = data.draw(respelled(version))

    plain, other = (read(package_document(releases=release(version), version=text)) for text in (version, spelled))

    assert stated(plain) == stated(other)
    assert FactName.KNOWN_VULNERABILITIES in stated(other)


@given(st.lists(VERSIONS, min_size=1, max_size=8))
def test_every_version_is_read_and_none_is_lost(names: list[str]) -> None:
    document = read(package_document(releases={name: release(name)[name] for name in names}))

    assert {release.version for release in document.releases} == set(map(Version, names))
    assert list(document.releases) == sorted(document.releases, key=lambda release: release.version, reverse=True)


@given(st.lists(VERSIONS, min_size=1, max_size=6))
def test_a_version_that_cannot_be_kept_is_said(names: list[str]) -> None:
    found = findings_in(read(package_document(releases={name: release(name)[name] for name in names})), [])

    unkept = {version for version in map(Version, names) if not can_be_kept(version)}
    assert len(found.left) >= len(unkept)
    assert all(can_be_kept(listed.version) for listed in found.releases)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON), st.dictionaries(st.sampled_from(ROOTS), JSON))
def test_whatever_a_field_says_the_releases_are_read(info: dict[str, Any], roots: dict[str, Any]) -> None:
    content = package_document() | roots
    content["info"] |= info

    found = findings_in(read(content), [])

    assert [str(listed.version) for listed in found.releases] == ["3.1.3", "3.1.2"]
    assert found.findings[FactName.LATEST_VERSION].value == "3.1.3"


@given(st.dictionaries(st.sampled_from(FIELDS), JSON), st.dictionaries(st.sampled_from(ROOTS), JSON))
def test_what_cannot_be_read_is_looked_for_by_nobody(info: dict[str, Any], roots: dict[str, Any]) -> None:
    content = package_document() | roots
    content["info"] |= info
    document = read(content)

    names = set(findings_in(document, []).names)

    assert names.isdisjoint(untold(document))
    assert {name for name, fields in RESTS_ON.items() if not {*fields} & {*document.unread}} <= names


@given(JSON)
def test_any_json_is_read_or_refused_in_words(content: Any) -> None:
    for whole in (content, {"info": {"name": "flask"}, "releases": content}):
        with suppress(UnreadableDocument):
            read(whole)


@given(st.lists(st.tuples(NAMES, st.none() | MARKERS), max_size=6))
def test_packages_are_counted_by_their_markers(needs: list[tuple[str, str | None]]) -> None:
    texts = [f"{name}; {marker}" if marker else name for name, marker in needs]

    found = stated(read(package_document(requires_dist=texts)))

    always = {name for name, marker in needs if marker is None}
    assert found[FactName.REQUIRED_PACKAGES].value == str(len(always))
    optional = {name for name, marker in needs if marker and ("extra ==" in marker or "in extra" in marker)}
    assert (FactName.OPTIONAL_PACKAGES in found) == bool(optional)


@given(LICENCES)
def test_a_licence_expression_stays_one(expression: str) -> None:
    document = read(package_document(license_expression=expression))

    kept = document.licence or expression
    assert canonicalize_license_expression(kept) == canonicalize_license_expression(expression)
    assert bool(document.licence) == ("licence" not in document.unread)


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=20)), min_size=1, max_size=5))
def test_a_release_is_withdrawn_when_all_its_files_are(files: list[tuple[bool, str]]) -> None:
    listed = [release("1.0", yanked=yanked, yanked_reason=reason)["1.0"][0] for yanked, reason in files]

    [only] = read(package_document(releases={"1.0": listed})).releases

    assert only.yanked == all(yanked for yanked, _reason in files)
    assert only.yanked or not only.yanked_reason
