"""Checking, loading and exporting the catalogue's files."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from pytest_django import Settings

from editorial.changes import approve, propose, withdraw
from editorial.checks import Edit
from editorial.models import Change, Revision, State
from frameworks.documents import document_of
from frameworks.models import Framework, Support
from tests.factories import create_user

pytestmark = pytest.mark.django_db

SOURCE = {"kind": "documentation", "name": "Docs", "url": "https://example.com/", "read_on": "2026-11-01"}
CELL = {"level": "builtin", "source": "docs", "checked_on": "2026-11-01"}
FILES = {
    "kinds/full-stack": {"name": "Full-stack", "description": "All in one."},
    "sources/docs": SOURCE,
    "features/forms": {"name": "Forms", "slug": "forms", "group": "data", "definition": "What it is."},
    "features/orm": {"name": "ORM", "slug": "orm", "group": "data", "definition": "What it is."},
    "frameworks/django": {
        "name": "Django",
        "slug": "django",
        "kind": "full-stack",
        "tagline": "A framework.",
        "support": {"forms": dict(CELL), "orm": dict(CELL)},
    },
}


class Folder:
    """A catalogue's folder that a test can write to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: object) -> None:
        file = self.path / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False))

    def set_cell(self, feature: str, **fields: object) -> None:
        framework = yaml.safe_load((self.path / "frameworks/django.yaml").read_text())
        framework["support"][feature] |= fields
        self.write("frameworks/django", framework)

    def remove_cell(self, feature: str) -> None:
        framework = yaml.safe_load((self.path / "frameworks/django.yaml").read_text())
        del framework["support"][feature]
        self.write("frameworks/django", framework)

    def load(self, **options: bool) -> str:
        output = StringIO()
        call_command("load_catalogue", self.path, stdout=output, **options)
        return output.getvalue()

    def check(self) -> str:
        """Return the errors of a check, empty if there are none."""
        try:
            call_command("check_catalogue", self.path, stdout=StringIO())
        except CommandError as error:
            return str(error)
        return ""

    def texts(self) -> dict[str, str]:
        return {str(path.relative_to(self.path)): path.read_text() for path in self.path.rglob("*.yaml")}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "catalogue")
    for name, content in FILES.items():
        folder.write(name, content)
    return folder


def edit_as_editor(feature: str, **fields: object) -> None:
    cell = Support.objects.get(pk=f"django/{feature}")
    edit = Edit(Support, cell.pk, {**document_of(cell), **fields})
    approve(propose([edit], author=create_user(), reason="An editor knows."), reviewer=create_user())


def test_loading_publishes_the_rows(folder: Folder) -> None:
    folder.load()

    assert list(Support.objects.values_list("pk", "level")) == [("django/forms", "builtin"), ("django/orm", "builtin")]


def test_loading_again_changes_nothing(folder: Folder) -> None:
    folder.load()
    before = Revision.objects.count()

    folder.load()

    assert Revision.objects.count() == before


def test_loading_once_does_nothing_the_second_time(folder: Folder) -> None:
    folder.load()
    folder.set_cell("orm", note="New words.")

    folder.load(once=True)

    assert Support.objects.get(pk="django/orm").note == ""


def test_a_dry_run_says_what_would_be_published(folder: Folder) -> None:
    folder.load()
    folder.set_cell("orm", note="New words.")

    assert "publish support django/orm" in folder.load(dry_run=True)


def test_a_dry_run_publishes_nothing(folder: Folder) -> None:
    folder.load(dry_run=True)

    assert not Framework.objects.exists()


def test_a_row_changed_in_the_file_alone_is_published(folder: Folder) -> None:
    folder.load()
    folder.set_cell("orm", note="From the file.")

    folder.load()

    assert Support.objects.get(pk="django/orm").note == "From the file."


def test_a_row_changed_by_an_editor_alone_is_kept(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")

    folder.load()

    assert Support.objects.get(pk="django/orm").note == "From an editor."


def test_one_cell_by_an_editor_and_another_in_the_file_both_survive(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("forms", note="From the file.")

    folder.load()

    assert dict(Support.objects.values_list("pk", "note")) == {
        "django/forms": "From the file.",
        "django/orm": "From an editor.",
    }


def test_a_row_changed_on_both_sides_is_reported(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("orm", note="From the file.")

    with pytest.raises(CommandError, match="support django/orm"):
        folder.load()


def test_a_row_changed_on_both_sides_stays_as_the_editor_left_it(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("orm", note="From the file.")

    with pytest.raises(CommandError):
        folder.load()

    assert Support.objects.get(pk="django/orm").note == "From an editor."


def test_the_files_side_of_a_conflict_waits_for_review(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("orm", note="From the file.")
    with pytest.raises(CommandError):
        folder.load()

    approve(Change.objects.get(state=State.IN_REVIEW), reviewer=create_user())

    assert Support.objects.get(pk="django/orm").note == "From the file."


def test_a_conflict_is_reported_once(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("orm", note="From the file.")
    with pytest.raises(CommandError):
        folder.load()

    folder.load()

    assert Change.objects.filter(state=State.IN_REVIEW).count() == 1


def test_a_conflict_decided_for_the_editor_stays_decided(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("orm", note="From the file.")
    with pytest.raises(CommandError):
        folder.load()
    withdraw(Change.objects.get(state=State.IN_REVIEW))

    folder.load()

    assert Support.objects.get(pk="django/orm").note == "From an editor."


def test_other_rows_are_published_beside_a_conflict(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.set_cell("orm", note="From the file.")
    folder.set_cell("forms", note="From the file.")

    with pytest.raises(CommandError):
        folder.load()

    assert Support.objects.get(pk="django/forms").note == "From the file."


def test_a_row_the_files_no_longer_have_is_removed(folder: Folder) -> None:
    folder.load()
    folder.remove_cell("orm")

    folder.load()

    assert not Support.objects.filter(pk="django/orm").exists()


def test_a_row_that_an_editor_changed_is_not_removed(folder: Folder) -> None:
    folder.load()
    edit_as_editor("orm", note="From an editor.")
    folder.remove_cell("orm")

    with pytest.raises(CommandError, match="support django/orm"):
        folder.load()

    assert Support.objects.filter(pk="django/orm").exists()


def test_export_load_export_gives_the_same_bytes(folder: Folder, tmp_path: Path) -> None:
    folder.load()
    first, second = Folder(tmp_path / "first"), Folder(tmp_path / "second")
    call_command("export_catalogue", first.path, stdout=StringIO())

    first.load()
    call_command("export_catalogue", second.path, stdout=StringIO())

    assert first.texts() == second.texts()


def test_an_export_has_every_row(folder: Folder, tmp_path: Path) -> None:
    folder.load()
    exported = Folder(tmp_path / "exported")
    call_command("export_catalogue", exported.path, stdout=StringIO())

    assert {name: yaml.safe_load(text) for name, text in exported.texts().items()} == {
        f"{name}.yaml": content for name, content in FILES.items()
    }


def test_an_export_removes_files_without_rows(folder: Folder) -> None:
    folder.load()
    folder.write("features/gone", {"name": "Gone"})

    call_command("export_catalogue", folder.path, stdout=StringIO())

    assert "features/gone.yaml" not in folder.texts()


def test_the_sites_own_files_are_what_an_export_would_write(settings: Settings, tmp_path: Path) -> None:
    own, exported = Folder(settings.CATALOGUE), Folder(tmp_path)
    own.load()

    call_command("export_catalogue", exported.path, stdout=StringIO())

    assert exported.texts() == own.texts()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("kinds/micro", {"name": "Micro"}, "kinds/micro.yaml: description: This field cannot be blank"),
        ("kinds/micro", {"name": "Micro", "description": "x", "colour": 1}, "colour: unknown field; allowed are name"),
        ("kinds/Micro!", {"name": "Micro", "description": "x"}, "Use lower-case letters, digits"),
        ("kinds/micro", {"name": "full-STACK", "description": "x"}, "has the same name"),
        ("colours/red", {"name": "Red"}, "no rows belong here; allowed are kinds/{key}"),
        ("kinds/micro", "- a list", "must hold fields and sections"),
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
        ({"source": None}, "Every level but unknown needs a source"),
        ({"level": "sometimes"}, "Allowed are builtin, official-extension"),
        ({"level": "third-party"}, "names its package"),
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
    folder.write("guides/ps", {"code": "PS", "voice": "Pratt", "source": "guide-ps"})
    rating = {"level": "growth/low", "stated": "explicit", "summary": "x", "locator": "x"}
    folder.write("guides/ps/frameworks/django", {"ratings": {"speed": rating}})

    assert "ratings, speed: The level must be one of the criterion’s own scale" in folder.check()


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
