"""How long release lines get fixes, as a table."""

from collections.abc import Iterable

from curation.web.exports.tables import PROOF, Column, Table
from frameworks.citations import Citation
from frameworks.exports import FRAMEWORK
from frameworks.models import SupportWindow
from reviews.opinions.columns import NOTE

UNPUBLISHED = "no date published"


def windows_table(windows: Iterable[tuple[str, SupportWindow, Citation]]) -> Table:
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
            window.version,
            "yes" if window.long_term else "no",
            window.released,
            window.full_support_until,
            window.security_until,
            window.note,
            *citation.proof,
        )
        for framework, window, citation in windows
    )
    return Table("windows", "Support windows", columns, rows)
