"""How the site runs, for administrators: what caches answer, and which queries take long."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.cache import caches
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from config.caching.page_cache import memory
from config.caching.shared_cache import SharedCache, health
from config.database.replicas import replicas
from config.monitoring import slow_queries
from config.monitoring.metrics import answered
from curation.web.querystrings import accepts

MOST = 20
EXPORTER_SECONDS = 1.0
VARNISH = ("varnish_main_cache_hit", "varnish_main_cache_miss")
"""What Debian's exporter calls the answers that a Varnish had, and those it asked a node for."""
BUFFERS = "SELECT blks_hit, blks_read FROM pg_stat_database WHERE datname = current_database()"
# Statements are kept without their values, but for those that give roles their passwords.
STATEMENTS = r"""
    SELECT query, calls, mean_exec_time, max_exec_time, total_exec_time / 1000
    FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND query !~* '^\s*(alter|create)\s+(role|user)\M'
    ORDER BY total_exec_time DESC LIMIT %s
"""


@dataclass(frozen=True)
class CacheLine:
    """A cache, and how often it had what it was asked for."""

    name: str
    hits: int | None
    misses: int | None
    note: str

    @property
    def rate(self) -> str:
        if self.hits is None or self.misses is None:
            return "unknown"
        asked = self.hits + self.misses
        return f"{self.hits / asked:.1%}" if asked else "nothing was asked"


@dataclass(frozen=True)
class StatementTimes:
    """A kind of statement as PostgreSQL counts it: milliseconds of one, seconds of all."""

    text: str
    calls: int
    mean: float
    longest: float
    seconds: float


@require_safe
@permission_required("auth.view_user", raise_exception=True)
@accepts()
def operation(request: HttpRequest) -> HttpResponse:
    """Show what the caches answer and which queries take long."""
    context = {
        **admin.site.each_context(request),
        "title": "Caches and queries",
        "caches": [*cache_lines()],
        "tells_http_caches": bool(settings.CACHE_FIGURES),
        "statements": {alias: statements(connections[alias]) for alias in databases()},
        "slow": slow_queries.noted(),
        "slow_from": round(slow_queries.SLOW * 1000),
    }
    return TemplateResponse(request, "admin/editorial/operation.html", context)


def databases() -> list[str]:
    """Return the databases of PostgreSQL that can be asked."""
    sound = [replica.alias for replica in replicas if replica.is_sound]
    return [alias for alias in ("default", *sound) if connections[alias].vendor == "postgresql"]


def cache_lines() -> Iterator[CacheLine]:
    """Yield the caches from the readers' side inwards."""
    yield from map(varnish_line, settings.CACHE_FIGURES)
    yield CacheLine(
        "Pages in the memory of this process",
        answered["memory"],
        answered["made"],
        f"process {os.getpid()} on {socket.gethostname()}, since it began; "
        f"pages: {len(memory.values)}, {memory.size / 1_000_000:.1f} MB",
    )
    if isinstance(caches["shared"], SharedCache):
        yield shared_line(caches["shared"])
    for alias in databases():
        with suppress(DatabaseError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(BUFFERS)
            hits, misses = cursor.fetchone()
            yield CacheLine(f"Blocks in the memory of PostgreSQL, {alias}", hits, misses, "since it last began")


def varnish_line(address: str) -> CacheLine:
    """Ask the exporter of a Varnish, as Prometheus does; its address may hold a secret, so its host is named."""
    # The library reads where to write when it is imported, see config.monitoring.metrics.
    from prometheus_client.parser import text_string_to_metric_families

    host = urlsplit(address).netloc.rpartition("@")[2]
    try:
        text = httpx.get(address, timeout=EXPORTER_SECONDS, trust_env=False).raise_for_status().text
        families = {family.name: family.samples for family in text_string_to_metric_families(text)}
        hits, misses = (int(sum(sample.value for sample in families[name])) for name in VARNISH)
        return CacheLine("Varnish", hits, misses, f"{host}, since it began")
    except httpx.HTTPStatusError as error:
        problem = f"it answered {error.response.status_code}"
    except httpx.HTTPError as error:
        problem = f"it does not answer: {type(error).__name__}"
    except (KeyError, ValueError):
        problem = f"what it tells has no {VARNISH[0]}"
    return CacheLine("Varnish", None, None, f"{host}: {problem}")


def shared_line(cache: SharedCache) -> CacheLine:
    told = cache.told()
    used = f"{told.get('used_memory_human', 'unknown')} of {told.get('maxmemory_human', 'unknown')}"
    note = f"of no use: {health.words}" if health.words else f"all nodes, since it began; {used}"
    return CacheLine("Redis", int(told.get("keyspace_hits", 0)), int(told.get("keyspace_misses", 0)), note)


def statements(connection: BaseDatabaseWrapper) -> list[StatementTimes] | None:
    """Return the statements that took most time in all; None where the extension is not there."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(STATEMENTS, [MOST])
            return [StatementTimes(*row) for row in cursor.fetchall()]
    except DatabaseError:
        return None
