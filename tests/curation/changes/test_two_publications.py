"""Publications at the same time follow each other: whoever has read a version of the data has all before it."""

import json
from pathlib import Path

import pytest

from tests.own_databases import own_site, start

# It connects by itself, to a database of its own on either server.
pytestmark = pytest.mark.database

PUBLISH = """
from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.models import Origin
from frameworks.models import Kind
for change in range(12):
    names = [f"{letter}{change}-{row}" for row in range(8)]
    edits = [Edit(Kind, name, {"name": name, "description": "One of many."}) for name in names]
    publish_from(Origin.IMPORTER, edits, reason="A test needs it.")
"""
RECORD = """
import json
from curation.models import Revision
print(json.dumps([[each.change_id, each.valid_from.isoformat()] for each in Revision.objects.order_by("pk")]))
"""


def test_two_that_publish_at_once_write_one_change_after_the_other(tmp_path: Path) -> None:
    with own_site(tmp_path) as site:
        publishers = [start(site, "shell", "-v0", "-c", f"letter = {letter!r}\n{PUBLISH}") for letter in "ab"]
        for publisher in publishers:
            publisher.communicate()
        record = json.loads(start(site, "shell", "-v0", "-c", RECORD).communicate()[0])

    changes = [change for place, (change, _moment) in enumerate(record) if record[place - 1][0] != change or not place]
    moments = [moment for _change, moment in record]
    assert len(record) == 2 * 12 * 8
    assert len(changes) == 2 * 12
    assert moments == sorted(moments)
