"""A change in a few words: what it is about, and from what to what its weightiest row goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from editorial.desk.pages import types_of
from editorial.desk.review.rows import RowView

ORDER = ("removed", "changed", "new")


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """What a change does, for lists and titles."""

    rows: Sequence[RowView]

    @property
    def values(self) -> list[RowView]:
        """The rows of which more than the day of reading alters."""
        return [row for row in self.rows if not row.only_read and not row.is_idle]

    @property
    def group(self) -> str:
        """What kind of change it is: the heaviest of what its rows do."""
        actions = {row.action for row in self.values}
        if not actions:
            return "read"
        return "values" if "changed" in actions else "removed" if "removed" in actions else "new"

    @property
    def about(self) -> str:
        """What it is about, such as “Falcon, 3 cells” or “Falcon · ORM”."""
        rows = self.values or self.rows
        if len(rows) == 1:
            return rows[0].title
        return f"{self.subject}{types_of(row.item.row_type for row in rows)}"

    @property
    def subject(self) -> str:
        """What all its rows have in common, with a comma; the new framework, where it brings one."""
        rows = self.values or self.rows
        new = next((row for row in rows if row.item.row_type == "framework"), None)
        subjects = {row.subject for row in rows if row.title != row.subject}
        if new:
            return f"{new.title}, "
        if len(subjects) == 1:
            return f"{subjects.pop()}, "
        sources = {row.rest.name for row in rows if row.rest}
        return f"{sources.pop()}, " if len(sources) == 1 else ""

    @property
    def title(self) -> str:
        """The change as a heading, such as “Falcon · ORM changes”."""
        if not self.rows:
            return "An empty draft"
        return f"{self.about} {self.verb}"

    @property
    def verb(self) -> str:
        rows = self.values or self.rows
        several = len(rows) > 1
        if self.group == "read":
            return "were only read again" if several else "was only read again"
        actions = {row.action for row in rows}
        if actions == {"new"}:
            return "are new" if several else "is new"
        if actions == {"removed"}:
            return "go" if several else "goes"
        return "change" if several else "changes"

    @property
    def weightiest(self) -> RowView | None:
        """The row to name first: by what happens to it, then by how early in its type the field stands that alters."""
        return min(self.values or self.rows, key=weight, default=None)

    @property
    def more(self) -> int:
        """How many rows alter beside the weightiest."""
        return max(len(self.values) - 1, 0)

    @property
    def only_read(self) -> int:
        return sum(row.only_read for row in self.rows)


def weight(row: RowView) -> tuple[int, int]:
    before, after = row.item.before or {}, row.item.document or {}
    names = [each.name for each in row.model._meta.concrete_fields] if row.model else []
    differing = (place for place, name in enumerate(names) if before.get(name) != after.get(name))
    return ORDER.index(row.action), next(differing, len(names))
