"""Which file of the catalogue holds which rows.

A path such as ``guides/{guide}/frameworks/{framework}`` gives every row in the file those two fields. A file has the
fields of its main row, if it has one, and sections that map a name to the document of a row belonging to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from frameworks.curation import CuratedRow, references
from frameworks.models import (
    Fact,
    Feature,
    Framework,
    Kind,
    LearningResource,
    Package,
    PythonVersion,
    Release,
    ResourceFramework,
    Source,
    Support,
    SupportWindow,
)
from reviews.models import (
    Answer,
    Assessment,
    Conflict,
    Criterion,
    Guide,
    Level,
    Mention,
    Passage,
    Pick,
    Point,
    Proof,
    Question,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Technology,
    Topic,
    UseCase,
)


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
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None

    def link(self, section: type[CuratedRow]) -> "models.ForeignKey[models.Model, models.Model] | None":
        """Return the field by which a section's rows belong to the main row."""
        return next((link for link in references(section) if link.related_model is self.main), None)


LAYOUTS = (
    FileLayout("kinds/{key}", Kind),
    FileLayout("sources/{key}", Source),
    FileLayout("features/{key}", Feature),
    FileLayout("packages/{key}", Package),
    FileLayout("frameworks/{key}", Framework, {"facts": Fact, "support": Support, "support_windows": SupportWindow}),
    FileLayout("releases/{framework}", None, {"releases": Release}, compact=True),
    FileLayout("pythons/{key}", PythonVersion),
    FileLayout("resources/{key}", LearningResource, {"frameworks": ResourceFramework}),
    FileLayout("criteria/{key}", Criterion, {"levels": Level}),
    FileLayout("points/{key}", Point),
    FileLayout("use-cases/{key}", UseCase),
    FileLayout("technologies/{key}", Technology, {"mentions": Mention}),
    FileLayout("topics/{key}", Topic),
    FileLayout("topics/{topic}/{name}", Question, {"answers": Answer}),
    FileLayout("conflicts/{key}", Conflict, {"sides": Side}),
    FileLayout("guides/{key}", Guide),
    FileLayout("guides/{guide}/frameworks/{framework}", None, {"ratings": Rating, "remarks": Remark}),
    FileLayout("guides/{guide}/resources/{resource}", None, {"assessments": Assessment, "remarks": Remark}),
    FileLayout("guides/{guide}/recommendations/{name}", Recommendation, {"picks": Pick}),
    FileLayout("guides/{guide}/statements/{name}", Statement, {"passages": Passage, "proofs": Proof}),
)
