import datetime
from collections import Counter
from collections.abc import Mapping

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.dates import today
from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.filters.applied import dropped, removable
from curation.web.querystrings import accepts, as_of
from curation.web.suggestions import find
from frameworks.claims.freshness import SourceReading
from frameworks.filters.features import FeatureFilter
from frameworks.levels import ASKS_FOR, HIGHEST, INHERITED
from frameworks.models import Feature, FeatureGroup, Framework, Package, Source, Support
from measurements.proven import read_proven
from reviews.features.columns import COLUMNS, columns_shown, every_column
from reviews.features.detail import FeatureRows, all_package_keys, level_groups
from reviews.features.exports import feature_data, matrix_data
from reviews.features.matrix import (
    CLAIM_COLUMNS,
    MatrixCells,
    MatrixEvidence,
    SupportClaim,
    build_matrix,
    may_be_stale,
)
from reviews.models import Rating


@alternates(matrix_data)
@require_safe
@accepts(*FeatureFilter.names(), COLUMNS, "as-of", repeated=FeatureFilter.repeatable())
def feature_list(request: SnapshotRequest) -> HttpResponse:
    """The feature matrix."""
    frameworks = request.snapshot.rows(Framework)
    filters = FeatureFilter(request.GET, request=request, known={Framework: frameworks})
    filters.refuse_problems()
    slugs = filters.asked("framework")
    every = every_column(request.GET, slugs)
    columns = columns_shown(frameworks, slugs, guides_rating(request.snapshot), every=every)
    context = {"filters": filters, "every_framework": every, "frameworks": frameworks}
    context |= matrix_context(request, columns, filters) | as_of(request)
    return TemplateResponse(request, "features/matrix/page.html", context)


def matrix_context(request: SnapshotRequest, columns: list[Framework], filters: FeatureFilter) -> dict[str, object]:
    """Return the matrix of these frameworks, when it was read, and what dropping each filter would give."""
    snapshot = request.snapshot
    cells, features = snapshot.once(read_cells, snapshot.day or today()), snapshot.rows(Feature)
    claims = cells.claims_about(columns)
    filters.look_at((claim.feature, claim.level) for claim in claims)
    rows = cells.rows(filters.keep(features), columns)
    return {
        "matrix": build_matrix(rows, columns, len(features)),
        "claims": claims,
        "reading": cells.reading_days(claims),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, features, request.GET),
    }


def read_cells(snapshot: Snapshot, day: datetime.date) -> MatrixCells:
    """Return the cells of all frameworks; three queries at most: claims, programs, and sources that may be too old."""
    claims = list(map(SupportClaim._make, snapshot.values(Support, *CLAIM_COLUMNS)))
    old = {claim.source for claim in claims if may_be_stale(claim, day)}
    sources = snapshot.values(Source, "key", *SourceReading._fields, key__in=old)
    readings = {key: SourceReading(*reading) for key, *reading in sources}
    return MatrixCells.of(claims, MatrixEvidence(readings, read_proven(snapshot), day, snapshot.day))


def guides_rating(snapshot: Snapshot) -> Mapping[str, int]:
    """Return how many guides rate each framework; used only to choose the first columns."""
    pairs = set(snapshot.values(Rating, "framework_id", "guide_id"))
    return Counter(framework for framework, _guide in pairs)


@alternates(feature_data)
@require_safe
@accepts("as-of")
def feature_detail(request: SnapshotRequest, slug: str) -> HttpResponse:
    """One feature: what is meant, and every framework's level."""
    snapshot = request.snapshot
    features = snapshot.rows(Feature)
    feature = find("feature", features, slug)
    support = snapshot.rows(Support, feature=feature.pk)
    rows = FeatureRows(
        frameworks=snapshot.rows(Framework),
        support={cell.framework_id: cell for cell in support},
        sources={row.pk: row for row in snapshot.rows(Source, key__in=[cell.source_id for cell in support])},
        packages={row.pk: row for row in snapshot.rows(Package, key__in=all_package_keys(support))},
    )
    context = {
        "feature": feature,
        "groups": level_groups(rows, today=snapshot.day or today(), as_of=snapshot.day),
        "group_label": FeatureGroup(feature.group).label,
        "others": [row for row in features if row.group == feature.group and row.pk != feature.pk],
        "framework_count": len(rows.frameworks),
        "asks_for": ASKS_FOR,
        "highest": HIGHEST,
        "inherited": INHERITED,
        "proven": read_proven(snapshot, feature=feature.pk),
    }
    return TemplateResponse(request, "features/detail/page.html", context | as_of(request))
