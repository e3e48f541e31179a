"""The finder on the catalogue and the lab’s results as they lie in their files; no database."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import QueryDict

from curation.documents import readable_row
from curation.files.reading import read_files
from curation.rows import CuratedRow
from curation.snapshots.protocol import RowsByType
from frameworks.models import AdoptionSeries, Fact, Framework, PythonVersion, Support
from measurements.importing.figures import figures
from measurements.importing.reading import read_results
from measurements.models import Figure
from reviews.finder.page.finding import FinderRows, Finding
from reviews.finder.questions.answers import read_answers
from reviews.finder.scoring.reading import scores_in
from reviews.models import Criterion, Level, Rating

TYPES: tuple[type[CuratedRow], ...] = (
    AdoptionSeries,
    Framework,
    Support,
    Fact,
    PythonVersion,
    Criterion,
    Level,
    Rating,
)


@cache
def catalogue_rows() -> RowsByType:
    rows: RowsByType = defaultdict(dict)
    for edit in read_files(Path(settings.CATALOGUE)).edits:
        if edit.model in TYPES:
            rows[edit.model][edit.key] = readable_row(edit.model, edit.key, edit.document or {})
    for path in sorted(settings.LAB_RESULTS.glob("20*.json")):
        for edit in figures(read_results(path)):
            rows[Figure][edit.key] = readable_row(Figure, edit.key, edit.document or {})
    for level in rows[Level].values():
        level.criterion = rows[Criterion][level.criterion_id]  # type: ignore[attr-defined]
    return rows


@cache
def asked(query: str) -> Finding:
    """Return what the finder answers to an address, without its version."""
    return Finding(read_answers(QueryDict(query)), FinderRows(scores_in(catalogue_rows())))


def order(query: str) -> list[str]:
    return [place.framework for place in asked(query).ranking.places]
