"""What commands say to options and arguments that are wrong."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import create_framework


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["check_links", "--days=-1"], "argument --days: -1 is no whole number from 0 to 3650"),
        (["check_links", "--days=99999999999"], "99999999999 is no whole number"),
        (["check_links", "--days=soon"], "soon is no whole number"),
        (["restore", "site.xml.gz", "--most-megabytes=-1"], "argument --most-megabytes: -1 is no whole number from 1"),
        (["restore", "site.xml.gz", "--most-megabytes=0"], "0 is no whole number from 1"),
        (["audit_packages", "no/such/file.txt"], "A lock file cannot be read"),
    ],
)
def test_a_wrong_option_is_refused_in_words(command: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command(*command)


@pytest.mark.django_db
def test_an_export_touches_no_folder_with_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("mine: yes\n")

    with pytest.raises(CommandError, match="is no file of a catalogue"):
        call_command("export_catalogue", str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["settings.yaml"]


@pytest.mark.django_db
def test_an_export_to_what_is_no_folder_is_refused_in_words(tmp_path: Path) -> None:
    create_framework()
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="Not a directory"):
        call_command("export_catalogue", str(tmp_path / "file" / "below"))
