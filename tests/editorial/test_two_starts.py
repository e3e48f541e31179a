"""Two processes may start at once on an empty database."""

import os
import subprocess
import sys
from pathlib import Path

from config.environment import BASE_DIR


def test_two_that_migrate_and_load_at_once_both_succeed(tmp_path: Path) -> None:
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = (
        "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
    )

    starts = [
        subprocess.Popen([sys.executable, "-c", command], cwd=BASE_DIR, env=os.environ | own, stderr=subprocess.PIPE)
        for _ in range(2)
    ]

    assert [start.communicate(timeout=300)[1].decode()[-300:] for start in starts] == ["", ""]
    assert [start.returncode for start in starts] == [0, 0]
