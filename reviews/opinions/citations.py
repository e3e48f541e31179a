"""Citations of guides: a code and the date the guide prints."""

from frameworks.citations import Citation
from frameworks.models import Source
from reviews.models import Guide

UNDATED = "n.d."


def guide_citation(guide: Guide, source: Source, href: str) -> Citation:
    """Return a citation of a guide that links to what it says; of a guide without a printed date it says so."""
    full = source.published or "no date printed"
    return Citation(
        "guide",
        guide.code,
        source.published[:7] or UNDATED,
        f"Guide opinion: {guide.voice}, {full}",
        href,
        source=guide.voice,
        full_date=full,
    )
