"""The WSGI application that the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Seconds that a reader waits for a connection before they are told that the database does not answer.
os.environ.setdefault("PLUMBLINE_DATABASE_WAIT", "0.8")

# A page makes thousands of objects and few cycles; Python's default of looking for cycles after every 700 new objects
# takes up to a tenth of a large page's time.
gc.set_threshold(20_000)

application = get_wsgi_application()

# Django is set up only now.
from django.urls import get_resolver  # noqa: E402

from config.caching.shared_cache import look_at_shared  # noqa: E402
from config.database.replicas import replicas  # noqa: E402
from config.monitoring.metrics import open_folder  # noqa: E402
from editorial.operation.nodes.starting import look_around  # noqa: E402
from frameworks.package_index.addresses import index_address  # noqa: E402

look_around()
look_at_shared()
open_folder()
# Reads all views and the client of the package index, which takes most of a second: nobody's first page waits for that.
_ = get_resolver().url_patterns
index_address()
for replica in replicas:
    replica.begin_to_watch()
