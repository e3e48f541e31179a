"""Addresses of the web that lead out of this site, and which of them may be stored, shown and visited."""

import ipaddress
import re
from urllib.parse import SplitResult, urljoin, urlsplit

from curation.texts import unseen

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

SCHEMES = ("https", "http")
ALLOWED = "Allowed are addresses of the public web, as in https://example.com/page."
LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "intranet", "lan", "home", "corp", "home.arpa")
"""The ends of names that no public name server knows."""
NAME = re.compile(r"(?=.{1,253}\Z)[^\W_](?:[\w-]{0,61}\w)?(?:\.[\w-]{1,63})*\.?", re.UNICODE)
TRANSLATED = tuple(
    map(
        ipaddress.IPv6Network,
        # NAT64, its local form, 6to4, Teredo, IPv4 written as IPv6: behind each stands an IPv4 address of any kind.
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::/96", "::ffff:0:0:0/96"),
    )
)


def is_public(address: IpAddress) -> bool:
    """Tell whether an address belongs to the public network, and is none that a gateway would translate."""
    if isinstance(address, ipaddress.IPv6Address) and any(address in network for network in TRANSLATED):
        return False
    return address.is_global and not address.is_multicast


def refusal(url: str, problem: str) -> str:
    return f"“{url[:80]}” {problem} {ALLOWED}"


def problem_with(url: str) -> str:
    """Say why an address does not lead to the public web; empty where it does. No name is looked up."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is no address."
    if parts.scheme not in SCHEMES or not url.lower().startswith(f"{parts.scheme}://"):
        return "does not begin with https:// or http://."
    if "@" in parts.netloc:
        return "holds a name or a password."
    if re.search(r"[\s\\<>\"`{}|^]", url) or unseen(url) or port == 0:
        return "has characters that no address has."
    return problem_with_host(host)


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address; empty ones where it has none, as with a bracket that is not closed."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def joined(base: str, place: str) -> str:
    """Return the address of a place that is written as seen from another; nothing where that is no address."""
    try:
        return urljoin(base, place)
    except ValueError:
        return ""


def problem_with_host(host: str) -> str:
    if address := as_ip(host):
        return "" if is_public(address) else "leads to a private network."
    if not NAME.fullmatch(host):
        return "names no host."
    labels = host.rstrip(".").lower()
    if "." not in labels or any(labels.endswith(f".{name}") for name in LOCAL_NAMES):
        return "leads to a private network."
    # What ends in a number is read as an IPv4 address in one of its old forms, such as 0x7f.1 for 127.0.0.1.
    return "names no host." if re.fullmatch(r"\d+|0x[0-9a-f]*", labels.rpartition(".")[2]) else ""


def as_ip(host: str) -> IpAddress | None:
    """Return the network address that a host is written as; None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
