"""Who sent a request, as far as can be told."""

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle


def client_address(request: HttpRequest) -> str:
    """Return the address a request comes from, which behind a proxy is the one that the proxy names."""
    return BaseThrottle().get_ident(request) or ""  # type: ignore[arg-type]
