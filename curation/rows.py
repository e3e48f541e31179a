"""Curated rows: what the catalogue holds. An applied change writes them, nothing else does.

Every curated model is also the schema of its documents (see ``curation.documents``), so a rule stated here, as a
field or as a constraint, holds for the catalogue files, proposals, revisions and past days alike.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.base import ModelState
from django.db.models.functions import Concat, Lower

from curation.dates import days_meant, validate_partial_date
from curation.web.addresses import evidence_address
from curation.web.outward import problem_with, refusal

KEY_PART = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"

DAYS = ("earliest", "latest")
"""The ends of the names under which the first and the last day stand that a date may mean."""

Row = TypeVar("Row", bound=models.Model)

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Status(models.TextChoices):
    """Whether the public may see a row and the rows that depend on it."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


class WrittenByChangesOnly(TypeError):
    """An attempt to write a guarded row outside an applied change."""

    def __init__(self, model: type[models.Model], operation: str) -> None:
        super().__init__(
            f"{model.__name__}: {operation} is refused, because the catalogue changes only by applying a change. "
            "Call curation.changes.workflow.propose() and let a publisher approve the change."
        )


@contextmanager
def writing() -> Iterator[None]:
    """Let guarded rows be written inside this block; meant for ``curation.changes.applying`` alone."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def require_writing(model: type[models.Model], operation: str) -> None:
    """Raise ``WrittenByChangesOnly`` unless a change is being applied."""
    if not _writing.get():
        raise WrittenByChangesOnly(model, operation)


class GuardedQuerySet(models.QuerySet[Row]):
    """A queryset that only reads, unless a change is being applied."""

    def update(self, **kwargs: Any) -> int:
        require_writing(self.model, "update")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        require_writing(self.model, "delete")
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:
        require_writing(self.model, "bulk_create")
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        require_writing(self.model, "bulk_update")
        return super().bulk_update(*args, **kwargs)


class Guarded(models.Model):
    """A row that an applied change alone may write."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        require_writing(type(self), "save")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        require_writing(type(self), "delete")
        return super().delete(*args, **kwargs)


class CuratedQuerySet(GuardedQuerySet[Row]):
    """The queries for reading curated rows."""

    def public(self) -> Self:
        """Rows that are published themselves and whose parents are all public."""
        return self.filter(is_public=True)

    def refresh_public(self) -> int:
        """Recompute which rows are public, and return how many changed; call it for the parents' models first."""
        condition = Q(status=Status.PUBLISHED) if has_status(self.model) else Q()
        for parent in parents(self.model):
            condition &= Q((f"{parent.name}__is_public", True)) | Q((f"{parent.name}__isnull", True))
        visible = self.model._default_manager.filter(condition).values("pk")
        revealed = self.filter(is_public=False, pk__in=visible).update(is_public=True)
        return revealed + self.filter(is_public=True).exclude(pk__in=visible).update(is_public=False)


CuratedManager = models.Manager.from_queryset(CuratedQuerySet)


class CuratedRow(Guarded):
    """A row of the catalogue, known everywhere by its natural key."""

    key = models.CharField(
        max_length=200,
        primary_key=True,
        editable=False,
        validators=[RegexValidator(rf"^{KEY_PART}(/{KEY_PART})*\Z", "Use lower-case letters, digits, - and . only.")],
    )

    is_public = models.BooleanField(
        default=True, editable=False, help_text="Follows from its own status and its parents’; kept by every change."
    )

    objects = CuratedManager()

    page: ClassVar[str] = ""
    """The name of the view that shows a row by its slug; empty where rows have no page of their own."""
    named_by: ClassVar[str] = "key"
    """The field that tells this row from its siblings in a catalogue file."""
    key_fields: ClassVar[tuple[str, ...]] = ()
    """The fields whose values make up the key of a claim; empty where the key is given."""
    written_by_programs: ClassVar[tuple[str, ...]] = ()
    """The fields that a program sets in a row that people write; empty where whoever writes a row writes all of it."""
    said_by_second_reader: ClassVar[frozenset[str]] = frozenset({"second_checked"})
    """The fields that only somebody else than the author can fill, who has read the evidence again."""
    addresses: ClassVar[tuple[str, ...]] = ()
    """The fields that hold addresses of the web."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]
        """Return a row as read from the database, without the work a new one needs: pages read hundreds at a time."""
        if len(values) != len(cls._meta.concrete_fields):
            return super().from_db(db, field_names, values)
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = ModelState()
        row._state.adding, row._state.db = False, db
        return row

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also refuse addresses that do not lead out of this site."""
        problems: dict[str, Any] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            problems = dict(error.error_dict)
        for name, url in self.links().items():
            if name not in problems and name not in (exclude or ()) and (problem := problem_with(url)):
                problems[name] = ValidationError(refusal(url, problem))
        if problems:
            raise ValidationError(problems)

    def links(self) -> dict[str, str]:
        """Return what its fields of addresses lead to, by field; a place that is given as an address counts too."""
        links = {name: str(getattr(self, name)) for name in self.addresses}
        place = str(getattr(self, "locator", "")).partition(" ")[0]
        if place.startswith(("https://", "http://")):
            links["locator"] = place
        return {name: url for name, url in links.items() if url}

    def natural_key_text(self) -> str:
        """Return the key made of this row's own fields."""
        if not self.key_fields:
            return self.key
        return "/".join(str(self.field_value(name)) for name in self.key_fields)

    def field_value(self, name: str) -> Any:
        """Return a field's value, a reference as the key it holds."""
        return getattr(self, self._meta.get_field(name).attname)  # type: ignore[union-attr]

    def derived(self) -> dict[str, Any]:
        """Return what programs read beside its fields, worked out from this row alone.

        A date of which a source may print the month or the year alone becomes the first and the last day it may mean.
        """
        days = ((name, days_meant(getattr(self, name))) for name in partial_dates(type(self)))
        return {f"{name}_{end}": day for name, pair in days for end, day in zip(DAYS, pair, strict=True)}


class Claim(CuratedRow):
    """A row that says something which could be wrong; its page is the evidence for it."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return evidence_address(self.key)


@cache
def partial_dates(model: type[CuratedRow]) -> tuple[str, ...]:
    """Return the fields that hold a date of which a source may print the month or the year alone."""
    return tuple(field.name for field in model._meta.concrete_fields if validate_partial_date in field.validators)


def curated(parent: "models.ForeignKey[Any, Any]") -> type[CuratedRow]:
    """Return the curated model that a foreign key points to."""
    return cast(type[CuratedRow], parent.related_model)


def has_status(model: type[models.Model]) -> bool:
    """Tell whether rows of this model are published on their own."""
    return any(field.name == "status" for field in model._meta.fields)


@cache
def references(model: type[models.Model]) -> "tuple[models.ForeignKey[Any, Any], ...]":
    """Return the foreign keys from this model to curated rows."""
    return tuple(field for field in model._meta.fields if isinstance(field, models.ForeignKey))


@cache
def parents(model: type[models.Model]) -> "tuple[models.ForeignKey[Any, Any], ...]":
    """Return the references that decide whether a row is public: those to rows that may be hidden."""
    return tuple(field for field in references(model) if is_hideable(curated(field)))


@cache
def is_hideable(model: type[models.Model]) -> bool:
    """Tell whether rows of this model can be kept from the public."""
    return has_status(model) or bool(parents(model))


def key_is(*fields: str, name: str) -> models.CheckConstraint:
    """Return the constraint that a row's key is made of these fields, joined by slashes."""
    parts: list[F | Value] = []
    for field in fields:
        parts += [Value("/"), F(field)]
    return models.CheckConstraint(
        condition=Q(key=Concat(*parts[1:], output_field=models.CharField())),
        name=name,
        violation_error_message=f"The key must be {'/'.join(fields)}.",
    )


def one_of(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Return the constraint that a field holds one of its choices."""
    return models.CheckConstraint(
        condition=Q((f"{field}__in", choices.values)),
        name=name,
        violation_error_message=f"{field}: allowed are {', '.join(choices.values)}.",
    )


def filled(field: str, message: str, *, name: str) -> models.CheckConstraint:
    """Return the constraint that a field is not empty."""
    return models.CheckConstraint(condition=~Q((field, "")), name=name, violation_error_message=message)


def unique_name(*expressions: str | Lower, name: str) -> models.UniqueConstraint:
    """Return the constraint that no two rows have the same name, however it is capitalised."""
    return models.UniqueConstraint(*expressions, name=name, violation_error_message="Another row has that name.")
