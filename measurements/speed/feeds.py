"""Runs of the lab as a feed."""

from collections import Counter
from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from curation.dates import midnight
from curation.rows import CuratedRow
from curation.snapshots.protocol import SnapshotRequest
from curation.web.feeds import FeedContent, FeedEntry, FilteredFeed
from curation.web.querystrings import accepts
from measurements.models import CellProof, Figure, LabRun, Program

SHOWN: Mapping[str, type[CuratedRow]] = {"programs": Program, "proofs": CellProof, "measurements": Figure}


class RunFeed(FilteredFeed):
    """The runs of the lab, the latest first, with what the site shows of each."""

    name = "runs of the lab"
    subtitle = "What ran, and what it showed."

    def content(self, request: SnapshotRequest) -> FeedContent:
        snapshot, page = request.snapshot, reverse("lab-runs")
        counts = {name: Counter(run for (run,) in snapshot.values(model, "run_id")) for name, model in SHOWN.items()}
        listed = [entry(run, f"{page}#run-{run.key}", counts) for run in reversed(snapshot.rows(LabRun))]
        altered = max((each.updated for each in listed), default=snapshot.published or timezone.now())
        return FeedContent(request.path, page, (), listed, altered)


def entry(run: LabRun, path: str, counts: Mapping[str, Counter[str]]) -> FeedEntry:
    shown = ", ".join(f"{count[run.key]} {name}" for name, count in counts.items() if count[run.key])
    words = f"Shown on the site: {shown or 'nothing, for later runs took its place'}."
    return FeedEntry(str(run), path, words, midnight(run.day), midnight(run.day))


@require_safe
@accepts()
def run_feed(request: SnapshotRequest) -> HttpResponse:
    return RunFeed()(request)
