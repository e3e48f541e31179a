"""How long release lines get fixes, as a table."""

from collections.abc import Iterable

from curation.web.exports.tables import PROOF, Column, Table
from frameworks.citations import Citation
from frameworks.exports import FRAMEWORK
from frameworks.models import SupportWindow
from reviews.opinions.columns import NOTE

UNPUBLISHED = "no date published"


def windows_table(found: Iterable[tuple[str, SupportWindow, Citation]]) -> Table:
    """Return release lines, each with the name of its framework and its evidence."""
    columns = [
        FRAMEWORK,
        Column("release_line"),
        Column("long_term"),
        Column("released"),
        Column("full_support_until", UNPUBLISHED),
        Column("security_fixes_until", UNPUBLISHED),
        NOTE,
        *PROOF,
    ]
    rows = (
        (
            framework,
            one.version,
            "yes" if one.long_term else "no",
            one.released,
            one.full_support_until,
            one.security_until,
            one.note,
            *citation.proof,
        )
        for framework, one, citation in found
    )
    return Table("windows", "Support windows", columns, rows)
