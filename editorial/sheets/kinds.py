"""What sheets there are lines of: cells of the matrix, facts, support windows, what a guide says of a framework."""

from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from curation.documents import Document
from curation.rows import CuratedRow
from editorial.sheets.choices import RowField
from editorial.sheets.lines import (
    Column,
    LineForm,
    NumberedForm,
    ReadLines,
    SheetInline,
    SheetRequest,
    Subject,
    hidden_field,
)
from frameworks.models import Fact, FactName, Feature, Framework, Support, SupportWindow
from reviews.models import Criterion, Level, Rating, Remark
from reviews.models import Subject as AskedOf

READ_BY_PEOPLE = [
    FactName.CREATOR,
    FactName.STEWARD,
    FactName.INTERFACE,
    FactName.LICENCE,
    FactName.FIRST_RELEASE_YEAR,
    FactName.SUPPORT_POLICY,
]
"""The facts that no program finds on the package index."""
SOURCE, PLACE = Column("Source", ["source"]), Column("Place", ["locator"])
CELL = [
    Column("Level and package", ["level", "package"], fills=False),
    Column("Note", ["note", "searched"]),
    SOURCE,
    PLACE,
    Column("Read on", ["checked_on"]),
    Column("2nd", ["second_checked"], fills=False),
]


class SupportSheet(ReadLines):
    """Cells of the matrix."""

    model = Support
    columns = CELL
    day = "checked_on"
    done = "level"


class ColumnInline(SupportSheet):
    fk_name = "framework"
    line = "feature"
    line_heading = "Feature"

    @cached_property
    def targets(self) -> dict[str, CuratedRow]:
        return {feature.pk: feature for feature in Feature.objects.all()}

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        features = cast(Any, list(self.targets.values()))
        return {
            feature.pk: Subject(
                name=feature.name,
                group=feature.get_group_display(),
                definition=f"{feature.definition} {feature.caveat}".strip(),
                address=feature.get_absolute_url(),
            )
            for feature in features
        }


class RowInline(SupportSheet):
    fk_name = "feature"
    line = "framework"
    line_heading = "Framework"

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        frameworks = cast(Any, list(self.targets.values()))
        return {
            framework.pk: Subject(framework.name, address=framework.get_absolute_url(), definition=framework.tagline)
            for framework in frameworks
        }


class FactLines(ReadLines):
    """What people read of a framework; what a program reads is not here."""

    model = Fact
    fk_name = "framework"
    line = "name"
    line_heading = "Fact"
    done = "value"
    columns = [Column("Value", ["value", "note"], fills=False), SOURCE, PLACE, Column("Read on", ["read_on"])]
    subjects = {str(name): Subject(str(name.label)) for name in READ_BY_PEOPLE}

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).filter(name__in=READ_BY_PEOPLE)

    def belongs(self, request: HttpRequest, document: Document) -> bool:
        return document.get("name") in self.subjects and super().belongs(request, document)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field and db_field.name == self.line:
            field.widget = forms.HiddenInput()
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "value":
            field.widget.attrs |= {"placeholder": "in its source’s terms, or: Not stated"}
        return field


class WindowLines(ReadLines):
    """How long each line of releases gets fixes."""

    model = SupportWindow
    fk_name = "framework"
    done = "version"
    columns = [
        Column("Version", ["version", "long_term"], fills=False),
        Column("Released", ["released"]),
        Column("Fixes until", ["full_support_until", "security_until"]),
        Column("Note", ["note"]),
        SOURCE,
        PLACE,
        Column("Read on", ["read_on"]),
    ]


class SaidOfFramework(SheetInline):
    """What a guide says of one framework."""

    fk_name = "guide"

    def framework(self, request: HttpRequest) -> str:
        return cast(SheetRequest, request).about

    def hidden(self) -> list[str]:
        return ["framework"]

    def blank_line(self, request: HttpRequest) -> Document:
        return {**self.blank, "framework": self.framework(request)}

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).filter(framework=self.framework(request))

    def belongs(self, request: HttpRequest, document: Document) -> bool:
        return document.get("framework") == self.framework(request) and super().belongs(request, document)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "framework":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = RowField.of(db_field, widget=forms.HiddenInput())
        field.rows = {row.pk: row for row in Framework.objects.filter(pk=self.framework(request))}
        return field


class RatingLineForm(LineForm):
    """A rating on a sheet, which offers the levels of its own criterion."""

    levels: ClassVar[dict[str, list[tuple[str, str]]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criterion = self.get_initial_for_field(self.fields["criterion"], "criterion")
        cast(forms.Select, self.fields["level"].widget).choices = [("", "–"), *self.levels.get(str(criterion), [])]


class RatingInline(SaidOfFramework):
    """Where a guide places one framework, criterion by criterion."""

    model = Rating
    form = RatingLineForm
    heading = "Where it places it"
    line = "criterion"
    line_heading = "Criterion"
    done = "summary"
    blank = {"basis": "coded", "stated": "explicit"}
    columns = [
        Column("Place on the scale", ["level", "label"], fills=False),
        Column("What it says, in our words", ["summary"]),
        Column("Where in the guide", ["locator"]),
        Column("Graded by, stated", ["basis", "stated"]),
        Column("Limited to", ["applies_to"]),
        Column("2nd, quoted", ["second_checked", "quoted"], fills=False),
    ]

    @cached_property
    def levels(self) -> dict[str, Level]:
        return {level.pk: level for level in Level.objects.all()}

    @cached_property
    def targets(self) -> dict[str, CuratedRow]:
        return {row.pk: row for row in Criterion.objects.filter(subject=AskedOf.FRAMEWORK)}

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        meanings: dict[str, list[tuple[str, str]]] = {}
        for level in self.levels.values():
            meanings.setdefault(level.criterion_id, []).append((level.label, level.meaning))
        criteria = cast(Any, list(self.targets.values()))
        return {
            row.pk: Subject(
                name=row.name,
                group=row.get_group_display(),
                definition=f"{row.definition} {row.caveat}".strip(),
                levels=meanings.get(row.pk, []),
            )
            for row in criteria
        }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        levels: dict[str, list[tuple[str, str]]] = {}
        for level in self.levels.values():
            levels.setdefault(level.criterion_id, []).append((level.pk, level.label))
        formset.form.levels = levels
        return cast(type[BaseInlineFormSet], formset)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "level":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = RowField.of(db_field, widget=forms.Select())
        field.rows = self.levels
        return field


class RemarkInline(SaidOfFramework):
    """What a guide says for, against or of one framework."""

    model = Remark
    form = NumberedForm
    heading = "For and against"
    done = "text"
    columns = [
        Column("For or against", ["polarity"], fills=False),
        Column("What it says, in our words", ["text"]),
        Column("Where in the guide", ["locator"]),
        Column("Found in", ["basis"]),
        Column("2nd", ["second_checked"], fills=False),
    ]

    def hidden(self) -> list[str]:
        return [*super().hidden(), "name"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return hidden_field(field) if field and db_field.name == "name" else field

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        taken = {cast(Remark, row).name for row in self.recorded(request)}
        formset.form.names = taken | {row["name"] for row in self.proposed(request)}
        return cast(type[BaseInlineFormSet], formset)
