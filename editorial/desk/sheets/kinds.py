"""What sheets there are lines of: cells of the matrix, facts, support windows, what a guide says of a framework."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from curation.documents import Document
from curation.rows import CuratedRow
from editorial.desk.sheets.choices import RowField
from editorial.desk.sheets.lines import (
    LineForm,
    LineSubject,
    NumberedForm,
    ReadLines,
    SheetColumn,
    SheetInline,
    SheetRequest,
)
from frameworks.models import Fact, FactName, Feature, Framework, Support, SupportWindow
from reviews.models import Criterion, Level, Rating, Remark, Subject

READ_BY_PEOPLE = [
    FactName.CREATOR,
    FactName.STEWARD,
    FactName.INTERFACE,
    FactName.LICENCE,
    FactName.FIRST_RELEASE_YEAR,
    FactName.SUPPORT_POLICY,
]
"""The facts that no program finds on the package index."""
SOURCE, PLACE = SheetColumn("Source", ["source"]), SheetColumn("Place", ["locator"])
CELL = [
    SheetColumn("Level and package", ["level", "package"], fills=False),
    SheetColumn("Note", ["note", "searched"]),
    SOURCE,
    PLACE,
    SheetColumn("Read on", ["checked_on"]),
    SheetColumn("2nd", ["second_checked"], fills=False),
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
    def subjects(self) -> dict[str, LineSubject]:
        features = cast(Any, list(self.targets.values()))
        return {
            feature.pk: LineSubject(
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
    def subjects(self) -> dict[str, LineSubject]:
        frameworks = cast(list[Framework], list(self.targets.values()))
        return {
            row.pk: LineSubject(row.name, address=row.get_absolute_url(), definition=row.tagline) for row in frameworks
        }


class FactLines(ReadLines):
    """What people read of a framework; what a program reads is not here."""

    model = Fact
    fk_name = "framework"
    line = "name"
    line_heading = "Fact"
    done = "value"
    columns = [SheetColumn("Value", ["value", "note"], fills=False), SOURCE, PLACE, SheetColumn("Read on", ["read_on"])]
    subjects = {str(name): LineSubject(str(name.label)) for name in READ_BY_PEOPLE}

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
        SheetColumn("Version", ["version", "long_term"], fills=False),
        SheetColumn("Released", ["released"]),
        SheetColumn("Fixes until", ["full_support_until", "security_until"]),
        SheetColumn("Note", ["note"]),
        SOURCE,
        PLACE,
        SheetColumn("Read on", ["read_on"]),
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

    levels: ClassVar[Mapping[str, Sequence[Level]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criterion = self.get_initial_for_field(self.fields["criterion"], "criterion")
        offered = [(level.pk, level.label) for level in self.levels.get(str(criterion), [])]
        cast(forms.Select, self.fields["level"].widget).choices = [("", "–"), *offered]


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
        SheetColumn("Place on the scale", ["level", "label"], fills=False),
        SheetColumn("What it says, in our words", ["summary"]),
        SheetColumn("Where in the guide", ["locator"]),
        SheetColumn("Graded by, stated", ["basis", "stated"]),
        SheetColumn("Limited to", ["applies_to"]),
        SheetColumn("2nd, quoted", ["second_checked", "quoted"], fills=False),
    ]

    @cached_property
    def levels(self) -> dict[str, Level]:
        return {level.pk: level for level in Level.objects.all()}

    @cached_property
    def levels_of(self) -> dict[str, list[Level]]:
        """The levels of each criterion, by its key."""
        levels = defaultdict(list)
        for level in self.levels.values():
            levels[level.criterion_id].append(level)
        return levels

    @cached_property
    def targets(self) -> dict[str, CuratedRow]:
        return {row.pk: row for row in Criterion.objects.filter(subject=Subject.FRAMEWORK)}

    @cached_property
    def subjects(self) -> dict[str, LineSubject]:
        criteria = cast(Any, list(self.targets.values()))
        return {
            row.pk: LineSubject(
                name=row.name,
                group=row.get_group_display(),
                definition=f"{row.definition} {row.caveat}".strip(),
                levels=[(level.label, level.meaning) for level in self.levels_of[row.pk]],
            )
            for row in criteria
        }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        formset.form.levels = self.levels_of
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
        SheetColumn("For or against", ["polarity"], fills=False),
        SheetColumn("What it says, in our words", ["text"]),
        SheetColumn("Where in the guide", ["locator"]),
        SheetColumn("Found in", ["basis"]),
        SheetColumn("2nd", ["second_checked"], fills=False),
    ]

    def hidden(self) -> list[str]:
        return [*super().hidden(), "name"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "name":
            field.widget, field.required = forms.HiddenInput(), False
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = cast(Any, super().get_formset(request, obj, **kwargs))
        taken = {cast(Remark, row).name for row in self.recorded(request)}
        formset.form.names = taken | {row["name"] for row in self.proposed(request)}
        return cast(type[BaseInlineFormSet], formset)
