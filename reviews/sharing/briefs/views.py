"""The pages in short, as Markdown with the claims they rest on."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from curation.snapshots.protocol import Snapshot, SnapshotRequest
from curation.web.exports.addresses import SUMMARY
from curation.web.querystrings import accepts
from curation.web.suggestions import find
from frameworks.models import Framework
from reviews.comparisons.opening import compares
from reviews.comparisons.selection import Selection
from reviews.comparisons.summary.brief import read_comparison_brief
from reviews.finder.brief import read_finder_brief
from reviews.finder.questions.answers import LONGEST, PARAMETERS, REPEATED, read_answers
from reviews.finder.views import of_this_version
from reviews.profiles.brief import read_framework_brief
from reviews.sharing.briefs.brief import Brief
from reviews.sharing.briefs.writing import as_markdown, cite


@require_safe
@accepts("as-of")
def framework_summary(request: SnapshotRequest, slug: str) -> HttpResponse:
    framework = find("framework", request.snapshot.rows(Framework), slug)
    return brief_response(request.snapshot, read_framework_brief(request.snapshot, framework))


@require_safe
@accepts("as-of")
@compares(SUMMARY)
def comparison_summary(request: SnapshotRequest, chosen: Selection) -> HttpResponse:
    return brief_response(request.snapshot, read_comparison_brief(request.snapshot, chosen))


@require_safe
@of_this_version
@accepts(*PARAMETERS, repeated=REPEATED, longest=LONGEST)
def finder_summary(request: SnapshotRequest) -> HttpResponse:
    return brief_response(request.snapshot, read_finder_brief(request.snapshot, read_answers(request.GET)))


def brief_response(snapshot: Snapshot, brief: Brief) -> HttpResponse:
    """Return a page in short as Markdown, which names the page as the address to cite."""
    cited = cite(snapshot, brief)
    headers = {"Link": f'<{cited.edition.address}>; rel="canonical"'}
    return HttpResponse(as_markdown(cited), content_type="text/markdown; charset=utf-8", headers=headers)
