"""Two processes may start at once on an empty database."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from config.environment import BASE_DIR
from curation.models import Origin
from editorial.management.locking import WAITING

START = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_catalogue", once=True)
call_command("import_lab_results", once=True)
"""


def test_two_that_start_at_once_both_succeed_and_load_everything_once(tmp_path: Path) -> None:
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command, environment = [sys.executable, "-c", START], os.environ | own

    starts = [
        subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]

    said = [line for start in starts for line in start.communicate(timeout=300)[1].decode().splitlines()]
    assert {json.loads(line)["event"] for line in said} == {WAITING}
    assert [start.returncode for start in starts] == [0, 0]
    with sqlite3.connect(tmp_path / "site.sqlite3") as database:
        origins = [origin for (origin,) in database.execute("SELECT origin FROM editorial_change ORDER BY id")]
    results = list(settings.LAB_RESULTS.glob("20*.json"))
    assert origins == [Origin.CATALOGUE, *[Origin.IMPORTER] * len(results)]
