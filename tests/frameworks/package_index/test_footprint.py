"""Measuring what an install takes, with a package that lies on this machine."""

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from editorial.models import Run, RunOutcome
from frameworks.models import Fact
from frameworks.package_index.footprint import Footprint, NotMeasured, footprint, measure
from tests.factories import create_fact, create_framework


@pytest.fixture(autouse=True)
def _wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wheel, and no index."""
    with zipfile.ZipFile(tmp_path / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny.py", "x" * 2_000_000)
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))


def test_what_is_installed_is_counted() -> None:
    measured = measure("tiny", "1.0")

    assert measured.packages == 1
    assert 2_000_000 < measured.size < 2_010_000
    assert measured.disk >= measured.size


def test_what_cannot_be_installed_is_not_measured() -> None:
    with pytest.raises(NotMeasured, match="No matching distribution found for tiny==9.9"):
        measure("tiny", "9.9")


def test_an_empty_folder_takes_nothing(tmp_path: Path) -> None:
    assert footprint(tmp_path / "nothing") == Footprint(0, 0, 0)


@pytest.mark.django_db
def test_a_measurement_is_published_with_what_was_installed() -> None:
    create_framework(key="tiny", package="tiny")
    create_fact(framework="tiny", value="1.0")

    call_command("measure_footprint", "tiny")

    fact = Fact.objects.select_related("source").get(pk="tiny/installed-size")
    assert (fact.value, fact.source.name) == ("2.0 MB", "Tiny 1.0, installed to be measured")
    assert fact.note.startswith("File sizes of the one package that an install brings, without extras; Python 3.")


@pytest.mark.django_db
def test_a_failure_keeps_what_is_on_record_and_is_the_exit_status() -> None:
    create_framework(key="tiny", package="tiny")
    create_fact(framework="tiny", value="9.9")
    create_fact(framework="tiny", name="installed-size", value="3 MB")

    with pytest.raises(CommandError, match="Not measured: Tiny"):
        call_command("measure_footprint", "tiny")

    assert Fact.objects.get(pk="tiny/installed-size").value == "3 MB"
    assert Run.objects.get().outcome == RunOutcome.FAILED
