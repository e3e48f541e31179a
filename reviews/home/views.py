from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.querystrings import accepts
from reviews.finder.page.form import FIRST_QUESTIONS
from reviews.home.overview import overview
from reviews.home.reading import read_home
from reviews.opinions.rulings import read_rulings


@require_safe
@accepts()
def home(request: SnapshotRequest) -> HttpResponse:
    """What the site holds, and the frameworks at a glance."""
    context = {
        "overview": overview(read_home(request.snapshot)),
        "rulings": read_rulings(request.snapshot),
        "questions": FIRST_QUESTIONS,
        "version": request.snapshot.version,
    }
    return TemplateResponse(request, "home/page.html", context)
