"""What the pages about features claim, as tables."""

from collections.abc import Iterator

from curation.web.exports.tables import DATE, GROUP, PROOF, Column, Context, PageData, Table, Value
from frameworks.claims.columns import FRAMEWORK
from frameworks.models import Feature
from reviews.features.detail import FrameworkSupport, LevelGroup
from reviews.features.matrix import LABELS, Matrix, MatrixCell, SupportClaim
from reviews.guides.opinions.tables import PROGRAM, PROVEN

FEATURE = Column("feature")
LEVEL = Column("level")
PACKAGE = Column("package", "no package named")
SOURCE_KEY = Column("source_key", "no source")
"""The key of the source as in the API; the matrix does not read its name."""
READING = Column("reading", "within its limit")
EVIDENCE = Column("evidence", "nothing is claimed", of=("source_key", "date"))


def matrix_data(context: Context) -> PageData:
    """Return the cells that the matrix shows."""
    matrix: Matrix = context["matrix"]
    claims = {(claim.feature, claim.framework): claim for claim in context["claims"]}
    columns = [GROUP, FEATURE, FRAMEWORK, LEVEL, PACKAGE, PROGRAM, READING, SOURCE_KEY, DATE, EVIDENCE]
    rows = matrix_rows(matrix, claims)
    table = Table("features", "Feature matrix", columns, rows, across="framework")
    return PageData("Feature matrix", [table])


def matrix_rows(matrix: Matrix, claims: dict[tuple[str, str], SupportClaim]) -> Iterator[tuple[Value, ...]]:
    for group in matrix.groups:
        for row in group.rows:
            for column, cell in zip(matrix.columns, row.cells, strict=True):
                claim = claims.get((row.feature.pk, column.framework.pk))
                yield group.label, row.feature.name, column.framework.name, *cell_values(cell, claim)


def cell_values(cell: MatrixCell, claim: SupportClaim | None) -> tuple[Value, ...]:
    if not cell.href or claim is None:
        return LABELS[cell.level], "", "", "nothing is claimed", "", "", ""
    reading = "past its limit" if cell.stale else ""
    program = PROVEN if cell.is_proven else ""
    return LABELS[cell.level], claim.package, program, reading, claim.source, claim.checked_on, cell.href


def feature_data(context: Context) -> PageData:
    """Return every framework's level of one feature."""
    feature: Feature = context["feature"]
    groups: list[LevelGroup] = context["groups"]
    columns = [LEVEL, FRAMEWORK, PACKAGE, Column("note", "nothing to add"), Column("last_release", "not read"), *PROOF]
    rows = ((group.label, *line_values(line)) for group in groups for line in group.lines)
    about = [
        ("Definition", feature.definition),
        ("Caveat", feature.caveat),
        ("Inherited", feature.inherited),
        ("Proof", feature.proof),
        ("Weight", f"{feature.weight} of 5. {feature.weight_reason}"),
        ("Other names", ", ".join(feature.other_names)),
        ("Group", context["group_label"]),
    ]
    return PageData(
        feature.name,
        [
            Table("feature", "What is meant", [Column("label"), Column("value", "none noted")], about),
            Table("support", "Support by framework", columns, rows),
        ],
    )


def line_values(line: FrameworkSupport) -> tuple[Value, ...]:
    releases = "; ".join(f"{package.key} {package.version}, {package.last_release}" for package in line.packages)
    support = line.support
    package_name, note = (support.package, support.note) if support else ("", "")
    return line.framework.name, package_name, note, releases, *(line.citation.proof if line.citation else ("", "", ""))
