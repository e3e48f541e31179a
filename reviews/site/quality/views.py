import datetime

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from frameworks.claims.freshness import SourceReading
from frameworks.models import Fact, Feature, Framework, Source, Support, SupportWindow
from reviews.guides.opinions.reading import read_opinions
from reviews.site.quality.exports import quality_data
from reviews.site.quality.quality import CountedCell, DatedClaim, Quality, QualityRows, qualities, total


@alternates(quality_data)
@require_safe
@accepts("as-of")
def quality(request: SnapshotRequest) -> HttpResponse:
    """How many claims are sourced, fresh, disputed and unknown."""
    snapshot = request.snapshot
    by_framework = snapshot.once(read_qualities, snapshot.day or today())
    context = {"frameworks": by_framework, "total": total(by_framework)}
    return TemplateResponse(request, "site/quality/page.html", context | as_of(request))


def read_qualities(snapshot: Snapshot, day: datetime.date) -> list[tuple[Framework, Quality]]:
    return qualities(read_rows(snapshot), day)


def read_rows(snapshot: Snapshot) -> QualityRows:
    sources = {key: SourceReading(*reading) for key, *reading in snapshot.values(Source, "key", *SourceReading._fields)}
    cells = snapshot.values(Support, "framework_id", "level", "source_id", "checked_on", "second_checked")
    dated = (snapshot.values(model, "framework_id", "source_id", "read_on") for model in (Fact, SupportWindow))
    return QualityRows(
        opinions=read_opinions(snapshot),
        features=len(snapshot.values(Feature, "key")),
        cells=[
            CountedCell(framework, level, sources.get(source), day, second)
            for framework, level, source, day, second in cells
        ],
        claims=[DatedClaim(framework, sources.get(source), day) for rows in dated for framework, source, day in rows],
    )
