"""Whatever happens, the public state is the last approved one and every past day shows what was public then."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curation.changes.checks import Edit, all_keys
from curation.changes.drafting import keep
from curation.changes.reverting import undoing
from curation.changes.visibility import refresh_public
from curation.changes.workflow import (
    Refused,
    Unacceptable,
    VersionConflict,
    approve,
    propose,
    proposed_documents,
    submit,
    withdraw,
)
from curation.documents import Document, document_of
from curation.models import Change, Revision, State
from curation.registry import row_type, row_types
from curation.rows import CuratedRow, writing
from curation.snapshots.snapshots import CurrentSnapshot, PastSnapshot
from editorial.desk.spreadsheets.importing import understand
from editorial.desk.spreadsheets.reading import columns_of, read_table
from frameworks.models import Feature, Framework, Support
from reviews.finder.scoring.reading import kept, make_scores, read_scores
from tests.factories import create_feature, create_framework, create_source, create_user, support_document

pytestmark = pytest.mark.django_db

FRAMEWORKS, FEATURES = ["django", "flask"], ["orm", "forms"]
WRITTEN = ["source", "kind", "framework", "feature", "support"]
"""The types of the rows that histories write."""
BEGIN = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)

levels = st.sampled_from(["builtin", "none-found", "no", "unknown", None])
cells = st.tuples(st.just("cell"), st.sampled_from(FRAMEWORKS), st.sampled_from(FEATURES), levels)
statuses = st.sampled_from(["draft", "published", "retired"])
frameworks = st.tuples(st.just("framework"), st.sampled_from(FRAMEWORKS), st.just(""), statuses)
proposals = st.tuples(st.just("propose"), st.lists(st.one_of(cells, frameworks), min_size=1, max_size=3))
reverts = st.tuples(st.just("revert"), st.integers(0, 20))
imports = st.tuples(st.just("import_cells"), st.lists(cells, min_size=1, max_size=3))
decisions = st.tuples(st.sampled_from(["approve", "withdraw"]), st.integers(0, 5))
nights = st.tuples(st.just("sleep"), st.just(0))
histories = st.lists(st.one_of(proposals, decisions, decisions, nights, reverts, imports), min_size=3, max_size=16)


@pytest.fixture(autouse=True)
def _begun(rows_by_change: None) -> None:
    """Publish what every history begins with."""
    with time_machine.travel(BEGIN, tick=False):
        create_source()
        for key in FRAMEWORKS:
            create_framework(key=key)
        for key in FEATURES:
            create_feature(key=key)


@contextmanager
def undone() -> Iterator[None]:
    """Let each example begin with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class History:
    """Plays random proposals and decisions, and remembers what was approved and what the public saw each evening."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.author, self.reviewer = create_user(), create_user()
        self.approved: dict[tuple[type[CuratedRow], str], Document] = {
            (model, row.pk): document_of(row) for model in (Framework, Feature) for row in model.objects.all()
        }
        self.open: list[Change] = []
        self.evenings: dict[datetime.date, set[tuple[str, str]]] = {}

    def play(self, step: tuple[str, Any]) -> None:
        """Take a step; what the finder keeps of the present is never that of an older version."""
        getattr(self, step[0])(step[1])
        assert read_scores(CurrentSnapshot()) == make_scores(CurrentSnapshot())

    def propose(self, proposals: list[tuple[str, str, str, str | None]]) -> None:
        edits = {proposal[:3]: self.edit(*proposal) for proposal in proposals}
        self.try_to_propose(list(edits.values()))

    def try_to_propose(self, edits: list[Edit]) -> None:
        """Propose edits; a removal may be refused, and so may what waits already."""
        try:
            self.open.append(propose(edits, author=self.author, reason="Because."))
        except Unacceptable:
            assert any(edit.document is None for edit in edits)
        except Refused:
            waiting = [proposed_documents(change.items.all()) for change in self.open]
            assert {(row_type(edit.model), edit.key) for edit in edits} in [set(documents) for documents in waiting]

    def revert(self, number: int) -> None:
        """Propose to undo one of the published changes."""
        published = Change.objects.filter(state=State.PUBLISHED, author=self.author).order_by("pk")
        if published:
            way = undoing(published[number % len(published)])
            if way.edits:
                self.try_to_propose([edit for edit, _ in way.edits])

    def import_cells(self, proposals: list[tuple[str, str, str, str | None]]) -> None:
        """Import a table of cells as an editor would, and submit the draft it becomes."""
        lines = {
            f"{framework}/{feature}": (framework, feature, level or "no") for _, framework, feature, level in proposals
        }
        rest = "docs,2026-11-01,Looked for.,https://example.com/"
        text = "\n".join(f"{key},{','.join(cell)},{rest}" for key, cell in lines.items())
        header = "key,framework,feature,level,source,checked_on,searched,locator"
        table = understand(Support, read_table("cells.csv", f"{header}\n{text}\n".encode(), columns_of(Support)))
        assert not table.errors
        if table.edits:
            draft = keep(table.edits.values(), reason="From a table.", author=self.author)
            self.open.append(submit(draft))

    def edit(self, kind: str, framework: str, feature: str, value: str | None) -> Edit:
        if kind == "framework":
            row = {"name": framework.title(), "slug": framework, "kind": "full-stack", "tagline": "A."}
            return Edit(Framework, framework, {**row, **({} if value == "published" else {"status": value})})
        document = support_document(framework=framework, feature=feature, level=value)
        return Edit(Support, f"{framework}/{feature}", document if value else None)

    def approve(self, number: int) -> None:
        if self.open:
            change = self.open.pop(number % len(self.open))
            try:
                approve(change, reviewer=self.reviewer)
            except VersionConflict:
                return
            for item in change.items.all():
                self.remember(row_types()[item.row_type], item.key, item.document)

    def remember(self, model: type[CuratedRow], key: str, document: Document | None) -> None:
        self.approved.pop((model, key), None)
        if document is not None:
            self.approved[model, key] = document

    def withdraw(self, number: int) -> None:
        if self.open:
            withdraw(self.open.pop(number % len(self.open)))

    def sleep(self, _: int) -> None:
        now = datetime.datetime.now(datetime.UTC)
        self.evenings[now.date()] = self.public_cells()
        self.clock.move_to(now + datetime.timedelta(days=1))

    def public_cells(self) -> set[tuple[str, str]]:
        """The cells readers may see by the rule itself: approved, with a published framework."""
        public = {key for (model, key), row in self.approved.items() if model is Framework and "status" not in row}
        cells = {key: row for (model, key), row in self.approved.items() if model is Support}
        return {(key, row["level"]) for key, row in cells.items() if row["framework"] in public}


def seen(snapshot: CurrentSnapshot) -> set[tuple[str, str]]:
    return {(cell.pk, cell.level) for cell in snapshot.rows(Support)}


@contextmanager
def played(steps: list[tuple[str, Any]]) -> Iterator[History]:
    # Each example begins with the same version again, which a database never does.
    kept.clear()
    with undone(), time_machine.travel(BEGIN, tick=False) as clock:
        history = History(clock)
        for step in [*steps, ("sleep", 0)]:
            clock.shift(datetime.timedelta(seconds=1))
            history.play(step)
        yield history


def the_tables_hold_what_was_approved_last(history: History) -> None:
    present = {
        (model, row.pk): document_of(row) for model in (Framework, Feature, Support) for row in model.objects.all()
    }
    assert present == history.approved


def the_public_sees_what_was_approved_last(history: History) -> None:
    assert seen(CurrentSnapshot()) == history.public_cells()


def the_record_lists_the_revisions_of_public_rows_alone(history: History) -> None:
    still_there = Revision.objects.current().filter(row_type="support", document__isnull=False)
    listed = {(revision.key, (revision.document or {})["level"]) for revision in still_there.public()}
    assert listed == history.public_cells()


def replaying_the_revisions_gives_the_present(history: History) -> None:
    replayed: dict[tuple[type[CuratedRow], str], Document | None] = {}
    for revision in Revision.objects.filter(row_type__in=["framework", "feature", "support"]).order_by("pk"):
        replayed[row_types()[revision.row_type], revision.key] = revision.document
    assert {name: document for name, document in replayed.items() if document is not None} == history.approved


def every_past_day_shows_in_one_query_what_was_public_that_evening(history: History) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert {day: seen(PastSnapshot(day)) for day in history.evenings} == history.evenings
    assert len(queries) == len(history.evenings)


def no_published_claim_lacks_a_source(history: History) -> None:
    assert not Support.objects.filter(source=None).exclude(level="unknown").exists()


def working_out_what_is_public_from_scratch_changes_nothing(history: History) -> None:
    before = stored_visibility()
    with writing():
        refresh_public({kind: all_keys(row_types()[kind]) for kind in WRITTEN}, WRITTEN)
    assert stored_visibility() == before


def stored_visibility() -> list[list[tuple[Any, ...]]]:
    """Return the stored columns that say which rows and revisions are public."""
    models = (Framework, Support, Revision)
    return [list(model.objects.order_by("pk").values_list("pk", "is_public")) for model in models]


PROMISES = [
    the_tables_hold_what_was_approved_last,
    the_public_sees_what_was_approved_last,
    the_record_lists_the_revisions_of_public_rows_alone,
    replaying_the_revisions_gives_the_present,
    every_past_day_shows_in_one_query_what_was_public_that_evening,
    no_published_claim_lacks_a_source,
    working_out_what_is_public_from_scratch_changes_nothing,
]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(steps=histories)
def test_whatever_happens_every_promise_holds(steps: list[tuple[str, Any]]) -> None:
    """One test for all, because a history costs more than the looks at what it leaves."""
    with played(steps) as history:
        for promise in PROMISES:
            promise(history)
