"""Citations of guides: who speaks, and when, or else when the text last changed."""

from frameworks.claims.citations import Citation
from frameworks.models import Source
from reviews.models import Guide

UNDATED = "n.d."
MONTH = len("2026-11")


def guide_citation(guide: Guide, source: Source, href: str) -> Citation:
    """Return a citation of a guide that links to what it says; of a guide without any date it says so."""
    changed = f"last changed {guide.last_changed}" if guide.last_changed else "no date printed"
    full = source.published or changed
    return Citation(
        "guide",
        guide.code,
        (source.published or guide.last_changed or UNDATED)[:MONTH],
        f"Guide opinion: {guide.voice}, {full}",
        href,
        source=guide.voice,
        full_date=full,
    )
