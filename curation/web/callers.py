"""Who sent a request, as far as can be told; one way for limits, letters and logins alike."""

import ipaddress

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle


def caller(request: HttpRequest) -> str:
    """Return who is counted for a request."""
    return caller_of(client_address(request))


def client_address(request: HttpRequest) -> str:
    """Return the address a request comes from, which behind a proxy is the one that the proxy names."""
    return BaseThrottle().get_ident(request) or ""  # type: ignore[arg-type]


def is_same_origin(request: HttpRequest) -> bool:
    """Tell whether a form was sent from a page of this site, as far as the browser says so."""
    if site := request.headers.get("Sec-Fetch-Site"):
        # A page that tells no referrer has the origin “null” even here.
        return site in {"same-origin", "none"}
    return request.headers.get("Origin") in {None, f"{request.scheme}://{request.get_host()}"}


def caller_of(address: str) -> str:
    """Return who is counted: an IPv4 address, or an IPv6 /64, which is what one subscriber has."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else str(ip)


def login_address(caller: str) -> str:
    """Return a caller as the network address that failed logins are counted by; empty where it has none."""
    try:
        return str(ipaddress.ip_network(caller).network_address)
    except ValueError:
        return ""


def login_caller(request: HttpRequest) -> str:
    """Return by which address the failed logins of a request count."""
    return login_address(caller(request))
