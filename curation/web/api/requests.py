"""A request to the API, as its views and its pages of lists know it, and the edition of the data it reads."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request

from curation.snapshots.protocol import Snapshot


class ReadRequest(Request):
    """A request to the API, with the snapshot it reads from."""

    snapshot: Snapshot

    def build_absolute_uri(self, location: str | None = None) -> str:
        """Return an address of this site, whatever host and port the caller named."""
        return f"{settings.ORIGIN.geturl()}{self.get_full_path() if location is None else location}"


def edition(snapshot: Snapshot) -> dict[str, Any]:
    """Return which data an answer rests on; this changes with every publication and with nothing else."""
    return {
        "data_version": snapshot.version,
        "schema_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "generated_at": snapshot.published,
    }
