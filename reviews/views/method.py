from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.alternates.views import alternates
from frameworks.applied import as_of
from frameworks.levels import HIGHEST, INHERITED
from frameworks.models import Feature
from frameworks.package_index.derived import formula_texts
from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.finder_page.method import FinderMethod
from reviews.finder_page.reading import read_agreement_text
from reviews.finder_reading import scales_of
from reviews.method import chip_codes, chip_marks, flag_marks, scales, support_marks, verdict_marks
from reviews.models import Basis, Criterion, Guide, Level, Stated, Subject
from reviews.page_data.method import method_data
from reviews.rules import lines as rules


@require_safe
@alternates(method_data)
@accepts("as-of")
def method(request: RecordRequest) -> HttpResponse:
    """How guides are coded, and what each mark means."""
    record = request.record
    criteria, levels = record.rows(Criterion), record.rows(Level)
    by_key = {row.key: row for row in criteria}
    codes = chip_codes()
    features = record.rows(Feature)
    guides = record.rows(Guide)
    context = {
        "guides": guides,
        "scales": scales(criteria, levels),
        "resource_criteria": [row for row in criteria if row.subject == Subject.RESOURCE],
        "support": support_marks(),
        "highest": HIGHEST,
        "inherited": INHERITED,
        "features": features,
        "flags": flag_marks(len(guides)),
        "verdicts": verdict_marks(),
        "chips": [(mark, codes[mark.value]) for mark in chip_marks()],
        "finder": FinderMethod({row.key: row.name for row in features}, {key: row.name for key, row in by_key.items()}),
        "rules": rules.formula_texts(),
        "formulas": formula_texts(),
        "agreement": read_agreement_text(record, scales_of(by_key, levels)),
        "bases": Basis.labels,
        "stated": Stated.labels,
    }
    return TemplateResponse(request, "reviews/method.html", context | as_of(request))
