"""Which file of the catalogue holds which rows.

Each app names its files in a module ``catalogue_files`` of its own. A path such as
``guides/{guide}/frameworks/{framework}`` gives every row in the file those two fields. A file has the fields of its
main row, if it has one, and sections that map a name to the document of a row belonging to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db import models
from django.utils.module_loading import module_has_submodule

from curation.rows import CuratedRow, references


@dataclass(frozen=True, slots=True)
class FileLayout:
    """What the files at one path hold."""

    path: str
    main: type[CuratedRow] | None = None
    sections: Mapping[str, type[CuratedRow]] = field(default_factory=dict)
    compact: bool = False
    """Whether each row of a section is written on one line; for thousands of small rows."""

    @property
    def given(self) -> tuple[str, ...]:
        """The fields whose values the path gives."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    def match(self, path: str) -> dict[str, str] | None:
        """Return the values in a path, or None where the path is not of this layout."""
        pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.path)
        match = re.fullmatch(pattern, path)
        return match.groupdict() if match else None

    def link(self, section: type[CuratedRow]) -> "models.ForeignKey[models.Model, models.Model] | None":
        """Return the field by which a section's rows belong to the main row."""
        return next((link for link in references(section) if link.related_model is self.main), None)


@cache
def layouts() -> tuple[FileLayout, ...]:
    """Return the layouts that the installed apps name, in the order of the apps."""
    modules = [config.module for config in apps.get_app_configs() if config.module]
    names = [module.__name__ for module in modules if module_has_submodule(module, "catalogue_files")]
    return tuple(layout for name in names for layout in import_module(f"{name}.catalogue_files").LAYOUTS)
