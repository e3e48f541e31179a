"""Two processes may start at once on an empty database."""

import json
import sqlite3
from contextlib import closing

from django.conf import settings

from curation.management.locking import WAITING
from curation.models import Origin
from tests.whole_site import whole_site


def test_two_that_start_at_once_both_succeed_and_load_everything_once() -> None:
    site = whole_site()

    said = json.loads(site.with_name("said.json").read_text())
    assert {json.loads(line)["event"] for line in said} == {WAITING}
    with closing(sqlite3.connect(site)) as database:
        origins = [origin for (origin,) in database.execute("SELECT origin FROM editorial_change ORDER BY id")]
    results = list(settings.LAB_RESULTS.glob("20*.json"))
    assert origins == [Origin.CATALOGUE, *[Origin.IMPORTER] * len(results)]
