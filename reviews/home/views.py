from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import RecordRequest
from curation.web.querystrings import accepts
from reviews.finder.page.form import FIRST_QUESTIONS
from reviews.home.overview import overview
from reviews.opinions.reading import read_home
from reviews.opinions.rulings import read_rulings


@require_safe
@accepts()
def home(request: RecordRequest) -> HttpResponse:
    """What the site holds, and the frameworks at a glance."""
    context = {
        "overview": overview(read_home(request.record)),
        "rulings": read_rulings(request.record),
        "questions": FIRST_QUESTIONS,
        "version": request.record.version,
    }
    return TemplateResponse(request, "home/page.html", context)
