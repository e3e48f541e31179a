"""
The Redis that nodes share, by Django's own backend.

While it does not answer, or takes nothing more, everything is a miss: pages are made anew and requests are counted in
each node. No request waits for it again until it was left alone for a while. What it holds is signed with the secret
key, because it is Python's own format: whoever can write to Redis cannot run code here.

Its client is imported where it is used, as Django does: a site without Redis starts sooner.
"""

import hashlib
import hmac
import logging
import pickle
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache

from config.caching.release import fingerprint

Value = TypeVar("Value")
LEFT_ALONE = 2.0
"""Seconds after a failure in which it is not asked."""
OF_ANY_RELEASE = 0
"""The version of what nodes of several releases share, unlike pages, which name hashed files."""

log = logging.getLogger(__name__)


class SignedSerializer:
    """Python's own format, signed; what another key has signed is taken for missing."""

    @cached_property
    def key(self) -> bytes:
        return hashlib.sha256(b"shared cache" + settings.SECRET_KEY.encode()).digest()

    def dumps(self, value: Any) -> int | bytes:
        # Redis adds to numbers itself.
        if type(value) is int:
            return value
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return hmac.digest(self.key, packed, "sha256") + packed

    def loads(self, stored: bytes) -> Any:
        if len(stored) < 32:
            return int(stored) if stored.isdigit() else None
        signature, packed = stored[:32], stored[32:]
        if not hmac.compare_digest(signature, hmac.digest(self.key, packed, "sha256")):
            return None
        return pickle.loads(packed)  # noqa: S301


@dataclass
class Health:
    """How Redis does, as far as this process knows."""

    words: str = ""
    """What is wrong; empty where nothing is."""
    silent_until: float = 0

    def fail(self, error: Exception) -> None:
        from redis.exceptions import ResponseError

        words = str(error).strip().partition("\n")[0] or type(error).__name__
        # One that is full still answers what it has.
        self.silent_until = 0 if isinstance(error, ResponseError) else time.monotonic() + LEFT_ALONE
        if not self.words:
            log.error("The cache that CACHE_URL names is of no use: %s. Pages are made anew meanwhile.", words)
        self.words = words

    def succeed(self) -> None:
        if self.words:
            log.warning("The cache that CACHE_URL names is of use again.")
        self.words, self.silent_until = "", 0


health = Health()


class SharedCache(RedisCache):
    """Django's own cache in Redis; what fails is a miss, and so is a value that was moved there from another name."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "VERSION": fingerprint()})

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        stored = self.attempt(lambda: super(SharedCache, self).get(key, None, version), None)
        is_own = isinstance(stored, tuple) and stored[0] == self.make_key(key, version)
        return stored[1] if is_own else default

    def set(self, key: Any, value: Any, timeout: Any = None, version: Any = None) -> None:
        signed = (self.make_key(key, version), value)
        self.attempt(lambda: super(SharedCache, self).set(key, signed, timeout, version), None, writes=True)

    def told(self) -> dict[str, Any]:
        """Return what it says of itself; nothing where it does not answer."""
        return self.attempt(lambda: dict(self._cache.get_client().info()), {})

    def number(self, key: str) -> int | None:
        """Return a number that was counted; None where there is none."""
        stored = self.attempt(lambda: super(SharedCache, self).get(key, None, OF_ANY_RELEASE), None)
        return stored if isinstance(stored, int) else None

    def count(self, key: str, seconds: int) -> int | None:
        """Add one to a number that lasts some seconds and return it; None where it cannot be counted."""
        return self.attempt(lambda: self.add_one(key, seconds), None, writes=True)

    def add_one(self, key: str, seconds: int) -> int | None:
        self.add(key, 0, seconds, OF_ANY_RELEASE)
        # It may have ended since.
        with suppress(ValueError):
            return int(self.incr(key, 1, OF_ANY_RELEASE))
        return None

    def attempt(self, work: Callable[[], Value], otherwise: Value, *, writes: bool = False) -> Value:
        if time.monotonic() < health.silent_until:
            return otherwise

        from redis.exceptions import RedisError

        try:
            value = work()
        except (RedisError, OSError) as error:
            health.fail(error)
            return otherwise
        # That one can be read says nothing of whether it is full.
        if writes or health.silent_until:
            health.succeed()
        return value


def look_at_shared() -> None:
    """Write to it once as a node starts, so that what is wrong is said then and not with the first page."""
    caches["shared"].set("start", True, 60)


def is_of_use() -> bool:
    """Tell whether it is of use; one that failed is tried again, because no page may have needed it since."""
    if health.words:
        look_at_shared()
    return not health.words


def count_shared(key: str, seconds: int, *, cost: bool = True) -> int | None:
    """Add one to a number that all nodes share, unless it costs nothing, and return it; None where there is none."""
    cache = caches["shared"]
    if not isinstance(cache, SharedCache):
        return None
    return cache.count(key, seconds) if cost else cache.number(key)
