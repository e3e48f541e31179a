"""The site as it is served, but without limits per caller: all readers of the tests have one address."""

from django.conf import settings

from config.asgi import application

settings.PAGE_LIMITS = {}
settings.API_REQUESTS_PER_MINUTE = 0

__all__ = ["application"]
