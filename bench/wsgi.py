"""The site in production, with the addresses of the bench and without a limit for its one caller."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
settings.ROOT_URLCONF = "bench.urls"
settings.API_REQUESTS_PER_MINUTE = 0
settings.KEEP_PAGES = os.environ["BENCH_KEEP_PAGES"] == "1"

# Django reads the settings when this is imported.
from config.wsgi import application  # noqa: E402

__all__ = ["application"]
