"""Checking the catalogue's files: every error names its place, all errors at once."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django import Settings

from frameworks.models import Framework
from tests.curation.files.catalogue_folder import SOURCE, Folder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("kinds/micro", {"name": "Micro"}, "kinds/micro.yaml: description: This field cannot be blank"),
        ("kinds/micro", {"name": "Micro", "description": "x", "colour": 1}, "colour: unknown field; allowed are name"),
        ("kinds/Micro!", {"name": "Micro", "description": "x"}, "Use lower-case letters, digits"),
        ("kinds/micro", {"name": "full-STACK", "description": "x"}, "has the same name"),
        ("colours/red", {"name": "Red"}, "no rows belong here; allowed are kinds/{key}"),
        ("kinds/micro", "- a list", "must hold fields and sections"),
        ("guides/x/frameworks/django", "1: {}\n", "unknown section 1; allowed are"),
        ("kinds/micro", "name: A\nname: B\n", "line 2: “name” stands here twice"),
        ("kinds/micro", "name: [", "kinds/micro.yaml: while parsing"),
        ("sources/site", SOURCE | {"read_on": "2026-02-30"}, "2026-02-30"),
        ("sources/site", SOURCE | {"read_on": "2999-01-01"}, "in the future"),
        ("sources/site", "kind: site\nname: Site\nread_on: 2026-11-01\n", "is it missing quotation marks"),
        ("sources/site", SOURCE | {"published": "2026-13"}, "Use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("criteria/speed", {"name": "Speed", "scale": "ordered"}, "names its low and its high end"),
    ],
)
def test_a_check_names_file_and_fault(folder: Folder, name: str, content: object, message: str) -> None:
    folder.write(name, content)

    assert message in folder.check()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"source": "dcos"},
            "frameworks/django.yaml, support, orm: source: there is no source “dcos”; close to it are docs",
        ),
        ({"source": None}, "Every level but “Not checked” needs a source"),
        ({"level": "sometimes"}, "Allowed are builtin, builtin-extra, official-extension"),
        ({"level": "third-party"}, "names its package"),
        ({"level": "builtin-extra"}, "names its package"),
        ({"level": "builtin", "package": "an-extra"}, "with one it is built in with an extra"),
        ({"level": "none-found"}, "None found says what was searched"),
        ({"level": "no", "locator": "page 3"}, "has the address of the document that says so"),
        ({"framework": "flask"}, "framework: leave it out, its place says it already"),
        ({"package": 3.1}, "3.1 must be text; is it missing quotation marks?"),
    ],
)
def test_a_check_names_the_place_in_a_section(folder: Folder, fields: dict[str, object], message: str) -> None:
    folder.set_cell("orm", **fields)

    assert message in folder.check()


def test_a_rating_off_its_scale_is_an_error(folder: Folder) -> None:
    levels = {"levels": {"low": {"label": "Low", "rank": 1}}}
    scale = {"scale": "ordered", "low_end": "slow", "high_end": "fast", **levels}
    folder.write("criteria/speed", {"name": "Speed", **scale})
    folder.write("criteria/growth", {"name": "Growth", **scale})
    folder.write("sources/guide-ps", {"kind": "guide", "name": "Guide", "read_on": "2026-11-01"})
    folder.write("guides/ps", {"code": "PS", "voice": "Pratt", "source": "guide-ps", "dated": "In its head."})
    rating = {"level": "growth/low", "stated": "explicit", "summary": "x", "locator": "x"}
    folder.write("guides/ps/frameworks/django", {"ratings": {"speed": rating}})

    assert "ratings, speed: The level must be one of the criterion’s own scale" in folder.check()


@pytest.fixture
def guided(folder: Folder) -> Folder:
    """A catalogue with a guide and a criterion that it can speak of."""
    levels = {"levels": {"low": {"label": "Low", "rank": 1}}}
    folder.write("criteria/speed", {"name": "Speed", "scale": "ordered", "low_end": "s", "high_end": "f", **levels})
    folder.write("sources/guide-ps", {"kind": "guide", "name": "Guide", "read_on": "2026-11-01"})
    folder.write("guides/ps", {"code": "PS", "voice": "Pratt", "source": "guide-ps", "dated": "It prints none."})
    return folder


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"applies_to": "code base growth"}, "applies_to: Value 'code base growth' is not a valid choice. Allowed are"),
        ({"label": "quick", "quoted": True}, "quoted: allowed for a label that was second-checked"),
    ],
)
def test_a_rating_that_says_more_than_is_allowed_is_an_error(
    guided: Folder, fields: dict[str, object], message: str
) -> None:
    rating = {"level": "speed/low", "stated": "explicit", "summary": "x", "locator": "x", **fields}
    guided.write("guides/ps/frameworks/django", {"ratings": {"speed": rating}})

    assert f"guides/ps/frameworks/django.yaml, ratings, speed: {message}" in guided.check()


def test_what_is_not_compared_and_leads_nowhere_is_an_error(folder: Folder) -> None:
    about = {"name": "Hug", "what": "x", "reason": "x", "instead": "x", "source": "docs", "read_on": "2026-11-01"}
    folder.write("not-compared/hug", about)

    assert "not-compared/hug.yaml: Name a framework or a situation to look at instead" in folder.check()


def test_a_guide_without_any_date_is_an_error(guided: Folder) -> None:
    guided.write("guides/ps", {"code": "PS", "voice": "Pratt", "source": "guide-ps"})

    assert "guides/ps.yaml: dated: Say what its date rests on" in guided.check()


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (
            {"2023-06-29": 100, "2026-06-25": 80},
            "2026-06-25: 80 after 100 on 2023-06-29; allowed is at least 90",
        ),
        ({"2999-01-01": 100}, "2999-01-01 is in the future; allowed is up to"),
    ],
)
def test_a_series_of_adoption_that_cannot_be_is_an_error(folder: Folder, points: dict[str, int], message: str) -> None:
    series = {"points": points, "licence": "CC BY-SA 4.0", "source": "docs", "read_on": "2026-11-01"}
    folder.write("adoption/django", {"series": {"stars": series}})

    assert f"adoption/django.yaml, series, stars: points: {message}" in folder.check()


def test_a_check_reports_all_errors_at_once(folder: Folder) -> None:
    folder.set_cell("orm", level="sometimes")
    folder.set_cell("forms", level="never")

    assert "2 errors" in folder.check()


def test_a_faulty_file_keeps_everything_from_loading(folder: Folder) -> None:
    folder.set_cell("orm", level="sometimes")

    with pytest.raises(CommandError, match="Nothing was loaded"):
        folder.load()

    assert not Framework.objects.exists()


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert "there are no catalogue files here" in Folder(tmp_path).check()


def test_the_sites_own_files_are_without_errors(settings: Settings) -> None:
    assert Folder(settings.CATALOGUE).check() == ""


def test_what_cannot_be_read_is_named(folder: Folder) -> None:
    (folder.path / "kinds" / "folder.yaml").mkdir()

    assert "kinds/folder.yaml: " in folder.check()
