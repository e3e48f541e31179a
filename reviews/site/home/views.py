from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import SnapshotRequest
from curation.web.querystrings import accepts
from reviews.finder.page.form import FIRST_QUESTIONS
from reviews.site.home.reading import read_home


@require_safe
@accepts()
def home(request: SnapshotRequest) -> HttpResponse:
    """Common answers, the finder’s first questions, the frameworks at a glance, and what all that rests on."""
    context = {"front": read_home(request.snapshot), "questions": FIRST_QUESTIONS}
    return TemplateResponse(request, "site/home/page.html", context)
