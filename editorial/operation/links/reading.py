"""Visiting an address: bounded in time, size and redirects, as robots.txt allows, and never into a private network."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from ssl import SSLContext
from threading import Timer
from urllib.parse import urljoin, urlsplit

import httpx
import stamina
from protego import Protego

from curation.web.outward import IpAddress, is_public
from editorial.operation.links.models import LinkOutcome

ATTEMPTS = 2
MOST_REDIRECTS = 5
ROBOTS_BYTES = 500_000
ROBOTS_RULES = 500_000
"""Rules times the programs that a robots.txt names: each is kept for each, so a small file could take all memory."""
NOT_FOR_PROGRAMS = {401, 402, 403, 429, 451}
GONE = {404, 410}
FOR_GOOD = {301, 308}


class Closed(Exception):
    """A host lets no programs in; the message says how."""


class Inward(Exception):
    """An address leads to a host outside the public network."""


class NoAnswer(Exception):
    """A host gave no answer that could be used; the message says what it did instead."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was found behind an address."""

    outcome: LinkOutcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VisitBounds:
    """Seconds that a server may take."""

    connect: float = 5
    silence: float = 10
    """Seconds between two parts of an answer."""
    whole: float = 20
    """Seconds from the question to the end of what is read."""


@dataclass
class Reader:
    """A polite visitor."""

    agent: str
    bounds: VisitBounds = field(default_factory=VisitBounds)
    may_visit: Callable[[IpAddress], bool] = is_public
    robots: dict[str, Protego] = field(default_factory=dict)

    def visit(self, url: str) -> Visit:
        """Return what is behind an address; nothing a server does raises."""
        try:
            return self.follow(url)
        except Closed as error:
            return Visit(LinkOutcome.CLOSED, str(error))
        except Inward as error:
            return Visit(LinkOutcome.INWARD, str(error))
        except NoAnswer as error:
            return Visit(LinkOutcome.FAILED, str(error)[:400])

    def follow(self, url: str) -> Visit:
        visited, moved_to, is_for_good = url, "", True
        for _ in range(MOST_REDIRECTS + 1):
            if not visited.startswith(("http://", "https://")):
                raise NoAnswer(f"it is no address of the web: {visited[:80]}")
            if not self.rules_of(visited).can_fetch(visited, self.agent):
                raise Closed("robots.txt keeps programs out")
            status, location = self.ask(visited)
            if not location:
                return judged(status, moved_to)
            visited = joined(visited, location)
            # Only permanent redirects are worth recording; a temporary target may change.
            is_for_good = is_for_good and status in FOR_GOOD
            moved_to = visited if is_for_good else moved_to
        raise NoAnswer(f"more than {MOST_REDIRECTS} redirects")

    def ask(self, url: str) -> tuple[int, str]:
        """Return the status behind an address, and where it redirects to; tries once more where that may help."""
        for attempt in stamina.retry_context(on=NoAnswer, attempts=ATTEMPTS, wait_initial=0.5, timeout=None):
            with attempt, self.get(url) as response:
                if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                    raise NoAnswer(f"status {response.status_code}")
                location = response.headers["Location"] if response.has_redirect_location else ""
                return response.status_code, location
        raise AssertionError("A retry either returns or raises.")

    @contextmanager
    def get(self, url: str) -> Iterator[httpx.Response]:
        """Open an address; the body is read only as far as the caller reads it."""
        http, began = self.client(), time.monotonic()
        # The client only limits each silence, and a server could send a byte now and then without end.
        deadline = Timer(self.bounds.whole, http.close)
        deadline.start()
        try:
            parts = urlsplit(url)
            target = httpx.URL(url).copy_with(host=self.place_of(parts.hostname or ""))
            headers, extensions = {"Host": parts.netloc.rpartition("@")[2]}, {"sni_hostname": parts.hostname}
            with http.stream("GET", target, headers=headers, extensions=extensions) as response:
                yield response
        except httpx.TimeoutException as error:
            raise NoAnswer(f"no answer within {self.bounds.silence:g} seconds") from error
        except httpx.InvalidURL as error:
            raise NoAnswer(f"it is, or leads to, what is no address: {error}") from error
        except (httpx.HTTPError, ValueError) as error:
            if time.monotonic() - began >= self.bounds.whole:
                raise NoAnswer(f"no whole answer within {self.bounds.whole:g} seconds") from error
            raise NoAnswer(str(error) or type(error).__name__) from error
        finally:
            deadline.cancel()
            http.close()

    def client(self) -> httpx.Client:
        """Return a client for one question, without the environment's proxies: they would resolve names themselves."""
        timeout = httpx.Timeout(self.bounds.silence, connect=self.bounds.connect)
        headers = {"User-Agent": self.agent, "Accept-Encoding": "identity"}
        return httpx.Client(headers=headers, timeout=timeout, trust_env=False, verify=tls())

    def place_of(self, host: str) -> str:
        """Return the checked network address of a host, to connect to; resolved only once, against DNS rebinding.

        Raises ``Inward`` where any of the host's addresses is not to be visited.
        """
        try:
            addresses = [info[4][0] for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise NoAnswer(f"no host is named {host[:80] or 'nothing'}") from error
        for text in addresses:
            if not self.may_visit(ipaddress.ip_address(str(text).partition("%")[0])):
                raise Inward(f"{host} is {text}")
        return str(addresses[0])

    def rules_of(self, url: str) -> Protego:
        """Return what a host lets programs read; everything, where it does not say."""
        origin = urljoin(url, "/")
        if origin not in self.robots:
            self.robots[origin] = parsed(self.robots_text(urljoin(origin, "robots.txt")))
        return self.robots[origin]

    def pause(self, url: str) -> float:
        """Return how many seconds the host wants between visits; 0 where it does not say."""
        rules = self.robots.get(urljoin(url, "/"))
        return (rules.crawl_delay(self.agent) or 0.0) if rules else 0.0

    def robots_text(self, url: str) -> str:
        """Return a robots.txt, nothing where there is none; raise ``Closed`` where the host cannot say."""
        for _ in range(MOST_REDIRECTS + 1):
            with self.get(url) as response:
                if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                    raise Closed(f"robots.txt answers with status {response.status_code}")
                if not response.has_redirect_location:
                    return text_of(response) if response.status_code == httpx.codes.OK else ""
                url = joined(url, response.headers["Location"])
        return ""


@cache
def tls() -> SSLContext:
    """Return the TLS context, read once because reading the certificates takes longer than many visits."""
    return httpx.create_ssl_context(trust_env=False)


def joined(url: str, location: str) -> str:
    """Return where a redirect leads; raise ``NoAnswer`` where that is no address."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NoAnswer("it redirects to what is no address") from error


def text_of(response: httpx.Response) -> str:
    """Return the beginning of an answer; raise ``Closed`` for one that is packed, as nobody asked for that."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Closed("robots.txt comes packed, which nobody asked for")
    content = bytearray()
    for part in response.iter_raw():
        content += part
        if len(content) > ROBOTS_BYTES:
            break
    return bytes(content[:ROBOTS_BYTES]).decode(errors="replace")


def parsed(robots: str) -> Protego:
    """Return the rules of a robots.txt; raise ``Closed`` for more than anybody would keep to."""
    lines = robots.lower().splitlines()
    programs = sum("agent" in line for line in lines)
    if programs * (len(lines) - programs) > ROBOTS_RULES:
        raise Closed("robots.txt has more rules for more programs than can be kept to")
    return Protego.parse(robots)


def judged(status: int, moved_to: str) -> Visit:
    """Return what the last status on the way means."""
    if status in GONE:
        return Visit(LinkOutcome.DEAD, f"status {status}")
    if status in NOT_FOR_PROGRAMS:
        return Visit(LinkOutcome.CLOSED, f"status {status}")
    if not 200 <= status < 300:
        return Visit(LinkOutcome.FAILED, f"status {status}")
    return Visit(LinkOutcome.MOVED, moved_to[:400]) if moved_to else Visit(LinkOutcome.FOUND)
