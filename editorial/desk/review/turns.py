"""Which situations of ``/choose/`` would have another answer if a change were published."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from curation.registry import RowName, row_type
from curation.rows import CuratedRow, Status
from curation.snapshots.kept import KeptSnapshot
from curation.snapshots.snapshots import CurrentSnapshot
from editorial.desk.review.known import readable
from editorial.desk.review.rows import RowView
from reviews.finder.scoring.reading import make_scores, read_scores
from reviews.finder.situations.reading import lines_of
from reviews.models import CommonSituation

WEIGHED = {"support", "rating", "fact", "framework", "commonsituation"}
"""The types of rows that the answers are made of, as far as people write them often."""


class Turn(NamedTuple):
    """A situation of which the answer would change."""

    name: str
    before: str
    after: str


class Proposed(CurrentSnapshot):
    """The public rows with those of a change in their place, read without writing anything."""

    is_cacheable = False

    def __init__(self, present: CurrentSnapshot, rows: Sequence[RowView]) -> None:
        self.present = present
        self.proposed: dict[RowName, CuratedRow | None] = {
            row.name: readable(row.name, row.item.document) if row.item.document else None
            for row in rows
            if row.item.row_type in WEIGHED
        }

    def of(self, model: type[CuratedRow]) -> dict[str, CuratedRow | None]:
        """Return what the change makes of rows of a model, by key; None for one that readers would not see."""
        kind = row_type(model)
        return {key: hidden(row) for (of_type, key), row in self.proposed.items() if of_type == kind}

    def rows(self, model: Any, joined: Sequence[str] = (), **where: Any) -> list[Any]:
        ours = self.of(model)
        rows: list[Any] = self.present.rows(model, joined, **where)
        if not ours:
            return rows
        theirs = [row for row in rows if row.pk not in ours]
        added = [row for row in ours.values() if row and matches(row, where)]
        return sorted([*theirs, *added], key=lambda row: [row.field_value(name) for name in model._meta.ordering])

    def values(self, model: type[CuratedRow], *fields: str, **where: Any) -> list[tuple[Any, ...]]:
        lines = super().values(model, "key", *fields, **where)
        return replaced(lines, self.of(model), fields, where)

    def several(
        self, wanted: Mapping[type[CuratedRow], tuple[Sequence[str], Mapping[str, Any]]]
    ) -> dict[type[CuratedRow], list[Any]]:
        keyed = {model: (("key", *columns), where) for model, (columns, where) in wanted.items()}
        lines = super().several(keyed)
        return {
            model: replaced(lines[model], self.of(model), columns, where) for model, (columns, where) in wanted.items()
        }


def hidden(row: CuratedRow | None) -> CuratedRow | None:
    """Return a row, unless readers would not see it."""
    return row if row and getattr(row, "status", Status.PUBLISHED) == Status.PUBLISHED else None


def replaced(
    lines: Sequence[tuple[Any, ...]],
    ours: Mapping[str, CuratedRow | None],
    columns: Sequence[str],
    where: Mapping[str, Any],
) -> list[tuple[Any, ...]]:
    """Return lines, each of which begins with its key, without the keys and with our rows in the place of theirs."""
    kept = [tuple(line[1:]) for line in lines if line[0] not in ours]
    return kept + [
        tuple(getattr(row, name) for name in columns) for row in ours.values() if row and matches(row, where)
    ]


def matches(row: CuratedRow, where: Mapping[str, Any]) -> bool:
    """Tell whether a row has the values asked for."""
    for lookup, wanted in where.items():
        name = lookup.removesuffix("__in")
        value = row.field_value(name)
        if value not in (wanted if lookup.endswith("__in") else [wanted]):
            return False
    return True


def turns(rows: Sequence[RowView]) -> list[Turn]:
    """Return the situations of which a change would turn the answer; nothing where it touches nothing they weigh."""
    if not WEIGHED.intersection(row.item.row_type for row in rows if not row.only_read):
        return []
    present = KeptSnapshot()
    proposed = Proposed(present, rows)
    situations = present.rows(CommonSituation)
    if not situations:
        return []
    scores = read_scores(present)
    before = {line.situation.pk: line for line in lines_of(scores, situations)}
    asked = proposed.rows(CommonSituation) if proposed.of(CommonSituation) else situations
    # Scales are not among what is proposed, so those of the present serve both.
    after = lines_of(make_scores(proposed, scores.evidence.scales), [row for row in asked if row.pk in before])
    pairs = [(before[line.situation.pk], line) for line in after]
    return [
        Turn(new.situation.name, old.picks or "nobody", new.picks or "nobody")
        for old, new in pairs
        if set(old.outcome.picks) != set(new.outcome.picks)
    ]
