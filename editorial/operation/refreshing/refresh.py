"""One refresh: each package is asked for, read, judged and published by itself, so that none stops the others."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from curation.changes.checks import Edit
from curation.changes.workflow import Refused, publish_from
from curation.dates import today
from curation.models import Origin
from editorial.models import Reading, Run, RunOutcome
from editorial.operation.refreshing.doubts import Judged, judge
from editorial.operation.refreshing.findings import findings_in, findings_on_record, recorded
from editorial.operation.refreshing.planned_edits import (
    CurrentRevisions,
    fact_edits,
    package_edit,
    release_edits,
    source_edit,
)
from editorial.operation.refreshing.publishing import publish, revisions_on_record, unreferred
from editorial.operation.refreshing.subjects import RefreshSubject
from editorial.operation.scheduling.runs import running
from frameworks.models import Framework, PythonVersion, Source
from frameworks.package_index.client import Client, IndexAnswer, Unavailable, Unknown, Validators
from frameworks.package_index.derived import latest
from frameworks.package_index.document import PackageDocument, UnreadableDocument, read_document

NAME = "refresh-facts"
FORM = "2"
"""Raise it when more is read from the same answers, so that the next refresh asks for all of them again."""

Report = Callable[[str, Sequence[Edit], CurrentRevisions], None]

log = logging.getLogger(__name__)


@dataclass
class Refresh:
    """A refresh under way, with what it did so far; without a run it only looks, and writes nothing."""

    client: Client
    report: Report
    run: Run | None = None
    counts: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    pythons: Sequence[PythonVersion] = field(default_factory=lambda: list(PythonVersion.objects.all()))
    read_again: list[Edit] = field(default_factory=list)
    """Sources of which nothing but the day of reading changes; they are published together at the end."""

    def carry_out(self, subjects: Iterable[RefreshSubject]) -> None:
        for subject in subjects:
            self.counts["packages"] += 1
            self.refresh(subject)
            self.sign_of_life()
        if self.read_again and self.run:
            publish_from(Origin.IMPORTER, self.read_again, reason="Read from the package index again.")

    def sign_of_life(self) -> None:
        if self.run:
            self.run.counts, self.run.message = dict(self.counts), "\n".join(self.messages)
            self.run.beat()

    def refresh(self, subject: RefreshSubject) -> None:
        """Bring one package's facts up to date; a failure is recorded and leaves the facts as they are."""
        try:
            answer = self.client.ask(subject.package, self.validators(subject))
            document = read_document(answer.body, subject.package) if answer.body is not None else None
            current = revisions_on_record(subject)
            self.settle(subject, self.judged(subject, document, current), current)
            self.remember(subject, answer, is_whole=not (document and document.unread))
        except Unknown as error:
            # A cell may name what was never on the index; a framework's package was.
            self.record_failure(subject, "failed" if subject.framework else "unknown", str(error))
        except (Unavailable, UnreadableDocument, Refused, DatabaseError) as error:
            self.record_failure(subject, "failed", str(error))
        except Exception as error:
            # Whatever an answer brings about that nobody thought of, the others are read all the same.
            log.exception("%s could not be refreshed.", subject)
            self.record_failure(subject, "failed", f"{type(error).__name__}: {error}")

    def judged(self, subject: RefreshSubject, document: PackageDocument | None, current: CurrentRevisions) -> Judged:
        edits = list(source_edit(subject.source, subject.package, today(), current))
        if subject.framework:
            return self.judged_framework(subject, subject.framework, edits, document, current)
        if document:
            self.say_what_stays(subject, document.unread.values() if "releases" in document.unread else ())
        if document and document.releases:
            edits += package_edit(subject.key, latest(document.releases), today(), current)
        return Judged(edits, [])

    def judged_framework(
        self,
        subject: RefreshSubject,
        framework: Framework,
        edits: list[Edit],
        document: PackageDocument | None,
        current: CurrentRevisions,
    ) -> Judged:
        """Judge what was found of a framework; an answer that has not changed still moves the derived facts."""
        if document:
            findings = findings_in(document, self.pythons, recorded(framework))
        else:
            findings = findings_on_record(framework, current, self.pythons)
        if findings.left:
            self.say_what_stays(subject, findings.left)
            # A source known before would claim that what stays was read today.
            edits = [edit for edit in edits if not is_day_alone(edit, current)]
        edits += fact_edits(framework, findings.findings, findings.names, today(), current)
        edits += release_edits(framework, findings.releases, current)
        return judge(framework.name, unreferred(edits), findings.releases, current)

    def settle(self, subject: RefreshSubject, judged: Judged, current: CurrentRevisions) -> None:
        """Publish the findings as one change; edits that only move the day of reading wait for the end."""
        edits = [*judged.publish, *(edit for doubt in judged.doubts for edit in doubt.edits)]
        self.report(str(subject), [edit for edit in edits if not is_day_alone(edit, current)], current)
        self.counts["rows"] += sum(not is_day_alone(edit, current) for edit in judged.publish)
        self.messages += [f"{doubt.reason} It waits for a person." for doubt in judged.doubts]
        if not self.run:
            return
        if all(is_day_alone(edit, current) for edit in edits):
            self.read_again += judged.publish
        else:
            self.counts["waiting"] += publish(judged, f"Read from the package index: {subject}.")

    def say_what_stays(self, subject: RefreshSubject, reasons: Iterable[str]) -> None:
        """Put on the desk what could not be read and is left as it was."""
        words = [f"{subject}: {reason} What is on record stays." for reason in reasons]
        if words:
            self.counts["unread"] += len(words)
            self.messages += words

    # What is remembered of the answers themselves.

    def validators(self, subject: RefreshSubject) -> Validators | None:
        """Return the HTTP validators of the last answer; None to ask for the whole document."""
        last = Reading.objects.filter(pk=subject.key, address=self.place(subject)).first() if self.run else None
        return Validators(last.etag, last.last_modified) if last else None

    def place(self, subject: RefreshSubject) -> str:
        return f"{self.client.address(subject.package)}#{FORM}"

    def remember(self, subject: RefreshSubject, answer: IndexAnswer, *, is_whole: bool) -> None:
        """Remember when an answer came, and how to ask for news; one that was not read whole is asked for again."""
        if self.run:
            known = answer.validators if is_whole else Validators()
            validators = {"etag": known.etag, "last_modified": known.last_modified}
            good = {"address": self.place(subject), "read_at": timezone.now(), "failed_at": None, "failure": ""}
            Reading.objects.update_or_create(pk=subject.key, defaults={**validators, **good})

    def record_failure(self, subject: RefreshSubject, outcome: str, words: str) -> None:
        """Record that a package could not be refreshed; what stands on record stays."""
        self.counts[outcome] += 1
        self.messages.append(f"{subject}: {words}")
        self.report(f"{subject}: {words}", [], CurrentRevisions())
        if self.run:
            failed = {"failed_at": timezone.now(), "failure": words}
            Reading.objects.update_or_create(pk=subject.key, defaults=failed)


def is_day_alone(edit: Edit, current: CurrentRevisions) -> bool:
    """Tell whether an edit says only that a source known before was read again."""
    return edit.model is Source and current.document(Source, edit.key) is not None


def index_client() -> Client:
    """Return a client of the package index, or of the mirror that the settings name, which says who asks."""
    return Client(settings.PACKAGE_INDEX, f"Plumbline (+{settings.ORIGIN.geturl()}/)")


def refresh_recorded(subjects: Iterable[RefreshSubject], report: Report) -> Refresh:
    """Refresh these subjects as a run that is on record; raise ``Busy`` while another is at work."""
    with running(NAME) as run, index_client() as client:
        refresh = Refresh(client, report, run)
        refresh.carry_out(subjects)
        run.finish(RunOutcome.FAILED if refresh.counts["failed"] else RunOutcome.SUCCEEDED)
    return refresh
