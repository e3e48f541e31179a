"""Which requests read from a replica of the database, and from which."""

from collections.abc import Iterator
from itertools import count

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.caching.known_version import known
from config.caching.requests import is_signed_in
from config.database.replicas import Replica, replicas
from config.http.middleware import READ, Middleware
from curation.snapshots.database import reads_from
from curation.snapshots.snapshots import CurrentSnapshot

PRIMARY_ALONE = ("/admin/", "/corrections/", "/search/", "/api/v1/search/", "/healthz", "/readyz", "/metrics")
"""What is private, what shows what was just written, and the search, whose index its first reader writes."""
turns: Iterator[int] = count()


class ReplicaMiddleware(Middleware):
    """Read a public page from a replica that has the present data, and from the primary where none has."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        replica = self.replica_for(request) if replicas else None
        if replica is None:
            return self.get_response(request)
        token = reads_from.set(replica.alias)
        try:
            response = self.get_response(request)
        finally:
            reads_from.reset(token)
        # What a replica could not answer, the primary does.
        return self.get_response(request) if getattr(response, "replica_failed", False) else response

    def replica_for(self, request: HttpRequest) -> Replica | None:
        is_public = request.method in READ and request.snapshot.is_cacheable  # type: ignore[attr-defined]
        if not is_public or is_signed_in(request) or request.path.startswith(PRIMARY_ALONE):
            return None
        latest = known.get()
        if latest is None:
            known.learn(latest := CurrentSnapshot().latest)
        first = next(turns)
        in_turn = (replicas[(first + place) % len(replicas)] for place in range(len(replicas)))
        return next((replica for replica in in_turn if replica.has(latest[0])), None)
