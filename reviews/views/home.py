from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from frameworks.queries import accepts
from frameworks.record import RecordRequest
from reviews.finder_page.form import FIRST_QUESTIONS
from reviews.overview import overview
from reviews.reading import read_home
from reviews.rulings import read_rulings


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
    return TemplateResponse(request, "reviews/home.html", context)
