from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.views import alternates
from curation.web.querystrings import accepts, as_of
from frameworks.levels import HIGHEST, INHERITED
from frameworks.models import Feature
from frameworks.package_index.derived import formula_texts
from reviews.comparisons.summary.decisive import BUNDLES, MOST_FEATURES
from reviews.comparisons.summary.verdicts import LEAST_RATIO
from reviews.finder.agreement.reading import read_agreement_text
from reviews.finder.method import FinderMethod
from reviews.guides.fact_checks.rules import judging as rules
from reviews.models import Basis, Criterion, Guide, Level, Stated, Subject
from reviews.site.method.exports import method_data
from reviews.site.method.method import (
    ComparisonMethod,
    citation_marks,
    flag_marks,
    scales,
    support_marks,
    verdict_marks,
)


@require_safe
@alternates(method_data)
@accepts("as-of")
def method(request: SnapshotRequest) -> HttpResponse:
    """How guides are coded, and what each mark means."""
    return TemplateResponse(request, "site/method/page.html", request.snapshot.once(read_method) | as_of(request))


def read_method(snapshot: Snapshot) -> dict[str, object]:
    """Return what the page says, which changes with the data alone; eleven queries."""
    criteria, features, guides = snapshot.rows(Criterion), snapshot.rows(Feature), snapshot.rows(Guide)
    return {
        "guides": guides,
        "scales": scales(criteria, snapshot.rows(Level)),
        "resource_criteria": [row for row in criteria if row.subject == Subject.RESOURCE],
        "support": support_marks(),
        "highest": HIGHEST,
        "inherited": INHERITED,
        "features": features,
        "flags": flag_marks(len(guides)),
        "verdicts": verdict_marks(),
        "citations": citation_marks(),
        "finder": FinderMethod({row.key: row.name for row in features}, {row.key: row.name for row in criteria}),
        "compared": ComparisonMethod(MOST_FEATURES, BUNDLES, LEAST_RATIO),
        "rules": rules.formula_texts(),
        "formulas": formula_texts(),
        "agreement": read_agreement_text(snapshot),
        "bases": Basis.labels,
        "stated": Stated.labels,
    }
