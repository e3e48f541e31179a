"""The site in production, without a limit for its one caller; and beside it the view that it is measured against.

That view stands behind Django's SecurityMiddleware and CommonMiddleware alone, in the same process.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
settings.ROOT_URLCONF = "bench.urls"
settings.API_REQUESTS_PER_MINUTE = 0
settings.PAGE_LIMITS = {}
settings.CACHE_PAGES = os.environ["BENCH_CACHE_PAGES"] == "1"

# Django reads the settings when this is imported.
from bench.server import HELLO  # noqa: E402
from config.wsgi import application as site  # noqa: E402

with override_settings(
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
):
    hello = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one address by the view alone and every other by the site."""
    return (hello if environ["PATH_INFO"] == HELLO else site)(environ, start_response)
