"""The gate of known vulnerabilities, on advisories in the form in which the index gives them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config.environment import BASE_DIR
from editorial.management.commands.audit_packages import FILES
from frameworks.package_index.audit import locked
from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import IndexServer, document, raw, status

LOCK = "jinja2==3.1.2 \\\n    --hash=sha256:00\nflask==3.1.3 ; sys_platform == 'linux' \\\n    --hash=sha256:11\n"
ADVISORY = {
    "aliases": ["CVE-2024-22195", "GHSA-h5c8-rqwp-cp95"],
    "details": "Keys of the xmlattr filter may hold spaces.",
    "fixed_in": ["3.1.3"],
    "id": "GHSA-h5c8-rqwp-cp95",
    "link": "https://osv.dev/vulnerability/GHSA-h5c8-rqwp-cp95",
    "source": "osv",
    "summary": None,
    "withdrawn": None,
}


@pytest.fixture
def lock(tmp_path: Path, mirror: IndexServer) -> Path:
    """Two locked packages of which the index knows nothing bad."""
    mirror.answers("jinja2", document(package_document("Jinja2", release("3.1.2"))))
    mirror.answers("flask", document(package_document("Flask", release("3.1.3"))))
    file = tmp_path / "lock.txt"
    file.write_text(LOCK)
    return file


def audit(lock: Path, **options: Any) -> str:
    told = StringIO()
    call_command("audit_packages", lock, stdout=told, **options)
    return told.getvalue()


def test_packages_without_an_advisory_pass(lock: Path, mirror: IndexServer) -> None:
    assert audit(lock) == "Audited 2 of 2 packages.\n"
    assert [path for path, _headers in mirror.requests] == ["/pypi/flask/3.1.3/json", "/pypi/jinja2/3.1.2/json"]


def test_an_advisory_fails_the_gate_on_any_machine(lock: Path, mirror: IndexServer) -> None:
    mirror.answers("jinja2", document(package_document("Jinja2", release("3.1.2"), vulnerabilities=[ADVISORY])))

    with pytest.raises(CommandError, match=r"^1 packages have known vulnerabilities\.$"):
        audit(lock, offline=True)


def test_an_advisory_is_named_with_the_version_that_mends_it(lock: Path, mirror: IndexServer) -> None:
    mirror.answers("jinja2", document(package_document("Jinja2", release("3.1.2"), vulnerabilities=[ADVISORY])))
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("audit_packages", lock, stdout=told)

    assert "VULNERABLE jinja2 3.1.2: CVE-2024-22195, fixed in 3.1.3." in told.getvalue()


def test_an_advisory_that_was_withdrawn_passes(lock: Path, mirror: IndexServer) -> None:
    withdrawn = ADVISORY | {"withdrawn": "2024-02-01T00:00:00Z"}
    mirror.answers("jinja2", document(package_document("Jinja2", release("3.1.2"), vulnerabilities=[withdrawn])))

    assert audit(lock) == "Audited 2 of 2 packages.\n"


SILENT = package_document("Jinja2", release("3.1.2"))
del SILENT["vulnerabilities"]


@pytest.mark.parametrize(
    "reply",
    [
        status(404),
        status(503),
        raw(b"<html>", Content_Type="text/html"),
        document(SILENT),
        document(package_document("Jinja2", release("3.1.6"))),
        document(package_document("Jinja2", release("3.1.2"), vulnerabilities=[{"id": 7}])),
        raw(b"[" * 5_000),
    ],
    ids=["unknown", "failing", "a page", "nothing said", "another version", "nonsense", "nested"],
)
def test_a_package_that_is_not_answered_for_fails_the_gate(lock: Path, mirror: IndexServer, reply: Any) -> None:
    mirror.answers("jinja2", reply)

    with pytest.raises(CommandError, match="^1 of 2 packages could not be audited"):
        audit(lock)


def test_a_machine_that_is_said_to_be_offline_passes_and_says_what_was_not_audited(
    lock: Path, mirror: IndexServer
) -> None:
    mirror.answers("jinja2", status(404))

    told = audit(lock, offline=True)

    assert told.startswith("Audited 1 of 2 packages.\nNOT AUDITED jinja2 3.1.2: status 404")


def test_an_index_that_is_out_of_reach_is_not_asked_for_each_package(tmp_path: Path, mirror: IndexServer) -> None:
    file = tmp_path / "lock.txt"
    file.write_text("".join(f"package{number}==1.0\n" for number in range(9)))
    for number in range(9):
        mirror.answers(f"package{number}", status(503))

    assert audit(file, offline=True).count("not asked") == 6


def test_a_lock_file_that_names_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").touch()

    with pytest.raises(CommandError, match="nothing was audited"):
        audit(tmp_path / "lock.txt", offline=True)


def test_every_lock_file_is_audited() -> None:
    assert {*FILES} == {str(file.relative_to(BASE_DIR)) for file in BASE_DIR.glob("requirements/*.txt")}


@pytest.mark.parametrize("name", FILES)
def test_every_locked_package_is_audited(name: str) -> None:
    text = (BASE_DIR / name).read_text()

    assert len(locked(text)) == text.count("==") - text.count(" == ")
