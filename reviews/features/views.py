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
    MatrixEvidence,
    SupportClaim,
    build_matrix,
    may_be_stale,
    reading_days,
    rows_of,
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
    claims, features = read_claims(request.snapshot, columns), request.snapshot.rows(Feature)
    evidence = read_evidence(request.snapshot, claims)
    filters.look_at((claim.feature, claim.level) for claim in claims)
    rows = rows_of(filters.keep(features), columns, claims, evidence)
    return {
        "matrix": build_matrix(rows, columns, len(features)),
        "claims": claims,
        "reading": reading_days(claims, evidence),
        "proven": read_proven(request.snapshot, framework__in=[framework.pk for framework in columns]),
        "applied": removable(filters, request.GET),
        "dropped": dropped(filters, features, request.GET),
    }


def read_claims(snapshot: Snapshot, columns: list[Framework]) -> list[SupportClaim]:
    """Read the cells of these frameworks; one query."""
    keys = [framework.pk for framework in columns]
    return list(map(SupportClaim._make, snapshot.values(Support, *CLAIM_COLUMNS, framework__in=keys)))


def read_evidence(snapshot: Snapshot, claims: list[SupportClaim]) -> MatrixEvidence:
    """Read the sources of claims old enough to be stale; one query at most."""
    day = snapshot.day or today()
    old = {claim.source for claim in claims if may_be_stale(claim, day)}
    sources = snapshot.values(Source, "key", *SourceReading._fields, key__in=old)
    return MatrixEvidence({key: SourceReading(*reading) for key, *reading in sources}, day, snapshot.day)


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
