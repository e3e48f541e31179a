"""Telling the caches before the site what a publication has changed.

It is a run like any other work: the desk shows which cache did not take it, and the scheduler tells it again. Until
then the age that answers carry bounds what readers see.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Timer
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db import DatabaseError

from curation.models import Change
from curation.snapshots.snapshots import CurrentSnapshot
from editorial.models import Run, RunOutcome
from editorial.operation.scheduling.runs import Busy, running
from frameworks.surrogate_keys import ALL, keys_touched

NAME = "purge"
SECONDS, MARGIN = 2, 0.2
AGAIN_WITHIN = timedelta(minutes=10)
"""What was published longer ago than this is in no cache any more."""
MOST_READ = ("/", "/frameworks/", "/finder/", "/features/", "/changes/")
ENCODINGS = ("br", "gzip", "identity")


def purge_keys(client: httpx.Client, address: str, keys: Sequence[str]) -> None:
    """Tell a Varnish that what has any of the keys is out of date, as deploy/varnish/plumbline.vcl takes it."""
    client.request("PURGE", address, headers={"xkey": " ".join(keys)}).raise_for_status()


def refresh(client: httpx.Client, address: str, keys: Sequence[str]) -> None:
    """Have an nginx fetch the most read pages anew, and those of the frameworks; it knows no keys."""
    slugs = [key.partition(":")[2] for key in keys if key.startswith("framework:")]
    for path in (*MOST_READ, *(f"/frameworks/{slug}/" for slug in slugs)):
        for encoding in ENCODINGS:
            headers = {"Host": settings.ORIGIN.netloc, "X-Refresh": "1", "Accept-Encoding": encoding}
            client.get(f"{address.rstrip('/')}{path}", headers=headers).raise_for_status()


def post(client: httpx.Client, address: str, keys: Sequence[str]) -> None:
    """Send the keys as JSON, and as the header that several services read."""
    client.post(address, json={"keys": list(keys)}, headers={"Surrogate-Key": " ".join(keys)}).raise_for_status()


KINDS: dict[str, Callable[[httpx.Client, str, Sequence[str]], None]] = {
    "varnish": purge_keys,
    "nginx": refresh,
    "post": post,
}


def purge(keys: Sequence[str]) -> list[str]:
    """Tell every cache to drop what has any of the keys; return a line for each that did not."""
    with ThreadPoolExecutor(max(len(settings.PURGE_ADDRESSES), 1)) as threads:
        told = threads.map(lambda place: tell(place[0], place[1], keys), settings.PURGE_ADDRESSES)
        return [problem for problem in told if problem]


def tell(kind: str, address: str, keys: Sequence[str]) -> str:
    """Tell one cache; return what went wrong, or nothing. Its address may hold a secret, so its host is named."""
    parts = urlsplit(address)
    place = f"{kind} {parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False) as client:
            KINDS[kind](client, address, keys)
    except httpx.HTTPStatusError as error:
        return f"{place}: it answered {error.response.status_code}."
    except httpx.HTTPError as error:
        return f"{place}: {type(error).__name__}, {error}"
    return ""


def purge_recorded(keys: Sequence[str]) -> tuple[str, bool]:
    """Tell the caches as a run; return what there is to say of it, and whether all went well."""
    with running(NAME) as run:
        problems = purge(keys)
        run.counts = {"caches": len(settings.PURGE_ADDRESSES), "failed": len(problems)}
        run.message = "\n".join(problems)
        run.finish(RunOutcome.FAILED if problems else RunOutcome.SUCCEEDED)
    return run.message or f"{len(settings.PURGE_ADDRESSES)} caches told.", not problems


def on_publication(change: Change, **_signal: object) -> None:
    """Tell the caches which rows a change has touched; its readers do not wait for them longer than a few seconds."""
    if not settings.PURGE_ADDRESSES:
        return
    items = change.items.values_list("row_type", "key", "document")
    keys = keys_touched(((kind, key), document) for kind, key, document in items)
    try:
        purge_recorded(keys)
    except (Busy, DatabaseError):
        # Another publication is being told at this moment, and the record has no place for a second.
        purge(keys)
    if settings.DATA_VERSION_SECONDS:
        # A node that did not know of it yet may have answered a cache meanwhile.
        Timer(settings.DATA_VERSION_SECONDS + MARGIN, purge, [keys]).start()


def is_owed(now: datetime) -> bool:
    """Tell whether a cache did not take the last publication, and may still have what was before it."""
    last = Run.objects.filter(name=NAME).first() if settings.PURGE_ADDRESSES else None
    if last is None or last.outcome not in {RunOutcome.FAILED, RunOutcome.INTERRUPTED}:
        return False
    published = CurrentSnapshot().published
    return published is not None and now - published < AGAIN_WITHIN


def purge_everything() -> tuple[str, bool]:
    return purge_recorded([ALL])
