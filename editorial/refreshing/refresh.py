"""One refresh: each package is asked for, read, judged and published by itself, so that none stops the others."""

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
from editorial.models import Outcome, Reading, Run
from editorial.refreshing.doubts import Judged, judge
from editorial.refreshing.found import found_again, found_in
from editorial.refreshing.planned_edits import Standing, fact_edits, package_edit, release_edits, source_edit
from editorial.refreshing.publishing import publish, standing_of, unreferred
from editorial.refreshing.subjects import Subject
from editorial.scheduling.runs import running
from frameworks.models import Framework, PythonVersion, Source
from frameworks.package_index.client import Client, IndexAnswer, Unavailable, Unknown, Validators
from frameworks.package_index.derived import latest
from frameworks.package_index.document import PackageDocument, UnreadableDocument, read_document

NAME = "refresh-facts"
FORM = "1"
"""Rises when more is read from the same answers, so that the next refresh asks for all of them again."""

Report = Callable[[str, Sequence[Edit], Standing], None]


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

    def carry_out(self, subjects: Iterable[Subject]) -> None:
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

    def refresh(self, subject: Subject) -> None:
        """Bring one package's facts up to date; a failure is noted and leaves what stands."""
        try:
            answer = self.client.ask(subject.package, self.validators(subject))
            document = read_document(answer.body, subject.package) if answer.body is not None else None
            now = standing_of(subject)
            self.settle(subject, self.judged(subject, document, now), now)
            self.remember(subject, answer)
        except Unknown as error:
            # A cell may name what was never on the index; a framework's package was.
            self.note(subject, "failed" if subject.framework else "unknown", str(error))
        except (Unavailable, UnreadableDocument, Refused, DatabaseError) as error:
            self.note(subject, "failed", str(error))

    def judged(self, subject: Subject, document: PackageDocument | None, now: Standing) -> Judged:
        edits = list(source_edit(subject.source, subject.package, today(), now))
        if subject.framework:
            return self.judged_framework(subject.framework, edits, document, now)
        if document:
            edits += package_edit(subject.key, latest(document.releases), today(), now)
        return Judged(edits, [])

    def judged_framework(
        self, framework: Framework, edits: list[Edit], document: PackageDocument | None, now: Standing
    ) -> Judged:
        """Judge what was found of a framework; an answer that has not changed still moves the derived facts."""
        found = found_in(document, self.pythons) if document else found_again(framework, now, self.pythons)
        edits += fact_edits(framework, found.findings, found.names, today(), now)
        edits += release_edits(framework, found.releases, now)
        return judge(framework.name, unreferred(edits), found.releases, now)

    def settle(self, subject: Subject, judged: Judged, now: Standing) -> None:
        """Publish what was found as one change, but for a day of reading that comes alone."""
        edits = [*judged.publish, *(edit for doubt in judged.doubts for edit in doubt.edits)]
        self.report(str(subject), [edit for edit in edits if not is_day_alone(edit, now)], now)
        self.counts["rows"] += sum(not is_day_alone(edit, now) for edit in judged.publish)
        self.messages += [f"{doubt.reason} It waits for a person." for doubt in judged.doubts]
        if not self.run:
            return
        if all(is_day_alone(edit, now) for edit in edits):
            self.read_again += judged.publish
        else:
            self.counts["waiting"] += publish(judged, f"Read from the package index: {subject}.")

    # What is remembered of the answers themselves.

    def validators(self, subject: Subject) -> Validators | None:
        """Return how to ask whether the last answer still holds; None where all of it is wanted."""
        kept = Reading.objects.filter(pk=subject.key, address=self.place(subject)).first() if self.run else None
        return Validators(kept.etag, kept.last_modified) if kept else None

    def place(self, subject: Subject) -> str:
        return f"{self.client.address(subject.package)}#{FORM}"

    def remember(self, subject: Subject, answer: IndexAnswer) -> None:
        if self.run:
            kept = {"etag": answer.validators.etag, "last_modified": answer.validators.last_modified}
            good = {"address": self.place(subject), "read_at": timezone.now(), "failed_at": None, "failure": ""}
            Reading.objects.update_or_create(pk=subject.key, defaults={**kept, **good})

    def note(self, subject: Subject, outcome: str, words: str) -> None:
        """Record that a package could not be refreshed; what stands on record stays."""
        self.counts[outcome] += 1
        self.messages.append(f"{subject}: {words}")
        self.report(f"{subject}: {words}", [], Standing())
        if self.run:
            failed = {"failed_at": timezone.now(), "failure": words}
            Reading.objects.update_or_create(pk=subject.key, defaults=failed)


def is_day_alone(edit: Edit, now: Standing) -> bool:
    """Tell whether an edit says only that a source known before was read again."""
    return edit.model is Source and now.document(Source, edit.key) is not None


def index_client() -> Client:
    """Return a client of the package index, or of the mirror that the settings name, which says who asks."""
    return Client(settings.PACKAGE_INDEX, f"Plumbline (+{settings.ORIGIN.geturl()}/)")


def refresh_recorded(subjects: Iterable[Subject], report: Report) -> Refresh:
    """Refresh these subjects as a run that is on record; raise ``Busy`` while another is at work."""
    with running(NAME) as run, index_client() as client:
        refresh = Refresh(client, report, run)
        refresh.carry_out(subjects)
        run.finish(Outcome.FAILED if refresh.counts["failed"] else Outcome.SUCCEEDED)
    return refresh
