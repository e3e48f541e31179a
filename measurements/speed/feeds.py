"""Runs of the lab as a feed."""

import datetime
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from curation.rows import CuratedRow
from curation.snapshots.protocol import SnapshotRequest
from curation.web.feeds import Feed
from curation.web.querystrings import accepts
from measurements.models import CellProof, Figure, LabRun, Program

SHOWN: Mapping[str, type[CuratedRow]] = {"programs": Program, "proofs": CellProof, "measurements": Figure}


@require_safe
@accepts()
def run_feed(request: SnapshotRequest) -> HttpResponse:
    """The runs of the lab, the latest first, with what the site shows of each."""
    snapshot = request.snapshot
    counts = {name: Counter(run for (run,) in snapshot.values(row_type, "run_id")) for name, row_type in SHOWN.items()}
    page = whole(reverse("lab-runs"))
    feed = Feed("Plumbline: runs of the lab", page, "What ran, and what it showed.", feed_url=whole(request.path))
    for run in reversed(snapshot.rows(LabRun)):
        address, day = f"{page}#run-{run.key}", datetime.datetime.combine(run.day, datetime.time(), datetime.UTC)
        shown = ", ".join(f"{count[run.key]} {name}" for name, count in counts.items() if count[run.key])
        feed.add_item(
            title=str(run),
            link=address,
            description=f"Shown on the site: {shown or 'nothing, for later runs took its place'}.",
            unique_id=address,
            pubdate=day,
            updateddate=day,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def whole(path: str) -> str:
    return urljoin(f"{settings.ORIGIN.geturl()}/", path)
