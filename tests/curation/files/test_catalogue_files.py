"""Loading and exporting the catalogue's files."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose, withdraw
from curation.documents import document_of, fields_of
from curation.models import Change, Revision, State
from curation.registry import row_types
from frameworks.models import Framework, Support
from tests.curation.files.catalogue_folder import FILES, Folder
from tests.factories import create_user, publish, support_document

pytestmark = pytest.mark.django_db


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


def test_what_an_importer_wrote_since_stays_without_a_conflict(folder: Folder) -> None:
    folder.load()
    publish(Edit(Support, "django/orm", support_document(note="Read today.")))
    folder.set_cell("orm", note="From the file.")

    folder.load()

    assert Support.objects.get(pk="django/orm").note == "Read today."


def test_what_programs_write_of_a_row_are_fields_of_it() -> None:
    for model in row_types().values():
        assert set(model.written_by_programs) <= {field.name for field in fields_of(model)}


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
