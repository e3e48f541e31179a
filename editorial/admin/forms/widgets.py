from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect
from django.utils.text import capfirst

from editorial.desk.spreadsheets.problems import BadCell
from editorial.desk.spreadsheets.values import Names


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete field that is told the name of its row, so that a page of many asks the database for none.

    A row that exists in a draft only is shown as such. Where no scripts run nothing can be searched for, so the name or
    the key of a row is typed there.
    """

    template_name = "desk/rows/chooser.html"
    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        chosen = [key for key in value if key]
        if not all(key in self.known for key in chosen):
            [(group, options, place)] = super().optgroups(name, value, attr)
            return [(group, [*options, *self.drafted_options(name, chosen, options)], place)]
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*blank, *(self.create_option(name, key, self.known[key], True, 1) for key in chosen)], 0)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "label": capfirst(self.field.verbose_name)}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = str(data.get(f"{name}-typed", "")).strip()
        if not typed:
            return super().value_from_datadict(data, files, name)
        try:
            return Names().key(self.field, typed, data)
        except BadCell:
            return typed

    def drafted_options(self, name: str, chosen: Sequence[str], options: Sequence[Any]) -> list[Any]:
        missing = {*chosen} - {str(option["value"]) for option in options}
        drafted_rows = self.choices.field.drafted(missing) if missing else []
        return [self.create_option(name, drafted.row.pk, drafted.label, True, 1) for drafted in drafted_rows]


class LabelledDateTime(AdminSplitDateTime):
    """A date and a time, each with a name of its own for those who cannot see the text beside it."""

    def __init__(self, label: str) -> None:
        super().__init__()
        for widget, part in zip(self.widgets, ("date", "time"), strict=True):
            widget.attrs["aria-label"] = f"{label}, {part}"
