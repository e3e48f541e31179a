"""The commands: what they print, how they end, and that they may be killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from curation.models import Revision
from editorial.models import Run, RunOutcome
from editorial.operation.refreshing.refresh import NAME
from editorial.operation.scheduling.runs import running
from frameworks.models import FactName
from tests.factories import create_framework
from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import Handler, IndexServer, document, status
from tests.frameworks.package_index.refreshing import create_flask, index_says, value
from tests.own_databases import Environment

ROOT = Path(__file__).parents[3]


@pytest.mark.django_db
class TestRefreshFacts:
    def test_it_says_what_it_did(self, mirror: IndexServer, capsys: pytest.CaptureFixture[str]) -> None:
        create_framework(key="flask", package="Flask")
        index_says(mirror)

        call_command("refresh_facts")

        assert "1 packages asked for" in capsys.readouterr().out
        assert Run.objects.get().outcome == RunOutcome.SUCCEEDED

    def test_a_failure_is_named_and_is_the_exit_status(
        self, mirror: IndexServer, capsys: pytest.CaptureFixture[str]
    ) -> None:
        create_framework(key="flask", package="Flask")
        mirror.answers("flask", status(403))

        with pytest.raises(CommandError, match="keeps its last good facts"):
            call_command("refresh_facts")

        assert "Flask: status 403" in capsys.readouterr().out
        assert Run.objects.get().outcome == RunOutcome.FAILED

    def test_a_dry_run_prints_the_differences_and_writes_nothing(
        self, mirror: IndexServer, capsys: pytest.CaptureFixture[str]
    ) -> None:
        create_flask(mirror)
        before = (Revision.objects.count(), Run.objects.count())
        index_says(mirror, release("3.2.0", "2026-11-01") | release("3.1.3") | release("3.1.2"))

        call_command("refresh_facts", "flask", dry_run=True)

        printed = capsys.readouterr().out
        assert "change fact flask/latest-version\n    Value: '3.1.3' → '3.2.0'\n" in printed
        assert "add release flask/3.2.0" in printed
        assert (Revision.objects.count(), Run.objects.count()) == before

    def test_an_unknown_slug_is_named_with_the_nearest(self, mirror: IndexServer) -> None:
        create_framework(key="flask", package="Flask")

        with pytest.raises(CommandError, match="has the slug “flsk”. Close is flask"):
            call_command("refresh_facts", "flsk")

    def test_while_another_is_at_work_it_steps_back(self, mirror: IndexServer) -> None:
        with running(NAME), pytest.raises(CommandError, match="has been at work since") as caught:
            call_command("refresh_facts")

        assert caught.value.returncode == 75


@pytest.mark.django_db
class TestRunScheduled:
    def test_it_reads_the_index_once_a_day(self, mirror: IndexServer) -> None:
        create_framework(key="flask", package="Flask")
        index_says(mirror)

        call_command("run_scheduled")
        call_command("run_scheduled")

        assert (value(FactName.LATEST_VERSION), len(mirror.asked("flask"))) == ("3.1.3", 1)

    def test_what_failed_is_the_exit_status_and_not_tried_again_at_once(self, mirror: IndexServer) -> None:
        create_framework(key="flask", package="Flask")

        with pytest.raises(CommandError, match="Not all went well: refresh-facts"):
            call_command("run_scheduled")
        call_command("run_scheduled")

        assert Run.objects.filter(name=NAME).count() == 1

    def test_what_another_is_at_is_left_to_it(self, mirror: IndexServer, capsys: pytest.CaptureFixture[str]) -> None:
        Run.objects.create(name=NAME, process="another-machine:1:abc")

        call_command("run_scheduled")

        assert "refresh-facts: Another run of refresh-facts has been at work since" in capsys.readouterr().out
        assert mirror.requests == []


@pytest.fixture
def site(own_site: Environment) -> Environment:
    """The environment of a site of its own, with ten frameworks to be read from the index."""
    manage(own_site, "shell", "-c", TEN_FRAMEWORKS).check_returncode()
    return own_site


TEN_FRAMEWORKS = """
from tests.factories import create_framework
for number in range(10):
    create_framework(key=f"framework{number}", package=f"framework{number}")
"""
WHAT_THERE_IS = """
from curation.files.loading import published_now
from editorial.models import Run
from curation.registry import row_types
from curation.documents import document_of
from frameworks.models import Fact, Release
now = {key: document for key, document in published_now().items() if document is not None}
rows = {(kind, row.pk): document_of(row) for kind, model in row_types().items() for row in model.objects.all()}
assert rows == now, "the rows are not what the record says"
print(Fact.objects.filter(name="latest-version").count(), Release.objects.count())
"""


def manage(environment: Environment, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.django_db
def test_a_refresh_that_is_killed_again_and_again_leaves_a_whole_record_and_the_next_completes(
    index: IndexServer, site: Environment
) -> None:
    site |= {"PLUMBLINE_PACKAGE_INDEX": index.address}
    for number in range(10):
        content = package_document(f"framework{number}", release("1.1") | release("1.0"))
        index.answers(f"framework{number}", document(content))
    killed: list[subprocess.Popen[bytes]] = []

    def kill(handler: Handler) -> None:
        killed[-1].send_signal(signal.SIGKILL)

    for number in (3, 7):
        good = index.replies[f"framework{number}"]
        index.answers(f"framework{number}", kill)
        killed.append(subprocess.Popen([sys.executable, "manage.py", "run_scheduled"], cwd=ROOT, env=site))
        killed[-1].wait()
        index.replies[f"framework{number}"] = good
        assert manage(site, "shell", "-v0", "-c", WHAT_THERE_IS).stdout.split() == [str(number), str(number * 2)]

    assert manage(site, "run_scheduled").returncode == 0
    assert manage(site, "shell", "-v0", "-c", WHAT_THERE_IS).stdout.split() == ["10", "20"]
