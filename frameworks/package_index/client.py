"""Asking the package index about a package: bounded in time, size and redirects, tried again where that may help."""

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from ssl import SSLContext
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from frameworks.package_index.addresses import document_address

ATTEMPTS = 3
MOST_REDIRECTS = 3
CONNECTIONS = 2
GZIP = 16 + zlib.MAX_WBITS
"""Tells zlib that what it unpacks has the frame of gzip."""


class Unavailable(Exception):
    """The index gave no answer that could be used; the message says what it did instead."""


class TryAgain(Unavailable):
    """It may answer a little later; ``after`` is how many seconds it asks to wait, where it says so."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Unknown(Unavailable):
    """The index has no package of that name."""


@dataclass(frozen=True, slots=True)
class IndexBounds:
    """How much of an answer is taken: bytes after decompression, and seconds."""

    body: int = 48_000_000
    connect: float = 5
    silence: float = 15
    """Seconds between two parts of an answer."""
    whole: float = 60
    """Seconds from the question to the last part."""
    wait: float = 30
    """The longest wait that the index may ask for before it is asked again."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said of its own version."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class IndexAnswer:
    """What the index says of a package; no body where it has not changed since the earlier answer."""

    address: str
    body: bytes | None
    validators: Validators


@dataclass
class Client:
    """A polite reader of one index. Use it as a context manager, so that its connections are closed."""

    base: str
    agent: str
    bounds: IndexBounds = field(default_factory=IndexBounds)

    def __enter__(self) -> Self:
        self.http = httpx.Client(
            headers={"User-Agent": self.agent, "Accept": "application/json", "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(self.bounds.silence, connect=self.bounds.connect),
            limits=httpx.Limits(max_connections=CONNECTIONS),
            verify=tls(),
        )
        return self

    def __exit__(self, *reason: object) -> None:
        self.http.close()

    def address(self, package: str) -> str:
        return document_address(package, self.base)

    def ask(self, package: str, earlier: Validators | None = None) -> IndexAnswer:
        """Return the index's answer about a package; raise ``Unavailable`` where there is none to be used."""
        return self.ask_at(self.address(package), earlier)

    def ask_at(self, address: str, earlier: Validators | None = None) -> IndexAnswer:
        """Return the index's answer at an address; raise ``Unavailable`` where there is none to be used."""
        headers = (earlier or Validators()).headers
        for attempt in stamina.retry_context(on=self.backoff, attempts=ATTEMPTS, timeout=None, wait_initial=0.5):
            with attempt:
                return self.follow(address, headers)
        raise AssertionError("A retry either returns or raises.")

    def backoff(self, error: Exception) -> bool | float:
        """Return whether to retry, or after how many seconds."""
        if not isinstance(error, TryAgain):
            return False
        return True if error.after is None else error.after

    def follow(self, address: str, headers: dict[str, str]) -> IndexAnswer:
        """Return the answer at an address, or at the one it leads to on the same host."""
        visited = address
        for _ in range(MOST_REDIRECTS + 1):
            with self.get(visited, headers) as response:
                if not response.has_redirect_location:
                    return self.read(address, response)
                visited = same_host(visited, response.headers["Location"])
        raise Unavailable(f"more than {MOST_REDIRECTS} redirects")

    @contextmanager
    def get(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        try:
            with self.http.stream("GET", address, headers=headers) as response:
                yield response
        except httpx.TimeoutException as error:
            raise TryAgain(f"no answer within {self.bounds.silence:g} seconds") from error
        except httpx.InvalidURL as error:
            raise Unavailable(f"it redirects to what is no address: {error}") from error
        except httpx.HTTPError as error:
            raise TryAgain(f"the connection failed: {error or type(error).__name__}") from error

    def read(self, address: str, response: httpx.Response) -> IndexAnswer:
        validators = Validators(response.headers.get("ETag", "")[:200], response.headers.get("Last-Modified", "")[:80])
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return IndexAnswer(address, None, validators)
        self.refuse_status(response)
        kind = response.headers.get("Content-Type", "")
        if kind.partition(";")[0].strip().lower() != "application/json":
            raise Unavailable(f"it answered with {kind[:60] or 'no type'} instead of application/json")
        return IndexAnswer(address, self.body(response), validators)

    def refuse_status(self, response: httpx.Response) -> None:
        """Raise for every status that does not come with the document."""
        status = response.status_code
        if status in {httpx.codes.NOT_FOUND, httpx.codes.GONE}:
            raise Unknown(f"status {status}: the index has no such package")
        if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            wait = seconds(response.headers.get("Retry-After", ""))
            if wait is not None and wait > self.bounds.wait:
                raise Unavailable(f"status {status}: it asks to wait {wait:g} seconds")
            raise TryAgain(f"status {status}", wait)
        if status != httpx.codes.OK:
            raise Unavailable(f"status {status}")

    def body(self, response: httpx.Response) -> bytes:
        """Return the body as far as the bounds allow."""
        too_large = Unavailable(f"the answer is larger than {self.bounds.body:,} bytes")
        if (seconds(response.headers.get("Content-Length", "")) or 0) > self.bounds.body:
            raise too_large
        body, deadline = bytearray(), time.monotonic() + self.bounds.whole
        for part in unpacked(response, most=self.bounds.body):
            body += part
            if len(body) > self.bounds.body:
                raise too_large
            if time.monotonic() > deadline:
                raise Unavailable(f"the answer took longer than {self.bounds.whole:g} seconds")
        return bytes(body)


def unpacked(response: httpx.Response, *, most: int) -> Iterator[bytes]:
    """Yield an answer's parts, a packed one unpacked no further than to one byte more than ``most``."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"gzip", "identity"}:
        raise Unavailable(f"it answered packed as {encoding[:40]}, which nobody asked for")
    if encoding == "identity":
        yield from response.iter_raw()
        return
    unpacker, room = zlib.decompressobj(GZIP), most + 1
    for packed in response.iter_raw():
        try:
            part = unpacker.decompress(packed, room)
        except zlib.error as error:
            raise Unavailable("its answer cannot be unpacked") from error
        room -= len(part)
        yield part
        if room <= 0:
            return
    if not unpacker.eof:
        raise TryAgain("its answer ends before its packed form does")


def seconds(header: str) -> float | None:
    """Return a header's number; None where it has none, as when Retry-After gives a date."""
    return float(header) if header.isascii() and header.isdigit() and len(header) < 12 else None


def same_host(address: str, location: str) -> str:
    """Return where a redirect leads; raise where that is another host, which may be a trap."""
    try:
        target = urljoin(address, location)
        before, after = urlsplit(address), urlsplit(target)
    except ValueError as error:
        raise Unavailable("it redirects to what is no address") from error
    if (after.scheme, after.netloc) != (before.scheme, before.netloc):
        raise Unavailable(f"it redirects to another host, {after.netloc[:80] or 'none'}")
    return target


@cache
def tls() -> SSLContext:
    """Return the TLS context, with the certificates that the environment names; reading them takes long."""
    return httpx.create_ssl_context()
