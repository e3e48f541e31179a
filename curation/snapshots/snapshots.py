"""The catalogue as the public sees it now, or saw it at the end of a past day: two sorts of ``protocol.Snapshot``."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple, cast

from django.db.models import ForeignKey, Min, Q, QuerySet
from django.http import Http404

from curation.documents import Document, row_from
from curation.models import Revision, RevisionQuerySet
from curation.registry import row_type
from curation.rows import CuratedRow, curated
from curation.snapshots.database import reads_from
from curation.snapshots.prepared import Prepared, prepared, read, read_several, read_together
from curation.snapshots.protocol import Columns, Curated, Made, Model, RowsByType, Values, ValuesByModel, Wanted

BEFORE_ALL = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class CurrentSnapshot:
    """The approved rows, as far as they are public."""

    day: datetime.date | None = None
    is_cacheable = True

    def rows(self, model: type[Curated], joined: Sequence[str] = (), **where: Any) -> list[Curated]:
        parts = parts_of(model, tuple(joined))
        columns = tuple(chain.from_iterable(part.columns for part in parts))
        rows = rows_in(parts, read(model, columns, where, in_order=True))
        for path in joined:
            link(rows, model, path.split("__"))
        return cast(list[Curated], list(rows[model].values()))

    def values(self, model: Model, *fields: str, **where: Any) -> list[tuple[Any, ...]]:
        return read(model, fields, where, in_order=False)

    def values_with(self, along: str, columns: Columns, **where: Any) -> tuple[ValuesByModel, dict[str, Any]]:
        width = len(next(iter(columns.values())))
        parts = {model: part_along(model, along, width) for model in columns}
        values = read_together({model: (*fields, *parts[model].columns) for model, fields in columns.items()}, where)
        part, *_alike = parts.values()
        others = rows_in([part], chain.from_iterable(values.values()))[part.model]
        return {model: [row[:width] for row in rows] for model, rows in values.items()}, others

    def several(self, wanted: Wanted) -> ValuesByModel:
        return read_several(wanted)

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        return make(self, *arguments)

    @property
    def version(self) -> int:
        return self.latest[0]

    @property
    def published(self) -> datetime.datetime | None:
        return self.latest[1]

    @cached_property
    def latest(self) -> tuple[int, datetime.datetime | None]:
        return next(iter(self.newest()), (0, None))

    def newest(self) -> Iterable[Any]:
        """Return number and time of the newest revision, if there is one; each request asks for it."""
        return newest_revision().run(())

    def revisions(self) -> RevisionQuerySet:
        """Return the revisions published up to the moment shown."""
        return Revision.objects.all()

    def at_day(self, day: datetime.date) -> "PastSnapshot":
        return PastSnapshot(day, begun=False)

    def at_version(self, version: int) -> "SnapshotAtVersion":
        return SnapshotAtVersion(version)


class PastSnapshot(CurrentSnapshot):
    """The rows that were public at the end of a UTC day."""

    def __init__(self, day: datetime.date, *, begun: bool = True) -> None:
        """Reading raises ``Http404`` for a day before the first publication, unless the caller knows it has ``begun``.

        Any row in an answer proves that it has, so few pages need a query to find out.
        """
        self.day, self.begun = day, begun
        self.moment = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)

    def rows(self, model: type[Curated], joined: Sequence[str] = (), **where: Any) -> list[Curated]:
        documents = self.documents(model, **where)
        along = list(dict.fromkeys(chain.from_iterable(models_along(model, path) for path in joined)))
        if along:
            documents = documents.union(*(self.documents(other) for other in along), all=True)
        rows = rows_by_type([model, *along], documents)
        self.begun = self.begun or bool(rows[model]) or has_begun(self.day)
        for path in joined:
            link(rows, model, path.split("__"))
        return in_order(model, cast(list[Curated], list(rows[model].values())))

    def documents(self, model: Model, **where: Any) -> "QuerySet[Revision, tuple[str, str, Any]]":
        """Return type, key and document of the rows of a model that were public."""
        conditions = (in_document(model, name, value) for name, value in where.items())
        revisions = Revision.objects.public_just_before(model, self.moment).filter(*conditions).order_by()
        return revisions.values_list("row_type", "key", "document")

    def values(self, model: Model, *fields: str, **where: Any) -> list[tuple[Any, ...]]:
        paths = [field.split("__") for field in fields]
        joined = dict.fromkeys("__".join(path[:-1]) for path in paths if len(path) > 1)
        return [tuple(follow(row, path) for path in paths) for row in self.rows(model, list(joined), **where)]

    def values_with(self, along: str, columns: Columns, **where: Any) -> tuple[ValuesByModel, dict[str, Any]]:
        (other,) = {reference(model, along) for model in columns}
        rows = self.together({**dict.fromkeys(columns, where), other: {}})
        values = {model: [columns_of(row, fields) for row in rows[model].values()] for model, fields in columns.items()}
        named = {getattr(row, f"{along}_id") for model in columns for row in rows[model].values()}
        return values, {key: row for key, row in rows[other].items() if key in named}

    def several(self, wanted: Wanted) -> ValuesByModel:
        rows = self.together({model: where for model, (_columns, where) in wanted.items()})
        return {
            model: [columns_of(row, columns) for row in rows[model].values()]
            for model, (columns, _where) in wanted.items()
        }

    @cached_property
    def latest(self) -> tuple[int, datetime.datetime | None]:
        latest = super().latest
        self.begun = self.begun or bool(latest[0]) or has_begun(self.day)
        return latest

    def newest(self) -> Iterable[Any]:
        return self.revisions().order_by("-pk").values_list("pk", "valid_from")[:1]

    def revisions(self) -> RevisionQuerySet:
        return Revision.objects.filter(valid_from__lt=self.moment)

    def together(self, conditions: Mapping[Model, Mapping[str, Any]]) -> RowsByType:
        first, *others = (self.documents(model, **where) for model, where in conditions.items())
        rows = rows_by_type(conditions, first.union(*others, all=True))
        self.begun = self.begun or any(rows.values()) or has_begun(self.day)
        return rows


class SnapshotAtVersion(PastSnapshot):
    """The rows that were public once a version of the data was published."""

    def __init__(self, version: int) -> None:
        up_to = Revision.objects.filter(pk__lte=version).order_by("-pk")
        # All rows of a change are published at one time, so any of its revisions stands for the whole change.
        published = up_to.values_list("valid_from", flat=True).first() or BEFORE_ALL
        super().__init__(published.date())
        self.moment = published + datetime.timedelta.resolution


class QueryPart(NamedTuple):
    """The columns of one model in the rows of a query."""

    model: Model
    columns: tuple[str, ...]
    place: slice


@cache
def newest_revision() -> Prepared:
    return prepared(Revision.objects.order_by("-pk").values_list("pk", "valid_from")[:1])


@cache
def parts_of(model: Model, joined: tuple[str, ...]) -> list[QueryPart]:
    """Return the parts of a query for a model's rows and the rows along some paths of references."""
    models = {"": model}
    for path in joined:
        names = path.split("__")
        along = ("__".join(names[: place + 1]) + "__" for place in range(len(names)))
        models.update(zip(along, models_along(model, path), strict=True))
    parts, width = [], 0
    for prefix, part_model in models.items():
        columns = tuple(f"{prefix}{name}" for name in attributes(part_model))
        parts.append(QueryPart(part_model, columns, slice(width, width := width + len(columns))))
    return parts


@cache
def part_along(model: Model, name: str, start: int) -> QueryPart:
    """Return the part of a query for the rows that a reference leads to; its columns begin at ``start``."""
    other = reference(model, name)
    columns = tuple(f"{name}__{column}" for column in attributes(other))
    return QueryPart(other, columns, slice(start, start + len(columns)))


@cache
def attributes(model: Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def rows_in(parts: Sequence[QueryPart], results: Iterable[Values]) -> RowsByType:
    """Return the rows in the results of a query, by model and key; the key is a model's first column."""
    rows: RowsByType = {part.model: {} for part in parts}
    # Attributes are looked up outside the loop, which runs over hundreds of rows.
    alias = reads_from.get()
    for model, _columns, place in parts:
        make, names, first, by_key = model.from_db, attributes(model), place.start, rows[model]
        for values in results:
            key = values[first]
            if key is not None and key not in by_key:
                by_key[key] = make(alias, names, values[place])
    return rows


def models_along(model: Model, path: str) -> Iterator[Model]:
    """Yield the models that a path of references leads through."""
    for name in path.split("__"):
        model = reference(model, name)
        yield model


def reference(model: Model, name: str) -> Model:
    return curated(model._meta.get_field(name))  # type: ignore[arg-type]


def rows_by_type(models: Iterable[Model], documents: Iterable[tuple[str, str, Document]]) -> RowsByType:
    """Return the rows that documents describe, by model and key."""
    rows: RowsByType = {model: {} for model in models}
    by_name = {row_type(model): model for model in rows}
    for kind, key, document in documents:
        rows[by_name[kind]][key] = row_from(by_name[kind], key, document)
    return rows


def link(rows: RowsByType, model: Model, names: Sequence[str]) -> None:
    """Give each row of a model the row that its reference names, and so on along the path."""
    if names:
        field = cast("ForeignKey[Any, Any]", model._meta.get_field(names[0]))
        other = curated(field)
        for row in rows[model].values():
            field.set_cached_value(row, rows[other].get(getattr(row, field.attname)))
        link(rows, other, names[1:])


def columns_of(row: CuratedRow, names: Iterable[str]) -> Values:
    return tuple(getattr(row, name) for name in names)


def follow(row: Any, path: Iterable[str]) -> Any:
    """Return the value at the end of a path of references; None where one of them is not set."""
    for name in path:
        row = getattr(row, name) if row is not None else None
    return row


def in_document(model: Model, lookup: str, value: Any) -> Q:
    """Return the condition that a revision's document has a value; one that leaves the field out has its default."""
    name, _, operator = lookup.partition("__")
    if name == "key":
        return Q((lookup, value))
    default = model._meta.get_field(name).get_default()  # type: ignore[union-attr]
    has_value = Q((f"document__{lookup}", value))
    is_default = default in value if operator == "in" else default == value
    return has_value | Q((f"document__{name}__isnull", True)) if is_default else has_value


def in_order(model: type[Curated], rows: list[Curated]) -> list[Curated]:
    """Sort rows as their model orders them; rows without a value come first."""
    for name in reversed(model._meta.ordering or []):
        attribute = model._meta.get_field(str(name)).attname  # type: ignore[union-attr]
        rows.sort(key=lambda row: (getattr(row, attribute) is not None, getattr(row, attribute)))
    return rows


def has_begun(day: datetime.date | None) -> bool:
    """Return whether the record had begun by a day; raise ``Http404`` where it had not."""
    begins = first_day()
    if begins is None or (day and day < begins):
        raise Http404(f"The record begins on {begins}." if begins else "Nothing has been published yet.")
    return True


def first_day() -> datetime.date | None:
    """Return the day of the first publication, or None before it."""
    begins = Revision.objects.aggregate(first=Min("valid_from"))["first"]
    return begins.astimezone(datetime.UTC).date() if begins else None
