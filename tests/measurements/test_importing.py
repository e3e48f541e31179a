"""Bringing results files into the record."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from curation.changes.checks import Edit
from curation.documents import document_of
from curation.models import Change, Revision
from frameworks.models import Support
from lab.programs.program import hash_texts
from measurements.importing.reading import hash_of, read_results
from measurements.models import CellProof, Figure, LabRun, Program
from tests.factories import create_feature, create_frameworks, create_support, create_task, publish
from tests.measurements.results import FILES, program, proof, results, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue() -> None:
    create_frameworks("django", "flask")
    create_feature(key="orm")
    for key in ("t01", "t11"):
        create_task(key=key)


def bring_in(path: Path, *options: str) -> None:
    call_command("import_lab_results", str(path), *options)


def refusal(path: Path) -> str:
    with pytest.raises(CommandError) as refused:
        bring_in(path)
    assert not LabRun.objects.exists()
    return str(refused.value)


def test_programs_proofs_and_figures_are_published_as_one_change(tmp_path: Path) -> None:
    bring_in(write(tmp_path))

    assert Change.objects.latest("pk").items.count() == LabRun.objects.count() + 4 + 1 + Figure.objects.count()
    assert Program.objects.count() == 4
    assert CellProof.objects.get().verdict == "proved"


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    bring_in(path)
    before = Revision.objects.count()

    bring_in(path)

    assert Revision.objects.count() == before


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(write(tmp_path), "--dry-run")

    assert "would publish 1 labrun, 4 program, 1 cellproof" in capsys.readouterr().out
    assert not LabRun.objects.exists()


@pytest.mark.parametrize(
    ("measure", "framework", "variant", "value", "low", "high"),
    [
        ("cpu-t01", "django", "default", 275_000, 270_000, 285_000),
        ("cpu-t01", "flask", "gunicorn", 340_000, 335_000, 350_000),
        ("start-cpu", "django", "default", 250_000_000, 240_000_000, 300_000_000),
        ("memory-idle", "django", "default", 51 * 1024**2, 50 * 1024**2, 52 * 1024**2),
        ("memory-websocket", "django", "uvicorn", 30 * 1024, 29 * 1024, 31 * 1024),
        ("wait-16", "flask", "16-threads", 52_500_000, 52_500_000, 60_000_000),
        ("size-bare", "flask", "default", 30_000_000, 30_000_000, 30_000_000),
        ("packages-bare", "flask", "default", 3, 3, 3),
    ],
)
def test_a_figure_has_its_interval_in_whole_units(
    tmp_path: Path, measure: str, framework: str, variant: str, value: int, low: int, high: int
) -> None:
    bring_in(write(tmp_path))

    figure = Figure.objects.get(framework=framework, measure=measure, variant=variant)
    assert (figure.value, figure.low, figure.high) == (value, low, high)


def test_bands_count_from_the_cheapest(tmp_path: Path) -> None:
    bring_in(write(tmp_path))

    bands = Figure.objects.filter(measure="cpu-t01").values_list("key", "band")
    assert dict(bands) == {
        "flask/cpu-t01/default": 1,
        "django/cpu-t01/default": 2,
        "flask/cpu-t01/gunicorn": 2,
    }


def test_what_was_measured_twice_and_bare_servers_are_no_figures_of_a_framework(tmp_path: Path) -> None:
    bring_in(write(tmp_path))

    assert not Figure.objects.filter(variant="again").exists()
    assert LabRun.objects.get().floors == {"cpu-t01": {"wsgi": 40_000}}


def test_a_task_that_is_not_offered_says_why(tmp_path: Path) -> None:
    bring_in(write(tmp_path))

    assert Program.objects.get(pk="flask/t11/default").not_offered == "no document"


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text()[:-200])

    assert "2026-11-30.json is no JSON, or was cut off" in refusal(path)


def test_a_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    assert "has schema version 2; this site reads version 1" in refusal(write(tmp_path, schema_version=2))


def test_what_does_not_fit_the_schema_is_named_with_its_place(tmp_path: Path) -> None:
    assert "machine: 'cores' is a required property" in refusal(write(tmp_path, machine={"cpu": "x"}))


def test_a_program_that_was_changed_after_it_ran_is_refused(tmp_path: Path) -> None:
    changed = program(program_sha256="1" * 64)

    assert "tasks/django/t01: the text of the program was changed" in refusal(
        write(tmp_path, tasks={"django": {"t01": changed}})
    )


def test_a_proof_that_was_changed_after_it_ran_is_refused(tmp_path: Path) -> None:
    assert "the text of the program was changed" in refusal(write(tmp_path, proofs=[proof(program_sha256="1" * 64)]))


def test_a_framework_that_is_not_in_the_catalogue_is_named(tmp_path: Path) -> None:
    strange = {**results()["frameworks"], "nobody": results()["frameworks"]["flask"]}

    assert "nobody" in refusal(write(tmp_path, frameworks=strange, tasks={"nobody": {"t01": program()}}))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_what_is_no_number_is_refused(tmp_path: Path, number: str) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text().replace("275.0", number))

    assert f"{number} is no number of JSON" in refusal(path)


def test_half_a_character_in_a_proof_is_refused_by_name(tmp_path: Path) -> None:
    digest = hashlib.sha256("\ud800".encode(errors="surrogatepass")).hexdigest()
    half = proof() | {"text": "\ud800", "program_sha256": digest}

    assert "U+D800" in refusal(write(tmp_path, proofs=[half]))


@pytest.mark.parametrize(
    "more",
    [
        {"started": "soon"},
        {"started": "0001-01-01T00:00:00+14:00"},
        {"tasks": {"nobody": {"t01": program()}}},
    ],
)
def test_what_fits_the_schema_and_is_not_known_here_is_refused_in_words(tmp_path: Path, more: dict[str, Any]) -> None:
    assert "2026-11-30" in refusal(write(tmp_path, **more))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "2026-11-30.json cannot be read: No such file or directory" in refusal(tmp_path / "2026-11-30.json")


def test_an_earlier_run_leaves_what_a_later_one_saw(tmp_path: Path) -> None:
    bring_in(write(tmp_path))

    bring_in(
        write(tmp_path, "2026-11-01", started="2026-11-01T00:00:00+00:00", tasks={"django": {"t01": program(lines=99)}})
    )

    assert Program.objects.get(pk="django/t01/default").lines == 4


def test_a_later_run_keeps_what_people_hold_against_a_program(tmp_path: Path) -> None:
    bring_in(write(tmp_path, "2026-11-29", started="2026-11-29T00:00:00+00:00"))
    row = Program.objects.get(pk="django/t01/default")
    publish(Edit(Program, row.pk, {**document_of(row), "disputed": "It is not idiomatic."}))

    bring_in(write(tmp_path))

    row.refresh_from_db()
    assert (row.run_id, row.disputed) == ("2026-11-30", "It is not idiomatic.")


def test_a_verdict_changes_no_cell(tmp_path: Path) -> None:
    create_support(level="builtin")

    bring_in(write(tmp_path, proofs=[proof(verdict="contested", output="assert 1 == 2")]))

    assert Support.objects.get(pk="django/orm").level == "builtin"


def test_colours_and_unseen_characters_of_what_a_program_printed_are_left_out(tmp_path: Path) -> None:
    bring_in(write(tmp_path, proofs=[proof(output="\x1b[31mnot found\x1b[0m\x07")]))

    assert CellProof.objects.get().output == "not found"


def test_a_proof_that_its_framework_no_longer_has_is_removed_and_those_of_others_stay(tmp_path: Path) -> None:
    of_flask = {"cell": {"framework": "flask", "feature": "orm"}}
    bring_in(write(tmp_path, proofs=[proof(), proof(function="test_another"), proof(**of_flask)]))

    bring_in(write(tmp_path, "2026-11-30-2", proofs=[proof()]))

    assert set(CellProof.objects.values_list("pk", flat=True)) == {
        "django/orm/three-rows-are-stored",
        "flask/orm/three-rows-are-stored",
    }


def test_a_run_of_what_changed_removes_proofs_of_the_cells_that_it_names_alone(tmp_path: Path) -> None:
    create_feature(key="forms")
    of_forms = {"cell": {"framework": "django", "feature": "forms"}}
    bring_in(write(tmp_path, proofs=[proof(), proof(function="test_another"), proof(**of_forms)]))

    changed = "python -m lab proofs django --changed --write"
    bring_in(write(tmp_path, "2026-11-30-2", proofs=[proof()], command=changed))

    assert set(CellProof.objects.values_list("pk", flat=True)) == {
        "django/forms/three-rows-are-stored",
        "django/orm/three-rows-are-stored",
    }


def test_of_two_files_of_one_day_the_second_is_brought_in_last(tmp_path: Path, settings: Any) -> None:
    settings.LAB_RESULTS = tmp_path
    (tmp_path / "schema.json").write_bytes((Path(__file__).parents[2] / "lab/results/schema.json").read_bytes())
    write(tmp_path, "2026-11-30-proofs", proofs=[proof(verdict="contested")])
    write(tmp_path, "2026-11-30-proofs-2", proofs=[proof(verdict="proved")])

    call_command("import_lab_results")

    assert CellProof.objects.get().verdict == "proved"


def test_files_that_are_on_record_are_left_out_when_only_new_ones_are_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    bring_in(path)
    capsys.readouterr()

    bring_in(path, "--once")

    assert capsys.readouterr().out == ""


def test_the_site_takes_hashes_of_programs_as_the_lab_does() -> None:
    assert hash_of(FILES) == hash_texts(FILES)


def test_every_results_file_that_is_shipped_can_be_read(settings: Any) -> None:
    for path in settings.LAB_RESULTS.glob("20*.json"):
        assert read_results(path).data == json.loads(path.read_text())


def test_a_file_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-30.json"
    path.write_text("[" * 100_000)

    assert "2026-11-30.json is nested too deeply." in refusal(path)
